//! Rows as JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use serde_json::value::RawValue;

use crate::state::raw_row::{RawRow, on_one_line};
use crate::{Error, ErrorKind, FromRow as _, Row, SqlType, Table, Value, ValueError};

/// An object of a line, whose values are kept as they are written.
pub(super) type RawObject = BTreeMap<String, Box<RawValue>>;

/// Returns a row as a JSON object of its columns that are not NULL, in order.
pub(super) fn object<T: Table>(row: &RawRow<T>) -> Result<String, Error> {
    let mut object = String::from("{");
    for (column, ty, value) in row.columns().filter(|(_, _, value)| !value.is_null()) {
        let json = json(value, ty).map_err(|error| {
            Error::new(ErrorKind::InvalidValue, error.to_string())
                .with_table(T::MODEL.name)
                .with_column(column)
        })?;
        if object.len() > 1 {
            object.push(',');
        }
        object.push_str(&format!("{}:{json}", Json::from(column)));
    }
    object.push('}');
    Ok(object)
}

fn json<'v>(value: &'v Value<'_>, ty: SqlType) -> Result<Cow<'v, str>, ValueError> {
    let json: Json = match value {
        Value::Bool(value) => (*value).into(),
        Value::I16(value) => (*value).into(),
        Value::I32(value) => (*value).into(),
        Value::I64(value) => (*value).into(),
        Value::Text(text) if ty == SqlType::Json => return Ok(on_one_line(text)),
        Value::Text(text) => text.as_ref().into(),
        Value::Bytes(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into(),
        Value::Timestamp(micros) => {
            let time = DateTime::from_timestamp_micros(*micros);
            let time = time.ok_or_else(|| ValueError::new("timestamp out of range"))?;
            time.to_rfc3339_opts(chrono::SecondsFormat::Micros, true).into()
        }
        _ => return Err(no_file_format(ty)),
    };
    Ok(json.to_string().into())
}

/// Reads a row from its JSON object.
pub(super) fn row<T: Table>(object: &RawObject) -> Result<RawRow<T>, Error> {
    let columns = T::MODEL.columns;
    if let Some(name) = object.keys().find(|name| T::MODEL.column(name).is_none()) {
        let message = "unknown column: import the file with the version that exported it";
        return Err(Error::new(ErrorKind::Decode, message)
            .with_table(T::MODEL.name)
            .with_column(name.clone()));
    }
    let values = columns.iter().map(|column| object.get(column.name).map(AsRef::as_ref)).collect();
    let row = RawRow::<T>::from_row(&ObjectRow { values })?;
    // A value that the struct refuses is reported here, where the line is known, and not by the database.
    row.without_json()?.values()?;
    Ok(row)
}

/// The values of an object in the order of the columns.
struct ObjectRow<'j> {
    values: Vec<Option<&'j RawValue>>,
}

impl Row for ObjectRow<'_> {
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError> {
        match self.values.get(at).copied().flatten() {
            Some(raw) => value(raw.get(), ty),
            None => Ok(Value::Null(ty)),
        }
    }
}

fn value(raw: &str, ty: SqlType) -> Result<Value<'_>, ValueError> {
    if ty == SqlType::Json {
        return Ok(Value::Text(raw.into()));
    }
    let json: Json = serde_json::from_str(raw).map_err(|error| ValueError::new(error.to_string()))?;
    let unexpected = |wanted: &str| ValueError::new(format!("expected {wanted}"));
    if json.is_null() {
        return Ok(Value::Null(ty));
    }
    let number = || json.as_i64().ok_or_else(|| unexpected("an integer"));
    let text = || json.as_str().ok_or_else(|| unexpected("a string"));
    let range = |_| ValueError::new("number out of range");
    Ok(match ty {
        SqlType::Bool => Value::Bool(json.as_bool().ok_or_else(|| unexpected("true or false"))?),
        SqlType::I16 => Value::I16(number()?.try_into().map_err(range)?),
        SqlType::I32 => Value::I32(number()?.try_into().map_err(range)?),
        SqlType::I64 => Value::I64(number()?),
        SqlType::Text(_) | SqlType::Enum { .. } => Value::Text(text()?.to_owned().into()),
        SqlType::FixedBytes(len) => {
            let mut read = vec![0; len as usize];
            bytes(text()?, &mut read)
                .ok_or_else(|| unexpected(&format!("{} hexadecimal digits", u64::from(len) * 2)))?;
            Value::Bytes(Cow::Owned(read))
        }
        SqlType::Timestamp => {
            let time =
                DateTime::parse_from_rfc3339(text()?).map_err(|_| unexpected("an RFC 3339 timestamp"))?;
            Value::Timestamp(time.with_timezone(&Utc).timestamp_micros())
        }
        _ => return Err(no_file_format(ty)),
    })
}

