//! The statements of a batch as `EXEC`s of a request.

use store_core::schema::TableModel;
use store_core::{
    BatchCall, BatchOutput, BatchRows, BatchStatement, Error, Outcome, Params, RowCountGuard, SchemaOverride,
    Statement, UpdateMany, Value, Write, WriteKind,
};

use crate::babelfish::Product;
use crate::operation::insert_many::in_chunks;
use crate::operation::json_rows::Chunk;
use crate::operation::statement::with_calculated_column;
use crate::operation::write::{is_insert, returns_outcome, row_statement, with_sum_column};
use crate::operation::write_many::{self, chunk_statement};
use crate::operation::{in_schema, wrong_engine};

/// A statement of a batch, as the `EXEC`s that run it: one, or several for many rows.
pub(super) struct StatementPlan<'b> {
    source: Source,
    steps: Vec<Step<'b>>,
    guard: Option<SumGuard>,
}

/// The origin of a statement, which explains its errors.
enum Source {
    Statement(Statement),
    Write(Write),
}

struct Step<'b> {
    sql: &'b str,
    params: StepParams<'b>,
    reading: Reading<'b>,
}

enum StepParams<'b> {
    Given(Params<'b>),
    Ordered(&'b [Value<'b>], Vec<usize>),
    Own(Vec<Value<'b>>),
}

/// The meaning of the result sets of an `EXEC`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reading<'b> {
    /// The row count is the number of changed rows.
    Changed,
    /// The rows are the rows of a query.
    Rows,
    /// The rows are the rows that this number of inserts return.
    Inserted(usize),
    /// The row count, or the row that the statement returns, is the outcome of a row.
    Row { kind: WriteKind, returns_outcome: bool },
    /// The rows are the numbers of the missing rows of a chunk.
    Chunk(WriteKind, &'b Chunk),
    /// The row count is whether an element changed a row.
    Element,
    /// The rows are the numbers of the elements of a chunk that changed a row.
    Elements(&'b Chunk),
}

/// An `EXEC` of a request.
pub(super) struct Exec<'p> {
    pub(super) sql: &'p str,
    pub(super) params: Params<'p>,
    pub(super) reading: Reading<'p>,
    pub(super) table: &'static TableModel<'static>,
    /// The position of the statement.
    pub(super) statement: usize,
    pub(super) is_last: bool,
    pub(super) guard: Option<SumGuard>,
}

/// A guard on the sum of the row counts of the `EXEC`s of a statement.
#[derive(Clone, Copy, Debug)]
pub(super) struct SumGuard {
    guard: RowCountGuard,
    /// The number of all rows, if the row counts are those of the rows that were not changed.
    unchanged_of: Option<i64>,
}

impl SumGuard {
    /// Returns the sum with which the guard passes.
    pub(super) fn expected_sum(&self) -> i64 {
        let expected = i64::try_from(self.guard.expected()).unwrap_or(i64::MAX);
        self.unchanged_of.map_or(expected, |all| all - expected)
    }

    pub(super) fn check(&self, sum: i64) -> Result<(), Error> {
        if sum == self.expected_sum() {
            return Ok(());
        }
        let actual = self.unchanged_of.map_or(sum, |all| all - sum);
        self.guard.check(u64::try_from(actual).unwrap_or_default())
    }
}

