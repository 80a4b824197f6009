//! The operations on an application's sqlx connection.

mod arguments;
mod batch;
mod bulk_load;
mod error;
mod row;
mod write;

use std::ops::ControlFlow;

use futures_util::TryStreamExt;
use sqlx::sqlite::{SqliteArguments, SqliteTransactionManager};
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr, SqlStr};
use sqlx_core::transaction::TransactionManager;
use store_core::schema::TableModel;
use store_core::{
    Batch, BatchResults, Connection, Dialect, Error, FromRow, Outcome, Params, SchemaOverride, Statement,
    TableValues, Transactional, UpdateMany, Value, Write,
};

use crate::connection::BEGIN;
use crate::error::{TableInFile, no_transaction};
use arguments::{RowArguments, arguments};
use error::from_sqlx;
use row::SqlxRow;

/// An application's sqlx connection as a [`Connection`].
///
/// Calls take part in the transaction that is open on the sqlx connection, such as a `sqlx::Transaction`. Without one,
/// each call is its own transaction.
///
/// ```
/// use sqlx::{Connection as _, Row as _};
/// use store_core::{ConnectionExt, Transactional};
/// use store_sqlite::SqlxSqlite;
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// let mut connection = sqlx::SqliteConnection::connect("sqlite::memory:").await?;
/// let mut application = connection.begin().await?;
/// let mut store = SqlxSqlite::new(&mut application);
/// // store.insert(&row).await?;
/// let inner = store.begin_transaction().await?; // a savepoint in the application's transaction
/// inner.commit().await?;
/// application.commit().await?;
/// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct SqlxSqlite<'c> {
    connection: &'c mut sqlx::SqliteConnection,
    schema_override: Option<&'c SchemaOverride>,
}

impl<'c> SqlxSqlite<'c> {
    /// Borrows a sqlx connection.
    pub fn new(connection: &'c mut sqlx::SqliteConnection) -> Self {
        Self { connection, schema_override: None }
    }

    /// Sets the schema that replaces the schema of the structs.
    ///
    /// # Errors
    ///
    /// [`Config`](store_core::ErrorKind::Config) if the override was created for another engine.
    pub fn schema(mut self, schema: &'c SchemaOverride) -> Result<Self, Error> {
        schema.check(Dialect::Sqlite)?;
        self.schema_override = Some(schema);
        Ok(self)
    }

    fn sql(&self, sql: &'static str) -> SqlStr {
        match self.schema_override.map(|schema| schema.text(sql)) {
            // Rendered by store-core, with a schema name that was checked.
            Some(overridden) if overridden != sql => AssertSqlSafe(overridden).into_sql_str(),
            _ => sql.into_sql_str(),
        }
    }

    fn table<'t>(&self, model: &'t TableModel<'t>) -> TableInFile<'t>
    where
        'c: 't,
    {
        TableInFile { model, schema_override: self.schema_override }
    }

    /// Returns the number of open transactions and savepoints, including those of the application.
    fn depth(&self) -> usize {
        SqliteTransactionManager::get_transaction_depth(self.connection)
    }

