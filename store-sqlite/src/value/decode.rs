//! Decodes stored values, including those that other programs have written.

use std::borrow::Cow;

use rusqlite::types::ValueRef;
use store_core::{MAX_SCALED_PRECISION, SqlType, Value, ValueError, sortable};
use uuid::Uuid;

use super::calendar;

/// Converts a stored value to a value of type `ty`, which borrows text and bytes.
///
/// The function is inlined where `ty` is a constant, so that one branch of it remains for each type of field.
#[inline(always)]
pub(crate) fn decode(stored: ValueRef<'_>, ty: SqlType) -> Result<Value<'_>, ValueError> {
    if matches!(stored, ValueRef::Null) {
        return Ok(Value::Null(ty));
    }
    match ty.stored() {
        SqlType::Bool
        | SqlType::I8
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
            parse(stored, calendar::read_timestamp, "an ISO 8601 timestamp").map(Value::Timestamp)
        }
        SqlType::OffsetTimestamp => {
            let (micros, offset) =
                parse(stored, calendar::read_offset_timestamp, "a timestamp with its offset")?;
            Ok(Value::OffsetTimestamp { micros, offset })
        }
        SqlType::DateTime => parse(stored, calendar::read_date_time, "a date and time without a time zone")
            .map(Value::DateTime),
        SqlType::Date => parse(stored, calendar::read_date, "a date in the form YYYY-MM-DD").map(Value::Date),
        SqlType::Time => {
            parse(stored, calendar::read_time, "a time in the form HH:MM:SS.ffffff").map(Value::Time)
        }
        SqlType::Decimal { precision, scale } => decimal(stored, precision, scale),
        _ => Err(ValueError::new("the SQLite backend does not support the type of this column")),
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

#[cold]
fn unexpected(expected: &str, stored: ValueRef<'_>) -> ValueError {
    ValueError::new(format!("expected {expected}, found {}", describe(stored)))
}

#[inline]
fn integer(stored: ValueRef<'_>) -> Result<i64, ValueError> {
    match stored {
        ValueRef::Integer(value) => Ok(value),
        other => Err(unexpected("an integer", other)),
    }
}

#[inline]
fn real(stored: ValueRef<'_>) -> Result<f64, ValueError> {
    match stored {
        ValueRef::Real(value) if value.is_finite() => Ok(value),
        ValueRef::Real(_) => Err(ValueError::new("the number is not finite")),
        // A column without STRICT stores a whole number as an integer.
        #[expect(
            clippy::cast_precision_loss,
            reason = "SQLite converts integers in a REAL column in the same way"
        )]
        ValueRef::Integer(value) => Ok(value as f64),
        other => Err(unexpected("a floating-point number", other)),
    }
}

#[inline]
fn text<'v>(stored: ValueRef<'v>, expected: &str) -> Result<&'v str, ValueError> {
    match stored {
        ValueRef::Text(bytes) => {
            std::str::from_utf8(bytes).map_err(|_| ValueError::new("the text is not valid UTF-8"))
        }
        other => Err(unexpected(expected, other)),
    }
}

#[inline]
fn bytes(stored: ValueRef<'_>) -> Result<&[u8], ValueError> {
    match stored {
        ValueRef::Blob(bytes) => Ok(bytes),
        other => Err(unexpected("bytes", other)),
    }
}

fn parse<T>(
    stored: ValueRef<'_>,
    read: impl FnOnce(&str) -> Option<T>,
    expected: &str,
) -> Result<T, ValueError> {
    read(text(stored, expected)?)
        .ok_or_else(|| ValueError::new(format!("expected {expected}, found text in another form")))
}

fn uuid(stored: ValueRef<'_>) -> Result<[u8; 16], ValueError> {
    match stored {
        // Other programs store the 16 bytes.
        ValueRef::Blob(bytes) => bytes
            .try_into()
            .map_err(|_| ValueError::new(format!("expected a UUID, found {} bytes", bytes.len()))),
        other => parse(other, read_uuid, "a UUID of 36 characters"),
    }
}

fn read_uuid(text: &str) -> Option<[u8; 16]> {
    // The other forms that the crate parses have other lengths.
    let hyphenated = text.len() == uuid::fmt::Hyphenated::LENGTH;
    Uuid::try_parse(text).ok().filter(|_| hyphenated).map(Uuid::into_bytes)
}

fn decimal(stored: ValueRef<'_>, precision: u8, scale: u8) -> Result<Value<'static>, ValueError> {
    if precision > MAX_SCALED_PRECISION {
        let read = |text: &str| sortable::decode(text, precision, scale);
        return parse(stored, read, "a decimal in sortable form").map(|digits| Value::Decimal {
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
    fn values_of_other_types_are_errors_that_do_not_show_them() {
        let types = [
            SqlType::Bool,
            SqlType::I8,
            SqlType::I16,
            SqlType::I32,
            SqlType::U8,
            SqlType::U16,
            SqlType::U32,
            SqlType::FixedBytes(32),
            SqlType::Uuid,
            SqlType::Timestamp,
            SqlType::OffsetTimestamp,
            SqlType::DateTime,
            SqlType::Date,
            SqlType::Time,
            SqlType::Decimal { precision: 9, scale: 2 },
            SqlType::Decimal { precision: 28, scale: 2 },
        ];
        for ty in types {
            for stored in STORED {
                match decode(stored, ty) {
                    Ok(_) => assert!(
                        matches!(
                            (ty, stored),
                            (SqlType::I8 | SqlType::I16 | SqlType::I32, ValueRef::Integer(-1))
                        ) || matches!(
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
    fn text_must_be_valid_utf8_and_stored_as_text() {
        let ty = SqlType::Text(None);
        assert_eq!(decode(STORED[5], ty), Ok(Value::Text("zwölf".into())));
        assert_eq!(decode(STORED[4], ty).unwrap_err().to_string(), "the text is not valid UTF-8");
        assert_eq!(decode(STORED[0], ty).unwrap_err().to_string(), "expected text, found an integer");
        assert!(decode(STORED[6], ty).is_err());
        assert!(decode(STORED[5], SqlType::Bytes(None)).is_err());
    }

    #[test]
    fn other_programs_may_store_numbers_and_uuids_differently() {
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
