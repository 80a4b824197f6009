//! What the derive gives a struct.

use std::marker::PhantomData;

use crate::dialect::Dialect;
use crate::error::Error;
use crate::model::TableModel;
use crate::row::FromRow;
use crate::table_sql::{KeySql, TableSql};
use crate::value::Value;

/// A struct whose values are rows of a table; `#[derive(Table)]` writes it.
pub trait Table: FromRow + Send + Sync + 'static {
    /// The description of the table.
    const MODEL: &'static TableModel<'static>;

    /// Every statement on the table, for both engines.
    const SQL: &'static TableSql;

    /// The values of a row, one per column.
    type Values<'a>: AsRef<[Value<'a>]> + Send
    where
        Self: 'a;

    /// What names a row: the type of the primary key's column, or a tuple of several.
    type Key<'k>: Send;

    /// The values of a key, one per column of the primary key.
    type KeyValues<'k>: AsRef<[Value<'k>]> + Send;

    /// The values to write.
    ///
    /// # Errors
    ///
    /// [`Truncated`](crate::ErrorKind::Truncated) for a value that is too long for its column,
    /// [`InvalidValue`](crate::ErrorKind::InvalidValue) for one that the database has no form for.
    fn values(&self) -> Result<Self::Values<'_>, Error>;

    /// The values of a primary key.
    ///
    /// # Errors
    ///
    /// As [`values`](Self::values).
    fn key_values(key: Self::Key<'_>) -> Result<Self::KeyValues<'_>, Error>;
}

/// A key of a table by which rows can be inserted or updated; the derive makes one constant per unique key.
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

    /// The key at this place of [`TableModel::keys`].
    pub const fn at(index: usize) -> Self {
        Self { index, table: PhantomData }
    }

    /// Its place among [`TableModel::keys`].
    pub const fn index(self) -> usize {
        self.index
    }

    /// The statements by the key.
    pub const fn sql(self, dialect: Dialect) -> KeySql {
        T::SQL.of(dialect).key(self.index)
    }
}
