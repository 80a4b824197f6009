//! The fields of a struct as one tuple.
//!
//! The derive reads and writes a row through a tuple of its fields instead of field by field, since one `?` per column is most of
//! the compile time of a derive.

use std::cmp::Ordering;

use crate::error::Error;
use crate::schema::TableModel;
use crate::types::{Field, Row, SqlType, Value, ValueError};

/// The maximum number of fields of a tuple; a struct with more is a [`FieldChain`].
pub const MAX_FIELDS: usize = 16;

/// A tuple of fields, and the fields after it.
#[derive(Debug)]
pub struct FieldChain<A, B>(pub A, pub B);

/// A tuple of consecutive fields.
pub trait Fields: Sized {
    /// The number of fields.
    const LEN: usize;

    /// Reads the columns from `first` on.
    ///
    /// # Errors
    ///
    /// [`Decode`](crate::ErrorKind::Decode) when a value does not have the type of its column.
    fn read<R: Row>(model: &TableModel<'_>, row: &R, first: usize) -> Result<Self, Error>;
}

/// A borrowed field.
pub trait ToValue<'v> {
    /// Returns the value to write.
    ///
    /// # Errors
    ///
    /// As [`Field::to_value`].
    fn to_value(self) -> Result<Value<'v>, ValueError>;
}

impl<'v, T: Field> ToValue<'v> for &'v T {
    #[inline]
    fn to_value(self) -> Result<Value<'v>, ValueError> {
        Field::to_value(self)
    }
}

/// The place of a column that a struct does not have, since the database makes its value.
#[derive(Clone, Copy, Debug)]
pub struct Made;

impl<'v> ToValue<'v> for Made {
    fn to_value(self) -> Result<Value<'v>, ValueError> {
        // A NULL gets the type of its column.
        Ok(Value::Null(SqlType::Deferred))
    }
}

/// A tuple of consecutive borrowed fields.
pub trait FieldRefs<'v> {
    /// The number of fields.
    const LEN: usize;

    /// Writes the values into `out` from `first` on.
    ///
    /// # Errors
    ///
    /// As [`TableModel::fit`].
    fn write(self, model: &TableModel<'_>, out: &mut [Value<'v>], first: usize) -> Result<(), Error>;
}

/// Reads a struct from a row.
///
/// # Errors
///
/// [`Decode`](crate::ErrorKind::Decode) when a value does not have the type of its column.
#[inline]
pub fn read<T: Fields, R: Row, S>(model: &TableModel<'_>, row: &R, make: fn(T) -> S) -> Result<S, Error> {
    T::read(model, row, 0).map(make)
}

/// Returns the values of a row.
///
/// # Errors
///
/// As [`TableModel::fit`].
#[inline]
pub fn values<'v, T: FieldRefs<'v>, const N: usize>(
    model: &TableModel<'_>,
    fields: T,
) -> Result<[Value<'v>; N], Error> {
    let mut out = [const { Value::Bool(false) }; N];
    fields.write(model, &mut out, 0)?;
    Ok(out)
}

/// Passes the values of a row to `run`, without moving the array: each move would copy all of it.
///
/// # Errors
///
/// As [`TableModel::fit`].
#[inline]
pub fn with_values<'v, T: FieldRefs<'v>, R, const N: usize>(
    model: &TableModel<'_>,
    fields: T,
    run: impl FnOnce(&[Value<'v>]) -> R,
) -> Result<R, Error> {
    let mut out = [const { Value::Bool(false) }; N];
    fields.write(model, &mut out, 0)?;
    Ok(run(&out))
}

/// Compares two fields as both engines sort them. A field that cannot be written comes first.
pub fn compare<'v, F: ToValue<'v>>(left: F, right: F) -> Ordering {
    match (left.to_value(), right.to_value()) {
        (Ok(left), Ok(right)) => left.sql_cmp(&right),
        (left, right) => left.is_ok().cmp(&right.is_ok()),
    }
}

/// Returns all values, or the first error.
///
/// # Errors
///
/// The first error in `values`.
pub fn all<'v, const N: usize>(values: [Result<Value<'v>, Error>; N]) -> Result<[Value<'v>; N], Error> {
    let mut out = [const { Value::Bool(false) }; N];
    for (at, value) in values.into_iter().enumerate() {
        out[at] = value?;
    }
    Ok(out)
}

macro_rules! tuple {
    ($($name:ident $at:tt)*) => {
        impl<$($name: Field),*> Fields for ($($name,)*) {
            const LEN: usize = [$($at),*].len();

            fn read<Source: Row>(model: &TableModel<'_>, row: &Source, first: usize) -> Result<Self, Error> {
                Ok(($(model.read::<$name, Source>(row, first + $at)?,)*))
            }
        }

        impl<'v, $($name: ToValue<'v>),*> FieldRefs<'v> for ($($name,)*) {
            const LEN: usize = [$($at),*].len();

            fn write(self, model: &TableModel<'_>, out: &mut [Value<'v>], first: usize) -> Result<(), Error> {
                $(out[first + $at] = model.fit(first + $at, self.$at.to_value())?;)*
                Ok(())
            }
        }
    };
}

impl<A: Fields, B: Fields> Fields for FieldChain<A, B> {
    const LEN: usize = A::LEN + B::LEN;

    fn read<R: Row>(model: &TableModel<'_>, row: &R, first: usize) -> Result<Self, Error> {
        Ok(Self(A::read(model, row, first)?, B::read(model, row, first + A::LEN)?))
    }
}

impl<'v, A: FieldRefs<'v>, B: FieldRefs<'v>> FieldRefs<'v> for FieldChain<A, B> {
    const LEN: usize = A::LEN + B::LEN;

    fn write(self, model: &TableModel<'_>, out: &mut [Value<'v>], first: usize) -> Result<(), Error> {
        self.0.write(model, out, first)?;
        self.1.write(model, out, first + A::LEN)
    }
}

tuple!(A 0);
tuple!(A 0 B 1);
tuple!(A 0 B 1 C 2);
tuple!(A 0 B 1 C 2 D 3);
tuple!(A 0 B 1 C 2 D 3 E 4);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13 O 14);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13 O 14 P 15);
