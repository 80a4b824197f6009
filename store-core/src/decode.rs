//! Values from what a driver has read: what every engine holds to its column in the same way.

use std::borrow::Cow;

use crate::error::{Error, ErrorKind};
use crate::model::TableModel;
use crate::sql_type::SqlType;
use crate::value::{Value, ValueError};

impl<'v> Value<'v> {
    /// An integer as the value of a column that holds integers or bools.
    ///
    /// ```
    /// use store_core::{SqlType, Value};
    ///
    /// assert_eq!(Value::of_integer(SqlType::U16, 65_535), Ok(Value::I32(65_535)));
    /// assert!(Value::of_integer(SqlType::U16, 65_536).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// When it is outside of the column's range, or the column holds something else.
    pub fn of_integer(ty: SqlType, number: i64) -> Result<Self, ValueError> {
        fn narrow<T: TryFrom<i64>>(
            number: i64,
            width: &str,
            value: fn(T) -> Value<'static>,
        ) -> Result<Value<'static>, ValueError> {
            T::try_from(number)
                .map(value)
                .map_err(|_| ValueError::new(format!("the integer is outside the range of {width}")))
        }
        match ty {
            SqlType::Bool => match number {
                0 => Ok(Value::Bool(false)),
                1 => Ok(Value::Bool(true)),
                _ => Err(ValueError::new("expected 0 or 1, found another integer")),
            },
            SqlType::I16 => narrow(number, "16 bits", Value::I16),
            SqlType::I32 => narrow(number, "32 bits", Value::I32),
            SqlType::I64 => Ok(Value::I64(number)),
            SqlType::U8 => narrow(number, "8 bits without sign", Value::U8),
            SqlType::U16 => narrow(number, "16 bits without sign", |value: u16| Value::I32(value.into())),
            SqlType::U32 => narrow(number, "32 bits without sign", |value: u32| Value::I64(value.into())),
            _ => Err(ValueError::new("expected a value of another type, found an integer")),
        }
    }

    /// A number as the value of a column of 32 bits, rounded to the nearest.
    ///
    /// # Errors
    ///
    /// When it is beyond what 32 bits hold.
    pub fn of_single(number: f64) -> Result<Self, ValueError> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "rounds to the nearest; what overflows is refused"
        )]
        let value = number as f32;
        if value.is_finite() {
            Ok(Value::F32(value))
        } else {
            Err(ValueError::new("the number is outside the range of 32 bits"))
        }
    }

    /// Bytes as the value of a column of exactly `len` of them.
    ///
    /// # Errors
    ///
    /// When there are more or fewer.
    pub fn of_fixed_bytes(len: u32, bytes: &'v [u8]) -> Result<Self, ValueError> {
        if u32::try_from(bytes.len()) != Ok(len) {
            return Err(ValueError::new(format!("expected {len} bytes, found {}", bytes.len())));
        }
        Ok(Value::Bytes(Cow::Borrowed(bytes)))
    }

    /// A decimal as the value of a column of so many digits.
    ///
    /// # Errors
    ///
    /// When it has more.
    pub fn of_decimal(digits: i128, precision: u8, scale: u8) -> Result<Self, ValueError> {
        // A precision of 0 is that of a type outside any table, which bounds nothing.
        if precision > 0 && digits.unsigned_abs() >= 10u128.pow(u32::from(precision)) {
            return Err(ValueError::new(format!("the decimal has more than {precision} digits")));
        }
        Ok(Value::Decimal { digits, precision, scale })
    }
}

impl Error {
    /// A parameter of a statement on a table that an engine has no form for.
    pub fn unbindable(error: &ValueError, value: &Value<'_>, table: &TableModel<'_>) -> Self {
        let kind = match value {
            _ if error.is_too_long() => ErrorKind::Truncated,
            Value::Timestamp(_) | Value::Date(_) | Value::Time(_) => ErrorKind::OutOfRange,
            _ => ErrorKind::Value,
        };
        Self::new(kind, error.to_string()).with_table(table.name)
    }
}
