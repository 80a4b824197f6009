//! Decodes values from the server, including those that other programs have written.

use std::borrow::Cow;

use store_core::{SqlType, Value, ValueError};
use tiberius::ColumnData;
use tiberius::numeric::Numeric;
use tiberius::time::DateTime2;

use super::calendar::{self, MICROS_PER_DAY, MICROS_PER_SECOND};

/// Decodes a value of a column of type `ty`; text and bytes are borrowed.
///
/// A table that another program has created may use a related type, such as `INT` for `BIGINT` or `DATETIME` for
/// `DATETIME2`. A value with the same meaning is accepted.
pub(crate) fn decode<'v>(data: &'v ColumnData<'_>, ty: SqlType) -> Result<Value<'v>, ValueError> {
    if is_null(data) {
        return Ok(Value::Null(ty));
    }
    match ty.stored() {
        SqlType::Bool => match data {
            ColumnData::Bit(Some(value)) => Ok(Value::Bool(*value)),
            other => Value::of_integer(ty, integer(other)?),
        },
        SqlType::I8 | SqlType::I16 | SqlType::I32 | SqlType::I64 => Value::of_integer(ty, integer(data)?),
        SqlType::U8 | SqlType::U16 | SqlType::U32 => Value::of_integer(ty, integer(data)?),
        SqlType::F32 => Value::of_single(real(data)?),
        SqlType::F64 => real(data).map(Value::F64),
        SqlType::Text(_) | SqlType::Json | SqlType::Enum { .. } => text(data, "text").map(Value::Text),
        SqlType::Bytes(_) => bytes(data).map(|bytes| Value::Bytes(Cow::Borrowed(bytes))),
        SqlType::FixedBytes(len) => Value::of_fixed_bytes(len, bytes(data)?),
        SqlType::Uuid => uuid(data).map(Value::Uuid),
        SqlType::Timestamp => timestamp(data).map(Value::Timestamp),
        SqlType::OffsetTimestamp => {
            let offset = match data {
                ColumnData::DateTimeOffset(Some(timestamp)) => timestamp.offset(),
                // Other types have no offset; a program that declares one stores UTC.
                _ => 0,
            };
            Ok(Value::OffsetTimestamp { micros: timestamp(data)?, offset })
        }
        SqlType::DateTime => match data {
            ColumnData::DateTimeOffset(_) => Err(unexpected("a date and time without an offset", data)),
            other => timestamp(other).map(Value::DateTime),
        },
        SqlType::Date => match data {
            ColumnData::Date(Some(date)) => calendar::days_of(*date).map(Value::Date),
            other => Err(unexpected("a date", other)),
        },
        SqlType::Time => match data {
            ColumnData::Time(Some(time)) => calendar::micros_of(*time).map(Value::Time),
            other => Err(unexpected("a time", other)),
        },
        SqlType::Decimal { precision, scale } => decimal(data, precision, scale),
        _ => Err(super::encode::unsupported()),
    }
}

fn is_null(data: &ColumnData<'_>) -> bool {
    matches!(
        data,
        ColumnData::U8(None)
            | ColumnData::I16(None)
            | ColumnData::I32(None)
            | ColumnData::I64(None)
            | ColumnData::F32(None)
            | ColumnData::F64(None)
            | ColumnData::Bit(None)
            | ColumnData::String(None)
            | ColumnData::Guid(None)
            | ColumnData::Binary(None)
            | ColumnData::Numeric(None)
            | ColumnData::Xml(None)
            | ColumnData::DateTime(None)
            | ColumnData::SmallDateTime(None)
            | ColumnData::Time(None)
            | ColumnData::Date(None)
            | ColumnData::DateTime2(None)
            | ColumnData::DateTimeOffset(None)
    )
}

