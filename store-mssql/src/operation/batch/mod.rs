//! Runs the statements of a batch in one request.

mod plan;
mod request;
mod response;

use std::ops::ControlFlow;

use store_core::schema::TableModel;
use store_core::{
    Batch, BatchCall, BatchOutput, BatchResults, BatchStatement, Dialect, Error, SchemaOverride, Value,
};

use super::insert_many::InsertedRows;
use super::json_rows::Chunk;
use super::row::MssqlRow;
use super::statement::read_rows;
use super::write::write_retry_safety;
use super::{Execute, ExecuteMany, Operation, RetrySafety, WriteMany, WriteRow, split_into_chunks};
use crate::session::{Driver, Session};
use plan::{Exec, StatementPlan};
use request::Request;
use response::Response;

/// Runs the statements of a batch in order, all or none.
pub(crate) struct RunBatch<'b> {
    batch: &'b Batch<'b>,
    statements: Vec<Prepared>,
    /// The position of the statement that failed last.
    failed: usize,
}

/// The part of a statement that is the same for every attempt.
struct Prepared {
    name: &'static str,
    table: &'static TableModel<'static>,
    is_guarded: bool,
    retry_safety: RetrySafety,
    /// The encoded rows of a write of many rows, or elements of an update.
    chunks: Vec<Chunk>,
}

