//! Rows as JSON.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value as Json};

use crate::{Error, ErrorKind, Row, SqlType, Table, Value, ValueError};

/// A row as an object whose keys are the columns.
pub(super) fn object<T: Table>(row: &T) -> Result<Map<String, Json>, Error> {
    let values = row.values()?;
    let columns = T::MODEL.columns;
    let mut object = Map::with_capacity(columns.len());
    for (column, value) in columns.iter().zip(values.as_ref()) {
        let json = json(value, column.ty).map_err(|error| {
            Error::new(ErrorKind::Value, error.to_string()).with_table(T::MODEL.name).with_column(column.name)
        })?;
        object.insert(column.name.to_owned(), json);
    }
    Ok(object)
}

fn json(value: &Value<'_>, ty: SqlType) -> Result<Json, ValueError> {
    Ok(match value {
        Value::Null(_) => Json::Null,
        Value::Bool(value) => (*value).into(),
        Value::I16(value) => (*value).into(),
        Value::I32(value) => (*value).into(),
        Value::I64(value) => (*value).into(),
        Value::Text(text) if ty == SqlType::Json => {
            serde_json::from_str(text).map_err(|_| ValueError::new("it is no JSON"))?
        }
        Value::Text(text) => text.as_ref().into(),
        Value::Bytes(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into(),
        Value::Timestamp(micros) => {
            let time = DateTime::from_timestamp_micros(*micros);
            let time = time.ok_or_else(|| ValueError::new("it is beyond all time"))?;
            time.to_rfc3339_opts(chrono::SecondsFormat::Micros, true).into()
        }
        _ => return Err(unheard_of(ty)),
    })
}

/// A row from such an object.
pub(super) fn row<T: Table>(object: &Map<String, Json>) -> Result<T, Error> {
    let columns = T::MODEL.columns;
    if let Some(name) = object.keys().find(|name| T::MODEL.column(name).is_none()) {
        let message = "the program knows no such column: import the file with the version that wrote it";
        return Err(Error::new(ErrorKind::Decode, message)
            .with_table(T::MODEL.name)
            .with_column(name.clone()));
    }
    T::from_row(&Object { values: columns.iter().map(|column| object.get(column.name)).collect() })
}

struct Object<'j> {
    values: Vec<Option<&'j Json>>,
}

impl Row for Object<'_> {
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError> {
        let json = self.values.get(at).copied().flatten().ok_or_else(|| ValueError::new("it is missing"))?;
        value(json, ty)
    }
}

fn value(json: &Json, ty: SqlType) -> Result<Value<'_>, ValueError> {
    let unexpected = |wanted: &str| ValueError::new(format!("expected {wanted}"));
    if json.is_null() {
        return Ok(Value::Null(ty));
    }
    let number = || json.as_i64().ok_or_else(|| unexpected("an integer"));
    let text = || json.as_str().ok_or_else(|| unexpected("a text"));
    let range = |_| ValueError::new("the number is out of range");
    Ok(match ty {
        SqlType::Bool => Value::Bool(json.as_bool().ok_or_else(|| unexpected("true or false"))?),
        SqlType::I16 => Value::I16(number()?.try_into().map_err(range)?),
        SqlType::I32 => Value::I32(number()?.try_into().map_err(range)?),
        SqlType::I64 => Value::I64(number()?),
        SqlType::Json => Value::Text(json.to_string().into()),
        SqlType::Text(_) | SqlType::Enum { .. } => Value::Text(text()?.into()),
        SqlType::FixedBytes(len) => {
            let mut read = vec![0; len as usize];
            bytes(text()?, &mut read)
                .ok_or_else(|| unexpected(&format!("{} hexadecimal digits", u64::from(len) * 2)))?;
            Value::Bytes(Cow::Owned(read))
        }
        SqlType::Timestamp => {
            let time =
                DateTime::parse_from_rfc3339(text()?).map_err(|_| unexpected("a time as in RFC 3339"))?;
            Value::Timestamp(time.with_timezone(&Utc).timestamp_micros())
        }
        _ => return Err(unheard_of(ty)),
    })
}

/// A type that no table of the store has; a test holds it to that.
fn unheard_of(ty: SqlType) -> ValueError {
    ValueError::new(format!("{ty:?} has no form in the file"))
}

/// Reads as many bytes as there is room for from hexadecimal digits; `None` for other text.
pub(super) fn bytes(digits: &str, into: &mut [u8]) -> Option<()> {
    if digits.len() != into.len() * 2 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (at, byte) in into.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Identity, NewItem, WorkItem, tables};

    fn item() -> WorkItem {
        let identity = Identity::new("http", "docs", "page", "ß 🦀");
        NewItem::new(identity, "https://docs.example")
            .metadata(serde_json::json!({ "n": 0.1, "list": [null, true] }))
            .body("line\nline")
            .into_work_item()
    }

    #[test]
    fn there_and_back() {
        let item = item();
        let object = object(&item).unwrap();
        assert_eq!(object["metadata"]["n"], 0.1);
        assert_eq!(row::<WorkItem>(&object).unwrap(), item);
    }

    #[test]
    fn every_type_of_every_table_has_a_form() {
        for table in tables() {
            for column in table.model.columns.iter() {
                let sample = match column.ty {
                    SqlType::Bool => Json::from(true),
                    SqlType::I16 | SqlType::I32 | SqlType::I64 | SqlType::Json => Json::from(1),
                    SqlType::Timestamp => Json::from("2026-01-02T03:04:05.000006Z"),
                    SqlType::FixedBytes(len) => Json::from("0f".repeat(len as usize)),
                    _ => Json::from("text"),
                };
                let read = value(&sample, column.ty).unwrap();
                assert_eq!(json(&read, column.ty).unwrap(), sample, "{}.{}", table.model.name, column.name);
            }
        }
    }

    #[test]
    fn damaged_rows_are_refused_with_their_column() {
        let sound = object(&item()).unwrap();
        let refused = |name: &str, value: Option<Json>| {
            let mut object = sound.clone();
            match value {
                Some(value) => drop(object.insert(name.to_owned(), value)),
                None => drop(object.remove(name)),
            }
            let error = row::<WorkItem>(&object).unwrap_err();
            assert_eq!((error.kind(), error.column()), (ErrorKind::Decode, Some(name)), "{error}");
        };
        refused("priority", None);
        refused("priority", Some(Json::Null));
        refused("priority", Some(Json::from(1_u64 << 40)));
        refused("priority", Some(Json::from("1")));
        refused("status", Some(Json::from("done")));
        refused("created_at", Some(Json::from("yesterday")));
        refused("dedupe_hash", Some(Json::from("0f")));
        refused("dedupe_hash", Some(Json::from("é".repeat(32))));
        refused("colour", Some(Json::from("red")));
    }
}
