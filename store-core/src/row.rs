//! Rows as they come from a driver.

use std::borrow::Cow;

use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::literal::utf16_len;
use crate::model::TableModel;
use crate::sql_type::SqlType;
use crate::value::{Value, ValueError};

/// A row that a driver has read.
pub trait Row {
    /// The value at this place (counted from 0), read as a column of type `ty`; NULL is [`Value::Null`].
    ///
    /// # Errors
    ///
    /// When what stands there is no value of the type, or there is no such place.
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError>;
}

/// What a row can become.
pub trait FromRow: Sized {
    /// Reads a row.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] when a value is not one of its column's type.
    fn from_row<R: Row>(row: &R) -> Result<Self, Error>;
}

impl TableModel<'_> {
    /// The field for the column at this place, read from a row whose values are all the table's columns.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] when the value is not one of the column's type.
    pub fn read<T: Field, R: Row>(&self, row: &R, at: usize) -> Result<T, Error> {
        row.value(at, self.columns.types[at]).and_then(T::from_value).map_err(|error| {
            let column = self.columns.names.at(at);
            Error::new(ErrorKind::Decode, error.to_string()).with_table(self.name).with_column(column)
        })
    }

    /// The value of a field for the column at this place, held to the column's length and digits.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Truncated`] when it is too long for the column, [`ErrorKind::InvalidValue`] when the database has
    /// no form for it.
    pub fn bind<'v, T: Field>(&self, at: usize, field: &'v T) -> Result<Value<'v>, Error> {
        self.fit(at, field.to_value())
    }

    /// As [`bind`](Self::bind), for text that is not in a `String`.
    ///
    /// # Errors
    ///
    /// As [`bind`](Self::bind).
    pub fn bind_text<'v>(&self, at: usize, text: &'v str) -> Result<Value<'v>, Error> {
        self.fit(at, Ok(Value::Text(Cow::Borrowed(text))))
    }

    /// As [`bind`](Self::bind), for bytes that are not in a `Vec`.
    ///
    /// # Errors
    ///
    /// As [`bind`](Self::bind).
    pub fn bind_bytes<'v>(&self, at: usize, bytes: &'v [u8]) -> Result<Value<'v>, Error> {
        self.fit(at, Ok(Value::Bytes(Cow::Borrowed(bytes))))
    }

    /// As [`bind`](Self::bind), for a field that is given away.
    ///
    /// # Errors
    ///
    /// As [`bind`](Self::bind).
    pub fn bind_owned<T: Field>(&self, at: usize, field: T) -> Result<Value<'static>, Error> {
        self.fit(at, field.to_value()).map(Value::into_owned)
    }

    /// Holds a value to the length and digits of the column at this place.
    ///
    /// # Errors
    ///
    /// As [`bind`](Self::bind).
    pub fn fit<'v>(&self, at: usize, value: Result<Value<'v>, ValueError>) -> Result<Value<'v>, Error> {
        value
            .and_then(|value| fit(self.columns.types[at], value))
            .map_err(|error| Error::value(&error, self.name, self.columns.names.at(at)))
    }
}

/// Holds a value to the length and digits of a column type.
///
/// Lengths are counted here, as SQL Server counts them, so that both engines refuse the same texts: SQLite
/// would count characters.
fn fit(ty: SqlType, value: Value<'_>) -> Result<Value<'_>, ValueError> {
    match (ty, value) {
        (SqlType::Text(Some(len)) | SqlType::Enum { len, .. }, Value::Text(text)) => {
            // A text has never more code units than bytes.
            let units = if text.len() <= len as usize { 0 } else { utf16_len(&text) };
            if units > len as usize {
                return Err(ValueError::too_long(format!(
                    "the text has {units} UTF-16 code units, the column holds {len}: shorten it or raise `len`"
                )));
            }
            Ok(Value::Text(text))
        }
        (SqlType::Bytes(Some(len)), Value::Bytes(bytes)) if bytes.len() > len as usize => {
            Err(ValueError::too_long(format!(
                "there are {} bytes, the column holds {len}: shorten them or raise `len`",
                bytes.len()
            )))
        }
        (SqlType::Decimal { precision, scale }, Value::Decimal { digits, scale: given, .. }) => {
            Value::of_rescaled(digits, given, precision, scale)
        }
        (_, value) => Ok(value),
    }
}

macro_rules! tuple {
    ($($name:ident $at:tt),*) => {
        impl<$($name: Field),*> FromRow for ($($name,)*) {
            fn from_row<R: Row>(row: &R) -> Result<Self, Error> {
                Ok(($(cell::<$name, R>(row, $at)?,)*))
            }
        }
    };
}

tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);

fn cell<T: Field, R: Row>(row: &R, at: usize) -> Result<T, Error> {
    row.value(at, T::TYPE)
        .and_then(T::from_value)
        .map_err(|error| Error::new(ErrorKind::Decode, format!("value {}: {error}", at + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_utf16_code_units() {
        let text = |text: &'static str| fit(SqlType::Text(Some(4)), Value::Text(text.into()));
        assert!(text("abcd").is_ok());
        assert!(text("éééé").is_ok());
        assert!(text("🦀🦀").is_ok());
        assert!(text("🦀🦀🦀").unwrap_err().is_too_long());
        assert!(text("abcde").unwrap_err().is_too_long());
    }

    #[test]
    fn decimals_take_the_scale_of_their_column() {
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
