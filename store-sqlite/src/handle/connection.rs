//! The operations on a handle: each becomes a job of the writer or a query of a reader.

use std::ops::ControlFlow;

use store_core::{
    Batch, BatchResults, Connection, Database, Dialect, Error, FromRow, Outcome, Params, SchemaOverride,
    Statement, TableValues, UnitOfWork, UpdateMany, Value, Write,
};

use super::Sqlite;
use super::job;
use super::readers::{self, ReaderRequest};
use crate::blocking::block_on;
use crate::connection::SqliteConnection;
use crate::error::closed;

impl Connection for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn schema_override(&self) -> Option<&SchemaOverride> {
        self.inner.schema_override.as_ref()
    }

    async fn execute(&mut self, statement: Statement, params: Params<'_>) -> Result<u64, Error> {
        let params = params.to_owned();
        let work =
            move |connection: &mut SqliteConnection| connection.execute_now(&statement, Params::all(&params));
        self.submit(job::repeatable(work)).await
    }

    async fn for_each<T, F>(
        &mut self,
        statement: Statement,
        params: Params<'_>,
        mut each: F,
    ) -> Result<(), Error>
    where
        T: FromRow + Send + 'static,
        F: FnMut(T) -> ControlFlow<()> + Send,
    {
        let params = params.to_owned();
        let Some(to_readers) = self.readers_for(&statement) else {
            let rows = self.submit(job::collect(statement, params)).await?;
            let _ = rows.into_iter().try_for_each(each);
            return Ok(());
        };
        self.check_open()?;
        let (read, first_rows) = readers::read(statement, params);
        to_readers.send(ReaderRequest::Read(read)).map_err(|_| closed())?;
        first_rows.await.map_err(|_| closed())?.for_each(&mut each).await
    }

    async fn write<T: TableValues>(&mut self, write: Write, row: &T) -> Result<Outcome, Error> {
        let values = owned_values(row)?;
        self.submit(job::repeatable(move |connection| connection.write_row(&write, &values))).await
    }

    async fn write_many<T: TableValues>(&mut self, write: Write, rows: &[T]) -> Result<Vec<Outcome>, Error> {
        let rows = rows.iter().map(owned_values).collect::<Result<Vec<_>, _>>()?;
        self.submit(job::repeatable(move |connection| connection.write_rows(&write, rows.iter().map(Ok))))
            .await
    }

    async fn insert_many_returning<T, R>(&mut self, write: Write, rows: &[R]) -> Result<Vec<T>, Error>
    where
        T: FromRow + Send + 'static,
        R: TableValues,
    {
        let rows = rows.iter().map(owned_values).collect::<Result<Vec<_>, _>>()?;
        self.submit(job::repeatable(move |connection| connection.insert_each(&write, rows.iter().map(Ok))))
            .await
    }

    async fn bulk_load<I>(&mut self, write: Write, rows: I) -> Result<u64, Error>
    where
        I: Iterator<Item: TableValues> + Send,
    {
        self.insert_from(write, rows).await
    }

    async fn batch(&mut self, batch: Batch<'_>) -> Result<BatchResults, Error> {
        self.run_batch(batch).await
    }

    async fn execute_many(
        &mut self,
        update: UpdateMany,
        elements: &[&[Value<'_>]],
    ) -> Result<Vec<bool>, Error> {
        let elements: Vec<_> = elements.iter().map(|element| Params::all(element).to_owned()).collect();
        self.submit(job::repeatable(move |connection| {
            connection.update_each(&update.statement, elements.iter())
        }))
        .await
    }

    async fn execute_ddl(&mut self, statements: &[&str]) -> Result<(), Error> {
        let statements: Vec<String> = statements.iter().map(|sql| (*sql).to_owned()).collect();
        self.submit(job::repeatable(move |connection| {
            let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
            connection.in_transaction(|connection| connection.execute_ddl_now(&statements))
        }))
        .await
    }
}

impl Database for Sqlite {
    /// Runs the unit with the writer's connection, where calls that wait at the same time share a transaction; other
    /// writes wait until it ends.
    async fn transaction<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        let work = move |connection: &mut SqliteConnection| {
            connection.in_transaction(|connection| block_on(unit.run(connection)))
        };
        self.submit(job::repeatable(work)).await
    }

    async fn run<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        self.transaction(unit).await
    }

    async fn close(&self) -> Result<(), Error> {
        Self::close(self).await
    }
}

/// Returns the values of a row in a form that can move to the writer's thread.
fn owned_values<T: TableValues>(row: &T) -> Result<Vec<Value<'static>>, Error> {
    Ok(Params::all(row.values()?.as_ref()).to_owned())
}
