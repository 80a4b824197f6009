//! The traits that a driver implements.

use std::future::Future;
use std::ops::ControlFlow;

use super::{Batch, BatchResults, Outcome, Params, SchemaOverride, Statement, UpdateMany, Write};
use crate::dialect::Dialect;
use crate::error::Error;
use crate::statements::TableValues;
use crate::types::{FromRow, Value};

/// A connection to a database: the contract between store and a driver.
///
/// Programs call the methods of [`ConnectionExt`](crate::ConnectionExt), which every connection has, and the functions of
/// declared queries. A driver MUST
///
/// - treat the SQL of each statement as a constant and cache its prepared statement;
/// - run each call atomically: a call that returns an error has no effect;
/// - map errors to an [`ErrorKind`](crate::ErrorKind) and set the engine's error code;
/// - leave the connection usable, or reject further calls, when a future is dropped.
pub trait Connection: Send {
    /// Returns the engine.
    fn dialect(&self) -> Dialect;

    /// Returns the schema that replaces the declared one, if any.
    fn schema_override(&self) -> Option<&SchemaOverride>;

    /// Runs a statement that returns no rows and returns the number of rows changed.
    ///
    /// # Errors
    ///
    /// Any error that the engine reports.
    fn execute(
        &mut self,
        statement: Statement,
        params: Params<'_>,
    ) -> impl Future<Output = Result<u64, Error>> + Send;

    /// Runs a statement and calls `each` with one row at a time, until the last row or until `each` breaks.
    ///
    /// # Errors
    ///
    /// Any error that the engine reports, and [`Decode`](crate::ErrorKind::Decode) for a row that is not a `T`; `each` was called
    /// with the rows before it.
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
    /// Any error that the engine reports, and those of [`TableValues::values`].
    fn write<T: TableValues>(
        &mut self,
        write: Write,
        row: &T,
    ) -> impl Future<Output = Result<Outcome, Error>> + Send;

    /// Writes all rows or none, in as few round trips as the engine allows, and returns one outcome per row.
    ///
    /// A row sees the rows before it: of two rows with the same key, the second is `Existing` or `Updated`. Foreign keys are
    /// checked after each [`Write::MAX_ROWS`] rows of the call, so that a row may reference a later one among them.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write); no row is written then.
    fn write_many<T: TableValues>(
        &mut self,
        write: Write,
        rows: &[T],
    ) -> impl Future<Output = Result<Vec<Outcome>, Error>> + Send;

    /// Inserts all rows or none, in as few round trips as the engine allows, into a table whose inserts return a row, and returns
    /// these in the order of `rows`. Foreign keys are checked as by [`write_many`](Self::write_many).
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write); no row is written then.
    fn insert_many_returning<T, R>(
        &mut self,
        write: Write,
        rows: &[R],
    ) -> impl Future<Output = Result<Vec<T>, Error>> + Send
    where
        T: FromRow + Send + 'static,
        R: TableValues;

    /// Inserts all rows or none, in the fastest way that the engine has for many rows, and returns their number. Rows are taken from
    /// the iterator while they are written; foreign keys are checked after the last one.
    ///
    /// `write` is an insert. The iterator must not use the database, which may be waiting for the next row.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write); no row is written then.
    fn bulk_load<I>(&mut self, write: Write, rows: I) -> impl Future<Output = Result<u64, Error>> + Send
    where
        I: Iterator<Item: TableValues> + Send;

    /// Runs the statements of a batch in order, all or none, in as few round trips as the engine allows.
    ///
    /// The statements are one transaction, or a savepoint in the open one. A batch of one statement without a guard runs as
    /// that statement alone.
    ///
    /// # Errors
    ///
    /// The errors of the statements; [`UnexpectedRowCount`](crate::ErrorKind::UnexpectedRowCount) when a
    /// [guard](Batch::expect) fails; and [`Misuse`](crate::ErrorKind::Misuse) for a guard on a slot of another batch. No
    /// statement has an effect then, except that on SQL Server the batch may have taken effect when a row that it returns
    /// cannot be decoded ([`Decode`](crate::ErrorKind::Decode)).
    fn batch(&mut self, batch: Batch<'_>) -> impl Future<Output = Result<BatchResults, Error>> + Send;

    /// Runs a declared update for each element, all or none, in as few round trips as the engine allows, and returns for each
    /// element whether it changed a row. An element is the parameters of the update.
    ///
    /// An element sees the result of those before it with the same key.
    ///
    /// # Errors
    ///
    /// Any error that the engine reports; no row is changed then.
    fn execute_many(
        &mut self,
        update: UpdateMany,
        elements: &[&[Value<'_>]],
    ) -> impl Future<Output = Result<Vec<bool>, Error>> + Send;

    /// Runs statements that create, alter or drop objects, in one transaction if the engine can.
    ///
    /// # Errors
    ///
    /// Any error that the engine reports.
    fn execute_ddl(&mut self, statements: &[&str]) -> impl Future<Output = Result<(), Error>> + Send;
}

/// A connection on which its owner can open transactions.
pub trait Transactional: Connection {
    /// Begins a transaction, or a savepoint within the open one.
    ///
    /// # Errors
    ///
    /// [`Busy`](crate::ErrorKind::Busy) when another connection writes, and any other error that the engine reports.
    fn begin(&mut self) -> impl Future<Output = Result<(), Error>> + Send;

    /// Commits the changes since the last `begin`.
    ///
    /// # Errors
    ///
    /// [`Misuse`](crate::ErrorKind::Misuse) without a transaction, and any error that the engine reports.
    fn commit(&mut self) -> impl Future<Output = Result<(), Error>> + Send;

    /// Rolls back the changes since the last `begin`.
    ///
    /// # Errors
    ///
    /// [`Misuse`](crate::ErrorKind::Misuse) without a transaction, and any error that the engine reports.
    fn rollback(&mut self) -> impl Future<Output = Result<(), Error>> + Send;

    /// Marks the last `begin` to be rolled back before the next call, without waiting.
    fn abandon(&mut self);
}
