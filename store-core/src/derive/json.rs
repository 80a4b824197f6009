//! Fields with `#[column(json)]`.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ToValue;
use crate::types::json::{from_value, to_value};
use crate::types::{Field, SqlType, Value, ValueError};

/// Any serde type as a JSON column; the derive reads a field with `#[column(json)]` through it.
pub struct Json<T>(pub T);

impl<T: Serialize + DeserializeOwned> Field for Json<T> {
    const TYPE: SqlType = SqlType::Json;

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        to_value(&self.0)
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        from_value(value).map(Self)
    }
}

/// A borrowed field with `#[column(json)]`.
pub struct JsonRef<'v, T>(pub &'v T);

impl<'v, T: Serialize> ToValue<'v> for JsonRef<'v, T> {
    fn to_value(self) -> Result<Value<'v>, ValueError> {
        to_value(self.0)
    }
}

/// A borrowed `Option` with `#[column(json)]`; `None` is NULL.
pub struct JsonOptionRef<'v, T>(pub &'v Option<T>);

impl<'v, T: Serialize> ToValue<'v> for JsonOptionRef<'v, T> {
    fn to_value(self) -> Result<Value<'v>, ValueError> {
        self.0.as_ref().map_or(Ok(Value::Null(SqlType::Json)), to_value)
    }
}
