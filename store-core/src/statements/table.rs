//! The traits that the derive implements, and the unique keys of a table.

use std::marker::PhantomData;

use super::{KeySql, TableSql};
use crate::dialect::Dialect;
use crate::error::Error;
use crate::schema::TableModel;
use crate::types::{FromRow, Value};

/// A struct with values for the columns of a table; the derive implements it for the struct of the table, and for the struct of
/// `#[table(insert as …)]`.
pub trait TableValues: Send + Sync {
    /// The values, one per column of the table; NULL for a column that the struct does not have.
    type Values<'a>: AsRef<[Value<'a>]> + Send
    where
        Self: 'a;

    /// Returns the values to write.
    ///
    /// # Errors
    ///
    /// [`Truncated`](crate::ErrorKind::Truncated) for a value that is too long for its column,
    /// [`InvalidValue`](crate::ErrorKind::InvalidValue) for one that the database cannot represent.
    fn values(&self) -> Result<Self::Values<'_>, Error>;

    /// Passes the values to write to `run`.
    ///
    /// # Errors
    ///
    /// As [`values`](Self::values).
    fn with_values<R>(&self, run: impl FnOnce(&[Value<'_>]) -> R) -> Result<R, Error> {
        Ok(run(self.values()?.as_ref()))
    }
}

impl<T: TableValues> TableValues for &T {
    type Values<'a>
        = T::Values<'a>
    where
        Self: 'a;

    fn values(&self) -> Result<Self::Values<'_>, Error> {
        T::values(self)
    }

    fn with_values<R>(&self, run: impl FnOnce(&[Value<'_>]) -> R) -> Result<R, Error> {
        T::with_values(self, run)
    }
}

/// A struct whose values are rows of a table; `#[derive(Table)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of a table",
    label = "not a table",
    note = "derive `Table` for it; a view is read-only and has no key"
)]
pub trait Table: TableValues + FromRow + 'static {
    /// The description of the table.
    const MODEL: &'static TableModel<'static>;

    /// The statements of the table, for all engines.
    const SQL: &'static TableSql;

    /// The type of the primary key: the type of its column, or a tuple if it has several.
    type Key<'k>: Send;

    /// The values of a primary key, one per column.
    type KeyValues<'k>: AsRef<[Value<'k>]> + Send;

    /// Returns the values of a primary key.
    ///
    /// # Errors
    ///
    /// As [`values`](TableValues::values).
    fn key_values(key: Self::Key<'_>) -> Result<Self::KeyValues<'_>, Error>;
}

/// A primary or unique key by which rows are inserted or updated; the derive emits a constant per unique key.
#[derive(Debug)]
pub struct UniqueKey<T> {
    index: usize,
    table: PhantomData<fn() -> T>,
}

impl<T> Clone for UniqueKey<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for UniqueKey<T> {}

impl<T: Table> UniqueKey<T> {
    /// The primary key.
    pub const PRIMARY: Self = Self::at(0);

    /// Returns the key at this position of [`TableModel::keys`].
    pub const fn at(index: usize) -> Self {
        Self { index, table: PhantomData }
    }

    /// Returns the position in [`TableModel::keys`].
    pub const fn index(self) -> usize {
        self.index
    }

    /// Returns the statements by the key.
    pub const fn sql(self, dialect: Dialect) -> KeySql {
        T::SQL.of(dialect).key(self.index)
    }
}