impl Prepared {
    fn new(statement: &BatchStatement<'_>) -> Result<Self, Error> {
        let BatchStatement { call, guard } = statement;
        let retry_safety = match call {
            BatchCall::Execute { .. } | BatchCall::Query { .. } => {
                RetrySafety { repeatable: call.is_read(), ..RetrySafety::default() }
            }
            BatchCall::Write { write, .. } | BatchCall::WriteMany { write, .. } => write_retry_safety(write),
            BatchCall::InsertMany { .. } => RetrySafety::default(),
            BatchCall::ExecuteMany { .. } => RetrySafety::default(),
        };
        let chunks = match call {
            BatchCall::WriteMany { write, values } => {
                let rows: Vec<&[Value<'_>]> = write.rows(values).collect();
                split_into_chunks(write.table, write.key.columns(), &rows)?
            }
            // Without a key, the rows that the statement returns are in the order of the rows.
            BatchCall::InsertMany { write, values, .. } => {
                let rows: Vec<&[Value<'_>]> = write.rows(values).collect();
                split_into_chunks(write.table, &[], &rows)?
            }
            BatchCall::ExecuteMany { update, values } => {
                let elements: Vec<&[Value<'_>]> = update.elements(values).collect();
                split_into_chunks(update.statement.table, update.key, &elements)?
            }
            _ => Vec::new(),
        };
        let (name, table) = (call.name(), call.table());
        Ok(Self { name, table, is_guarded: guard.is_some(), retry_safety, chunks })
    }
}

impl<'b> RunBatch<'b> {
    pub(crate) fn new(batch: &'b Batch<'b>) -> Result<Self, Error> {
        let statements = batch.statements(Dialect::Mssql)?;
        let statements = statements.iter().map(Prepared::new).collect::<Result<_, _>>()?;
        Ok(Self { batch, statements, failed: 0 })
    }

    /// Returns whether the batch is one statement without a guard, which is sent as it is.
    fn is_alone(&self) -> bool {
        matches!(&self.statements[..], [Prepared { is_guarded: false, .. }])
    }

    /// Runs a batch of one statement.
    async fn run_alone<D: Driver>(
        &mut self,
        call: BatchCall<'_>,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<BatchOutput, Error> {
        Ok(match call {
            BatchCall::Execute { statement, params } => {
                BatchOutput::Changed(Execute { statement, params }.run(session, schema).await?)
            }
            BatchCall::Query { statement, params, mut rows } => {
                let push = |row: &MssqlRow<'_>| rows.push(row).map(ControlFlow::Continue);
                read_rows(session, schema, &statement, params, push).await?;
                BatchOutput::Rows(rows)
            }
            BatchCall::Write { write, row } => {
                BatchOutput::Outcome(WriteRow { write, values: row }.run(session, schema).await?)
            }
            BatchCall::WriteMany { write, values } => {
                let rows: Vec<&[Value<'_>]> = write.rows(values).collect();
                let chunks = &self.statements[0].chunks;
                BatchOutput::Outcomes(WriteMany { write, rows: &rows, chunks }.run(session, schema).await?)
            }
            BatchCall::InsertMany { write, values, mut rows } => {
                let inserted: Vec<&[Value<'_>]> = write.rows(values).collect();
                let chunks = &self.statements[0].chunks;
                let push = |row: &MssqlRow<'_>| rows.push(row);
                InsertedRows { write, rows: &inserted, chunks }.insert(session, schema, push).await?;
                BatchOutput::Rows(rows)
            }
            BatchCall::ExecuteMany { update, values } => {
                let elements: Vec<&[Value<'_>]> = update.elements(values).collect();
                let chunks = &self.statements[0].chunks;
                let changed =
                    ExecuteMany { update, elements: &elements, chunks }.run(session, schema).await?;
                BatchOutput::of_updates(changed)
            }
        })
    }

    /// Runs the statements in one request, or in one transaction if they are larger than a request can be.
    async fn run_together<D: Driver>(
        &mut self,
        statements: Vec<BatchStatement<'_>>,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<BatchResults, Error> {
        let product = session.product();
        let mut plans = Vec::with_capacity(statements.len());
        let mut outputs = Vec::with_capacity(statements.len());
        for (statement, prepared) in statements.into_iter().zip(&self.statements) {
            let (plan, output) = StatementPlan::new(statement, &prepared.chunks, product, schema)?;
            plans.push(plan);
            outputs.push(output);
        }
        let execs: Vec<Exec<'_>> = plans.iter().enumerate().flat_map(|(at, plan)| plan.execs(at)).collect();
        let mut response = Response::new(&plans, &execs, outputs);
        let ran = run_requests(session, &execs, &mut response).await;
        self.failed = response.statement();
        ran?;
        let mut results = self.batch.results();
        for output in response.into_outputs()? {
            results.push(output, None)?;
        }
        Ok(results)
    }
}

async fn run_requests<D: Driver>(
    session: &mut Session<D>,
    execs: &[Exec<'_>],
    response: &mut Response<'_>,
) -> Result<(), Error> {
    if execs.is_empty() {
        return Ok(());
    }
    let (request, rest) = Request::build(execs, 0, session.product())?;
    if rest.is_empty() {
        return request.send(session, response).await;
    }
    session.begin().await?;
    let ran = run_each(session, request, rest, response).await;
    session.finish(ran).await
}

async fn run_each<'e, D: Driver>(
    session: &mut Session<D>,
    mut request: Request<'e>,
    mut rest: &'e [Exec<'_>],
    response: &mut Response<'_>,
) -> Result<(), Error> {
    loop {
        request.send(session, response).await?;
        if rest.is_empty() {
            return Ok(());
        }
        (request, rest) = Request::build(rest, response.sum(), session.product())?;
    }
}

impl Operation for RunBatch<'_> {
    type Output = BatchResults;

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        match &self.statements[..] {
            [Prepared { name, table, .. }] => (name, Some(table)),
            _ => ("batch", None),
        }
    }

    fn batch_size(&self) -> Option<usize> {
        (self.statements.len() > 1).then_some(self.statements.len())
    }

    /// A batch can be repeated if each statement can. The second attempt may find the rows of the first, so that a guard would
    /// fail although the batch has taken effect.
    fn retry_safety(&self) -> RetrySafety {
        let is_repeatable = |statement: &Prepared| statement.retry_safety.repeatable && !statement.is_guarded;
        RetrySafety {
            rows_passed: false,
            repeatable: self.statements.iter().all(is_repeatable),
            lookup_key: self.statements.get(self.failed).and_then(|failed| failed.retry_safety.lookup_key),
        }
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<BatchResults, Error> {
        let mut statements = self.batch.statements(Dialect::Mssql)?;
        if self.is_alone()
            && let Some(statement) = statements.pop()
        {
            let mut results = self.batch.results();
            results.push(self.run_alone(statement.call, session, schema).await?, None)?;
            return Ok(results);
        }
        self.run_together(statements, session, schema).await
    }

    fn row_count(&self, output: &BatchResults) -> u64 {
        output.row_count()
    }
}
