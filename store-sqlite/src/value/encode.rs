//! Encodes values in the forms that SQLite stores.

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};
use store_core::{MAX_SCALED_PRECISION, Value, ValueError, sortable};
use uuid::Uuid;

use super::calendar;

/// The length of the longest string that is formatted here, a UUID.
const MAX_FORMATTED: usize = uuid::fmt::Hyphenated::LENGTH;

/// A value as SQLite stores it: text and bytes are borrowed, formatted strings are on the stack.
#[derive(Debug)]
pub(crate) enum Encoded<'v> {
    Null,
    Integer(i64),
    Real(f64),
    Text(&'v str),
    Blob(&'v [u8]),
    Formatted { bytes: [u8; MAX_FORMATTED], len: usize },
}

impl Encoded<'_> {
    pub(crate) fn as_value_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Null => ValueRef::Null,
            Self::Integer(value) => ValueRef::Integer(*value),
            Self::Real(value) => ValueRef::Real(*value),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
            Self::Formatted { bytes, len } => ValueRef::Text(&bytes[..*len]),
        }
    }
}

#[cfg(feature = "sqlx")]
impl Encoded<'_> {
    /// Returns the formatted string, which is ASCII.
    pub(crate) fn formatted(&self) -> &str {
        match self {
            Self::Formatted { bytes, len } => std::str::from_utf8(&bytes[..*len]).unwrap_or_default(),
            _ => "",
        }
    }
}

impl ToSql for Encoded<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(self.as_value_ref()))
    }
}

/// Converts a value to the form that SQLite stores; the table on [`SqlType`](store_core::SqlType) lists the forms.
#[inline]
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
        other => return format(other),
    })
}

/// Formats a value that is stored as text or as a scaled integer. Not inlined, since the string is large and other values do
/// not need it.
#[inline(never)]
fn format(value: &Value<'_>) -> Result<Encoded<'static>, ValueError> {
    Ok(match value {
        Value::Uuid(uuid) => uuid_string(*uuid),
        Value::Timestamp(micros) => {
            formatted(|out| calendar::write_timestamp(*micros, out), "the timestamp")?
        }
        Value::OffsetTimestamp { micros, offset } => {
            let write = |out: &mut [u8]| calendar::write_offset_timestamp(*micros, *offset, out);
            formatted(write, "the timestamp")?
        }
        Value::DateTime(micros) => {
            formatted(|out| calendar::write_date_time(*micros, out), "the date and time")?
        }
        Value::Date(days) => formatted(|out| calendar::write_date(*days, out), "the date")?,
        Value::Time(micros) => formatted(|out| calendar::write_time(*micros, out), "the time")?,
        Value::Decimal { digits, precision, scale } => decimal(*digits, *precision, *scale)?,
        _ => return Err(ValueError::new("the SQLite backend does not support the type of this value")),
    })
}

/// Rejects NaN, for which SQLite would store NULL, and infinity, which SQL Server cannot store.
fn real(value: f64) -> Result<Encoded<'static>, ValueError> {
    if value.is_finite() {
        Ok(Encoded::Real(value))
    } else {
        Err(ValueError::new("the number is not finite: columns hold finite numbers only"))
    }
}

fn formatted(
    write: impl FnOnce(&mut [u8]) -> Option<usize>,
    name: &str,
) -> Result<Encoded<'static>, ValueError> {
    let mut bytes = [0; MAX_FORMATTED];
    match write(&mut bytes) {
        Some(len) => Ok(Encoded::Formatted { bytes, len }),
        None => Err(ValueError::new(format!("{name} is out of range for its column"))),
    }
}

fn uuid_string(uuid: [u8; 16]) -> Encoded<'static> {
    let mut bytes = [0; MAX_FORMATTED];
    let len = Uuid::from_bytes(uuid).hyphenated().encode_lower(&mut bytes).len();
    Encoded::Formatted { bytes, len }
}

fn decimal(digits: i128, precision: u8, scale: u8) -> Result<Encoded<'static>, ValueError> {
    if precision > MAX_SCALED_PRECISION {
        let mut sortable = [0; sortable::MAX_LEN];
        let len = sortable::encode(digits, precision, scale, &mut sortable);
        let mut bytes = [0; MAX_FORMATTED];
        bytes[..len].copy_from_slice(&sortable[..len]);
        return Ok(Encoded::Formatted { bytes, len });
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
    fn values_have_the_documented_form() {
        let uuid = Value::Uuid(*b"\x67\xe5\x50\x44\x10\xb1\x42\x6f\x92\x47\xbb\x68\x0e\x5f\xe0\xc8");
        assert_eq!(text(&uuid), "67e55044-10b1-426f-9247-bb680e5fe0c8");
        assert_eq!(text(&Value::Bool(true)), "Integer(1)");
        assert_eq!(text(&Value::Date(0)), "1970-01-01");
        assert_eq!(text(&Value::DateTime(1)), "1970-01-01T00:00:00.000001");
        let offset = |offset| text(&Value::OffsetTimestamp { micros: 0, offset });
        assert_eq!(offset(90), "1970-01-01T00:00:00.000000Z+01:30");
        assert_eq!(offset(-1), "1970-01-01T00:00:00.000000Z-00:01");
        assert_eq!(offset(0), "1970-01-01T00:00:00.000000Z+00:00");
        assert_eq!(text(&Value::Null(SqlType::I64)), "Null");
        let decimal = |precision| Value::Decimal { digits: 12_345, precision, scale: 2 };
        assert_eq!(text(&decimal(18)), "Integer(12345)");
        assert_eq!(text(&decimal(19)), "000000000000000123.45");
    }

    #[test]
    fn values_outside_the_range_of_a_column_are_refused() {
        for value in [
            Value::F64(f64::NAN),
            Value::F32(f32::INFINITY),
            Value::Timestamp(i64::MAX),
            Value::DateTime(i64::MIN),
            Value::OffsetTimestamp { micros: i64::MAX, offset: 0 },
            Value::OffsetTimestamp { micros: 0, offset: 841 },
            Value::OffsetTimestamp { micros: -62_135_596_800_000_000, offset: -1 },
            Value::Date(i32::MIN),
            Value::Time(-1),
            Value::Decimal { digits: i128::MAX, precision: 0, scale: 0 },
        ] {
            assert!(encode(&value).is_err());
        }
    }
}
