//! Further types of the standard library as columns: shared and boxed text, numbers that are not zero, durations.

use std::borrow::Cow;
use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64,
};
use std::sync::Arc;
use std::time::Duration;

use crate::types::{Field, SqlType, Value, ValueError};

macro_rules! text {
    ($($rust:ty),*) => {$(
        impl Field for $rust {
            const TYPE: SqlType = SqlType::Text(None);

            fn to_value(&self) -> Result<Value<'_>, ValueError> {
                Ok(Value::Text(Cow::Borrowed(self)))
            }

            fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
                String::from_value(value).map(Into::into)
            }
        }
    )*};
}

text!(Box<str>, Arc<str>, Cow<'static, str>);

macro_rules! not_zero {
    ($($rust:ty: $plain:ty),*) => {$(
        impl Field for $rust {
            const TYPE: SqlType = <$plain>::TYPE;

            fn to_value(&self) -> Result<Value<'_>, ValueError> {
                self.get().to_value().map(Value::into_owned)
            }

            fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
                Self::new(<$plain>::from_value(value)?).ok_or_else(|| ValueError::new("stored number is zero"))
            }
        }
    )*};
}

not_zero! {
    NonZeroI8: i8, NonZeroI16: i16, NonZeroI32: i32, NonZeroI64: i64, NonZeroU8: u8, NonZeroU16: u16, NonZeroU32: u32, NonZeroU64: u64
}

/// A duration, as microseconds. It is truncated to microseconds when it is written.
impl Field for Duration {
    const TYPE: SqlType = SqlType::I64;

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        i64::try_from(self.as_micros())
            .map(Value::I64)
            .map_err(|_| ValueError::new("duration is longer than 292,471 years"))
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        let micros = u64::try_from(i64::from_value(value)?);
        micros.map(Self::from_micros).map_err(|_| ValueError::new("stored duration is negative"))
    }
}
