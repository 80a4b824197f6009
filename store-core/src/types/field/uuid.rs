//! `uuid::Uuid` as a column.

use uuid::Uuid;

use crate::types::{Field, SqlType, Value, ValueError};

impl Field for Uuid {
    const TYPE: SqlType = SqlType::Uuid;

    #[inline]
    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        Ok(Value::Uuid(*self.as_bytes()))
    }

    #[inline]
    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Uuid(bytes) => Ok(Uuid::from_bytes(bytes)),
            other => Err(ValueError::unexpected("a UUID", &other)),
        }
    }
}
