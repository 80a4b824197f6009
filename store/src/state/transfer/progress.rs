//! The progress of a transfer.

use std::fmt;

/// The stage of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Rows are read and checked before anything is written.
    Reading,
    /// Rows are written.
    Writing,
    /// Rows of both sides are read and compared.
    Comparing,
}

/// One step of a transfer, as reported to its progress callback.
///
/// ```
/// use store::state::transfer::{Stage, Step};
///
/// let step = Step { stage: Stage::Writing, table: "work_items", rows: 500, of: Some(1_000) };
/// assert_eq!(step.to_string(), "work_items: 500 of 1000 rows written");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The current stage.
    pub stage: Stage,
    /// Name of the current table.
    pub table: &'static str,
    /// Number of rows of the table processed so far.
    pub rows: u64,
    /// Number of rows to process, if known.
    pub of: Option<u64>,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.table, self.rows)?;
        if let Some(of) = self.of {
            write!(f, " of {of}")?;
        }
        f.write_str(match self.stage {
            Stage::Reading => " rows read",
            Stage::Writing => " rows written",
            Stage::Comparing => " rows compared",
        })
    }
}
