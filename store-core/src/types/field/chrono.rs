//! chrono's types as columns. Instants and times are truncated to microseconds when they are written.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

use crate::types::{Field, MAX_OFFSET, SqlType, Value, ValueError};

/// Checks that a year is in the range of SQL Server's types.
fn check_year(year: i32) -> Result<(), ValueError> {
    if (1..=9999).contains(&year) {
        Ok(())
    } else {
        Err(ValueError::new("year is outside the range 1 to 9999"))
    }
}

/// Rejects a leap second, which chrono stores as a fraction of one second or more. Neither engine has leap seconds, and the
/// next second is a different instant.
fn check_no_leap_second(time: &impl Timelike) -> Result<(), ValueError> {
    if time.nanosecond() < 1_000_000_000 {
        Ok(())
    } else {
        Err(ValueError::new("time is within a leap second"))
    }
}

impl Field for DateTime<Utc> {
    const TYPE: SqlType = SqlType::Timestamp;

    #[inline]
    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        check_year(self.year())?;
        check_no_leap_second(self)?;
        Ok(Value::Timestamp(self.timestamp_micros()))
    }

    #[inline]
    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Timestamp(micros) => DateTime::from_timestamp_micros(micros)
                .ok_or_else(|| ValueError::new("stored timestamp is outside the range of the calendar")),
            other => Err(ValueError::unexpected("a timestamp", &other)),
        }
    }
}

/// The offset has whole minutes, at most 14 hours, as SQL Server stores it.
impl Field for DateTime<FixedOffset> {
    const TYPE: SqlType = SqlType::OffsetTimestamp;

    #[inline]
    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        let seconds = self.offset().local_minus_utc();
        let minutes = i16::try_from(seconds / 60).ok().filter(|_| seconds % 60 == 0);
        let Some(offset) = minutes.filter(|minutes| minutes.unsigned_abs() <= MAX_OFFSET) else {
            return Err(ValueError::new("offset is not a number of minutes, or greater than 14 hours"));
        };
        // Both the instant in UTC and the local time are in the range of the column.
        check_year(self.year())?;
        check_year(self.naive_utc().year())?;
        check_no_leap_second(self)?;
        Ok(Value::OffsetTimestamp { micros: self.timestamp_micros(), offset })
    }

    #[inline]
    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::OffsetTimestamp { micros, offset } => DateTime::from_timestamp_micros(micros)
                .zip(FixedOffset::east_opt(i32::from(offset) * 60))
                .map(|(instant, offset)| instant.with_timezone(&offset))
                .ok_or_else(|| ValueError::new("stored timestamp is outside the range of the calendar")),
            other => Err(ValueError::unexpected("a timestamp with an offset", &other)),
        }
    }
}

impl Field for NaiveDateTime {
    const TYPE: SqlType = SqlType::DateTime;

    #[inline]
    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        check_year(self.year())?;
        check_no_leap_second(self)?;
        Ok(Value::DateTime(self.and_utc().timestamp_micros()))
    }

    #[inline]
    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::DateTime(micros) => DateTime::from_timestamp_micros(micros)
                .map(|instant| instant.naive_utc())
                .ok_or_else(|| ValueError::new("stored date and time is outside the range of the calendar")),
            other => Err(ValueError::unexpected("a date and time", &other)),
        }
    }
}

impl Field for NaiveDate {
    const TYPE: SqlType = SqlType::Date;

    #[inline]
    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        check_year(self.year())?;
        Ok(Value::Date(self.to_epoch_days()))
    }

    #[inline]
    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Date(days) => NaiveDate::from_epoch_days(days)
                .ok_or_else(|| ValueError::new("stored date is outside the range of the calendar")),
            other => Err(ValueError::unexpected("a date", &other)),
        }
    }
}

impl Field for NaiveTime {
    const TYPE: SqlType = SqlType::Time;

    #[inline]
    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        check_no_leap_second(self)?;
        let seconds = i64::from(self.num_seconds_from_midnight());
        Ok(Value::Time(seconds * 1_000_000 + i64::from(self.nanosecond() / 1_000)))
    }

    #[inline]
    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Time(micros) => {
                let seconds = u32::try_from(micros.div_euclid(1_000_000)).ok();
                let nanos = u32::try_from(micros.rem_euclid(1_000_000) * 1_000).ok();
                seconds
                    .zip(nanos)
                    .and_then(|(seconds, nanos)| {
                        NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanos)
                    })
                    .ok_or_else(|| ValueError::new("stored time is not within a day"))
            }
            other => Err(ValueError::unexpected("a time", &other)),
        }
    }
}