impl<'b> StatementPlan<'b> {
    /// Plans a statement; returns its empty output too.
    pub(super) fn new(
        statement: BatchStatement<'b>,
        chunks: &'b [Chunk],
        product: Product,
        schema: Option<&'b SchemaOverride>,
    ) -> Result<(Self, Output), Error> {
        let BatchStatement { call, guard } = statement;
        let sum_guard = |guard| SumGuard { guard, unchanged_of: None };
        match call {
            BatchCall::Execute { statement, params } => {
                let plan =
                    Self::of_statement(statement, params, Reading::Changed, guard.map(sum_guard), schema);
                Ok((plan, Output::Changed(0)))
            }
            BatchCall::Query { statement, params, rows } => {
                let plan = Self::of_statement(statement, params, Reading::Rows, guard.map(sum_guard), schema);
                Ok((plan, Output::Rows(rows)))
            }
            BatchCall::Write { write, row } => {
                let steps = vec![Step::row(&write, row, schema)];
                let guard = check_known(known_count(&write, 1), guard)?;
                let unchanged_of = write.compares_version().then_some(1);
                let guard = guard.map(|guard| SumGuard { guard, unchanged_of });
                Ok((Self { source: Source::Write(write), steps, guard }, Output::Outcome(None)))
            }
            BatchCall::WriteMany { write, values } => {
                let in_chunks = write_many::in_chunks(&write, product, chunks);
                let steps = if in_chunks {
                    chunks.iter().map(|chunk| Step::chunk(&write, chunk, schema)).collect::<Result<_, _>>()?
                } else {
                    write.rows(values).map(|row| Step::row(&write, row, schema)).collect()
                };
                let all = write.rows(values).len();
                let returns_unchanged =
                    (in_chunks && write.kind == WriteKind::Update) || write.compares_version();
                let unchanged_of = returns_unchanged.then(|| i64::try_from(all).unwrap_or(i64::MAX));
                let guard = check_known(known_count(&write, all), guard)?;
                let guard = guard.map(|guard| SumGuard { guard, unchanged_of });
                let plan = Self { source: Source::Write(write), steps, guard };
                Ok((plan, Output::Outcomes(Vec::with_capacity(all))))
            }
            BatchCall::InsertMany { write, values, rows } => {
                let steps = Self::insert_steps(&write, values, chunks, product, schema)?;
                let guard = check_known(values.is_empty().then_some(0), guard)?.map(sum_guard);
                let plan = Self { source: Source::Write(write), steps, guard };
                Ok((plan, Output::Rows(rows)))
            }
            BatchCall::ExecuteMany { update, values } => {
                let steps = Self::update_steps(&update, values, chunks, product, schema)?;
                let all = update.elements(values).len();
                let guard = check_known((all == 0).then_some(0), guard)?.map(sum_guard);
                let plan = Self { source: Source::Statement(update.statement), steps, guard };
                Ok((plan, Output::Outcomes(Vec::with_capacity(all))))
            }
        }
    }

    /// Returns the steps of an update of many elements.
    fn update_steps(
        update: &UpdateMany,
        values: &'b [Value<'b>],
        chunks: &'b [Chunk],
        product: Product,
        schema: Option<&'b SchemaOverride>,
    ) -> Result<Vec<Step<'b>>, Error> {
        if chunks.iter().all(|chunk| product.reads_json(&chunk.json)) {
            return chunks.iter().map(|chunk| Step::elements(update, chunk, schema)).collect();
        }
        let elements = update.elements(values);
        Ok(elements.map(|element| Step::element(&update.statement, element, schema)).collect())
    }

    /// Returns the steps of inserts that return rows.
    fn insert_steps(
        write: &Write,
        values: &'b [Value<'b>],
        chunks: &'b [Chunk],
        product: Product,
        schema: Option<&'b SchemaOverride>,
    ) -> Result<Vec<Step<'b>>, Error> {
        let returning = |rows, step| Step { reading: Reading::Inserted(rows), ..step };
        if in_chunks(product, chunks) {
            let step = |chunk: &'b Chunk| Ok(returning(chunk.rows, Step::chunk(write, chunk, schema)?));
            chunks.iter().map(step).collect()
        } else {
            Ok(write.rows(values).map(|row| returning(1, Step::row(write, row, schema))).collect())
        }
    }

    fn of_statement(
        statement: Statement,
        params: Params<'b>,
        reading: Reading<'b>,
        guard: Option<SumGuard>,
        schema: Option<&'b SchemaOverride>,
    ) -> Self {
        let sql = in_schema(schema, statement.sql);
        let steps = vec![Step { sql, params: StepParams::Given(params), reading }];
        Self { source: Source::Statement(statement), steps, guard }
    }

    /// Returns the `EXEC`s of the statement at this position of the batch.
    pub(super) fn execs(&self, statement: usize) -> impl Iterator<Item = Exec<'_>> {
        let last = self.steps.len().saturating_sub(1);
        self.steps.iter().enumerate().map(move |(at, step)| Exec {
            sql: step.sql,
            params: step.params.params(),
            reading: step.reading,
            table: self.table(),
            statement,
            is_last: at == last,
            guard: self.guard,
        })
    }

    pub(super) fn table(&self) -> &'static TableModel<'static> {
        match &self.source {
            Source::Statement(statement) => statement.table,
            Source::Write(write) => write.table,
        }
    }

    /// Names the column that an error of the statement concerns, if that is known.
    pub(super) fn explain(&self, error: Error) -> Error {
        match &self.source {
            Source::Statement(statement) => with_calculated_column(error, statement),
            Source::Write(write) => with_sum_column(error, write),
        }
    }
}