    /// Runs `work` in a transaction or savepoint, which is rolled back if `work` fails or its future is dropped.
    async fn in_transaction<R>(
        &mut self,
        work: impl AsyncFnOnce(&mut SqlxSqlite<'_>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        self.in_transaction_with(BEGIN, work).await
    }

    /// As [`in_transaction`](Self::in_transaction), with the statement that begins a transaction if none is open.
    async fn in_transaction_with<R>(
        &mut self,
        begin: &'static str,
        work: impl AsyncFnOnce(&mut SqlxSqlite<'_>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let begun = match self.depth() {
            0 => sqlx::Connection::begin_with(self.connection, begin).await,
            _ => sqlx::Connection::begin(self.connection).await,
        };
        let mut transaction = begun.map_err(|error| from_sqlx(error, None))?;
        let mut inner = SqlxSqlite { connection: &mut transaction, schema_override: self.schema_override };
        let result = work(&mut inner).await?;
        transaction.commit().await.map_err(|error| from_sqlx(error, None))?;
        Ok(result)
    }

    async fn run(&mut self, statement: &Statement, arguments: SqliteArguments) -> Result<u64, Error> {
        let query = sqlx::query_with(self.sql(statement.sql), arguments);
        match self.connection.execute(query).await {
            Ok(done) => Ok(done.rows_affected()),
            Err(error) => Err(from_sqlx(error, Some(self.table(statement.table)))),
        }
    }

    /// Runs a statement and passes its rows to `each`.
    async fn read_rows(
        &mut self,
        statement: &Statement,
        arguments: SqliteArguments,
        mut each: impl FnMut(&SqlxRow) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        let table = self.table(statement.table);
        let query = sqlx::query_with(self.sql(statement.sql), arguments);
        let mut rows = self.connection.fetch(query);
        while let Some(row) = rows.try_next().await.map_err(|error| from_sqlx(error, Some(table)))? {
            if each(&SqlxRow(row))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Runs one of this crate's own statements, which concerns no table.
    async fn execute_constant(&mut self, sql: &'static str) -> Result<(), Error> {
        let done = self.connection.execute(sqlx::raw_sql(sql)).await;
        done.map(|_| ()).map_err(|error| from_sqlx(error, None))
    }

    async fn execute_each(&mut self, statements: &[&str]) -> Result<(), Error> {
        for sql in statements {
            let sql = self.schema_override.map_or(*sql, |schema| schema.text(sql));
            // Statements of the program, which creates or repairs tables.
            let done = self.connection.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await;
            done.map_err(|error| from_sqlx(error, None))?;
        }
        Ok(())
    }

    fn check_begun(&self) -> Result<(), Error> {
        if self.depth() == 0 {
            return Err(no_transaction());
        }
        Ok(())
    }
}

impl Connection for SqlxSqlite<'_> {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn schema_override(&self) -> Option<&SchemaOverride> {
        self.schema_override
    }

    async fn execute(&mut self, statement: Statement, params: Params<'_>) -> Result<u64, Error> {
        let arguments = arguments(statement.table, params)?;
        self.run(&statement, arguments).await
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
        let arguments = arguments(statement.table, params)?;
        if statement.kind.is_read() {
            return self.read_rows(&statement, arguments, |row| Ok(each(T::from_row(row)?))).await;
        }
        // A row that cannot be decoded must roll back the change; a `Break` of the caller must not.
        let rows = self
            .in_transaction(async |connection| {
                let mut rows = Vec::new();
                let push = |row: &SqlxRow| {
                    rows.push(T::from_row(row)?);
                    Ok(ControlFlow::Continue(()))
                };
                connection.read_rows(&statement, arguments, push).await?;
                Ok(rows)
            })
            .await?;
        let _ = rows.into_iter().try_for_each(&mut each);
        Ok(())
    }

    async fn write<T: TableValues>(&mut self, write: Write, row: &T) -> Result<Outcome, Error> {
        let row = RowArguments::of_row(&write, row)?;
        self.write_alone(&write, &row).await
    }

    async fn write_many<T: TableValues>(&mut self, write: Write, rows: &[T]) -> Result<Vec<Outcome>, Error> {
        self.write_batch(&write, rows, RowArguments::of_row).await
    }

    async fn insert_many_returning<T, R>(&mut self, write: Write, rows: &[R]) -> Result<Vec<T>, Error>
    where
        T: FromRow + Send + 'static,
        R: TableValues,
    {
        // A key that cannot be decoded rolls the rows back.
        self.in_transaction(async |connection| {
            let made = connection.insert_batch(&write, rows, RowArguments::of_row).await?;
            made.iter().map(T::from_row).collect()
        })
        .await
    }

    async fn bulk_load<I>(&mut self, write: Write, rows: I) -> Result<u64, Error>
    where
        I: Iterator<Item: TableValues> + Send,
    {
        self.in_transaction(async |connection| connection.bulk_load_in_transaction(&write, rows).await).await
    }

    async fn batch(&mut self, batch: Batch<'_>) -> Result<BatchResults, Error> {
        self.run_batch(&batch).await
    }

    async fn execute_many(
        &mut self,
        update: UpdateMany,
        elements: &[&[Value<'_>]],
    ) -> Result<Vec<bool>, Error> {
        self.in_transaction(async |connection| {
            let mut changed = Vec::with_capacity(elements.len());
            for element in elements {
                let arguments = arguments(update.statement.table, Params::all(element))?;
                changed.push(connection.run(&update.statement, arguments).await? > 0);
            }
            Ok(changed)
        })
        .await
    }

    async fn execute_ddl(&mut self, statements: &[&str]) -> Result<(), Error> {
        self.in_transaction(async |connection| connection.execute_each(statements).await).await
    }
}

impl Transactional for SqlxSqlite<'_> {
    async fn begin(&mut self) -> Result<(), Error> {
        let begin = (self.depth() == 0).then(|| BEGIN.into_sql_str());
        SqliteTransactionManager::begin(self.connection, begin).await.map_err(|error| from_sqlx(error, None))
    }

    async fn commit(&mut self) -> Result<(), Error> {
        self.check_begun()?;
        SqliteTransactionManager::commit(self.connection).await.map_err(|error| from_sqlx(error, None))
    }

    async fn rollback(&mut self) -> Result<(), Error> {
        self.check_begun()?;
        SqliteTransactionManager::rollback(self.connection).await.map_err(|error| from_sqlx(error, None))
    }

    fn abandon(&mut self) {
        // sqlx's thread rolls back before it runs the next statement.
        SqliteTransactionManager::start_rollback(self.connection);
    }
}
