//! JSON columns: `serde_json::Value` by itself, and any serde type behind `#[column(json)]`.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Field;
use crate::fields::ToValue;
use crate::sql_type::SqlType;
use crate::value::{Value, ValueError};

impl Field for serde_json::Value {
    const TYPE: SqlType = SqlType::Json;

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        to_value(self)
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        from_value(value)
    }
}

/// A serde value as it stands in a JSON column.
///
/// # Errors
///
/// When serde_json cannot write it, as a map whose keys are not text.
pub fn to_value<T: Serialize>(value: &T) -> Result<Value<'static>, ValueError> {
    match serde_json::to_string(value) {
        Ok(text) => Ok(Value::Text(Cow::Owned(text))),
        Err(error) => Err(ValueError::new(format!("the value cannot be written as JSON: {error}"))),
    }
}

/// A serde value out of a JSON column.
///
/// # Errors
///
/// When the text is not JSON, or not of this type.
pub fn from_value<T: DeserializeOwned>(value: Value<'_>) -> Result<T, ValueError> {
    match value {
        // serde_json's messages tell place and expectation, and may show a part of the text.
        Value::Text(text) => serde_json::from_str(&text).map_err(|error| {
            ValueError::new(format!(
                "the JSON read does not fit its type (line {}, column {})",
                error.line(),
                error.column()
            ))
        }),
        other => Err(ValueError::unexpected("JSON", &other)),
    }
}

/// Any serde type as a JSON column: what the derive reads a field behind `#[column(json)]` through.
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

/// A borrowed field behind `#[column(json)]`.
pub struct JsonRef<'v, T>(pub &'v T);

impl<'v, T: Serialize> ToValue<'v> for JsonRef<'v, T> {
    fn to_value(self) -> Result<Value<'v>, ValueError> {
        to_value(self.0)
    }
}

/// A borrowed `Option` behind `#[column(json)]`, whose `None` is NULL.
pub struct JsonOptionRef<'v, T>(pub &'v Option<T>);

impl<'v, T: Serialize> ToValue<'v> for JsonOptionRef<'v, T> {
    fn to_value(self) -> Result<Value<'v>, ValueError> {
        self.0.as_ref().map_or(Ok(Value::Null(SqlType::Json)), to_value)
    }
}
