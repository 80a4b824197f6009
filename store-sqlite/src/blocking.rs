//! The operations as methods that block.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use store_core::{Connection, ConnectionExt, Error, Outcome, Table, Transactional, UniqueKey};

/// A connection whose operations block, for programs without an executor.
///
/// They are those of [`ConnectionExt`]. Declared queries are run with [`run`](Self::run), as in
/// `blocking.run(async |connection| Item::by_source("a").all(connection).await)`.
#[derive(Debug)]
pub struct Blocking<'c, C> {
    connection: &'c mut C,
}

macro_rules! blocking {
    ($($(#[doc = $doc:literal])+ $name:ident($($arg:ident: $ty:ty),*) -> $result:ty;)*) => {$(
        $(#[doc = $doc])+
        ///
        /// # Errors
        ///
        #[doc = concat!("As [`ConnectionExt::", stringify!($name), "`].")]
        pub fn $name<T: Table>(&mut self $(, $arg: $ty)*) -> Result<$result, Error> {
            block_on(self.connection.$name::<T>($($arg),*))
        }
    )*};
}

impl<'c, C: Connection> Blocking<'c, C> {
    /// The blocking face of a connection.
    pub fn new(connection: &'c mut C) -> Self {
        Self { connection }
    }

    blocking! {
        /// Creates the table and its indexes, those that are not there.
        create() -> ();
        /// Drops the table if it is there, with all its rows.
        drop_table() -> ();
        /// Inserts a row.
        insert(row: &T) -> ();
        /// Inserts a row unless one with the same primary key is there.
        insert_if_absent(row: &T) -> Outcome;
        /// Inserts a row unless one with the same `key` is there.
        insert_if_absent_by(row: &T, key: UniqueKey<T>) -> Outcome;
        /// Inserts a row, or updates the one with the same primary key, and tells which of the two it was.
        upsert(row: &T) -> Outcome;
        /// Inserts a row, or updates the one with the same `key`.
        upsert_by(row: &T, key: UniqueKey<T>) -> Outcome;
        /// Updates the row with the same primary key; tells whether there was one.
        update(row: &T) -> bool;
        /// Inserts rows, all or none.
        insert_many(rows: &[T]) -> ();
        /// Inserts those rows whose `key` is not there yet; one outcome per row, all or none.
        insert_many_if_absent(rows: &[T], key: UniqueKey<T>) -> Vec<Outcome>;
        /// Inserts or updates rows by `key`; one outcome per row, all or none.
        upsert_many(rows: &[T], key: UniqueKey<T>) -> Vec<Outcome>;
        /// Updates the rows with the same primary keys; one outcome per row, all or none.
        update_many(rows: &[T]) -> Vec<Outcome>;
        /// The row with a primary key.
        get(key: T::Key<'_>) -> Option<T>;
        /// Removes the row with a primary key; tells whether there was one.
        delete(key: T::Key<'_>) -> bool;
    }

    /// Runs a declared query, or anything else that is asynchronous, and blocks until it is done.
    ///
    /// # Errors
    ///
    /// Those of `work`.
    pub fn run<R>(&mut self, work: impl AsyncFnOnce(&mut C) -> Result<R, Error>) -> Result<R, Error> {
        block_on(work(self.connection))
    }

    /// Runs `work` in a transaction, or in a savepoint within the one that is open: kept when `work` gives `Ok`,
    /// undone when it gives an error or panics.
    ///
    /// # Errors
    ///
    /// Those of `work`, [`Busy`](store_core::ErrorKind::Busy) when another connection writes, and what else
    /// the engine reports of the transaction.
    pub fn transaction<R>(
        &mut self,
        work: impl FnOnce(&mut Blocking<'_, store_core::Transaction<'_, C>>) -> Result<R, Error>,
    ) -> Result<R, Error>
    where
        C: Transactional,
    {
        let mut transaction = block_on(self.connection.begin_transaction())?;
        let result = work(&mut Blocking::new(&mut transaction))?;
        block_on(transaction.commit())?;
        Ok(result)
    }
}

/// Those futures that are ready at once need nothing to wait with.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => pollster::block_on(future),
    }
}