impl<'b> Step<'b> {
    fn row(write: &Write, row: &'b [Value<'b>], schema: Option<&'b SchemaOverride>) -> Self {
        let params = StepParams::Ordered(row, write.param_order());
        let reading = Reading::Row { kind: write.kind, returns_outcome: returns_outcome(write) };
        Self { sql: in_schema(schema, row_statement(write)), params, reading }
    }

    fn element(statement: &Statement, element: &'b [Value<'b>], schema: Option<&'b SchemaOverride>) -> Self {
        let (sql, params) = (in_schema(schema, statement.sql), StepParams::Given(Params::all(element)));
        Self { sql, params, reading: Reading::Element }
    }

    fn elements(
        update: &UpdateMany,
        chunk: &'b Chunk,
        schema: Option<&'b SchemaOverride>,
    ) -> Result<Self, Error> {
        let sql = in_schema(schema, update.many.ok_or_else(wrong_engine)?);
        Ok(Self { sql, params: StepParams::Own(chunk.params([])), reading: Reading::Elements(chunk) })
    }

    fn chunk(write: &Write, chunk: &'b Chunk, schema: Option<&'b SchemaOverride>) -> Result<Self, Error> {
        let (sql, params) = chunk_statement(write, chunk)?;
        let reading = Reading::Chunk(write.kind, chunk);
        Ok(Self { sql: in_schema(schema, sql), params: StepParams::Own(params), reading })
    }
}

impl StepParams<'_> {
    fn params(&self) -> Params<'_> {
        match self {
            Self::Given(params) => *params,
            Self::Ordered(values, order) => Params::ordered(values, order),
            Self::Own(values) => Params::all(values),
        }
    }
}

/// Returns the number of rows that a write of this number of rows changes, if it is known before the write runs.
fn known_count(write: &Write, rows: usize) -> Option<usize> {
    (rows == 0 || is_insert(write.kind) || write.kind == WriteKind::Upsert).then_some(rows)
}

/// Checks the guard on a statement whose number of changed rows is known before it runs; returns the guard on any other one.
fn check_known(known: Option<usize>, guard: Option<RowCountGuard>) -> Result<Option<RowCountGuard>, Error> {
    match (known, guard) {
        (Some(rows), Some(guard)) => guard.check(rows as u64).map(|()| None),
        (_, guard) => Ok(guard),
    }
}

/// The output of a statement, as far as it has arrived.
pub(super) enum Output {
    Changed(u64),
    Rows(BatchRows),
    Outcome(Option<Outcome>),
    Outcomes(Vec<Outcome>),
}

impl Output {
    /// Returns the complete output; `None` if a part is missing.
    pub(super) fn complete(self) -> Option<BatchOutput> {
        Some(match self {
            Self::Changed(rows) => BatchOutput::Changed(rows),
            Self::Rows(rows) => BatchOutput::Rows(rows),
            Self::Outcome(outcome) => BatchOutput::Outcome(outcome?),
            Self::Outcomes(outcomes) => BatchOutput::Outcomes(outcomes),
        })
    }
}
