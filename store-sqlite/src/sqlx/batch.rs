//! Batches of statements.

use futures_util::TryStreamExt;
use sqlx::Executor;
use store_core::{
    Batch, BatchCall, BatchOutput, BatchResults, BatchRows, BatchStatement, Dialect, Error, Params,
    Statement, Value,
};

use super::SqlxSqlite;
use super::arguments::{RowArguments, arguments};
use super::error::from_sqlx;
use super::row::SqlxRow;
use crate::connection::transaction_of;

impl SqlxSqlite<'_> {
    /// Runs the statements of a batch in order, all or none.
    pub(super) async fn run_batch(&mut self, batch: &Batch<'_>) -> Result<BatchResults, Error> {
        let statements = batch.statements(Dialect::Sqlite)?;
        let results = batch.results();
        match transaction_of(&statements) {
            None => self.run_each(statements, results).await,
            Some(begin) => {
                self.in_transaction_with(begin, async |connection| {
                    connection.run_each(statements, results).await
                })
                .await
            }
        }
    }

    async fn run_each(
        &mut self,
        statements: Vec<BatchStatement<'_>>,
        mut results: BatchResults,
    ) -> Result<BatchResults, Error> {
        for BatchStatement { call, guard } in statements {
            results.push(self.run_call(call).await?, guard)?;
        }
        Ok(results)
    }

    async fn run_call(&mut self, call: BatchCall<'_>) -> Result<BatchOutput, Error> {
        Ok(match call {
            BatchCall::Execute { statement, params } => {
                let arguments = arguments(statement.table, params)?;
                BatchOutput::Changed(self.run(&statement, arguments).await?)
            }
            BatchCall::Query { statement, params, rows } => {
                BatchOutput::Rows(self.collect_rows(&statement, params, rows).await?)
            }
            BatchCall::Write { write, row } => {
                let row = RowArguments::new(&write, row)?;
                BatchOutput::Outcome(self.write_alone(&write, &row).await?)
            }
            BatchCall::WriteMany { write, values } => {
                let rows: Vec<&[Value<'_>]> = write.rows(values).collect();
                let encode = |write: &_, row: &&[Value<'_>]| RowArguments::new(write, row);
                BatchOutput::Outcomes(self.write_batch(&write, &rows, encode).await?)
            }
        })
    }

    async fn collect_rows(
        &mut self,
        statement: &Statement,
        params: Params<'_>,
        mut rows: BatchRows,
    ) -> Result<BatchRows, Error> {
        let arguments = arguments(statement.table, params)?;
        let table = self.table(statement.table);
        let query = sqlx::query_with(self.sql(statement.sql), arguments);
        let mut fetched = self.connection.fetch(query);
        while let Some(row) = fetched.try_next().await.map_err(|error| from_sqlx(error, Some(table)))? {
            rows.push(&SqlxRow(row))?;
        }
        Ok(rows)
    }
}
