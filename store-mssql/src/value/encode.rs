//! Values as parameters.

use std::borrow::Cow;

use store_core::{Params, SqlType, Value, ValueError};
use tiberius::numeric::Numeric;
use tiberius::{ColumnData, IntoSql, Uuid};

use super::calendar;

/// A parameter on its way to the driver.
#[derive(Debug)]
pub(crate) struct Param<'v>(ColumnData<'v>);

impl<'v> IntoSql<'v> for Param<'v> {
    fn into_sql(self) -> ColumnData<'v> {
        self.0
    }
}

/// How a NULL is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nulls {
    /// Under the type of its column. The driver sends text, bytes, instants and decimals under the type NULL
    /// (0x1F, MS-TDS 2.2.5.4.1), which SQL Server takes.
    OfColumn,
    /// Under a type that carries its NULL with it, for Babelfish, which knows no type NULL.
    Typed,
}

impl Nulls {
    /// The text with those NULLs in it that no type carries there: all but those of numbers, flags and UUIDs.
    pub(crate) fn spelled_out<'q>(self, sql: &'q str, params: Params<'_>) -> Cow<'q, str> {
        let untyped = |value: &Value<'_>| matches!(value, Value::Null(ty) if carrier(*ty).is_none());
        if self == Self::OfColumn || !params.iter().any(untyped) {
            return Cow::Borrowed(sql);
        }
        let mut out = String::with_capacity(sql.len());
        let mut parts = sql.split("@P");
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let digits = part.len() - part.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
            let (number, rest) = part.split_at(digits);
            let value =
                number.parse::<usize>().ok().and_then(|number| params.iter().nth(number.checked_sub(1)?));
            if value.is_some_and(untyped) {
                out.push_str("NULL");
            } else {
                out.push_str("@P");
                out.push_str(number);
            }
            out.push_str(rest);
        }
        Cow::Owned(out)
    }

    /// How the server takes them.
    pub(crate) const fn of(babelfish: bool) -> Self {
        if babelfish { Self::Typed } else { Self::OfColumn }
    }
}

/// The form of a value on the wire.
pub(crate) fn encode<'v>(value: &'v Value<'_>, nulls: Nulls) -> Result<Param<'v>, ValueError> {
    Ok(Param(match value {
        Value::Null(ty) => null(*ty, nulls),
        Value::Bool(value) => ColumnData::Bit(Some(*value)),
        Value::I16(value) => ColumnData::I16(Some(*value)),
        Value::I32(value) => ColumnData::I32(Some(*value)),
        Value::I64(value) => ColumnData::I64(Some(*value)),
        Value::U8(value) => ColumnData::U8(Some(*value)),
        Value::F32(value) => ColumnData::F32(Some(finite(*value)?)),
        Value::F64(value) => ColumnData::F64(Some(finite(*value)?)),
        Value::Text(text) => ColumnData::String(Some(Cow::Borrowed(text))),
        Value::Bytes(bytes) => ColumnData::Binary(Some(Cow::Borrowed(bytes))),
        Value::Uuid(bytes) => ColumnData::Guid(Some(Uuid::from_bytes(*bytes))),
        Value::Timestamp(micros) => ColumnData::DateTime2(Some(calendar::timestamp(*micros)?)),
        Value::Date(days) => ColumnData::Date(Some(calendar::date(*days)?)),
        Value::Time(micros) => ColumnData::Time(Some(calendar::time(*micros)?)),
        Value::Decimal { digits, scale, .. } => ColumnData::Numeric(Some(numeric(*digits, *scale)?)),
        _ => return Err(unknown()),
    }))
}

pub(super) fn unknown() -> ValueError {
    ValueError::new("the value is of a type that this backend does not know")
}

/// SQL Server refuses what is not a number, and infinity, without saying where.
pub(super) fn finite<F: Copy + Into<f64>>(value: F) -> Result<F, ValueError> {
    if value.into().is_finite() {
        Ok(value)
    } else {
        Err(ValueError::new("the number is not finite, and a column holds finite numbers only"))
    }
}

