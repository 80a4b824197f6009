//! Values on their way out of a file, whoever wrote it.

use std::borrow::Cow;

use rusqlite::types::ValueRef;
use store_core::{MAX_SCALED_PRECISION, SqlType, Value, ValueError, sortable};

use super::calendar;

/// What stands in a column of type `ty`, borrowed where it is text or bytes.
pub(crate) fn decode(stored: ValueRef<'_>, ty: SqlType) -> Result<Value<'_>, ValueError> {
    if matches!(stored, ValueRef::Null) {
        return Ok(Value::Null(ty));
    }
    match ty {
        SqlType::Bool
        | SqlType::I16
        | SqlType::I32
        | SqlType::I64
        | SqlType::U8
        | SqlType::U16
        | SqlType::U32 => Value::of_integer(ty, integer(stored)?),
        SqlType::F32 => Value::of_single(real(stored)?),
        SqlType::F64 => real(stored).map(Value::F64),
        SqlType::Text(_) | SqlType::Json | SqlType::Enum { .. } => {
            text(stored, "text").map(|text| Value::Text(Cow::Borrowed(text)))
        }
        SqlType::Bytes(_) => bytes(stored).map(|bytes| Value::Bytes(Cow::Borrowed(bytes))),
        SqlType::FixedBytes(len) => Value::of_fixed_bytes(len, bytes(stored)?),
        SqlType::Uuid => uuid(stored).map(Value::Uuid),
        SqlType::Timestamp => {
            form(stored, calendar::read_timestamp, "a timestamp in ISO 8601").map(Value::Timestamp)
        }
        SqlType::Date => form(stored, calendar::read_date, "a date as YYYY-MM-DD").map(Value::Date),
        SqlType::Time => form(stored, calendar::read_time, "a time as HH:MM:SS.ffffff").map(Value::Time),
        SqlType::Decimal { precision, scale } => decimal(stored, precision, scale),
        _ => Err(ValueError::new("the column is of a type that this backend does not know")),
    }
}

fn describe(stored: ValueRef<'_>) -> &'static str {
    match stored {
        ValueRef::Null => "NULL",
        ValueRef::Integer(_) => "an integer",
        ValueRef::Real(_) => "a floating-point number",
        ValueRef::Text(_) => "text",
        ValueRef::Blob(_) => "bytes",
    }
}

fn unexpected(wanted: &str, stored: ValueRef<'_>) -> ValueError {
    ValueError::new(format!("expected {wanted}, found {}", describe(stored)))
}

fn integer(stored: ValueRef<'_>) -> Result<i64, ValueError> {
    match stored {
        ValueRef::Integer(value) => Ok(value),
        other => Err(unexpected("an integer", other)),
    }
}

fn real(stored: ValueRef<'_>) -> Result<f64, ValueError> {
    match stored {
        ValueRef::Real(value) if value.is_finite() => Ok(value),
        ValueRef::Real(_) => Err(ValueError::new("the number is not finite")),
        // A whole number in a column without STRICT is kept as an integer.
        #[expect(clippy::cast_precision_loss, reason = "what SQLite itself does with a REAL column")]
        ValueRef::Integer(value) => Ok(value as f64),
        other => Err(unexpected("a floating-point number", other)),
    }
}

fn text<'v>(stored: ValueRef<'v>, wanted: &str) -> Result<&'v str, ValueError> {
    match stored {
        ValueRef::Text(bytes) => {
            std::str::from_utf8(bytes).map_err(|_| ValueError::new("the text is not valid UTF-8"))
        }
        other => Err(unexpected(wanted, other)),
    }
}

fn bytes(stored: ValueRef<'_>) -> Result<&[u8], ValueError> {
    match stored {
        ValueRef::Blob(bytes) => Ok(bytes),
        other => Err(unexpected("bytes", other)),
    }
}

fn form<T>(
    stored: ValueRef<'_>,
    read: impl FnOnce(&str) -> Option<T>,
    wanted: &str,
) -> Result<T, ValueError> {
    read(text(stored, wanted)?)
        .ok_or_else(|| ValueError::new(format!("expected {wanted}, found text of another form")))
}

fn uuid(stored: ValueRef<'_>) -> Result<[u8; 16], ValueError> {
    match stored {
        // Other programs keep the 16 bytes.
        ValueRef::Blob(bytes) => bytes
            .try_into()
            .map_err(|_| ValueError::new(format!("expected a UUID, found {} bytes", bytes.len()))),
        other => form(other, read_uuid, "a UUID as 36 characters"),
    }
}

