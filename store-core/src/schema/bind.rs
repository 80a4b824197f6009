//! Values of a column: read from a row, or bound as a parameter.

use std::borrow::Cow;

use super::TableModel;
use crate::error::{Error, ErrorKind};
use crate::types::{Field, Row, SqlType, Value, ValueError, utf16_len};

impl TableModel<'_> {
    /// Reads the field of the column at position `at` from a row that has all columns of the table.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] when the value does not have the column's type.
    pub fn read<T: Field, R: Row>(&self, row: &R, at: usize) -> Result<T, Error> {
        // A constant for most types, for which the compiler removes the other branches of the driver's conversion. Only the
        // digits of a decimal are known to the column alone.
        let ty = match T::TYPE {
            SqlType::Decimal { .. } => self.columns.types[at],
            ty => ty,
        };
        match row.value(at, ty).and_then(T::from_value) {
            Ok(field) => Ok(field),
            Err(error) => Err(self.not_readable(at, &error)),
        }
    }

    #[cold]
    fn not_readable(&self, at: usize, error: &ValueError) -> Error {
        let column = self.columns.names.at(at);
        Error::new(ErrorKind::Decode, error.to_string()).with_table(self.name).with_column(column)
    }

    /// Returns the value of a field for the column at position `at`, checked against the column's length and precision.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Truncated`] when the value is too long for the column, [`ErrorKind::InvalidValue`] when the database
    /// cannot represent it.
    pub fn bind<'v, T: Field>(&self, at: usize, field: &'v T) -> Result<Value<'v>, Error> {
        self.fit(at, field.to_value())
    }

    /// As [`bind`](Self::bind), for a string slice.
    ///
    /// # Errors
    ///
    /// As [`bind`](Self::bind).
    pub fn bind_text<'v>(&self, at: usize, text: &'v str) -> Result<Value<'v>, Error> {
        self.fit(at, Ok(Value::Text(Cow::Borrowed(text))))
    }

    /// As [`bind`](Self::bind), for a byte slice.
    ///
    /// # Errors
    ///
    /// As [`bind`](Self::bind).
    pub fn bind_bytes<'v>(&self, at: usize, bytes: &'v [u8]) -> Result<Value<'v>, Error> {
        self.fit(at, Ok(Value::Bytes(Cow::Borrowed(bytes))))
    }

    /// As [`bind`](Self::bind), for an owned field.
    ///
    /// # Errors
    ///
    /// As [`bind`](Self::bind).
    pub fn bind_owned<T: Field>(&self, at: usize, field: T) -> Result<Value<'static>, Error> {
        self.fit(at, field.to_value()).map(Value::into_owned)
    }

    /// Checks a value against the length and precision of the column at position `at`.
    ///
    /// # Errors
    ///
    /// As [`bind`](Self::bind).
    #[inline]
    pub fn fit<'v>(&self, at: usize, value: Result<Value<'v>, ValueError>) -> Result<Value<'v>, Error> {
        match value.and_then(|value| fit(self.columns.types[at], value)) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.not_writable(at, &error)),
        }
    }

    /// Returns the error for a value that cannot be written to a column.
    #[cold]
    fn not_writable(&self, at: usize, error: &ValueError) -> Error {
        let kind = if error.is_too_long() { ErrorKind::Truncated } else { ErrorKind::InvalidValue };
        let column = self.columns.names.at(at);
        Error::new(kind, error.to_string()).with_table(self.name).with_column(column)
    }
}

