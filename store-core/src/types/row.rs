//! Rows that a driver returns.

use super::{Field, SqlType, Value, ValueError};
use crate::error::{Error, ErrorKind};

/// A row that a driver returns.
pub trait Row {
    /// Returns the value at position `at`, counted from 0, as a column of type `ty`; NULL is [`Value::Null`].
    ///
    /// # Errors
    ///
    /// When the stored value does not have the type, or `at` is out of bounds.
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError>;
}

/// A row of any driver.
impl Row for &dyn Row {
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError> {
        (**self).value(at, ty)
    }
}

/// A type that a row converts to.
pub trait FromRow: Sized {
    /// Reads a row.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] when a value does not have the type of its column.
    fn from_row<R: Row>(row: &R) -> Result<Self, Error>;
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
