//! A whole store on its way: from one database into another, or into a file and back.
//!
//! Rows go table by table, in the order of their keys, in batches that are each a transaction. What is in the target already
//! stays as it is, so that after an interruption the same call does the rest. At the end both sides are read and
//! compared: the number of rows of each table, and a checksum over all that they hold.
//!
//! A store that workers go on with while it is copied comes out different from its copy, which the comparison tells; drain
//! it first, see [`StateStore::drain`](super::StateStore::drain).

mod copy;
mod digest;
mod export;
mod import;
mod json;
mod lines;
mod part;
mod put;
mod verify;

use std::fmt;

pub use copy::{compare, copy};
pub use digest::Digest;
pub use export::export;
pub use import::import;
pub use verify::verify;

use super::records::{
    Checkpoint, Counter, DiscoveredLink, IngestRun, ResourceVersion, RunBatch, SeenResource, SourceControl,
    WorkItem, WorkerHeartbeat,
};

/// The stage of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Rows are read, and looked at before anything is done.
    Reading,
    /// Rows are written.
    Writing,
    /// Rows of both sides are read and compared.
    Comparing,
}

/// The progress of a transfer.
///
/// ```
/// use store::state::transfer::{Stage, Step};
///
/// let step = Step { stage: Stage::Writing, table: "work_items", rows: 500, of: Some(1_000) };
/// assert_eq!(step.to_string(), "work_items: 500 of 1000 rows written");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub stage: Stage,
    /// With which table.
    pub table: &'static str,
    /// With how many of its rows so far.
    pub rows: u64,
    /// How many there are, where that is known.
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

/// A table of both sides, after a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transferred {
    /// The table.
    pub table: &'static str,
    /// How many rows this call has written; the others were there already.
    pub written: u64,
    /// What the source holds.
    pub source: Digest,
    /// What the target holds.
    pub target: Digest,
}

impl Transferred {
    /// Whether both sides hold the same rows.
    pub fn is_same(&self) -> bool {
        self.source == self.target
    }
}

/// Calls a macro with every table, those first that others tell something of.
macro_rules! each_part {
    ($call:ident) => {
        $call!(
            IngestRun,
            RunBatch,
            WorkItem,
            ResourceVersion,
            DiscoveredLink,
            SeenResource,
            Checkpoint,
            WorkerHeartbeat,
            SourceControl,
            Counter
        )
    };
}
use each_part;
