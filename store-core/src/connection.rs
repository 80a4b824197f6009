//! What a driver gives, and all that a program needs of it.

use std::future::Future;
use std::ops::ControlFlow;

use crate::dialect::Dialect;
use crate::error::Error;
use crate::row::FromRow;
use crate::schema::SchemaOverride;
use crate::statement::{Params, Statement};
use crate::table::Table;
use crate::table_sql::{DialectSql, KeySql};

/// How a row was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// There was no row with the key, now there is.
    Inserted,
    /// A row with the key was there and stayed as it was.
    Existing,
    /// The row with the key was there and has the new values.
    Updated,
    /// No row with the key was there to update.
    Missing,
}

/// How a row is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteKind {
    /// As a new row: [`Outcome::Inserted`], or an error.
    Insert,
    /// As a new row unless the key is taken: `Inserted` or [`Outcome::Existing`].
    InsertIfAbsent,
    /// As a new row or over the one with the key: `Inserted` or [`Outcome::Updated`].
    Upsert,
    /// Over the row with the key: `Updated` or [`Outcome::Missing`].
    Update,
}

/// One way to write rows of one table by one key, as a driver is asked for it.
#[derive(Clone, Copy, Debug)]
pub struct Write {
    /// How.
    pub kind: WriteKind,
    /// The statements of the table.
    pub sql: &'static DialectSql,
    /// The statements by the key.
    pub key: KeySql,
    /// The table.
    pub table: &'static crate::model::TableModel<'static>,
}

impl Write {
    /// The most rows of a batch that are written, and whose references to each other are checked, together. Their locks
    /// stay well below the 5,000 at which SQL Server locks the whole table instead.
    pub const MAX_ROWS: usize = 1_000;

    /// The statement of this name on the table.
    pub const fn statement(&self, name: &'static str, sql: &'static str) -> Statement {
        Statement::new(sql, name, self.table)
    }

    /// Whether an upsert makes something of what is there: then an update of the row is no part of it.
    pub const fn merges(&self) -> bool {
        !self.table.columns.merges.is_empty()
    }
}

/// A connection to a database, the contract between store and a driver.
///
/// Programs use the methods of [`ConnectionExt`](crate::ConnectionExt), which every connection has, and the
/// functions of declared queries. A driver MUST
///
/// - take each statement text as a constant and keep its prepared form, keyed by the text;
/// - run each call atomically: it takes effect as a whole or, when it gives an error, not at all;
/// - sort errors into the kinds of [`ErrorKind`](crate::ErrorKind) with the engine's number beside;
/// - leave the connection usable, or refuse its further use, when a future is dropped.
pub trait Connection: Send {
    /// The engine, whose texts the connection takes.
    fn dialect(&self) -> Dialect;

    /// The schema that stands in the place of the one that tables were compiled with, if there is one.
    fn schema_override(&self) -> Option<&SchemaOverride>;

    /// Runs a statement that gives no rows; tells how many rows it changed.
    ///
    /// # Errors
    ///
    /// Of every kind that the engine reports.
    fn execute(
        &mut self,
        statement: Statement,
        params: Params<'_>,
    ) -> impl Future<Output = Result<u64, Error>> + Send;

    /// Runs a statement and hands its rows to `each` one at a time, until there are no more or it breaks off.
    ///
    /// # Errors
    ///
    /// Of every kind that the engine reports, and [`Decode`](crate::ErrorKind::Decode) for a row that is not
    /// a `T`; rows before it were handed out.
    fn for_each<T, F>(
        &mut self,
        statement: Statement,
        params: Params<'_>,
        each: F,
    ) -> impl Future<Output = Result<(), Error>> + Send
    where
        T: FromRow + Send + 'static,
        F: FnMut(T) -> ControlFlow<()> + Send;

    /// Writes one row.
    ///
    /// # Errors
    ///
    /// Of every kind that the engine reports, and those of [`Table::values`].
    fn write<T: Table>(
        &mut self,
        write: Write,
        row: &T,
    ) -> impl Future<Output = Result<Outcome, Error>> + Send;

    /// Writes many rows, all or none, in as few round trips as the engine allows; one outcome per row.
    ///
    /// A row sees the rows before it: of two with one key the second is `Existing` or `Updated`. References between rows
    /// are checked after each [`Write::MAX_ROWS`] rows of the call, so that a row may refer to a later one among them.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write); then no row is written.
    fn write_many<T: Table>(
        &mut self,
        write: Write,
        rows: &[T],
    ) -> impl Future<Output = Result<Vec<Outcome>, Error>> + Send;

    /// Runs statements of the data definition language one after the other, as one step where the engine can.
    ///
    /// # Errors
    ///
    /// Of every kind that the engine reports.
    fn execute_ddl(&mut self, statements: &[&str]) -> impl Future<Output = Result<(), Error>> + Send;
}

/// A connection that belongs to its caller, who may open transactions on it.
pub trait Transactional: Connection {
    /// Begins a transaction, or a savepoint within the one that is open.
    ///
    /// # Errors
    ///
    /// [`Busy`](crate::ErrorKind::Busy) when another connection writes, and what else the engine reports.
    fn begin(&mut self) -> impl Future<Output = Result<(), Error>> + Send;

    /// Keeps what was done since the last `begin`.
    ///
    /// # Errors
    ///
    /// [`Misuse`](crate::ErrorKind::Misuse) without a transaction, and what the engine reports.
    fn commit(&mut self) -> impl Future<Output = Result<(), Error>> + Send;

    /// Undoes what was done since the last `begin`.
    ///
    /// # Errors
    ///
    /// [`Misuse`](crate::ErrorKind::Misuse) without a transaction, and what the engine reports.
    fn rollback(&mut self) -> impl Future<Output = Result<(), Error>> + Send;

    /// Notes, without waiting, that the last `begin` is to be undone before anything else is run.
    fn abandon(&mut self);
}