fn numeric(digits: i128, scale: u8) -> Result<Numeric, ValueError> {
    const MOST: u128 = 10u128.pow(38);
    if scale > Numeric::MAX_NUMERIC_SCALE || digits.unsigned_abs() >= MOST {
        return Err(ValueError::too_long("the decimal has more digits than a column holds"));
    }
    Ok(Numeric::new_with_scale(digits, scale))
}

/// The NULL of a type that carries it.
fn carrier(ty: SqlType) -> Option<ColumnData<'static>> {
    Some(match ty {
        SqlType::Bool => ColumnData::Bit(None),
        SqlType::I16 => ColumnData::I16(None),
        SqlType::I32 | SqlType::U16 => ColumnData::I32(None),
        SqlType::I64 | SqlType::U32 => ColumnData::I64(None),
        SqlType::U8 => ColumnData::U8(None),
        SqlType::F32 => ColumnData::F32(None),
        SqlType::F64 => ColumnData::F64(None),
        SqlType::Uuid => ColumnData::Guid(None),
        _ => return None,
    })
}

fn null(ty: SqlType, nulls: Nulls) -> ColumnData<'static> {
    if let Some(null) = carrier(ty) {
        return null;
    }
    match ty {
        // Spelled out in the text, but there all the same.
        _ if nulls == Nulls::Typed => ColumnData::I32(None),
        SqlType::Bytes(_) | SqlType::FixedBytes(_) => ColumnData::Binary(None),
        SqlType::Timestamp => ColumnData::DateTime2(None),
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
    fn what_has_no_form_is_refused() {
        for value in [
            Value::F64(f64::NAN),
            Value::F32(f32::INFINITY),
            Value::Timestamp(i64::MAX),
            Value::Date(i32::MIN),
            Value::Time(-1),
            Value::Decimal { digits: i128::MAX, precision: 0, scale: 0 },
            Value::Decimal { digits: 1, precision: 0, scale: 39 },
        ] {
            assert!(encode(&value, Nulls::OfColumn).is_err());
        }
    }

    #[test]
    fn nulls_without_a_type_are_spelled_out() {
        let values: Vec<Value<'_>> = (1..=12)
            .map(|at| if at % 10 == 2 { Value::Null(SqlType::Text(None)) } else { Value::Null(SqlType::I32) })
            .collect();
        let sql = "SELECT @P1, @P2, @P12 WHERE [a] = @P2 AND [b] = @P11;";
        let params = Params::all(&values);
        assert_eq!(Nulls::OfColumn.spelled_out(sql, params), sql);
        let spelled = "SELECT @P1, NULL, NULL WHERE [a] = NULL AND [b] = @P11;";
        assert_eq!(Nulls::Typed.spelled_out(sql, params), spelled);
    }

    #[test]
    fn text_and_bytes_are_borrowed() {
        let text = Value::Text("é".into());
        let Param(ColumnData::String(Some(Cow::Borrowed("é")))) = encode(&text, Nulls::OfColumn).unwrap()
        else {
            panic!("a copy");
        };
        let bytes = Value::Bytes(vec![1].into());
        let Param(ColumnData::Binary(Some(Cow::Borrowed([1])))) = encode(&bytes, Nulls::OfColumn).unwrap()
        else {
            panic!("a copy");
        };
    }

    #[test]
    fn nulls_have_the_type_of_their_column_or_one_that_carries_them() {
        assert_eq!(null(SqlType::Text(None), Nulls::OfColumn), ColumnData::String(None));
        assert_eq!(null(SqlType::Text(None), Nulls::Typed), ColumnData::I32(None));
        assert_eq!(null(SqlType::U32, Nulls::Typed), ColumnData::I64(None));
        assert_eq!(null(SqlType::Time, Nulls::OfColumn), ColumnData::Time(None));
    }
}