fn read_uuid(text: &str) -> Option<[u8; 16]> {
    let text = text.as_bytes();
    if text.len() != 36 || [8, 13, 18, 23].iter().any(|at| text[*at] != b'-') {
        return None;
    }
    let mut nibbles = text.iter().filter(|byte| **byte != b'-').map(|byte| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    });
    let mut uuid = [0; 16];
    for byte in &mut uuid {
        *byte = nibbles.next()?? << 4 | nibbles.next()??;
    }
    Some(uuid)
}

fn decimal(stored: ValueRef<'_>, precision: u8, scale: u8) -> Result<Value<'static>, ValueError> {
    if precision > MAX_SCALED_PRECISION {
        let read = |text: &str| sortable::decode(text, precision, scale);
        return form(stored, read, "a decimal in its sortable form").map(|digits| Value::Decimal {
            digits,
            precision,
            scale,
        });
    }
    Value::of_decimal(i128::from(integer(stored)?), precision, scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORED: [ValueRef<'static>; 7] = [
        ValueRef::Integer(i64::MAX),
        ValueRef::Integer(-1),
        ValueRef::Real(f64::INFINITY),
        ValueRef::Real(1e300),
        ValueRef::Text(b"\xff\xfe"),
        ValueRef::Text("zwölf".as_bytes()),
        ValueRef::Blob(b"\x00"),
    ];

    #[test]
    fn foreign_values_are_errors_that_do_not_show_them() {
        let types = [
            SqlType::Bool,
            SqlType::I16,
            SqlType::I32,
            SqlType::U8,
            SqlType::U16,
            SqlType::U32,
            SqlType::FixedBytes(32),
            SqlType::Uuid,
            SqlType::Timestamp,
            SqlType::Date,
            SqlType::Time,
            SqlType::Decimal { precision: 9, scale: 2 },
            SqlType::Decimal { precision: 28, scale: 2 },
        ];
        for ty in types {
            for stored in STORED {
                match decode(stored, ty) {
                    Ok(_) => assert!(
                        matches!((ty, stored), (SqlType::I16 | SqlType::I32, ValueRef::Integer(-1)))
                            || matches!(
                                (ty, stored),
                                (SqlType::Decimal { precision: 9, .. }, ValueRef::Integer(-1))
                            ),
                        "{ty:?} from {stored:?}"
                    ),
                    Err(error) => assert!(!error.to_string().contains("zw")),
                }
            }
            assert_eq!(decode(ValueRef::Null, ty), Ok(Value::Null(ty)));
        }
    }

    #[test]
    fn text_is_utf8_and_of_its_own_class() {
        let ty = SqlType::Text(None);
        assert_eq!(decode(STORED[5], ty), Ok(Value::Text("zwölf".into())));
        assert_eq!(decode(STORED[4], ty).unwrap_err().to_string(), "the text is not valid UTF-8");
        assert_eq!(decode(STORED[0], ty).unwrap_err().to_string(), "expected text, found an integer");
        assert!(decode(STORED[6], ty).is_err());
        assert!(decode(STORED[5], SqlType::Bytes(None)).is_err());
    }

    #[test]
    fn numbers_of_other_programs_are_read() {
        assert_eq!(decode(ValueRef::Integer(3), SqlType::F64), Ok(Value::F64(3.0)));
        assert_eq!(decode(ValueRef::Real(0.1), SqlType::F32), Ok(Value::F32(0.1)));
        assert!(decode(ValueRef::Real(1e300), SqlType::F32).is_err());
        assert!(decode(ValueRef::Real(f64::INFINITY), SqlType::F64).is_err());
        assert_eq!(decode(ValueRef::Integer(65_535), SqlType::U16), Ok(Value::I32(65_535)));
        assert_eq!(decode(ValueRef::Integer(4_294_967_295), SqlType::U32), Ok(Value::I64(4_294_967_295)));
        let uuid = *b"\x67\xe5\x50\x44\x10\xb1\x42\x6f\x92\x47\xbb\x68\x0e\x5f\xe0\xc8";
        let text = ValueRef::Text(b"67E55044-10b1-426F-9247-BB680e5fe0c8");
        assert_eq!(decode(text, SqlType::Uuid), Ok(Value::Uuid(uuid)));
        assert_eq!(decode(ValueRef::Blob(&uuid), SqlType::Uuid), Ok(Value::Uuid(uuid)));
    }
}