/// Returns the error for a type that no table of the store has, which a test ensures.
fn no_file_format(ty: SqlType) -> ValueError {
    ValueError::new(format!("the file format has no values of the type {ty:?}"))
}

/// Fills a buffer from hexadecimal digits. Returns `None` if the text has another length or other characters.
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

    fn parsed(row: &RawRow<WorkItem>) -> RawObject {
        serde_json::from_str(&object(row).unwrap()).unwrap()
    }

    #[test]
    fn a_row_is_read_back_equal() {
        let item = item();
        let object = parsed(&RawRow::from_row_of(&item).unwrap());
        assert!(!object.contains_key("variant"), "NULL is left out");
        let back = row::<WorkItem>(&object).unwrap();
        assert_eq!(back.without_json().unwrap().request_body, item.request_body);
        assert!(back == RawRow::from_row_of(&item).unwrap());
    }

    #[test]
    fn json_is_unchanged() {
        let texts = [
            "123456789012345678901234567890",
            "1.10",
            // Not readable as `serde_json::Value`.
            "1e400",
            r#""\ud800""#,
            r#"{"a":1,"a":2}"#,
            "null",
            r#""\u0041\/""#,
            "{ \"a\" :\t[ ] }",
        ];
        for text in texts {
            let mut item = RawRow::from_row_of(&item()).unwrap();
            item.set_json("metadata", Some(text.to_owned()));
            assert!(row::<WorkItem>(&parsed(&item)).unwrap() == item, "{text}");
        }
        // A row is one line, even if its JSON has several.
        let mut item = RawRow::from_row_of(&item()).unwrap();
        item.set_json("metadata", Some("\r\n{\n  \"a\": \"b\\n\"\r\n}\n".to_owned()));
        assert!(object(&item).unwrap().contains("\"metadata\":{   \"a\": \"b\\n\"  }"));
    }

    #[test]
    fn the_file_format_has_every_type_of_every_table() {
        for table in tables() {
            for column in table.model.columns.iter() {
                let sample = match column.ty {
                    SqlType::Bool => Json::from(true),
                    SqlType::I16 | SqlType::I32 | SqlType::I64 | SqlType::Json => Json::from(1),
                    SqlType::Timestamp => Json::from("2026-01-02T03:04:05.000006Z"),
                    SqlType::FixedBytes(len) => Json::from("0f".repeat(len as usize)),
                    _ => Json::from("text"),
                };
                let sample = sample.to_string();
                let read = value(&sample, column.ty).unwrap();
                assert_eq!(json(&read, column.ty).unwrap(), sample, "{}.{}", table.model.name, column.name);
            }
        }
    }

    #[test]
    fn a_damaged_row_is_refused_with_its_column() {
        let sound = parsed(&RawRow::from_row_of(&item()).unwrap());
        let refused = |name: &str, value: Option<Json>| {
            let mut object = sound.clone();
            match value {
                Some(value) => {
                    object.insert(name.to_owned(), RawValue::from_string(value.to_string()).unwrap());
                }
                None => drop(object.remove(name)),
            }
            let error = row::<WorkItem>(&object).err().unwrap();
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
