//! A database as a whole, and work that is done in it as a whole.

use std::future::Future;

use crate::connection::Connection;
use crate::error::Error;

/// Several statements that belong together: a value, so that it can be run on any connection, and once more when
/// a transaction is undone for a reason that passes.
///
/// It is run within a transaction of a [`Database`], or on a connection of the caller's own, whose transaction it is
/// then a part of.
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
    /// What it gives.
    type Output: Send + 'static;

    /// Does it. It must change nothing but what the connection undoes with its transaction.
    ///
    /// # Errors
    ///
    /// Those of its statements and its own; then whoever runs it undoes what it did.
    fn run<C: Connection>(
        &self,
        connection: &mut C,
    ) -> impl Future<Output = Result<Self::Output, Error>> + Send;
}

/// A handle to a database that any number of tasks share by cloning it.
///
/// As a [`Connection`] it runs each call by itself, on whichever connection is free.
pub trait Database: Connection + Clone + Sync + 'static {
    /// Runs `unit` in a transaction: kept as a whole when it gives `Ok`, undone when it gives an error.
    ///
    /// It is run again, a few times, when it fails because of a deadlock, a lock, or a connection that is lost
    /// before the commit.
    ///
    /// # Errors
    ///
    /// Those of `unit`, and what the engine reports of the transaction.
    fn transaction<U: UnitOfWork>(&self, unit: U) -> impl Future<Output = Result<U::Output, Error>> + Send;

    /// Runs `unit` where each of its statements may stand alone: in a transaction where that costs nothing, and
    /// without one where it costs round trips.
    ///
    /// # Errors
    ///
    /// Those of `unit`; statements before the one that failed may be kept.
    fn run<U: UnitOfWork>(&self, unit: U) -> impl Future<Output = Result<U::Output, Error>> + Send;

    /// Ends the handle and all its clones; what was asked before is done.
    ///
    /// # Errors
    ///
    /// What the engine reports; nothing is lost by that.
    fn close(&self) -> impl Future<Output = Result<(), Error>> + Send;
}
