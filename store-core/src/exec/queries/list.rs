//! `IN` lists, each of which is one parameter: the bytes of all elements if they have a fixed length, otherwise a JSON array.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::types::{SqlType, Value};

/// Returns the list of values for a column of type `ty`.
pub(super) fn of<'v>(ty: SqlType, values: impl Iterator<Item = Value<'v>>) -> Value<'static> {
    if matches!(ty, SqlType::FixedBytes(_)) { joined(values) } else { json(values) }
}

/// Returns the bytes of all values.
fn joined<'v>(values: impl Iterator<Item = Value<'v>>) -> Value<'static> {
    let mut out = Vec::new();
    for value in values {
        if let Value::Bytes(bytes) = value {
            out.extend_from_slice(&bytes);
        }
    }
    Value::Bytes(Cow::Owned(out))
}

/// Returns the values as a JSON array, in the form that both `OPENJSON` and `json_each` return unchanged.
pub(super) fn json<'v>(values: impl Iterator<Item = Value<'v>>) -> Value<'static> {
    let mut out = String::from("[");
    for (at, value) in values.enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        element(&mut out, &value);
    }
    out.push(']');
    Value::Text(Cow::Owned(out))
}

fn element(out: &mut String, value: &Value<'_>) {
    let number = match value {
        Value::Text(text) => return string(out, text),
        Value::Uuid(bytes) => return uuid(out, bytes),
        Value::Bytes(bytes) => return bytes_as_hex(out, bytes),
        Value::Bool(value) => i64::from(*value),
        Value::I16(value) => i64::from(*value),
        Value::I32(value) => i64::from(*value),
        Value::I64(value) => *value,
        Value::U8(value) => i64::from(*value),
        // The derive rejects lists of other types, and NULL equals no element.
        _ => return out.push_str("null"),
    };
    out.push_str(&number.to_string());
}

fn string(out: &mut String, text: &str) {
    out.push('"');
    for ch in text.chars() {
        match ch {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control < ' ' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

fn bytes_as_hex(out: &mut String, bytes: &[u8]) {
    out.push('"');
    out.push_str(&hex::encode_upper(bytes));
    out.push('"');
}

fn uuid(out: &mut String, bytes: &[u8; 16]) {
    out.push('"');
    for (at, range) in [0..4, 4..6, 6..8, 8..10, 10..16].into_iter().enumerate() {
        out.push_str(if at == 0 { "" } else { "-" });
        out.push_str(&hex::encode(&bytes[range]));
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_json() {
        let strings = ["", "a\"b\\c", "line\nbreak\u{1}", "🦀", "O'Brien"];
        let value = json(strings.into_iter().map(|text| Value::Text(text.into())));
        let Value::Text(json) = value else { panic!("a list is text") };
        assert_eq!(json, r#"["","a\"b\\c","line\u000abreak\u0001","🦀","O'Brien"]"#);
    }

    #[test]
    fn bytes_of_fixed_length_are_joined() {
        let values = [[1, 2], [3, 4]].map(|bytes| Value::Bytes(bytes.to_vec().into()));
        let joined = Value::Bytes(vec![1, 2, 3, 4].into());
        assert_eq!(of(SqlType::FixedBytes(2), values.clone().into_iter()), joined);
        assert_eq!(of(SqlType::Bytes(Some(2)), values.into_iter()), Value::Text(r#"["0102","0304"]"#.into()));
    }

    #[test]
    fn uuids_have_the_hyphenated_form() {
        let mut out = String::new();
        uuid(
            &mut out,
            &[0x67, 0xe5, 0x50, 0x44, 0x10, 0xb1, 0x42, 0x6f, 0x92, 0x47, 0xbb, 0x68, 0x0e, 0x5f, 0xe0, 0xc8],
        );
        assert_eq!(out, "\"67e55044-10b1-426f-9247-bb680e5fe0c8\"");
    }
}
