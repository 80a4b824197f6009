//! Transactions.

use std::future::Future;
use std::ops::ControlFlow;

use super::{
    Batch, BatchResults, Connection, Outcome, Params, SchemaOverride, Statement, Transactional, UpdateMany,
    Write,
};
use crate::dialect::Dialect;
use crate::error::Error;
use crate::statements::TableValues;
use crate::types::{FromRow, Value};

/// A transaction, or a savepoint within one, that is rolled back unless it is committed.
///
/// A transaction is itself a connection; [`ConnectionExt::begin_transaction`](crate::ConnectionExt::begin_transaction) begins
/// one.
#[derive(Debug)]
#[must_use = "a transaction that is dropped is rolled back"]
pub struct Transaction<'c, C: Transactional> {
    connection: &'c mut C,
    open: bool,
}

impl<'c, C: Transactional> Transaction<'c, C> {
    pub(crate) async fn begin(connection: &'c mut C) -> Result<Self, Error> {
        connection.begin().await?;
        Ok(Self { connection, open: true })
    }

    /// Commits the transaction.
    ///
    /// # Errors
    ///
    /// Any error that the engine reports; the transaction is rolled back then.
    pub async fn commit(mut self) -> Result<(), Error> {
        self.connection.commit().await?;
        self.open = false;
        Ok(())
    }

    /// Rolls the transaction back.
    ///
    /// # Errors
    ///
    /// Any error that the engine reports, such as a lost connection; nothing is committed then either.
    pub async fn rollback(mut self) -> Result<(), Error> {
        self.open = false;
        self.connection.rollback().await
    }
}

impl<C: Transactional> Drop for Transaction<'_, C> {
    fn drop(&mut self) {
        if self.open {
            self.connection.abandon();
        }
    }
}

impl<C: Transactional> Connection for Transaction<'_, C> {
    fn dialect(&self) -> Dialect {
        self.connection.dialect()
    }

    fn schema_override(&self) -> Option<&SchemaOverride> {
        self.connection.schema_override()
    }

    fn execute(
        &mut self,
        statement: Statement,
        params: Params<'_>,
    ) -> impl Future<Output = Result<u64, Error>> + Send {
        self.connection.execute(statement, params)
    }

    fn for_each<T, F>(
        &mut self,
        statement: Statement,
        params: Params<'_>,
        each: F,
    ) -> impl Future<Output = Result<(), Error>> + Send
    where
        T: FromRow + Send + 'static,
        F: FnMut(T) -> ControlFlow<()> + Send,
    {
        self.connection.for_each(statement, params, each)
    }

    fn write<T: TableValues>(
        &mut self,
        write: Write,
        row: &T,
    ) -> impl Future<Output = Result<Outcome, Error>> + Send {
        self.connection.write(write, row)
    }

    fn write_many<T: TableValues>(
        &mut self,
        write: Write,
        rows: &[T],
    ) -> impl Future<Output = Result<Vec<Outcome>, Error>> + Send {
        self.connection.write_many(write, rows)
    }

    fn insert_many_returning<T, R>(
        &mut self,
        write: Write,
        rows: &[R],
    ) -> impl Future<Output = Result<Vec<T>, Error>> + Send
    where
        T: FromRow + Send + 'static,
        R: TableValues,
    {
        self.connection.insert_many_returning(write, rows)
    }

    fn bulk_load<I>(&mut self, write: Write, rows: I) -> impl Future<Output = Result<u64, Error>> + Send
    where
        I: Iterator<Item: TableValues> + Send,
    {
        self.connection.bulk_load(write, rows)
    }

    fn batch(&mut self, batch: Batch<'_>) -> impl Future<Output = Result<BatchResults, Error>> + Send {
        self.connection.batch(batch)
    }

    fn execute_many(
        &mut self,
        update: UpdateMany,
        elements: &[&[Value<'_>]],
    ) -> impl Future<Output = Result<Vec<bool>, Error>> + Send {
        self.connection.execute_many(update, elements)
    }

    fn execute_ddl(&mut self, statements: &[&str]) -> impl Future<Output = Result<(), Error>> + Send {
        self.connection.execute_ddl(statements)
    }
}

impl<C: Transactional> Transactional for Transaction<'_, C> {
    fn begin(&mut self) -> impl Future<Output = Result<(), Error>> + Send {
        self.connection.begin()
    }

    fn commit(&mut self) -> impl Future<Output = Result<(), Error>> + Send {
        self.connection.commit()
    }

    fn rollback(&mut self) -> impl Future<Output = Result<(), Error>> + Send {
        self.connection.rollback()
    }

    fn abandon(&mut self) {
        self.connection.abandon();
    }
}
