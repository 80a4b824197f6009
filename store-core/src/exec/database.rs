//! Databases and units of work.

use std::future::Future;

use super::Connection;
use crate::error::Error;

/// Several statements that belong together, as a value: they can run on any connection, and again when a transaction fails with a
/// [transient](crate::ErrorKind::is_transient) error.
///
/// A unit of work runs in a transaction of a [`Database`], or on a connection of the caller, as a part of the caller's
/// transaction.
///
/// ```
/// use store_core::{Connection, Error, UnitOfWork};
///
/// struct Nothing;
///
/// impl UnitOfWork for Nothing {
///     type Output = u64;
///
///     async fn run<C: Connection>(&self, _: &mut C) -> Result<u64, Error> {
///         Ok(0)
///     }
/// }
/// ```
pub trait UnitOfWork: Send + Sync + 'static {
    /// The result.
    type Output: Send + 'static;

    /// Runs the statements. The implementation must have no effect that a rollback of the connection's transaction does not undo.
    ///
    /// # Errors
    ///
    /// The errors of the statements and of the implementation; the caller rolls the changes back then.
    fn run<C: Connection>(
        &self,
        connection: &mut C,
    ) -> impl Future<Output = Result<Self::Output, Error>> + Send;
}

/// A handle to a database that tasks share by cloning it.
///
/// As a [`Connection`], the handle runs each call by itself, on any free connection.
pub trait Database: Connection + Clone + Sync + 'static {
    /// Runs `unit` in a transaction, which is committed on `Ok` and rolled back on an error.
    ///
    /// A unit that fails because of a deadlock, a lock, or a connection that is lost before the commit is run again, a limited
    /// number of times.
    ///
    /// # Errors
    ///
    /// The errors of `unit`, and those that the engine reports for the transaction.
    fn transaction<U: UnitOfWork>(&self, unit: U) -> impl Future<Output = Result<U::Output, Error>> + Send;

    /// Runs `unit`, which needs no transaction around its calls: in one where that is free, and without one where it would cost
    /// round trips. A unit that reads, decides, and then writes everything in one [`Batch`](super::Batch), with guards on what it
    /// has read, is such a unit.
    ///
    /// # Errors
    ///
    /// The errors of `unit`; the effects of earlier calls may remain.
    fn run<U: UnitOfWork>(&self, unit: U) -> impl Future<Output = Result<U::Output, Error>> + Send;

    /// Closes the handle and all its clones after the pending calls.
    ///
    /// # Errors
    ///
    /// Any error that the engine reports; no committed data is lost.
    fn close(&self) -> impl Future<Output = Result<(), Error>> + Send;
}
