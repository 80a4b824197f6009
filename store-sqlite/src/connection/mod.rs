//! The direct connection, which runs statements on the caller's thread.

mod batch;
mod bulk_load;
mod execute;
mod made_row;
mod row;
mod statement_batch;
mod statement_cache;
mod transaction_state;
mod update_each;
mod write;

use std::ops::ControlFlow;

use store_core::{
    Batch, BatchResults, Connection, Dialect, Error, FromRow, Outcome, Params, SchemaOverride, Statement,
    TableValues, Transactional, UpdateMany, Value, Write,
};

use crate::blocking::Blocking;
use crate::open;
use crate::options::SqliteOptions;
#[cfg(feature = "sqlx")]
pub(crate) use made_row::MadeRow;
#[cfg(feature = "sqlx")]
pub(crate) use statement_batch::transaction_of;
use statement_cache::StatementCache;
#[cfg(feature = "sqlx")]
pub(crate) use transaction_state::BEGIN;
use transaction_state::TransactionState;

/// A direct connection, which runs all statements on the caller's thread.
///
/// As a [`Connection`] it is used with `await`, but its futures never wait: each is ready when it is first polled.
/// [`blocking`](Self::blocking) returns the same operations as blocking methods.
///
/// ```
/// use store_sqlite::{SqliteConnection, SqliteOptions};
///
/// let connection = SqliteConnection::open(&SqliteOptions::in_memory())?;
/// let version: String = connection.as_rusqlite().query_row("SELECT sqlite_version()", [], |row| row.get(0))?;
/// assert!(version.starts_with("3."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct SqliteConnection {
    statements: StatementCache,
    schema_override: Option<SchemaOverride>,
    transaction_state: TransactionState,
}

impl SqliteConnection {
    /// Opens a database.
    ///
    /// # Errors
    ///
    /// - [`Config`](store_core::ErrorKind::Config) if the file does not exist and may not be created, does not support the
    ///   write-ahead log, or has another page size than the options, and for an invalid page size.
    /// - [`Corrupt`](store_core::ErrorKind::Corrupt) if the file is damaged or not a database.
    /// - [`PermissionDenied`](store_core::ErrorKind::PermissionDenied) if this user may not read the file or create it.
    /// - [`Busy`](store_core::ErrorKind::Busy) if another connection holds the lock for longer than the busy timeout.
    pub fn open(options: &SqliteOptions) -> Result<Self, Error> {
        open::open(options).map(|connection| Self::with_options(connection, options))
    }

    /// Opens a connection that only reads.
    pub(crate) fn open_reader(options: &SqliteOptions) -> Result<Self, Error> {
        open::open_reader(options).map(|connection| Self::with_options(connection, options))
    }

    fn with_options(connection: rusqlite::Connection, options: &SqliteOptions) -> Self {
        Self {
            statements: StatementCache::new(connection, options.statement_cache_capacity),
            schema_override: options.schema.clone(),
            transaction_state: TransactionState::default(),
        }
    }

    /// Wraps a rusqlite connection without changing its settings.
    ///
    /// The caller sets journal mode, foreign keys and busy timeout. A transaction that is open remains the caller's: a
    /// [`begin`](store_core::Transactional::begin) creates a savepoint in it.
    pub fn from_rusqlite(connection: rusqlite::Connection) -> Self {
        Self::with_options(connection, &SqliteOptions::in_memory())
    }

    /// Returns the underlying connection, for features that this crate does not offer.
    ///
    /// A transaction that is begun on it must also be ended on it.
    pub fn as_rusqlite(&self) -> &rusqlite::Connection {
        self.statements.connection()
    }

    /// Returns the underlying connection; a transaction that is open stays open.
    pub fn into_rusqlite(self) -> rusqlite::Connection {
        self.statements.into_connection()
    }

    /// Returns the operations as blocking methods.
    pub fn blocking(&mut self) -> Blocking<'_, Self> {
        Blocking::new(self)
    }
}

impl From<rusqlite::Connection> for SqliteConnection {
    fn from(connection: rusqlite::Connection) -> Self {
        Self::from_rusqlite(connection)
    }
}

impl Connection for SqliteConnection {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn schema_override(&self) -> Option<&SchemaOverride> {
        self.schema_override.as_ref()
    }

    async fn execute(&mut self, statement: Statement, params: Params<'_>) -> Result<u64, Error> {
        self.execute_now(&statement, params)
    }

    async fn for_each<T, F>(&mut self, statement: Statement, params: Params<'_>, each: F) -> Result<(), Error>
    where
        T: FromRow + Send + 'static,
        F: FnMut(T) -> ControlFlow<()> + Send,
    {
        self.for_each_now(&statement, params, each)
    }

    async fn write<T: TableValues>(&mut self, write: Write, row: &T) -> Result<Outcome, Error> {
        row.with_values(|values| self.write_row(&write, values))?
    }

    async fn write_many<T: TableValues>(&mut self, write: Write, rows: &[T]) -> Result<Vec<Outcome>, Error> {
        self.write_rows(&write, rows.iter().map(TableValues::values))
    }

    async fn insert_many_returning<T, R>(&mut self, write: Write, rows: &[R]) -> Result<Vec<T>, Error>
    where
        T: FromRow + Send + 'static,
        R: TableValues,
    {
        self.insert_each(&write, rows.iter().map(TableValues::values))
    }

    async fn bulk_load<I>(&mut self, write: Write, rows: I) -> Result<u64, Error>
    where
        I: Iterator<Item: TableValues> + Send,
    {
        self.bulk_load_now(&write, rows.map(Ok))
    }

    async fn batch(&mut self, batch: Batch<'_>) -> Result<BatchResults, Error> {
        self.run_batch(&batch)
    }

    async fn execute_many(
        &mut self,
        update: UpdateMany,
        elements: &[&[Value<'_>]],
    ) -> Result<Vec<bool>, Error> {
        self.update_each(&update.statement, elements.iter())
    }

    async fn execute_ddl(&mut self, statements: &[&str]) -> Result<(), Error> {
        self.in_transaction(|connection| connection.execute_ddl_now(statements))
    }
}

impl Transactional for SqliteConnection {
    async fn begin(&mut self) -> Result<(), Error> {
        self.begin_now()
    }

    async fn commit(&mut self) -> Result<(), Error> {
        self.commit_now()
    }

    async fn rollback(&mut self) -> Result<(), Error> {
        self.rollback_now()
    }

    fn abandon(&mut self) {
        self.abandon_now();
    }
}
