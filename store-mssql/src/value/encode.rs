//! Encodes values as parameters.

use std::borrow::Cow;

use store_core::{SqlType, Value, ValueError};
use tiberius::numeric::Numeric;
use tiberius::{ColumnData, IntoSql, Uuid};

use super::calendar;

/// An encoded parameter, in the form that the driver sends.
#[derive(Debug, PartialEq)]
pub(crate) struct Param<'v>(ColumnData<'v>);

impl<'v> IntoSql<'v> for Param<'v> {
    fn into_sql(self) -> ColumnData<'v> {
        self.0
    }
}

impl<'v> Param<'v> {
    /// Creates a text parameter.
    pub(crate) fn text(text: Cow<'v, str>) -> Self {
        Self(ColumnData::String(Some(text)))
    }

    /// Creates a `BIGINT` parameter.
    pub(crate) fn integer(number: i64) -> Self {
        Self(ColumnData::I64(Some(number)))
    }
}

/// Encodes a value for the wire.
pub(crate) fn encode<'v>(value: &'v Value<'_>) -> Result<Param<'v>, ValueError> {
    column_data(value, Cow::Borrowed, Cow::Borrowed).map(Param)
}

/// Encodes a value for the wire, as a copy.
pub(crate) fn encode_owned(value: &Value<'_>) -> Result<ColumnData<'static>, ValueError> {
    column_data(value, |text| Cow::Owned(text.to_owned()), |bytes| Cow::Owned(bytes.to_owned()))
}

fn column_data<'v, 'd>(
    value: &'v Value<'_>,
    to_text: impl FnOnce(&'v str) -> Cow<'d, str>,
    to_bytes: impl FnOnce(&'v [u8]) -> Cow<'d, [u8]>,
) -> Result<ColumnData<'d>, ValueError> {
    Ok(match value {
        Value::Null(ty) => null(*ty),
        Value::Bool(value) => ColumnData::Bit(Some(*value)),
        Value::I16(value) => ColumnData::I16(Some(*value)),
        Value::I32(value) => ColumnData::I32(Some(*value)),
        Value::I64(value) => ColumnData::I64(Some(*value)),
        Value::U8(value) => ColumnData::U8(Some(*value)),
        Value::F32(value) => ColumnData::F32(Some(finite(*value)?)),
        Value::F64(value) => ColumnData::F64(Some(finite(*value)?)),
        Value::Text(text) => ColumnData::String(Some(to_text(text))),
        Value::Bytes(bytes) => ColumnData::Binary(Some(to_bytes(bytes))),
        Value::Uuid(bytes) => ColumnData::Guid(Some(Uuid::from_bytes(*bytes))),
        Value::Timestamp(micros) => ColumnData::DateTime2(Some(calendar::timestamp(*micros)?)),
        Value::OffsetTimestamp { micros, offset } => {
            ColumnData::DateTimeOffset(Some(calendar::offset_timestamp(*micros, *offset)?))
        }
        Value::DateTime(micros) => ColumnData::DateTime2(Some(calendar::timestamp(*micros)?)),
        Value::Date(days) => ColumnData::Date(Some(calendar::date(*days)?)),
        Value::Time(micros) => ColumnData::Time(Some(calendar::time(*micros)?)),
        Value::Decimal { digits, scale, .. } => ColumnData::Numeric(Some(numeric(*digits, *scale)?)),
        _ => return Err(unsupported()),
    })
}

pub(super) fn unsupported() -> ValueError {
    ValueError::new("the SQL Server backend does not support the type of this value")
}

/// Rejects NaN and infinity, for which SQL Server reports an error that does not name the column.
pub(super) fn finite<F: Copy + Into<f64>>(value: F) -> Result<F, ValueError> {
    if value.into().is_finite() {
        Ok(value)
    } else {
        Err(ValueError::new("the number is not finite: columns hold finite numbers only"))
    }
}

fn numeric(digits: i128, scale: u8) -> Result<Numeric, ValueError> {
    const LIMIT: u128 = 10u128.pow(38);
    if scale > Numeric::MAX_NUMERIC_SCALE || digits.unsigned_abs() >= LIMIT {
        return Err(ValueError::too_long("the decimal has more than 38 digits"));
    }
    Ok(Numeric::new_with_scale(digits, scale))
}

/// Returns the type in the declaration of an encoded value: that of the driver's own declarations, so that a statement has the same
/// plan whether it is sent alone or in a batch. Only a decimal differs: it has the type of its column here, and one type per number
/// of digits in the driver.
pub(crate) fn declared_type(value: &Value<'_>, param: &Param<'_>) -> Cow<'static, str> {
    /// The longest strings, in bytes of UTF-8, and bytes that have a type with a length.
    const MAX_TEXT: usize = 4_000;
    const MAX_BYTES: usize = 8_000;
    let digits = match value {
        Value::Decimal { precision, scale, .. } => Some((*precision, *scale)),
        Value::Null(ty) => match ty.stored() {
            SqlType::Decimal { precision, scale } => Some((precision, scale)),
            _ => None,
        },
        _ => None,
    };
    if let Some((precision, scale)) = digits {
        // A value that is bound to no column has the precision 0.
        let precision = if precision == 0 { 38 } else { precision };
        return Cow::Owned(format!("numeric({precision},{scale})"));
    }
    Cow::Borrowed(match &param.0 {
        ColumnData::Bit(_) => "bit",
        ColumnData::U8(_) => "tinyint",
        ColumnData::I16(_) => "smallint",
        ColumnData::I32(_) => "int",
        ColumnData::I64(_) => "bigint",
        ColumnData::F32(_) => "float(24)",
        ColumnData::F64(_) => "float(53)",
        ColumnData::Guid(_) => "uniqueidentifier",
        ColumnData::DateTime2(_) => "datetime2",
        ColumnData::DateTimeOffset(_) => "datetimeoffset",
        ColumnData::Date(_) => "date",
        ColumnData::Time(_) => "time",
        ColumnData::Binary(Some(bytes)) if bytes.len() <= MAX_BYTES => "varbinary(8000)",
        ColumnData::Binary(_) => "varbinary(max)",
        ColumnData::String(Some(text)) if text.len() > MAX_TEXT => "nvarchar(max)",
        _ => "nvarchar(4000)",
    })
}

/// Returns whether the driver sends a NULL of this type under the type itself, not under the type NULL
/// (0x1F, MS-TDS 2.2.5.4.1).
pub(crate) fn has_typed_null(ty: SqlType) -> bool {
    matches!(
        ty.stored(),
        SqlType::Bool
            | SqlType::I8
            | SqlType::I16
            | SqlType::I32
            | SqlType::I64
            | SqlType::U8
            | SqlType::U16
            | SqlType::U32
            | SqlType::F32
            | SqlType::F64
            | SqlType::Uuid
    )
}

fn null(ty: SqlType) -> ColumnData<'static> {
    match ty.stored() {
        SqlType::Bool => ColumnData::Bit(None),
        SqlType::I8 | SqlType::I16 => ColumnData::I16(None),
        SqlType::I32 | SqlType::U16 => ColumnData::I32(None),
        SqlType::I64 | SqlType::U32 => ColumnData::I64(None),
        SqlType::U8 => ColumnData::U8(None),
        SqlType::F32 => ColumnData::F32(None),
        SqlType::F64 => ColumnData::F64(None),
        SqlType::Uuid => ColumnData::Guid(None),
        SqlType::Bytes(_) | SqlType::FixedBytes(_) => ColumnData::Binary(None),
        SqlType::Timestamp | SqlType::DateTime => ColumnData::DateTime2(None),
        SqlType::OffsetTimestamp => ColumnData::DateTimeOffset(None),
        SqlType::Date => ColumnData::Date(None),
        SqlType::Time => ColumnData::Time(None),
        SqlType::Decimal { .. } => ColumnData::Numeric(None),
        _ => ColumnData::String(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsupported_values_are_refused() {
        for value in [
            Value::F64(f64::NAN),
            Value::F32(f32::INFINITY),
            Value::Timestamp(i64::MAX),
            Value::DateTime(i64::MIN),
            Value::OffsetTimestamp { micros: i64::MAX, offset: 0 },
            Value::OffsetTimestamp { micros: 0, offset: -841 },
            Value::OffsetTimestamp { micros: 253_402_300_799_999_999, offset: 1 },
            Value::Date(i32::MIN),
            Value::Time(-1),
            Value::Decimal { digits: i128::MAX, precision: 0, scale: 0 },
            Value::Decimal { digits: 1, precision: 0, scale: 39 },
        ] {
            assert!(encode(&value).is_err());
        }
    }

    #[test]
    fn text_and_bytes_are_borrowed() {
        let text = Value::Text("é".into());
        let Param(ColumnData::String(Some(Cow::Borrowed("é")))) = encode(&text).unwrap() else {
            panic!("the text was copied");
        };
        let bytes = Value::Bytes(vec![1].into());
        let Param(ColumnData::Binary(Some(Cow::Borrowed([1])))) = encode(&bytes).unwrap() else {
            panic!("the bytes were copied");
        };
    }

    #[test]
    fn declarations_depend_on_no_length() {
        let declared = |value: Value<'_>| declared_type(&value, &encode(&value).unwrap()).into_owned();
        let text = |len| Value::Text("x".repeat(len).into());
        let bytes = |len| Value::Bytes(vec![0; len].into());
        assert_eq!(declared(text(0)), declared(text(4_000)));
        assert_eq!(declared(text(4_001)), "nvarchar(max)");
        assert_eq!(declared(bytes(0)), declared(bytes(8_000)));
        assert_eq!(declared(bytes(8_001)), "varbinary(max)");
        let decimal = |digits, precision| declared(Value::Decimal { digits, precision, scale: 2 });
        assert_eq!((decimal(0, 9), decimal(123_456_789, 9)), ("numeric(9,2)".into(), "numeric(9,2)".into()));
        assert_eq!(decimal(1, 0), "numeric(38,2)");
        assert_eq!(declared(Value::Null(SqlType::Decimal { precision: 9, scale: 2 })), "numeric(9,2)");
        assert_eq!(declared(Value::Null(SqlType::Text(Some(4)))), "nvarchar(4000)");
        assert_eq!(declared(Value::Null(SqlType::U16)), declared(Value::I32(1)));
    }

    #[test]
    fn a_null_has_the_type_of_its_column() {
        assert_eq!(null(SqlType::Text(None)), ColumnData::String(None));
        assert_eq!(null(SqlType::U32), ColumnData::I64(None));
        assert_eq!(null(SqlType::Time), ColumnData::Time(None));
    }
}
