//! A database of any backend.

use std::ops::ControlFlow;

use crate::{
    Batch, BatchResults, Connection, Database, Dialect, Error, FromRow, Outcome, Params, SchemaOverride,
    Statement, TableValues, UnitOfWork, UpdateMany, Value, Write,
};

/// A database of any backend that the program is compiled with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum AnyDatabase {
    /// SQL Server.
    #[cfg(feature = "mssql")]
    SqlServer(store_mssql::Mssql),
    /// SQLite.
    #[cfg(feature = "sqlite")]
    Sqlite(store_sqlite::Sqlite),
}

/// Calls a method of the backend.
macro_rules! on {
    ($database:expr, $name:ident => $call:expr) => {
        match $database {
            #[cfg(feature = "mssql")]
            AnyDatabase::SqlServer($name) => $call,
            #[cfg(feature = "sqlite")]
            AnyDatabase::Sqlite($name) => $call,
            #[cfg(not(any(feature = "mssql", feature = "sqlite")))]
            _ => ::core::unreachable!("a program without backends cannot open a database"),
        }
    };
}

#[cfg_attr(
    not(any(feature = "mssql", feature = "sqlite")),
    expect(unused_variables, reason = "no backend is compiled in")
)]
impl Connection for AnyDatabase {
    fn dialect(&self) -> Dialect {
        on!(self, database => database.dialect())
    }

    fn schema_override(&self) -> Option<&SchemaOverride> {
        on!(self, database => database.schema_override())
    }

    async fn execute(&mut self, statement: Statement, params: Params<'_>) -> Result<u64, Error> {
        on!(self, database => database.execute(statement, params).await)
    }

    async fn for_each<T, F>(&mut self, statement: Statement, params: Params<'_>, each: F) -> Result<(), Error>
    where
        T: FromRow + Send + 'static,
        F: FnMut(T) -> ControlFlow<()> + Send,
    {
        on!(self, database => database.for_each(statement, params, each).await)
    }

    async fn write<T: TableValues>(&mut self, write: Write, row: &T) -> Result<Outcome, Error> {
        on!(self, database => database.write(write, row).await)
    }

    async fn write_many<T: TableValues>(&mut self, write: Write, rows: &[T]) -> Result<Vec<Outcome>, Error> {
        on!(self, database => database.write_many(write, rows).await)
    }

    async fn insert_many_returning<T, R>(&mut self, write: Write, rows: &[R]) -> Result<Vec<T>, Error>
    where
        T: FromRow + Send + 'static,
        R: TableValues,
    {
        on!(self, database => database.insert_many_returning(write, rows).await)
    }

    async fn bulk_load<I>(&mut self, write: Write, rows: I) -> Result<u64, Error>
    where
        I: Iterator<Item: TableValues> + Send,
    {
        on!(self, database => database.bulk_load(write, rows).await)
    }

    async fn batch(&mut self, batch: Batch<'_>) -> Result<BatchResults, Error> {
        on!(self, database => database.batch(batch).await)
    }

    async fn execute_many(
        &mut self,
        update: UpdateMany,
        elements: &[&[Value<'_>]],
    ) -> Result<Vec<bool>, Error> {
        on!(self, database => database.execute_many(update, elements).await)
    }

    async fn execute_ddl(&mut self, statements: &[&str]) -> Result<(), Error> {
        on!(self, database => database.execute_ddl(statements).await)
    }
}

#[cfg_attr(
    not(any(feature = "mssql", feature = "sqlite")),
    expect(unused_variables, reason = "no backend is compiled in")
)]
impl Database for AnyDatabase {
    async fn transaction<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        on!(self, database => database.transaction(unit).await)
    }

    async fn run<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        on!(self, database => database.run(unit).await)
    }

    async fn close(&self) -> Result<(), Error> {
        on!(self, database => Database::close(database).await)
    }
}
