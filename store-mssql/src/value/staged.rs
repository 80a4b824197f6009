//! Values of rows that are loaded into the temporary table of a bulk insert.

use std::borrow::Cow;

use store_core::{SqlType, Value, utf16_len};

use super::json::decimal_text;

/// The largest value in bytes that the driver loads; it takes the length in the type `max` for a limit.
const MAX_BYTES: usize = 65_535;

/// Returns the value of a column of the temporary table, where a decimal is text.
pub(crate) fn staged<'v>(value: &'v Value<'_>) -> Cow<'v, Value<'v>> {
    match value {
        Value::Decimal { digits, scale, .. } => {
            Cow::Owned(Value::Text(Cow::Owned(decimal_text(*digits, *scale))))
        }
        Value::Null(ty) if matches!(ty.stored(), SqlType::Decimal { .. }) => {
            Cow::Owned(Value::Null(SqlType::Text(None)))
        }
        value => Cow::Borrowed(value),
    }
}

/// Returns whether a bulk load can contain the value.
pub(crate) fn is_loadable(value: &Value<'_>) -> bool {
    match value {
        // Each byte of UTF-8 is at most two bytes of UTF-16.
        Value::Text(text) => text.len() <= MAX_BYTES / 2 || utf16_len(text) <= MAX_BYTES / 2,
        Value::Bytes(bytes) => bytes.len() <= MAX_BYTES,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_text() {
        let decimal = |digits, scale| Value::Decimal { digits, precision: 38, scale };
        for (value, text) in [
            (decimal(-5, 2), "-0.05"),
            (decimal(10i128.pow(38) - 1, 38), "0.99999999999999999999999999999999999999"),
            (decimal(1_844, 0), "1844"),
        ] {
            assert_eq!(staged(&value).as_ref(), &Value::Text(text.into()));
        }
        let (unsigned, signed) = (Value::Null(SqlType::U64), Value::Null(SqlType::I64));
        assert_eq!(staged(&unsigned).as_ref(), &Value::Null(SqlType::Text(None)));
        assert_eq!(staged(&signed).as_ref(), &signed);
        assert_eq!(staged(&Value::I64(1)).as_ref(), &Value::I64(1));
    }

    #[test]
    fn large_values_are_not_loaded() {
        let text = |text: &str, count: usize| is_loadable(&Value::Text(text.repeat(count).into()));
        assert!(text("x", 32_767) && text("é", 32_767) && text("🦀", 16_383));
        assert!(!text("x", 32_768) && !text("é", 32_768) && !text("🦀", 16_384));
        let bytes = |count| is_loadable(&Value::Bytes(vec![0; count].into()));
        assert!(bytes(65_535) && !bytes(65_536));
    }
}
