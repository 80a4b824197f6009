//! JSON columns: `serde_json::Value`, and the conversion of any serde type with `#[column(json)]`.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::types::{Field, SqlType, Value, ValueError};

impl Field for serde_json::Value {
    const TYPE: SqlType = SqlType::Json;

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        to_value(self)
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        from_value(value)
    }
}

/// Converts a serde value to the value of a JSON column.
///
/// # Errors
///
/// When serde_json cannot serialize the value, such as a map whose keys are not strings.
pub fn to_value<T: Serialize>(value: &T) -> Result<Value<'static>, ValueError> {
    match serde_json::to_string(value) {
        Ok(text) => Ok(Value::Text(Cow::Owned(text))),
        Err(error) => Err(ValueError::new(format!("cannot serialize the value as JSON: {error}"))),
    }
}

/// Converts the value of a JSON column to a serde value.
///
/// # Errors
///
/// When the text is not JSON, or does not deserialize to the type.
pub fn from_value<T: DeserializeOwned>(value: Value<'_>) -> Result<T, ValueError> {
    match value {
        // serde_json's own message may quote the text.
        Value::Text(text) => serde_json::from_str(&text).map_err(|error| {
            ValueError::new(format!(
                "cannot deserialize the stored JSON (line {}, column {})",
                error.line(),
                error.column()
            ))
        }),
        other => Err(ValueError::unexpected("JSON", &other)),
    }
}
