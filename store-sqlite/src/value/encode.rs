//! Values on their way into a file.

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};
use store_core::{MAX_SCALED_PRECISION, Value, ValueError, sortable};

use super::calendar;

/// Widest of the texts that are made here: a UUID.
const SHORT: usize = 36;

/// A value in the form that a file keeps, which borrows long ones and holds short ones on the stack.
#[derive(Debug)]
pub(crate) enum Encoded<'v> {
    Null,
    Integer(i64),
    Real(f64),
    Text(&'v str),
    Blob(&'v [u8]),
    Short { bytes: [u8; SHORT], len: usize },
}

impl Encoded<'_> {
    pub(crate) fn as_value_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Null => ValueRef::Null,
            Self::Integer(value) => ValueRef::Integer(*value),
            Self::Real(value) => ValueRef::Real(*value),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
            Self::Short { bytes, len } => ValueRef::Text(&bytes[..*len]),
        }
    }
}

#[cfg(feature = "sqlx")]
impl Encoded<'_> {
    /// The short text, which is ASCII.
    pub(crate) fn short(&self) -> &str {
        match self {
            Self::Short { bytes, len } => std::str::from_utf8(&bytes[..*len]).unwrap_or_default(),
            _ => "",
        }
    }
}

impl ToSql for Encoded<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(self.as_value_ref()))
    }
}

/// The form of a value in a file.
pub(crate) fn encode<'v>(value: &'v Value<'_>) -> Result<Encoded<'v>, ValueError> {
    Ok(match value {
        Value::Null(_) => Encoded::Null,
        Value::Bool(value) => Encoded::Integer(i64::from(*value)),
        Value::I16(value) => Encoded::Integer(i64::from(*value)),
        Value::I32(value) => Encoded::Integer(i64::from(*value)),
        Value::I64(value) => Encoded::Integer(*value),
        Value::U8(value) => Encoded::Integer(i64::from(*value)),
        Value::F32(value) => real(f64::from(*value))?,
        Value::F64(value) => real(*value)?,
        Value::Text(text) => Encoded::Text(text),
        Value::Bytes(bytes) => Encoded::Blob(bytes),
        Value::Uuid(uuid) => short(|out| Some(write_uuid(uuid, out)), "")?,
        Value::Timestamp(micros) => short(|out| calendar::write_timestamp(*micros, out), "the timestamp")?,
        Value::Date(days) => short(|out| calendar::write_date(*days, out), "the date")?,
        Value::Time(micros) => short(|out| calendar::write_time(*micros, out), "the time")?,
        Value::Decimal { digits, precision, scale } => decimal(*digits, *precision, *scale)?,
        _ => return Err(ValueError::new("the value is of a type that this backend does not know")),
    })
}

/// SQLite would keep NULL for what is not a number, and infinity where no other engine does.
fn real(value: f64) -> Result<Encoded<'static>, ValueError> {
    if value.is_finite() {
        Ok(Encoded::Real(value))
    } else {
        Err(ValueError::new("the number is not finite, and a column holds finite numbers only"))
    }
}

fn short(write: impl FnOnce(&mut [u8]) -> Option<usize>, what: &str) -> Result<Encoded<'static>, ValueError> {
    let mut bytes = [0; SHORT];
    match write(&mut bytes) {
        Some(len) => Ok(Encoded::Short { bytes, len }),
        None => Err(ValueError::new(format!("{what} is outside the range that a column holds"))),
    }
}

fn write_uuid(uuid: &[u8; 16], out: &mut [u8]) -> usize {
    let mut at = 0;
    for (index, byte) in uuid.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            out[at] = b'-';
            at += 1;
        }
        for nibble in [byte >> 4, byte & 15] {
            out[at] = b"0123456789abcdef"[usize::from(nibble)];
            at += 1;
        }
    }
    at
}

fn decimal(digits: i128, precision: u8, scale: u8) -> Result<Encoded<'static>, ValueError> {
    if precision > MAX_SCALED_PRECISION {
        let mut form = [0; sortable::MAX_LEN];
        let len = sortable::encode(digits, precision, scale, &mut form);
        let mut bytes = [0; SHORT];
        bytes[..len].copy_from_slice(&form[..len]);
        return Ok(Encoded::Short { bytes, len });
    }
    i64::try_from(digits)
        .map(Encoded::Integer)
        .map_err(|_| ValueError::too_long("the decimal has more digits than the column holds"))
}

#[cfg(test)]
mod tests {
    use store_core::SqlType;

    use super::*;

    fn text(value: &Value<'_>) -> String {
        match encode(value).unwrap().as_value_ref() {
            ValueRef::Text(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn forms_are_those_of_the_table() {
        let uuid = Value::Uuid(*b"\x67\xe5\x50\x44\x10\xb1\x42\x6f\x92\x47\xbb\x68\x0e\x5f\xe0\xc8");
        assert_eq!(text(&uuid), "67e55044-10b1-426f-9247-bb680e5fe0c8");
        assert_eq!(text(&Value::Bool(true)), "Integer(1)");
        assert_eq!(text(&Value::Date(0)), "1970-01-01");
        assert_eq!(text(&Value::Null(SqlType::I64)), "Null");
        let decimal = |precision| Value::Decimal { digits: 12_345, precision, scale: 2 };
        assert_eq!(text(&decimal(18)), "Integer(12345)");
        assert_eq!(text(&decimal(19)), "000000000000000123.45");
    }

    #[test]
    fn what_has_no_form_is_refused() {
        for value in [
            Value::F64(f64::NAN),
            Value::F32(f32::INFINITY),
            Value::Timestamp(i64::MAX),
            Value::Date(i32::MIN),
            Value::Time(-1),
            Value::Decimal { digits: i128::MAX, precision: 0, scale: 0 },
        ] {
            assert!(encode(&value).is_err());
        }
    }
}
