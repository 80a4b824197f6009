//! The statements of a batch, as a driver runs them.

use crate::error::{Error, ErrorKind};
use crate::exec::{Params, Statement, UpdateMany, Write};
use crate::schema::TableModel;
use crate::types::Value;

use super::{BatchOutput, BatchRows};

/// A statement of a [`Batch`](super::Batch), as a driver runs it.
#[derive(Debug)]
pub struct BatchStatement<'b> {
    /// The call.
    pub call: BatchCall<'b>,
    /// The number of rows that the program expects, if any.
    pub guard: Option<RowCountGuard>,
}

/// A call of a batch: one of the methods of [`Connection`](crate::Connection).
#[derive(Debug)]
pub enum BatchCall<'b> {
    /// Runs a statement that returns no rows.
    Execute {
        /// The statement.
        statement: Statement,
        /// Its parameters.
        params: Params<'b>,
    },
    /// Runs a statement that returns rows.
    Query {
        /// The statement.
        statement: Statement,
        /// Its parameters.
        params: Params<'b>,
        /// The empty collection to which the driver adds the rows.
        rows: BatchRows,
    },
    /// Writes one row.
    Write {
        /// The write.
        write: Write,
        /// The values of the row.
        row: &'b [Value<'b>],
    },
    /// Writes many rows.
    WriteMany {
        /// The write.
        write: Write,
        /// The values of all rows, one row after the other; see [`Write::rows`].
        values: &'b [Value<'b>],
    },
    /// Inserts many rows into a table whose inserts return a row.
    InsertMany {
        /// The write.
        write: Write,
        /// The values of all rows, one row after the other; see [`Write::rows`].
        values: &'b [Value<'b>],
        /// The empty collection to which the driver adds the returned rows, in the order of the rows.
        rows: BatchRows,
    },
    /// Runs a declared update for each element.
    ExecuteMany {
        /// The update.
        update: UpdateMany,
        /// The parameters of all elements, one element after the other; see [`UpdateMany::elements`].
        values: &'b [Value<'b>],
    },
}

impl BatchCall<'_> {
    /// Returns the name of the statement, for errors and traces.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Execute { statement, .. } | Self::Query { statement, .. } => statement.name,
            Self::Write { write, .. } => write.kind.name(),
            Self::WriteMany { write, .. } | Self::InsertMany { write, .. } => write.kind.name_of_many(),
            Self::ExecuteMany { update, .. } => update.statement.name,
        }
    }

    /// Returns the table.
    pub const fn table(&self) -> &'static TableModel<'static> {
        match self {
            Self::Execute { statement, .. } | Self::Query { statement, .. } => statement.table,
            Self::Write { write, .. } | Self::WriteMany { write, .. } | Self::InsertMany { write, .. } => {
                write.table
            }
            Self::ExecuteMany { update, .. } => update.statement.table,
        }
    }

    /// Returns the output of a call without rows or elements, which need not run.
    pub const fn empty_output(&self) -> Option<BatchOutput> {
        match self {
            Self::WriteMany { values: [], .. } | Self::ExecuteMany { values: [], .. } => {
                Some(BatchOutput::Outcomes(Vec::new()))
            }
            _ => None,
        }
    }

    /// Returns whether the statement changes nothing.
    pub const fn is_read(&self) -> bool {
        matches!(self, Self::Query { statement, .. } if statement.kind.is_read())
    }
}

/// The number of rows that a statement of a batch must change or return.
#[derive(Clone, Copy, Debug)]
pub struct RowCountGuard {
    number: usize,
    name: &'static str,
    table: &'static str,
    expected: u64,
}

impl RowCountGuard {
    pub(super) fn new(
        number: usize,
        name: &'static str,
        table: &'static TableModel<'static>,
        expected: u64,
    ) -> Self {
        Self { number, name, table: table.name, expected }
    }

    /// Returns the expected number of rows.
    pub const fn expected(&self) -> u64 {
        self.expected
    }

    /// Checks the actual number of rows.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnexpectedRowCount`] when the numbers differ; the driver rolls the batch back.
    pub fn check(&self, actual: u64) -> Result<(), Error> {
        let Self { number, name, table, expected } = *self;
        if actual == expected {
            return Ok(());
        }
        let message = format!(
            "statement {number} of the batch, `{name}`, changed or returned {actual} rows, expected {expected}: no \
             statement of the batch has an effect"
        );
        Err(Error::new(ErrorKind::UnexpectedRowCount, message).with_table(table))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_names_the_statement_and_both_numbers() {
        let guard = RowCountGuard::new(2, "complete", &TableModel { name: "items", ..TableModel::NONE }, 1);
        assert!(guard.check(1).is_ok());
        let error = guard.check(0).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedRowCount);
        assert_eq!(
            error.to_string(),
            "unexpected number of rows (table items): statement 2 of the batch, `complete`, changed or returned 0 rows, \
             expected 1: no statement of the batch has an effect"
        );
    }
}
