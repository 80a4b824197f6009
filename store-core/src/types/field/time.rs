//! Types of the crate `time` as columns. Instants and times are truncated to microseconds when they are written.

use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcDateTime};

use super::clock::{day_micros, instant_micros, split_micros};
use crate::types::{Field, SqlType, Value, ValueError};

/// The Julian day of 1970-01-01.
const EPOCH: i32 = 2_440_588;

/// An instant, which is read in UTC whatever its offset was when it was written.
macro_rules! instant {
    ($($rust:ty),*) => {$(
        impl Field for $rust {
            const TYPE: SqlType = SqlType::Timestamp;

            fn to_value(&self) -> Result<Value<'_>, ValueError> {
                instant_micros(self.unix_timestamp_nanos()).map(Value::Timestamp)
            }

            fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
                match value {
                    Value::Timestamp(micros) => Self::from_unix_timestamp_nanos(i128::from(micros) * 1_000)
                        .map_err(|_| ValueError::new("stored timestamp is outside the range of the calendar")),
                    other => Err(ValueError::unexpected("a timestamp", &other)),
                }
            }
        }
    )*};
}

instant!(OffsetDateTime, UtcDateTime);

impl Field for PrimitiveDateTime {
    const TYPE: SqlType = SqlType::DateTime;

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        instant_micros(self.as_utc().unix_timestamp_nanos()).map(Value::DateTime)
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::DateTime(micros) => UtcDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000)
                .map(|instant| Self::new(instant.date(), instant.time()))
                .map_err(|_| ValueError::new("stored date and time is outside the range of the calendar")),
            other => Err(ValueError::unexpected("a date and time", &other)),
        }
    }
}

impl Field for Date {
    const TYPE: SqlType = SqlType::Date;

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        if !(1..=9999).contains(&self.year()) {
            return Err(ValueError::new("year is outside the range 1 to 9999"));
        }
        Ok(Value::Date(self.to_julian_day() - EPOCH))
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Date(days) => days
                .checked_add(EPOCH)
                .and_then(|day| Self::from_julian_day(day).ok())
                .ok_or_else(|| ValueError::new("stored date is outside the range of the calendar")),
            other => Err(ValueError::unexpected("a date", &other)),
        }
    }
}

impl Field for Time {
    const TYPE: SqlType = SqlType::Time;

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        let (hour, minute, second, nanos) = self.as_hms_nano();
        Ok(Value::Time(day_micros(hour, minute, second, nanos)))
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Time(micros) => {
                let (hour, minute, second, nanos) = split_micros(micros)?;
                Self::from_hms_nano(hour, minute, second, nanos)
                    .map_err(|_| ValueError::new("stored time is not within a day"))
            }
            other => Err(ValueError::unexpected("a time", &other)),
        }
    }
}