/// Checks a value against the length and precision of a column type.
///
/// Lengths are counted here as SQL Server counts them, so that both engines reject the same strings: SQLite would count
/// characters.
///
/// The function is inlined where the kind of value is known, so that a number costs nothing.
#[inline]
pub(crate) fn fit(ty: SqlType, value: Value<'_>) -> Result<Value<'_>, ValueError> {
    match (value, ty) {
        // A string never has more code units than bytes.
        (Value::Text(text), SqlType::Text(Some(len)) | SqlType::Enum { len, .. })
            if text.len() > len as usize =>
        {
            fit_text(text, len)
        }
        (Value::Bytes(bytes), SqlType::Bytes(Some(len))) if bytes.len() > len as usize => {
            Err(ValueError::too_long(format!(
                "value has {} bytes, column holds {len}: shorten the value or raise `len`",
                bytes.len()
            )))
        }
        (Value::Bytes(bytes), SqlType::FixedBytes(len)) if bytes.len() != len as usize => {
            let message = format!("value has {} bytes, column holds exactly {len}", bytes.len());
            Err(if bytes.len() > len as usize {
                ValueError::too_long(message)
            } else {
                ValueError::new(message)
            })
        }
        (Value::Decimal { digits, scale: given, .. }, SqlType::Decimal { precision, scale }) => {
            Value::of_rescaled(digits, given, precision, scale)
        }
        (value @ Value::Decimal { .. }, SqlType::U64) => {
            u64::from_value(value)?.to_value().map(Value::into_owned)
        }
        // A `Field` may return a NULL of another type; drivers send NULL with the type of its column.
        (Value::Null(_), ty) => Ok(Value::Null(ty)),
        (value, _) => Ok(value),
    }
}

fn fit_text(text: Cow<'_, str>, len: u32) -> Result<Value<'_>, ValueError> {
    let units = utf16_len(&text);
    if units > len as usize {
        return Err(ValueError::too_long(format!(
            "text has {units} UTF-16 code units, column holds {len}: shorten the text or raise `len`"
        )));
    }
    Ok(Value::Text(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_counted_in_utf16_code_units() {
        let text = |text: &'static str| fit(SqlType::Text(Some(4)), Value::Text(text.into()));
        assert!(text("abcd").is_ok());
        assert!(text("éééé").is_ok());
        assert!(text("🦀🦀").is_ok());
        assert!(text("🦀🦀🦀").unwrap_err().is_too_long());
        assert!(text("abcde").unwrap_err().is_too_long());
    }

    #[test]
    fn fixed_bytes_have_the_length_of_the_column() {
        let fixed = |bytes: &'static [u8]| fit(SqlType::FixedBytes(2), Value::Bytes(bytes.into()));
        assert!(fixed(&[1, 2]).is_ok());
        assert!(fixed(&[1, 2, 3]).unwrap_err().is_too_long());
        assert!(!fixed(&[1]).unwrap_err().is_too_long());
    }

    #[test]
    fn unsigned_integers_have_the_digits_of_their_column() {
        let fit = |digits, scale| fit(SqlType::U64, Value::Decimal { digits, precision: 0, scale });
        assert_eq!(fit(5, 0), Ok(Value::Decimal { digits: 5, precision: 20, scale: 0 }));
        assert!(fit(-1, 0).is_err());
        assert!(fit(5, 1).is_err());
    }

    #[test]
    fn nulls_have_the_type_of_the_column() {
        let ty = SqlType::FixedBytes(2);
        assert_eq!(fit(ty, Value::Null(SqlType::I64)), Ok(Value::Null(ty)));
    }

    #[test]
    fn decimals_are_rescaled_to_their_column() {
        let ty = SqlType::Decimal { precision: 5, scale: 2 };
        let fit = |digits, scale| fit(ty, Value::Decimal { digits, precision: 0, scale });
        assert_eq!(fit(15, 1), Ok(Value::Decimal { digits: 150, precision: 5, scale: 2 }));
        assert_eq!(fit(1500, 3), Ok(Value::Decimal { digits: 150, precision: 5, scale: 2 }));
        assert!(fit(99_999, 2).is_ok());
        assert_eq!(fit(0, u8::MAX), Ok(Value::Decimal { digits: 0, precision: 5, scale: 2 }));
        for (digits, scale, part) in [
            (1_501, 3, "more than 2 digits after the point"),
            (1, u8::MAX, "more than 2 digits after the point"),
            (1_000, 0, "more than 3 digits before the point"),
            (100_000, 2, "more than 3 digits before the point"),
            (1_000_000, 3, "more than 3 digits before the point"),
            (i128::MAX, 0, "more than 3 digits before the point"),
        ] {
            let error = fit(digits, scale).unwrap_err();
            assert!(error.to_string().contains(part), "{digits} {scale}: {error}");
            assert!(error.is_too_long());
        }
    }
}
