//! Types of the standard library as columns.

use std::borrow::Cow;

use crate::types::{Field, SqlType, Value, ValueError};

macro_rules! plain {
    ($($rust:ty => $name:ident, $wanted:literal;)*) => {$(
        impl Field for $rust {
            const TYPE: SqlType = SqlType::$name;

            #[inline]
            fn to_value(&self) -> Result<Value<'_>, ValueError> {
                Ok(Value::$name(*self))
            }

            #[inline]
            fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
                match value {
                    Value::$name(value) => Ok(value),
                    other => Err(ValueError::unexpected($wanted, &other)),
                }
            }
        }
    )*};
}

plain! {
    bool => Bool, "a bool";
    i16 => I16, "a 16-bit integer";
    i32 => I32, "a 32-bit integer";
    i64 => I64, "a 64-bit integer";
    u8 => U8, "an unsigned 8-bit integer";
}

/// Types that SQL Server does not have are stored in the next wider signed type.
macro_rules! widened {
    ($($rust:ty => $name:ident in $wide:ident, $wanted:literal;)*) => {$(
        impl Field for $rust {
            const TYPE: SqlType = SqlType::$name;

            #[inline]
            fn to_value(&self) -> Result<Value<'_>, ValueError> {
                Ok(Value::$wide((*self).into()))
            }

            #[inline]
            fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
                match value {
                    Value::$wide(value) => value.try_into().map_err(|_| {
                        ValueError::new(concat!("stored number is outside the range of ", stringify!($rust)))
                    }),
                    other => Err(ValueError::unexpected($wanted, &other)),
                }
            }
        }
    )*};
}

widened! {
    i8 => I8 in I16, "an 8-bit integer";
    u16 => U16 in I32, "an unsigned 16-bit integer";
    u32 => U32 in I64, "an unsigned 32-bit integer";
}

impl Field for u64 {
    const TYPE: SqlType = SqlType::U64;

    #[inline]
    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        Ok(Value::Decimal { digits: (*self).into(), precision: 20, scale: 0 })
    }

    #[inline]
    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Decimal { digits, scale: 0, .. } => digits
                .try_into()
                .map_err(|_| ValueError::new("integer is outside the range of an unsigned 64-bit integer")),
            Value::Decimal { .. } => {
                Err(ValueError::new("expected an unsigned 64-bit integer, found a decimal with a fraction"))
            }
            other => Err(ValueError::unexpected("an unsigned 64-bit integer", &other)),
        }
    }
}

macro_rules! float {
    ($($rust:ty => $name:ident;)*) => {$(
        impl Field for $rust {
            const TYPE: SqlType = SqlType::$name;

            #[inline]
            fn to_value(&self) -> Result<Value<'_>, ValueError> {
                // SQL Server has only finite numbers, and SQLite would store NULL for NaN.
                if self.is_finite() {
                    Ok(Value::$name(*self))
                } else {
                    Err(ValueError::new("number is not finite"))
                }
            }

            #[inline]
            fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
                match value {
                    Value::$name(value) => Ok(value),
                    other => Err(ValueError::unexpected("a floating-point number", &other)),
                }
            }
        }
    )*};
}

float! {
    f32 => F32;
    f64 => F64;
}

impl Field for String {
    const TYPE: SqlType = SqlType::Text(None);

    #[inline]
    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        Ok(Value::Text(Cow::Borrowed(self)))
    }

    #[inline]
    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Text(text) => Ok(text.into_owned()),
            other => Err(ValueError::unexpected("text", &other)),
        }
    }
}

impl Field for Vec<u8> {
    const TYPE: SqlType = SqlType::Bytes(None);

    #[inline]
    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        Ok(Value::Bytes(Cow::Borrowed(self)))
    }

    #[inline]
    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Bytes(bytes) => Ok(bytes.into_owned()),
            other => Err(ValueError::unexpected("bytes", &other)),
        }
    }
}

impl<const N: usize> Field for [u8; N] {
    const TYPE: SqlType = {
        assert!(
            N >= 1 && N <= 8000,
            "a byte array column must have 1 to 8,000 bytes: use `Vec<u8>` for more"
        );
        #[expect(clippy::cast_possible_truncation, reason = "at most 8,000, as asserted above")]
        SqlType::FixedBytes(N as u32)
    };

    #[inline]
    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        Ok(Value::Bytes(Cow::Borrowed(self)))
    }

    #[inline]
    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Bytes(bytes) => bytes
                .as_ref()
                .try_into()
                .map_err(|_| ValueError::new(format!("expected {N} bytes, found {}", bytes.len()))),
            other => Err(ValueError::unexpected("bytes", &other)),
        }
    }
}
