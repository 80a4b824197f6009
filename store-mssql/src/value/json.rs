//! Encodes values as JSON, in the forms that `OPENJSON … WITH` converts to the types of columns.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};
use store_core::{Value, ValueError};

use super::calendar::{self, MICROS_PER_DAY, MICROS_PER_SECOND};
use super::encode::{finite, unsupported};

/// Appends a value to a JSON document. Bytes are appended to `bytes`; the document gets their position, from 1, and their number.
pub(crate) fn write_json(out: &mut String, bytes: &mut Vec<u8>, value: &Value<'_>) -> Result<(), ValueError> {
    // Writing to a string cannot fail.
    let _ = match value {
        // Babelfish reads the next row's value where a path such as `$[2][0]` finds nothing.
        Value::Null(ty) if ty.is_bytes() => write!(out, "[null,null]"),
        Value::Null(_) => write!(out, "null"),
        Value::Bool(value) => write!(out, "{}", u8::from(*value)),
        Value::I16(value) => write!(out, "{value}"),
        Value::I32(value) => write!(out, "{value}"),
        Value::I64(value) => write!(out, "{value}"),
        Value::U8(value) => write!(out, "{value}"),
        // The shortest form that parses to the same number.
        Value::F32(value) => write!(out, "{:e}", finite(*value)?),
        Value::F64(value) => write!(out, "{:e}", finite(*value)?),
        Value::Text(text) => {
            write_text(out, text);
            Ok(())
        }
        Value::Bytes(value) => {
            let written = write!(out, "[{},{}]", bytes.len() + 1, value.len());
            bytes.extend_from_slice(value);
            written
        }
        Value::Uuid(bytes) => write!(out, "\"{}\"", tiberius::Uuid::from_bytes(*bytes)),
        Value::Timestamp(micros) | Value::DateTime(micros) => {
            out.push('"');
            write_timestamp(out, *micros)?;
            write!(out, "\"")
        }
        Value::OffsetTimestamp { micros, offset } => {
            out.push('"');
            write_timestamp(out, calendar::local(*micros, *offset)?)?;
            let (sign, minutes) = (if *offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
            write!(out, "{sign}{:02}:{:02}\"", minutes / 60, minutes % 60)
        }
        Value::Date(days) => {
            calendar::date(*days)?;
            out.push('"');
            write_date(out, *days);
            write!(out, "\"")
        }
        Value::Time(micros) => {
            calendar::time(*micros)?;
            out.push('"');
            write_time(out, *micros);
            write!(out, "\"")
        }
        Value::Decimal { digits, scale, .. } => {
            // A number might be read through a floating-point one.
            write!(out, "\"{}\"", decimal_text(*digits, *scale))
        }
        _ => return Err(unsupported()),
    };
    Ok(())
}

/// Appends microseconds since 1970 as `YYYY-MM-DDTHH:MM:SS.ffffff`.
fn write_timestamp(out: &mut String, micros: i64) -> Result<(), ValueError> {
    write_date(out, calendar::days_of(calendar::timestamp(micros)?.date())?);
    out.push('T');
    write_time(out, micros.rem_euclid(MICROS_PER_DAY));
    Ok(())
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|ch: char| ch < ' ' || matches!(ch, '"' | '\\')) {
        out.push_str(&rest[..at]);
        let _ = match rest.as_bytes()[at] {
            b'"' => write!(out, "\\\""),
            b'\\' => write!(out, "\\\\"),
            control => write!(out, "\\u{control:04x}"),
        };
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

/// Returns a decimal as text with all its digits.
pub(crate) fn decimal_text(digits: i128, scale: u8) -> String {
    let scale = usize::from(scale);
    let sign = if digits < 0 { "-" } else { "" };
    let all = format!("{:0width$}", digits.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = all.split_at(all.len() - scale);
    let point = if scale == 0 { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}

/// Appends a day of the years 1 to 9999 as `YYYY-MM-DD`.
fn write_date(out: &mut String, days: i32) {
    let date = NaiveDate::from_epoch_days(days).unwrap_or_default();
    let _ = write!(out, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

/// Appends microseconds since midnight as `HH:MM:SS.ffffff`.
fn write_time(out: &mut String, micros: i64) {
    let seconds = micros / MICROS_PER_SECOND;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let _ = write!(out, "{hour:02}:{minute:02}:{second:02}.{:06}", micros % MICROS_PER_SECOND);
}

#[cfg(test)]
mod tests {
    use store_core::SqlType;

    use super::*;

    fn json(value: &Value<'_>) -> String {
        let mut out = String::new();
        write_json(&mut out, &mut vec![7; 3], value).unwrap();
        out
    }

    #[test]
    fn values_have_the_form_that_openjson_converts() {
        let decimal = |digits, scale| Value::Decimal { digits, precision: 0, scale };
        let cases = [
            (Value::Null(SqlType::I64), "null"),
            (Value::Null(SqlType::FixedBytes(2)), "[null,null]"),
            (Value::Bool(true), "1"),
            (Value::I64(i64::MIN), "-9223372036854775808"),
            (Value::F64(0.1), "1e-1"),
            (Value::F64(f64::MAX), "1.7976931348623157e308"),
            (Value::F32(f32::MIN_POSITIVE), "1.1754944e-38"),
            (Value::Text("a\"b\\c\n🦀\0".into()), r#""a\"b\\c\u000a🦀\u0000""#),
            (Value::Text("".into()), r#""""#),
            (Value::Bytes(vec![0, 0xab].into()), "[4,2]"),
            (Value::Bytes(vec![].into()), "[4,0]"),
            (Value::Uuid([0x67; 16]), r#""67676767-6767-6767-6767-676767676767""#),
            (Value::Timestamp(1_709_164_800_123_456), r#""2024-02-29T00:00:00.123456""#),
            (Value::Timestamp(-62_135_596_800_000_000), r#""0001-01-01T00:00:00.000000""#),
            (Value::Timestamp(253_402_300_799_999_999), r#""9999-12-31T23:59:59.999999""#),
            (Value::DateTime(0), r#""1970-01-01T00:00:00.000000""#),
            (
                Value::OffsetTimestamp { micros: 1_709_164_800_123_456, offset: -90 },
                r#""2024-02-28T22:30:00.123456-01:30""#,
            ),
            (Value::Date(-1), r#""1969-12-31""#),
            (Value::Time(43_200_000_001), r#""12:00:00.000001""#),
            (decimal(-5, 2), r#""-0.05""#),
            (decimal(12_345, 2), r#""123.45""#),
            (decimal(7, 0), r#""7""#),
        ];
        for (value, expected) in cases {
            assert_eq!(json(&value), expected);
        }
    }

    #[test]
    fn bytes_are_appended() {
        let (mut out, mut bytes) = (String::new(), vec![7]);
        write_json(&mut out, &mut bytes, &Value::Bytes(vec![0, 0xff].into())).unwrap();
        assert_eq!((out.as_str(), bytes.as_slice()), ("[2,2]", [7, 0, 0xff].as_slice()));
    }

    #[test]
    fn values_that_no_column_holds_are_refused() {
        for value in [
            Value::F64(f64::NAN),
            Value::F32(f32::INFINITY),
            Value::Timestamp(i64::MAX),
            Value::Timestamp(253_402_300_800_000_000),
            Value::Date(i32::MIN),
            Value::Time(-1),
        ] {
            assert!(write_json(&mut String::new(), &mut Vec::new(), &value).is_err());
        }
    }
}
