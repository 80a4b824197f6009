//! The output of a statement of a batch.

use super::BatchRows;
use super::results::foreign_slot;
use crate::error::Error;
use crate::exec::Outcome;

/// The output of a statement of a batch, of the kind that its [`BatchCall`](super::BatchCall) has.
#[derive(Debug)]
pub enum BatchOutput {
    /// The number of rows that [`BatchCall::Execute`](super::BatchCall::Execute) changed.
    Changed(u64),
    /// The rows of [`BatchCall::Query`](super::BatchCall::Query).
    Rows(BatchRows),
    /// The outcome of [`BatchCall::Write`](super::BatchCall::Write).
    Outcome(Outcome),
    /// The outcomes of [`BatchCall::WriteMany`](super::BatchCall::WriteMany), one per row, and of
    /// [`BatchCall::ExecuteMany`](super::BatchCall::ExecuteMany), one per element: `Updated` or `Missing`.
    Outcomes(Vec<Outcome>),
}

impl BatchOutput {
    /// Creates the output of [`BatchCall::ExecuteMany`](super::BatchCall::ExecuteMany) from whether each element changed a row.
    pub fn of_updates(changed: Vec<bool>) -> Self {
        let outcome = |changed| if changed { Outcome::Updated } else { Outcome::Missing };
        Self::Outcomes(changed.into_iter().map(outcome).collect())
    }

    /// Returns the number of rows that the statement changed or returned.
    pub fn row_count(&self) -> u64 {
        match self {
            Self::Changed(rows) => *rows,
            Self::Rows(rows) => rows.len() as u64,
            Self::Outcome(outcome) => u64::from(outcome.is_written()),
            Self::Outcomes(outcomes) => outcomes.iter().filter(|outcome| outcome.is_written()).count() as u64,
        }
    }
}

pub(super) fn changed(output: BatchOutput) -> Result<u64, Error> {
    match output {
        BatchOutput::Changed(rows) => Ok(rows),
        _ => Err(foreign_slot()),
    }
}

pub(super) fn outcome(output: BatchOutput) -> Result<Outcome, Error> {
    match output {
        BatchOutput::Outcome(outcome) => Ok(outcome),
        _ => Err(foreign_slot()),
    }
}

pub(super) fn outcomes(output: BatchOutput) -> Result<Vec<Outcome>, Error> {
    match output {
        BatchOutput::Outcomes(outcomes) => Ok(outcomes),
        _ => Err(foreign_slot()),
    }
}

pub(super) fn rows<T: Send + 'static>(output: BatchOutput) -> Result<Vec<T>, Error> {
    match output {
        BatchOutput::Rows(rows) => rows.into_vec(),
        _ => Err(foreign_slot()),
    }
}
