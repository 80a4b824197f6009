//! The operations of a connection as blocking methods.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use store_core::{
    Batch, BatchResults, Connection, ConnectionExt, Error, Insertable, Outcome, Returned, Table, Transaction,
    Transactional, UniqueKey,
};

/// A connection with the operations of [`ConnectionExt`] as blocking methods, for programs without an executor.
///
/// Run declared queries with [`run`](Self::run), for example
/// `blocking.run(async |connection| Item::by_source("a").all(connection).await)`.
#[derive(Debug)]
pub struct Blocking<'c, C> {
    connection: &'c mut C,
}

macro_rules! blocking_methods {
    ($bound:ident: $($(#[doc = $doc:literal])+ $name:ident($($arg:ident: $ty:ty),*) -> $result:ty;)*) => {$(
        $(#[doc = $doc])+
        ///
        /// # Errors
        ///
        #[doc = concat!("Those of [`ConnectionExt::", stringify!($name), "`].")]
        pub fn $name<T: $bound>(&mut self $(, $arg: $ty)*) -> Result<$result, Error> {
            block_on(ConnectionExt::$name::<T>(self.connection $(, $arg)*))
        }
    )*};
}

impl<'c, C: Connection> Blocking<'c, C> {
    /// Wraps a connection.
    pub fn new(connection: &'c mut C) -> Self {
        Self { connection }
    }

    blocking_methods! {
        Table:
        /// Creates the table and its indexes, except those that exist.
        create() -> ();
        /// Drops the table with all its rows, if it exists.
        drop_table() -> ();
        /// Updates the row with the same primary key; returns whether it exists.
        update(row: &T) -> bool;
        /// Updates the row with the same primary key; returns it as the database stored it, if it exists.
        update_returning(row: &T) -> Option<T>;
        /// Inserts a row with all its values, also those that the database would make.
        insert_verbatim(row: &T) -> ();
        /// Inserts rows with all their values, all or none.
        insert_many_verbatim(rows: &[T]) -> ();
        /// Updates the rows with the same primary keys, all or none; returns one outcome per row.
        update_many(rows: &[T]) -> Vec<Outcome>;
        /// Deletes the row with the same primary key; returns whether it existed.
        delete_row(row: &T) -> bool;
        /// Returns the row with a primary key.
        get(key: T::Key<'_>) -> Option<T>;
        /// Deletes the row with a primary key; returns whether it existed.
        delete(key: T::Key<'_>) -> bool;
    }

    blocking_methods! {
        Insertable:
        /// Inserts a row; returns the value that the database makes for the primary key, if it makes one.
        insert(row: &T) -> T::Returned;
        /// Inserts a row and returns it as the database stored it.
        insert_returning(row: &T) -> T::Table;
        /// Inserts a row unless one with the same primary key exists.
        insert_if_absent(row: &T) -> Outcome;
        /// Inserts a row unless one with the same `key` exists.
        insert_if_absent_by(row: &T, key: UniqueKey<T::Table>) -> Outcome;
        /// Inserts a row, or updates the one with the same primary key; returns which of the two.
        upsert(row: &T) -> Outcome;
        /// Inserts a row, or updates the one with the same `key`; returns which of the two.
        upsert_by(row: &T, key: UniqueKey<T::Table>) -> Outcome;
        /// Inserts a row, or updates the one with the same `key`; returns which of the two, and the row as the database stored it.
        upsert_returning(row: &T, key: UniqueKey<T::Table>) -> (Outcome, T::Table);
        /// Inserts all rows or none; returns the values that the database makes for the primary keys, if it makes them.
        insert_many(rows: &[T]) -> <T::Returned as Returned>::Many;
        /// Inserts the rows whose `key` does not exist, all or none; returns one outcome per row.
        insert_many_if_absent(rows: &[T], key: UniqueKey<T::Table>) -> Vec<Outcome>;
        /// Inserts or updates rows by `key`, all or none; returns one outcome per row.
        upsert_many(rows: &[T], key: UniqueKey<T::Table>) -> Vec<Outcome>;
    }

    /// Inserts all rows or none; returns their number.
    ///
    /// # Errors
    ///
    /// Those of [`ConnectionExt::bulk_insert`].
    pub fn bulk_insert<I>(&mut self, rows: I) -> Result<u64, Error>
    where
        I: IntoIterator<Item: Insertable, IntoIter: Send>,
    {
        block_on(self.connection.bulk_insert(rows))
    }

    /// Runs the statements of a batch in order, all or none.
    ///
    /// # Errors
    ///
    /// Those of [`Connection::batch`].
    pub fn batch(&mut self, batch: Batch<'_>) -> Result<BatchResults, Error> {
        block_on(self.connection.batch(batch))
    }

    /// Runs an asynchronous closure, such as a declared query, and blocks until it ends.
    ///
    /// # Errors
    ///
    /// Those of `work`.
    pub fn run<R>(&mut self, work: impl AsyncFnOnce(&mut C) -> Result<R, Error>) -> Result<R, Error> {
        block_on(work(self.connection))
    }

    /// Runs `work` in a transaction, or in a savepoint if one is open. The transaction is committed if `work` returns
    /// `Ok`, and rolled back if it returns an error or panics.
    ///
    /// # Errors
    ///
    /// Those of `work`; [`Busy`](store_core::ErrorKind::Busy) if another connection holds the write lock for longer
    /// than the busy timeout; other errors of `BEGIN` and `COMMIT`.
    pub fn transaction<R>(
        &mut self,
        work: impl FnOnce(&mut Blocking<'_, Transaction<'_, C>>) -> Result<R, Error>,
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

/// Blocks until `future` ends. A future that is ready when it is first polled takes no waker and no lock.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => pollster::block_on(future),
    }
}