fn describe(data: &ColumnData<'_>) -> &'static str {
    match data {
        ColumnData::U8(_) | ColumnData::I16(_) | ColumnData::I32(_) | ColumnData::I64(_) => "an integer",
        ColumnData::F32(_) | ColumnData::F64(_) => "a floating-point number",
        ColumnData::Bit(_) => "a bit",
        ColumnData::String(_) => "text",
        ColumnData::Guid(_) => "a UUID",
        ColumnData::Binary(_) => "bytes",
        ColumnData::Numeric(_) => "a decimal",
        ColumnData::Xml(_) => "XML",
        ColumnData::Time(_) => "a time",
        ColumnData::Date(_) => "a date",
        ColumnData::DateTime(_)
        | ColumnData::SmallDateTime(_)
        | ColumnData::DateTime2(_)
        | ColumnData::DateTimeOffset(_) => "a timestamp",
    }
}

fn unexpected(wanted: &str, found: &ColumnData<'_>) -> ValueError {
    ValueError::new(format!("expected {wanted}, found {}", describe(found)))
}

fn integer(data: &ColumnData<'_>) -> Result<i64, ValueError> {
    match data {
        ColumnData::U8(Some(value)) => Ok(i64::from(*value)),
        ColumnData::I16(Some(value)) => Ok(i64::from(*value)),
        ColumnData::I32(Some(value)) => Ok(i64::from(*value)),
        ColumnData::I64(Some(value)) => Ok(*value),
        other => Err(unexpected("an integer", other)),
    }
}

fn real(data: &ColumnData<'_>) -> Result<f64, ValueError> {
    match data {
        ColumnData::F64(Some(value)) => Ok(*value),
        ColumnData::F32(Some(value)) => Ok(f64::from(*value)),
        other => Err(unexpected("a floating-point number", other)),
    }
}

fn text<'v>(data: &'v ColumnData<'_>, wanted: &str) -> Result<Cow<'v, str>, ValueError> {
    match data {
        ColumnData::String(Some(text)) => Ok(Cow::Borrowed(text)),
        ColumnData::Xml(Some(document)) => Ok(Cow::Owned(document.as_ref().as_ref().to_owned())),
        other => Err(unexpected(wanted, other)),
    }
}

fn bytes<'v>(data: &'v ColumnData<'_>) -> Result<&'v [u8], ValueError> {
    match data {
        ColumnData::Binary(Some(bytes)) => Ok(bytes),
        other => Err(unexpected("bytes", other)),
    }
}

fn uuid(data: &ColumnData<'_>) -> Result<[u8; 16], ValueError> {
    match data {
        ColumnData::Guid(Some(uuid)) => Ok(uuid.into_bytes()),
        // Other programs store UUIDs as text.
        ColumnData::String(Some(text)) => tiberius::Uuid::try_parse(text)
            .map(tiberius::Uuid::into_bytes)
            .map_err(|_| ValueError::new("expected a UUID, found text in another form")),
        other => Err(unexpected("a UUID", other)),
    }
}

fn timestamp(data: &ColumnData<'_>) -> Result<i64, ValueError> {
    match data {
        ColumnData::DateTime2(Some(timestamp)) => calendar::timestamp_of(*timestamp),
        // The wire carries the time in UTC, followed by the offset (MS-TDS 2.2.5.5.1.9).
        ColumnData::DateTimeOffset(Some(timestamp)) => calendar::timestamp_of(timestamp.datetime2()),
        ColumnData::DateTime(Some(timestamp)) => {
            let fraction = i64::from(timestamp.seconds_fragments()) * MICROS_PER_SECOND / 300;
            Ok(since_1900(i64::from(timestamp.days())) + fraction)
        }
        ColumnData::SmallDateTime(Some(timestamp)) => {
            let minutes = i64::from(timestamp.seconds_fragments());
            Ok(since_1900(i64::from(timestamp.days())) + minutes * 60 * MICROS_PER_SECOND)
        }
        ColumnData::Date(Some(date)) => {
            calendar::timestamp_of(DateTime2::new(*date, tiberius::time::Time::new(0, 7)))
        }
        other => Err(unexpected("a timestamp", other)),
    }
}

/// Converts the days of `DATETIME` and `SMALLDATETIME`, which count from 1900-01-01.
fn since_1900(days: i64) -> i64 {
    const DAYS_TO_1900: i64 = -25_567;
    (DAYS_TO_1900 + days) * MICROS_PER_DAY
}

fn decimal(data: &ColumnData<'_>, precision: u8, scale: u8) -> Result<Value<'static>, ValueError> {
    let found = match data {
        ColumnData::Numeric(Some(number)) => *number,
        ColumnData::F64(Some(amount)) => money(*amount)?,
        other => {
            Numeric::new_with_scale(integer(other).map_err(|_| unexpected("a decimal", other))?.into(), 0)
        }
    };
    Value::of_rescaled(found.value(), found.scale(), precision, scale)
}

/// Converts a `MONEY` or `SMALLMONEY`, which tiberius reads as the floating-point number nearest to its ten-thousandths.
fn money(amount: f64) -> Result<Numeric, ValueError> {
    const UNITS: f64 = 10_000.0;
    // Up to 2^53, each number of ten-thousandths has a floating-point number of its own.
    const MAX_EXACT: f64 = 9_007_199_254_740_992.0;
    let units = (amount * UNITS).round();
    if units.abs() > MAX_EXACT {
        return Err(ValueError::new(
            "the amount of money exceeds 900 billion, up to which the driver reads it exactly: change the column to DECIMAL(19, 4)",
        ));
    }
    #[expect(
        clippy::float_cmp,
        reason = "the nearest number is the same number, and any other is no amount of money"
    )]
    if units / UNITS != amount {
        return Err(ValueError::new("expected a decimal, found a floating-point number"));
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 2^53")]
    Ok(Numeric::new_with_scale(units as i128, 4))
}

#[cfg(test)]
mod tests {
    use tiberius::time::{Date, DateTime, DateTimeOffset, SmallDateTime, Time};

    use super::*;

    #[test]
    fn values_of_another_type_are_errors_that_do_not_show_them() {
        let found = [
            ColumnData::I64(Some(i64::MAX)),
            ColumnData::F64(Some(1e300)),
            ColumnData::String(Some("zwölf".into())),
            ColumnData::Binary(Some(vec![0].into())),
        ];
        let types = [
            SqlType::Bool,
            SqlType::I8,
            SqlType::I16,
            SqlType::I32,
            SqlType::U8,
            SqlType::U16,
            SqlType::U32,
            SqlType::F32,
            SqlType::FixedBytes(32),
            SqlType::Uuid,
            SqlType::Timestamp,
            SqlType::OffsetTimestamp,
            SqlType::DateTime,
            SqlType::Date,
            SqlType::Time,
            SqlType::Decimal { precision: 9, scale: 2 },
        ];
        for ty in types {
            for data in &found {
                let error = decode(data, ty).unwrap_err();
                assert!(!error.to_string().contains("zw"), "{error}");
            }
            assert_eq!(decode(&ColumnData::String(None), ty), Ok(Value::Null(ty)));
        }
    }

    #[test]
    fn near_types_are_read() {
        assert_eq!(decode(&ColumnData::I32(Some(7)), SqlType::I64), Ok(Value::I64(7)));
        assert_eq!(decode(&ColumnData::I16(Some(1)), SqlType::Bool), Ok(Value::Bool(true)));
        assert_eq!(decode(&ColumnData::F32(Some(0.5)), SqlType::F64), Ok(Value::F64(0.5)));
        let uuid = *b"\x67\xe5\x50\x44\x10\xb1\x42\x6f\x92\x47\xbb\x68\x0e\x5f\xe0\xc8";
        let text = ColumnData::String(Some("67E55044-10b1-426F-9247-BB680e5fe0c8".into()));
        assert_eq!(decode(&text, SqlType::Uuid), Ok(Value::Uuid(uuid)));
        let ty = SqlType::Decimal { precision: 9, scale: 2 };
        let decimal = |digits| Ok(Value::Decimal { digits, precision: 9, scale: 2 });
        assert_eq!(decode(&ColumnData::Numeric(Some(Numeric::new_with_scale(15, 1))), ty), decimal(150));
        assert_eq!(decode(&ColumnData::I32(Some(3)), ty), decimal(300));
        assert!(decode(&ColumnData::Numeric(Some(Numeric::new_with_scale(1, 3))), ty).is_err());
    }

    #[test]
    fn money_is_exact_or_an_error() {
        let ty = SqlType::Decimal { precision: 19, scale: 4 };
        for units in [0, 1, -1, 12_345, 9_007_199_254_740_991_i64] {
            #[expect(clippy::cast_precision_loss, reason = "as the driver does")]
            let amount = ColumnData::F64(Some(units as f64 / 1e4));
            assert_eq!(
                decode(&amount, ty),
                Ok(Value::Decimal { digits: units.into(), precision: 19, scale: 4 })
            );
        }
        for other in [922_337_203_685_477.6, 0.000_01, f64::NAN, f64::INFINITY] {
            assert!(decode(&ColumnData::F64(Some(other)), ty).is_err(), "{other}");
        }
    }

    #[test]
    fn datetime_and_smalldatetime_are_decoded() {
        let day = 43_887; // 2020-02-28, counted from 1900
        let midnight = 1_582_848_000_000_000;
        let ty = SqlType::Timestamp;
        let datetime = ColumnData::DateTime(Some(DateTime::new(day, 300)));
        assert_eq!(decode(&datetime, ty), Ok(Value::Timestamp(midnight + 1_000_000)));
        let small = ColumnData::SmallDateTime(Some(SmallDateTime::new(43_887, 2)));
        assert_eq!(decode(&small, ty), Ok(Value::Timestamp(midnight + 120_000_000)));
        let days = u32::try_from(719_162 + midnight / MICROS_PER_DAY).unwrap();
        let timestamp = DateTime2::new(Date::new(days), Time::new(5, 7));
        let offset = ColumnData::DateTimeOffset(Some(DateTimeOffset::new(timestamp, 60)));
        assert_eq!(decode(&offset, ty), Ok(Value::Timestamp(midnight)));
        assert_eq!(
            decode(&offset, SqlType::OffsetTimestamp),
            Ok(Value::OffsetTimestamp { micros: midnight, offset: 60 })
        );
        assert_eq!(decode(&small, SqlType::DateTime), Ok(Value::DateTime(midnight + 120_000_000)));
        assert!(decode(&offset, SqlType::DateTime).is_err());
    }
}
