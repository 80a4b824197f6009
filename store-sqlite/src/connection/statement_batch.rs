//! Batches of statements.

use std::ops::ControlFlow;

use store_core::{Batch, BatchCall, BatchOutput, BatchResults, BatchRows, BatchStatement, Dialect, Error};
use store_core::{Params, Statement};

use super::SqliteConnection;
use super::execute::read_rows;
use super::transaction_state::{BEGIN, BEGIN_READ};

impl SqliteConnection {
    /// Runs the statements of a batch in order, all or none.
    pub(crate) fn run_batch(&mut self, batch: &Batch<'_>) -> Result<BatchResults, Error> {
        let statements = batch.statements(Dialect::Sqlite)?;
        let results = batch.results();
        match transaction_of(&statements) {
            None => self.run_each(statements, results),
            Some(begin) => {
                self.in_transaction_with(begin, |connection| connection.run_each(statements, results))
            }
        }
    }

    fn run_each(
        &mut self,
        statements: Vec<BatchStatement<'_>>,
        mut results: BatchResults,
    ) -> Result<BatchResults, Error> {
        for BatchStatement { call, guard } in statements {
            let output = match call.empty_output() {
                Some(output) => output,
                None => self.run_call(call)?,
            };
            results.push(output, guard)?;
        }
        Ok(results)
    }

    fn run_call(&mut self, call: BatchCall<'_>) -> Result<BatchOutput, Error> {
        Ok(match call {
            BatchCall::Execute { statement, params } => {
                BatchOutput::Changed(self.execute_now(&statement, params)?)
            }
            BatchCall::Query { statement, params, rows } => {
                BatchOutput::Rows(self.collect_rows(&statement, params, rows)?)
            }
            BatchCall::Write { write, row } => BatchOutput::Outcome(self.write_row(&write, row)?),
            BatchCall::WriteMany { write, values } => {
                BatchOutput::Outcomes(self.write_rows(&write, write.rows(values).map(Ok))?)
            }
            BatchCall::InsertMany { write, values, mut rows } => {
                self.insert_rows(&write, write.rows(values), &mut rows)?;
                BatchOutput::Rows(rows)
            }
            BatchCall::ExecuteMany { update, values } => {
                BatchOutput::of_updates(self.update_each(&update.statement, update.elements(values))?)
            }
        })
    }

    fn collect_rows(
        &mut self,
        statement: &Statement,
        params: Params<'_>,
        mut rows: BatchRows,
    ) -> Result<BatchRows, Error> {
        self.check_transaction()?;
        tracing::trace!(statement = statement.name, table = statement.table.name, "query");
        self.with_prepared(statement, |prepared, table| {
            read_rows(prepared, table, params, |row| rows.push(row).map(ControlFlow::Continue))
        })?;
        Ok(rows)
    }
}

/// Returns whether a call that fails has no effect, even if it fails after its changes: a row of a claim, or a returned key, that
/// cannot be decoded must roll back the changes.
fn is_atomic(call: &BatchCall<'_>) -> bool {
    call.is_read() || !matches!(call, BatchCall::Query { .. } | BatchCall::InsertMany { .. })
}

/// Returns whether the statements change nothing.
fn is_read_only(statements: &[BatchStatement<'_>]) -> bool {
    statements.iter().all(|statement| statement.call.is_read())
}

/// Returns the statement that begins the transaction of a batch, or `None` if the batch needs none.
pub(crate) fn transaction_of(statements: &[BatchStatement<'_>]) -> Option<&'static str> {
    match statements {
        [] => None,
        [BatchStatement { call, guard: None }] if is_atomic(call) => None,
        _ if is_read_only(statements) => Some(BEGIN_READ),
        _ => Some(BEGIN),
    }
}
