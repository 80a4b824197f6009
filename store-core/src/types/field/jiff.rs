//! Types of the crate `jiff` as columns. Instants and times are truncated to microseconds when they are written.

use jiff::civil::{Date, DateTime, Time, date};
use jiff::{SignedDuration, Timestamp};

use super::clock::{day_micros, instant_micros, split_micros};
use crate::types::{Field, SqlType, Value, ValueError};

const EPOCH: Date = date(1970, 1, 1);

impl Field for Timestamp {
    const TYPE: SqlType = SqlType::Timestamp;

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        instant_micros(self.as_nanosecond()).map(Value::Timestamp)
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Timestamp(micros) => Self::from_nanosecond(i128::from(micros) * 1_000)
                .map_err(|_| ValueError::new("stored timestamp is outside the range of the calendar")),
            other => Err(ValueError::unexpected("a timestamp", &other)),
        }
    }
}

impl Field for DateTime {
    const TYPE: SqlType = SqlType::DateTime;

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        let nanos = self.duration_since(EPOCH.at(0, 0, 0, 0)).as_nanos();
        instant_micros(nanos).map(Value::DateTime)
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::DateTime(micros) => EPOCH
                .at(0, 0, 0, 0)
                .checked_add(SignedDuration::from_micros(micros))
                .map_err(|_| ValueError::new("stored date and time is outside the range of the calendar")),
            other => Err(ValueError::unexpected("a date and time", &other)),
        }
    }
}

impl Field for Date {
    const TYPE: SqlType = SqlType::Date;

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        if self.year() < 1 {
            return Err(ValueError::new("year is outside the range 1 to 9999"));
        }
        let days = self.duration_since(EPOCH).as_hours() / 24;
        i32::try_from(days)
            .map(Value::Date)
            .map_err(|_| ValueError::new("year is outside the range 1 to 9999"))
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Date(days) => EPOCH
                .checked_add(SignedDuration::from_hours(i64::from(days) * 24))
                .map_err(|_| ValueError::new("stored date is outside the range of the calendar")),
            other => Err(ValueError::unexpected("a date", &other)),
        }
    }
}

impl Field for Time {
    const TYPE: SqlType = SqlType::Time;

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        let part = |part: i8| part.unsigned_abs();
        let nanos = self.subsec_nanosecond().unsigned_abs();
        Ok(Value::Time(day_micros(part(self.hour()), part(self.minute()), part(self.second()), nanos)))
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Time(micros) => {
                let (hour, minute, second, nanos) = split_micros(micros)?;
                let part = |part: u8| i8::try_from(part).unwrap_or(i8::MAX);
                let nanos = i32::try_from(nanos).unwrap_or(i32::MAX);
                Self::new(part(hour), part(minute), part(second), nanos)
                    .map_err(|_| ValueError::new("stored time is not within a day"))
            }
            other => Err(ValueError::unexpected("a time", &other)),
        }
    }
}
