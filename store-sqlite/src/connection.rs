//! The connection that belongs to its caller.

use std::ops::ControlFlow;
use std::time::Duration;

use store_core::{
    Connection, Dialect, Error, FromRow, Outcome, Params, SchemaOverride, Statement, Table, Transactional,
    Write,
};

use crate::blocking::Blocking;
use crate::error::from_rusqlite;
use crate::nesting::Nesting;
use crate::open;
use crate::options::SqliteOptions;
use crate::statements::Statements;

/// A connection that belongs to its caller and does everything on the caller's thread.
///
/// As a [`Connection`] it is used with `await`, yet no future of its ever waits: each is ready when it is
/// first polled. [`blocking`](Self::blocking) gives the same operations as plain methods.
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
    pub(crate) statements: Statements,
    pub(crate) schema: Option<SchemaOverride>,
    pub(crate) nesting: Nesting,
    pub(crate) busy_timeout: Duration,
}

impl SqliteConnection {
    /// Opens a database.
    ///
    /// # Errors
    ///
    /// [`Config`](store_core::ErrorKind::Config) when there is no file and none may be created, or when it
    /// refuses the write-ahead log; [`Corrupt`](store_core::ErrorKind::Corrupt) when it is not a database or a
    /// damaged one; [`Busy`](store_core::ErrorKind::Busy) when another connection holds it.
    pub fn open(options: &SqliteOptions) -> Result<Self, Error> {
        open::open(options).map(|connection| Self::with_options(connection, options))
    }

    pub(crate) fn open_reader(options: &SqliteOptions) -> Result<Self, Error> {
        open::open_reader(options).map(|connection| Self::with_options(connection, options))
    }

    fn with_options(connection: rusqlite::Connection, options: &SqliteOptions) -> Self {
        Self {
            statements: Statements::new(connection, options.statements),
            schema: options.schema.clone(),
            nesting: Nesting::default(),
            busy_timeout: options.busy_timeout,
        }
    }

    /// Takes a connection as its owner has set it up; nothing about it is changed.
    ///
    /// Journal mode, foreign keys and busy timeout are then the owner's to set, and `BEGIN` is not tried
    /// again beyond that timeout. A transaction that is open stays the owner's: a
    /// [`begin`](store_core::Transactional::begin) makes a savepoint within it.
    pub fn from_rusqlite(connection: rusqlite::Connection) -> Self {
        let options = SqliteOptions::in_memory().busy_timeout(Duration::ZERO);
        Self::with_options(connection, &options)
    }

    /// The connection beneath, for what this crate does not offer.
    ///
    /// Transactions that are begun here must be ended here.
    pub fn as_rusqlite(&self) -> &rusqlite::Connection {
        self.statements.connection()
    }

    /// Gives the connection beneath back to the caller, with what is not committed still open.
    pub fn into_rusqlite(self) -> rusqlite::Connection {
        self.statements.into_connection()
    }

    /// The same operations as methods that block.
    pub fn blocking(&mut self) -> Blocking<'_, Self> {
        Blocking::new(self)
    }

    /// The statements that this crate itself has of the transaction language.
    pub(crate) fn control(&mut self, sql: &'static str) -> Result<(), Error> {
        self.statements
            .with(sql, None, |statement| statement.raw_execute())
            .flatten()
            .map(|_| ())
            .map_err(|error| from_rusqlite(error, None))
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
        self.schema.as_ref()
    }

    async fn execute(&mut self, statement: Statement, params: Params<'_>) -> Result<u64, Error> {
        self.run(&statement, params)
    }

    async fn for_each<T, F>(&mut self, statement: Statement, params: Params<'_>, each: F) -> Result<(), Error>
    where
        T: FromRow + Send + 'static,
        F: FnMut(T) -> ControlFlow<()> + Send,
    {
        self.for_each_row(&statement, params, each)
    }

    async fn write<T: Table>(&mut self, write: Write, row: &T) -> Result<Outcome, Error> {
        let values = row.values()?;
        self.write_row(&write, values.as_ref())
    }

    async fn write_many<T: Table>(&mut self, write: Write, rows: &[T]) -> Result<Vec<Outcome>, Error> {
        self.write_rows(&write, rows.iter().map(Table::values))
    }

    async fn execute_ddl(&mut self, statements: &[&str]) -> Result<(), Error> {
        self.within(|connection| connection.run_all(statements))
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
