//! The results of a batch.

use std::fmt;

use super::{BatchOutput, RowCountGuard};
use crate::error::{Error, ErrorKind};

/// The place of a result in the [`BatchResults`] of its batch.
pub struct BatchSlot<R> {
    pub(super) batch: u64,
    pub(super) at: usize,
    pub(super) convert: fn(BatchOutput) -> Result<R, Error>,
}

impl<R> Clone for BatchSlot<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for BatchSlot<R> {}

impl<R> fmt::Debug for BatchSlot<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchSlot").field("at", &self.at).finish_non_exhaustive()
    }
}

/// The results of a [`Batch`](super::Batch), one per statement.
#[derive(Debug)]
pub struct BatchResults {
    batch: u64,
    outputs: Vec<Option<BatchOutput>>,
}

impl BatchResults {
    pub(super) fn new(batch: u64, statements: usize) -> Self {
        Self { batch, outputs: Vec::with_capacity(statements) }
    }

    /// Takes the result of a statement.
    ///
    /// # Errors
    ///
    /// [`Misuse`](ErrorKind::Misuse) for the slot of another batch, and for a result that was already taken.
    pub fn take<R>(&mut self, slot: BatchSlot<R>) -> Result<R, Error> {
        let output =
            self.outputs.get_mut(slot.at).filter(|_| slot.batch == self.batch).and_then(Option::take);
        (slot.convert)(output.ok_or_else(foreign_slot)?)
    }

    /// Adds the output of the next statement, for a driver.
    ///
    /// # Errors
    ///
    /// [`UnexpectedRowCount`](ErrorKind::UnexpectedRowCount) when the statement has a guard that fails; the driver rolls the batch
    /// back.
    pub fn push(&mut self, output: BatchOutput, guard: Option<RowCountGuard>) -> Result<(), Error> {
        if let Some(guard) = guard {
            guard.check(output.row_count())?;
        }
        self.outputs.push(Some(output));
        Ok(())
    }

    /// Returns the number of rows that the statements changed or returned, except those of results that were taken.
    pub fn row_count(&self) -> u64 {
        self.outputs.iter().flatten().map(BatchOutput::row_count).sum()
    }
}

/// Returns the error for a slot without a result.
pub(super) fn foreign_slot() -> Error {
    let message = "the slot belongs to another batch, or its result was already taken: use each slot once, with the \
                   results of its own batch";
    Error::new(ErrorKind::Misuse, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exec::batch::output::changed;

    fn slot(batch: u64, at: usize) -> BatchSlot<u64> {
        BatchSlot { batch, at, convert: changed }
    }

    #[test]
    fn a_slot_without_a_result_is_an_error() {
        let mut results = BatchResults::new(1, 1);
        results.push(BatchOutput::Changed(7), None).unwrap();
        let misuse = |result: Result<u64, Error>| result.unwrap_err().kind() == ErrorKind::Misuse;
        assert!(misuse(results.take(slot(2, 0))), "a slot of another batch");
        assert!(misuse(results.take(slot(1, 1))), "a slot after the last result");
        assert_eq!(results.take(slot(1, 0)).unwrap(), 7);
        assert!(misuse(results.take(slot(1, 0))), "a slot that was taken");
    }
}
