//! Rows as JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use serde_json::value::RawValue;

use crate::state::verbatim::{Verbatim, in_one_line};
use crate::{Error, ErrorKind, FromRow as _, Row, SqlType, Table, Value, ValueError};

/// An object as it stands in a line, whose JSON is kept as it is written.
pub(super) type Object = BTreeMap<String, Box<RawValue>>;

/// A row as an object whose keys are the columns that are not NULL, in their order.
pub(super) fn object<T: Table>(row: &Verbatim<T>) -> Result<String, Error> {
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
        Value::Text(text) if ty == SqlType::Json => return Ok(in_one_line(text)),
        Value::Text(text) => text.as_ref().into(),
        Value::Bytes(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into(),
        Value::Timestamp(micros) => {
            let time = DateTime::from_timestamp_micros(*micros);
            let time = time.ok_or_else(|| ValueError::new("it is beyond all time"))?;
            time.to_rfc3339_opts(chrono::SecondsFormat::Micros, true).into()
        }
        _ => return Err(unheard_of(ty)),
    };
    Ok(json.to_string().into())
}

/// A row from such an object.
pub(super) fn row<T: Table>(object: &Object) -> Result<Verbatim<T>, Error> {
    let columns = T::MODEL.columns;
    if let Some(name) = object.keys().find(|name| T::MODEL.column(name).is_none()) {
        let message = "the program knows no such column: import the file with the version that wrote it";
        return Err(Error::new(ErrorKind::Decode, message)
            .with_table(T::MODEL.name)
            .with_column(name.clone()));
    }
    let read =
        Read { texts: columns.iter().map(|column| object.get(column.name).map(AsRef::as_ref)).collect() };
    let row = Verbatim::<T>::from_row(&read)?;
    // What the struct does not take is told here, where it has a line, and not by the database.
    row.without_json()?.values()?;
    Ok(row)
}

struct Read<'j> {
    texts: Vec<Option<&'j RawValue>>,
}

impl Row for Read<'_> {
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError> {
        match self.texts.get(at).copied().flatten() {
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
    let text = || json.as_str().ok_or_else(|| unexpected("a text"));
    let range = |_| ValueError::new("the number is out of range");
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

    fn parsed(row: &Verbatim<WorkItem>) -> Object {
        serde_json::from_str(&object(row).unwrap()).unwrap()
    }

    #[test]
    fn there_and_back() {
        let item = item();
        let there = parsed(&Verbatim::of(&item).unwrap());
        assert!(!there.contains_key("variant"), "NULL is left out");
        let back = row::<WorkItem>(&there).unwrap();
        assert_eq!(back.without_json().unwrap().request_body, item.request_body);
        assert!(back == Verbatim::of(&item).unwrap());
    }

    #[test]
    fn json_stays_as_it_is() {
        let texts = [
            "123456789012345678901234567890",
            "1.10",
            // What no struct can read.
            "1e400",
            r#""\ud800""#,
            r#"{"a":1,"a":2}"#,
            "null",
            r#""\u0041\/""#,
            "{ \"a\" :\t[ ] }",
        ];
        for text in texts {
            let mut item = Verbatim::of(&item()).unwrap();
            item.set_json("metadata", Some(text.to_owned()));
            assert!(row::<WorkItem>(&parsed(&item)).unwrap() == item, "{text}");
        }
        // A row is a line, whoever has written the JSON.
        let mut item = Verbatim::of(&item()).unwrap();
        item.set_json("metadata", Some("\r\n{\n  \"a\": \"b\\n\"\r\n}\n".to_owned()));
        assert!(object(&item).unwrap().contains("\"metadata\":{   \"a\": \"b\\n\"  }"));
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
                let sample = sample.to_string();
                let read = value(&sample, column.ty).unwrap();
                assert_eq!(json(&read, column.ty).unwrap(), sample, "{}.{}", table.model.name, column.name);
            }
        }
    }

    #[test]
    fn damaged_rows_are_refused_with_their_column() {
        let sound = parsed(&Verbatim::of(&item()).unwrap());
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
