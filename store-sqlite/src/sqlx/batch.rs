//! Batches of statements.

use std::ops::ControlFlow;

use store_core::{
    Batch, BatchCall, BatchOutput, BatchResults, BatchRows, BatchStatement, Connection, Dialect, Error,
    Params, Statement, Value,
};

use super::SqlxSqlite;
use super::arguments::{RowArguments, arguments};
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
            let output = match call.empty_output() {
                Some(output) => output,
                None => self.run_call(call).await?,
            };
            results.push(output, guard)?;
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
            BatchCall::InsertMany { write, values, mut rows } => {
                let inserted: Vec<&[Value<'_>]> = write.rows(values).collect();
                let encode = |write: &_, row: &&[Value<'_>]| RowArguments::new(write, row);
                let made = self.insert_batch(&write, &inserted, encode).await?;
                made.iter().try_for_each(|row| rows.push(row))?;
                BatchOutput::Rows(rows)
            }
            BatchCall::ExecuteMany { update, values } => {
                let elements: Vec<&[Value<'_>]> = update.elements(values).collect();
                BatchOutput::of_updates(self.execute_many(update, &elements).await?)
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
        self.read_rows(statement, arguments, |row| rows.push(row).map(ControlFlow::Continue)).await?;
        Ok(rows)
    }
}
