//! What the derive gives a struct.

use std::marker::PhantomData;

use crate::dialect::Dialect;
use crate::error::Error;
use crate::model::TableModel;
use crate::row::FromRow;
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
    /// [`Value`](crate::ErrorKind::Value) for one that the database has no form for.
    fn values(&self) -> Result<Self::Values<'_>, Error>;

    /// The values of a primary key.
    ///
    /// # Errors
    ///
    /// As [`values`](Self::values).
    fn key_values(key: Self::Key<'_>) -> Result<Self::KeyValues<'_>, Error>;
}

/// The statements on a table, for both engines.
#[derive(Clone, Copy, Debug)]
pub struct TableSql {
    /// For SQL Server; parameters are `@P1`, `@P2`, ….
    pub mssql: DialectSql,
    /// For SQLite; parameters are `?1`, `?2`, ….
    pub sqlite: DialectSql,
}

impl TableSql {
    /// The statements for one engine.
    pub const fn of(&self, dialect: Dialect) -> &DialectSql {
        match dialect {
            Dialect::Mssql => &self.mssql,
            Dialect::Sqlite => &self.sqlite,
        }
    }
}

/// The statements on a table, for one engine.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DialectSql {
    /// Creates the schema if it is not there; `None` where the table has none, or the engine.
    pub create_schema: Option<&'static str>,
    /// Creates the table if it is not there.
    pub create_table: &'static str,
    /// Creates the unique keys, then the plain indexes, those that are not there.
    pub create_indexes: &'static [&'static str],
    /// Drops the table if it is there.
    pub drop_table: &'static str,
    /// Inserts a row; the parameters are the columns in order.
    pub insert: &'static str,
    /// Inserts a row unless one with the same primary key is there.
    pub insert_if_absent: &'static str,
    /// Inserts a row or updates the one with the same primary key.
    pub upsert: &'static str,
    /// Reads the row with a primary key.
    pub select: &'static str,
    /// Writes the columns of the row with a primary key; see [`KeySql::update`].
    pub update: &'static str,
    /// Removes the row with a primary key.
    pub delete: &'static str,
    /// The statements by each key: the primary key, then the unique ones.
    pub keys: &'static [KeySql],
    /// The declared queries.
    pub queries: &'static [QuerySql],
}

impl DialectSql {
    /// Puts the statements together; the derive calls it. The first of `keys` is the primary key.
    pub const fn new(
        create: (Option<&'static str>, &'static str, &'static [&'static str], &'static str),
        insert: &'static str,
        keys: &'static [KeySql],
        queries: &'static [QuerySql],
    ) -> Self {
        let primary = &keys[0];
        Self {
            create_schema: create.0,
            create_table: create.1,
            create_indexes: create.2,
            drop_table: create.3,
            insert,
            insert_if_absent: primary.insert_if_absent,
            upsert: primary.upsert,
            select: primary.select,
            update: primary.update,
            delete: primary.delete,
            keys,
            queries,
        }
    }

    /// Every statement with a name: what a checker, a snapshot or a change of schema goes through.
    pub fn statements(&self) -> impl Iterator<Item = (String, &'static str)> {
        let ddl = self.create_schema.map(|sql| ("create_schema".to_owned(), sql)).into_iter();
        let ddl = ddl.chain([("create_table".to_owned(), self.create_table)]);
        let indexes = self.create_indexes.iter().enumerate();
        let ddl = ddl.chain(indexes.map(|(at, sql)| (format!("create_index_{}", at + 1), *sql)));
        let ddl = ddl.chain([("drop_table".to_owned(), self.drop_table), ("insert".to_owned(), self.insert)]);
        let keys = self.keys.iter().flat_map(|key| {
            let texts = [
                ("insert_if_absent", key.insert_if_absent),
                ("upsert", key.upsert),
                ("select", key.select),
                ("update", key.update),
                ("delete", key.delete),
            ];
            texts.map(|(name, sql)| (format!("{name}_by_{}", key.name), sql))
        });
        let queries = self.queries.iter().flat_map(|query| {
            let several = query.texts.len() > 1;
            query.texts.iter().enumerate().map(move |(at, sql)| {
                let name = if several { format!("{}_{at}", query.name) } else { query.name.to_owned() };
                (name, *sql)
            })
        });
        ddl.chain(keys).chain(queries)
    }
}

/// The statements by one key.
#[derive(Clone, Copy, Debug)]
pub struct KeySql {
    /// The key's name.
    pub name: &'static str,
    /// Inserts a row unless one with the same key is there; the parameters are the columns in order.
    pub insert_if_absent: &'static str,
    /// Inserts a row or updates the one with the same key; the parameters are the columns in order.
    pub upsert: &'static str,
    /// Reads the row with the key; the parameters are the key's columns.
    pub select: &'static str,
    /// Writes all columns but the key's and the insert-only ones; the parameters are those of `update_order`.
    pub update: &'static str,
    /// Removes the row with the key; the parameters are the key's columns.
    pub delete: &'static str,
    /// The columns whose values are the parameters of `update`, in order.
    pub update_order: &'static [usize],
}

/// The texts of one declared query.
#[derive(Clone, Copy, Debug)]
pub struct QuerySql {
    /// The query's name.
    pub name: &'static str,
    /// One text per combination of optional filters: bit 0 of the index is set when the first one is given.
    pub texts: &'static [&'static str],
}

/// A key of a table by which rows can be inserted or updated; the derive makes one constant per unique key.
#[derive(Debug)]
pub struct KeyOf<T> {
    index: usize,
    table: PhantomData<fn() -> T>,
}

impl<T> Clone for KeyOf<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for KeyOf<T> {}

impl<T: Table> KeyOf<T> {
    /// The primary key.
    pub const PRIMARY: Self = Self::at(0);

    /// The key at this place of [`TableModel::keys`].
    pub const fn at(index: usize) -> Self {
        Self { index, table: PhantomData }
    }

    /// The statements by the key.
    pub fn sql(self, dialect: Dialect) -> &'static KeySql {
        &T::SQL.of(dialect).keys[self.index]
    }
}
