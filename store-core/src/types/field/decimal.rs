//! `rust_decimal::Decimal` as a column.

use rust_decimal::Decimal;

use crate::types::{Field, SqlType, Value, ValueError};

impl Field for Decimal {
    // The column sets precision and scale: `#[column(precision = 19, scale = 4)]`.
    const TYPE: SqlType = SqlType::Decimal { precision: 0, scale: 0 };

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        let scale = u8::try_from(self.scale()).map_err(|_| ValueError::new("decimal has too many digits"))?;
        Ok(Value::Decimal { digits: self.mantissa(), precision: 0, scale })
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Decimal { digits, scale, .. } => {
                Decimal::try_from_i128_with_scale(digits, u32::from(scale))
                    .map_err(|_| ValueError::new("stored decimal has more digits than 96 bits can hold"))
            }
            other => Err(ValueError::unexpected("a decimal", &other)),
        }
    }
}
