//! The response to the requests of a batch.

use store_core::schema::TableModel;
use store_core::{BatchOutput, Error, ErrorKind, Outcome, Write, WriteKind};
use tiberius::{Column, Row};

use super::plan::{Exec, Output, Reading, StatementPlan};
use crate::batch_sql::COUNT_COLUMN;
use crate::operation::json_rows::NumberedRow;
use crate::operation::missing_outcome;
use crate::operation::row::MssqlRow;
use crate::operation::write::{outcome_of_count, read_outcome, returned_outcome};
use crate::operation::write_many::add_outcomes;
use crate::session::ResultSets;

/// Reads the result sets of the `EXEC`s of a batch, which may be spread over several requests.
pub(super) struct Response<'p> {
    plans: &'p [StatementPlan<'p>],
    execs: &'p [Exec<'p>],
    outputs: Vec<Output>,
    /// The position of the `EXEC` whose results come next.
    next: usize,
    /// Whether the current result set is the row count of an `EXEC`.
    is_count: bool,
    /// The outcome in the rows of the current `EXEC`.
    outcome: Option<Outcome>,
    /// The rows in the chunk of the current `EXEC` whose numbers were returned.
    numbered: Vec<NumberedRow>,
    /// The sum of the row counts of the current statement.
    sum: i64,
    /// The first error of a row that cannot be read, or of a guard.
    failure: Option<Error>,
}

impl<'p> Response<'p> {
    pub(super) fn new(plans: &'p [StatementPlan<'p>], execs: &'p [Exec<'p>], outputs: Vec<Output>) -> Self {
        Self {
            plans,
            execs,
            outputs,
            next: 0,
            is_count: false,
            outcome: None,
            numbered: Vec::new(),
            sum: 0,
            failure: None,
        }
    }

    /// Returns the number of `EXEC`s whose results are complete.
    pub(super) fn completed(&self) -> usize {
        self.next
    }

    /// Returns the position of the statement whose results come next.
    pub(super) fn statement(&self) -> usize {
        self.execs.get(self.next).or(self.execs.last()).map_or(0, |exec| exec.statement)
    }

    /// Returns the sum of the row counts of the current statement.
    pub(super) fn sum(&self) -> i64 {
        self.sum
    }

    /// Names the column that an error of the current statement concerns, if that is known.
    pub(super) fn explain(&self, error: Error) -> Error {
        match self.plans.get(self.statement()) {
            Some(plan) => plan.explain(error),
            None => error,
        }
    }

    /// Checks that the results of the first `completed` `EXEC`s are complete and can be read.
    pub(super) fn check(&mut self, completed: usize) -> Result<(), Error> {
        match self.failure.take() {
            Some(failure) => Err(failure),
            None if self.next == completed => Ok(()),
            None => Err(missing_result()),
        }
    }

    pub(super) fn into_outputs(self) -> Result<Vec<BatchOutput>, Error> {
        self.outputs.into_iter().map(|output| output.complete().ok_or_else(missing_outcome)).collect()
    }

    fn read(&mut self, row: &Row) -> Result<(), Error> {
        let Some(exec) = self.execs.get(self.next) else { return Err(missing_result()) };
        if self.is_count {
            let count = row.try_get(0).ok().flatten().ok_or_else(missing_result)?;
            return self.end(exec, count);
        }
        match exec.reading {
            Reading::Rows | Reading::Inserted(_) => {
                if let Some(Output::Rows(rows)) = self.outputs.get_mut(exec.statement) {
                    rows.push(&MssqlRow(row))?;
                }
            }
            Reading::Row { .. } => self.outcome = read_outcome(row),
            Reading::Chunk(_, chunk) | Reading::Elements(chunk) => {
                self.numbered.push(chunk.read_number(row).ok_or_else(missing_outcome)?);
            }
            Reading::Changed | Reading::Element => {}
        }
        Ok(())
    }

    /// Ends the results of an `EXEC` with its row count.
    fn end(&mut self, exec: &Exec<'_>, count: i64) -> Result<(), Error> {
        self.next += 1;
        let changed = u64::try_from(count).map_err(|_| missing_result())?;
        let outcome = self.outcome.take();
        let numbered = std::mem::take(&mut self.numbered);
        match (self.outputs.get_mut(exec.statement), exec.reading) {
            (Some(Output::Changed(rows)), _) => *rows = changed,
            (_, Reading::Inserted(rows)) if changed != rows as u64 => return Err(Write::no_row()),
            (Some(output), Reading::Row { kind, returns_outcome }) => {
                let outcome = if returns_outcome {
                    returned_outcome(kind, outcome)?
                } else {
                    outcome_of_count(kind, changed)
                };
                match output {
                    Output::Outcomes(outcomes) => outcomes.push(outcome),
                    output => *output = Output::Outcome(Some(outcome)),
                }
            }
            (Some(Output::Outcomes(outcomes)), Reading::Chunk(kind, chunk)) => {
                add_outcomes(outcomes, kind, chunk.rows, &numbered)?;
            }
            (Some(Output::Outcomes(outcomes)), Reading::Element) => {
                outcomes.push(outcome_of_count(WriteKind::Update, changed));
            }
            (Some(Output::Outcomes(outcomes)), Reading::Elements(chunk)) => {
                let first = outcomes.len();
                outcomes.resize(first + chunk.rows, Outcome::Missing);
                numbered.iter().for_each(|row| outcomes[first + row.position] = Outcome::Updated);
            }
            _ => {}
        }
        let sum = self.sum.saturating_add(count);
        self.sum = if exec.is_last { 0 } else { sum };
        match exec.guard {
            Some(guard) if exec.is_last => guard.check(sum),
            _ => Ok(()),
        }
    }
}

impl ResultSets for Response<'_> {
    fn begin(&mut self, columns: &[Column]) {
        self.is_count = matches!(columns, [column] if column.name() == COUNT_COLUMN);
    }

    fn row(&mut self, row: &Row) {
        // The rest of the response is read, but no longer means anything.
        if self.failure.is_none() {
            self.failure = self.read(row).err();
        }
    }

    fn table(&self) -> &TableModel<'_> {
        self.plans.get(self.statement()).map_or(&TableModel::NONE, StatementPlan::table)
    }
}

fn missing_result() -> Error {
    Error::new(ErrorKind::Decode, "the server did not return the result of a statement of the batch")
}
