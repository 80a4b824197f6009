//! IN lists, which travel as one JSON parameter.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::value::Value;

/// The values as a JSON array, in the form that `OPENJSON` and `json_each` both give back as they keep it.
pub(super) fn json<'v>(values: impl Iterator<Item = Value<'v>>) -> Value<'static> {
    let mut out = String::from("[");
    for (at, value) in values.enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        member(&mut out, &value);
    }
    out.push(']');
    Value::Text(Cow::Owned(out))
}

fn member(out: &mut String, value: &Value<'_>) {
    let number = match value {
        Value::Text(text) => return string(out, text),
        Value::Uuid(bytes) => return uuid(out, bytes),
        Value::Bytes(bytes) => return hexadecimal(out, bytes),
        Value::Bool(value) => i64::from(*value),
        Value::I16(value) => i64::from(*value),
        Value::I32(value) => i64::from(*value),
        Value::I64(value) => *value,
        Value::U8(value) => i64::from(*value),
        // Other types are refused as lists when the program is compiled; NULL is a member of no list.
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
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

fn hexadecimal(out: &mut String, bytes: &[u8]) {
    out.push('"');
    for byte in bytes {
        let _ = write!(out, "{byte:02X}");
    }
    out.push('"');
}

fn uuid(out: &mut String, bytes: &[u8; 16]) {
    out.push('"');
    for (at, byte) in bytes.iter().enumerate() {
        out.push_str(if matches!(at, 4 | 6 | 8 | 10) { "-" } else { "" });
        let _ = write!(out, "{byte:02x}");
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_json() {
        let texts = ["", "a\"b\\c", "line\nbreak\u{1}", "🦀", "O'Brien"];
        let value = json(texts.into_iter().map(|text| Value::Text(text.into())));
        let Value::Text(json) = value else { panic!("a list is text") };
        assert_eq!(json, r#"["","a\"b\\c","line\u000abreak\u0001","🦀","O'Brien"]"#);
    }

    #[test]
    fn uuids_have_their_usual_form() {
        let mut out = String::new();
        uuid(
            &mut out,
            &[0x67, 0xe5, 0x50, 0x44, 0x10, 0xb1, 0x42, 0x6f, 0x92, 0x47, 0xbb, 0x68, 0x0e, 0x5f, 0xe0, 0xc8],
        );
        assert_eq!(out, "\"67e55044-10b1-426f-9247-bb680e5fe0c8\"");
    }
}
