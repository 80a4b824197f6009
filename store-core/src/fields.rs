//! The fields of a struct as one tuple.
//!
//! The derive reads and writes a row through a tuple of its fields instead of field by field: the compiler
//! then checks one call in the place of one `?` per column, which is most of what a derive costs.

use crate::error::Error;
use crate::field::Field;
use crate::model::TableModel;
use crate::row::Row;
use crate::value::{Value, ValueError};

/// Most fields of a tuple; a struct of more is taken in [`Parts`].
pub const MAX_FIELDS: usize = 16;

/// Fields, and those that follow them.
#[derive(Debug)]
pub struct Parts<A, B>(pub A, pub B);

/// A tuple of fields that stand next to each other.
pub trait Fields: Sized {
    /// How many there are.
    const LEN: usize;

    /// Reads the columns from `first` on.
    ///
    /// # Errors
    ///
    /// [`Decode`](crate::ErrorKind::Decode) when a value is not one of its column's type.
    fn read<R: Row>(model: &TableModel<'_>, row: &R, first: usize) -> Result<Self, Error>;
}

/// A field that is borrowed from a row.
pub trait ToValue<'v> {
    /// The value to write.
    ///
    /// # Errors
    ///
    /// As [`Field::to_value`].
    fn to_value(self) -> Result<Value<'v>, ValueError>;
}

impl<'v, T: Field> ToValue<'v> for &'v T {
    fn to_value(self) -> Result<Value<'v>, ValueError> {
        Field::to_value(self)
    }
}

/// A tuple of borrowed fields that stand next to each other.
pub trait FieldRefs<'v> {
    /// How many there are.
    const LEN: usize;

    /// Puts their values into `out` from `first` on.
    ///
    /// # Errors
    ///
    /// As [`TableModel::fit`].
    fn write(self, model: &TableModel<'_>, out: &mut [Value<'v>], first: usize) -> Result<(), Error>;
}

/// Makes a struct of a row.
///
/// # Errors
///
/// [`Decode`](crate::ErrorKind::Decode) when a value is not one of its column's type.
pub fn read<T: Fields, R: Row, S>(model: &TableModel<'_>, row: &R, make: fn(T) -> S) -> Result<S, Error> {
    T::read(model, row, 0).map(make)
}

/// The values of a row.
///
/// # Errors
///
/// As [`TableModel::fit`].
pub fn values<'v, T: FieldRefs<'v>, const N: usize>(
    model: &TableModel<'_>,
    fields: T,
) -> Result<[Value<'v>; N], Error> {
    let mut out = [const { Value::Bool(false) }; N];
    fields.write(model, &mut out, 0)?;
    Ok(out)
}

/// All values, or the first error.
///
/// # Errors
///
/// The first one of `values`.
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

impl<A: Fields, B: Fields> Fields for Parts<A, B> {
    const LEN: usize = A::LEN + B::LEN;

    fn read<R: Row>(model: &TableModel<'_>, row: &R, first: usize) -> Result<Self, Error> {
        Ok(Self(A::read(model, row, first)?, B::read(model, row, first + A::LEN)?))
    }
}

impl<'v, A: FieldRefs<'v>, B: FieldRefs<'v>> FieldRefs<'v> for Parts<A, B> {
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
