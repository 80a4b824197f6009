//! What is done with the store, a verb or a family of them a file.

mod administer;
mod checkpoint;
mod claim;
mod complete;
mod control;
mod enqueue;
mod fail;
mod lease;
mod lookup;
mod rebuild_counters;
mod recrawl;
mod retention;
mod run;
mod statistics;
mod sweep;
mod worker;

pub use checkpoint::CheckpointKey;
pub use claim::ClaimRequest;
pub use complete::{CompleteOutcome, Completion, Content, VersionInfo};
pub use control::Target;
pub use enqueue::{Enqueue, EnqueueOutcome};
pub use fail::{FailOutcome, Failure};
pub use lookup::WorkItemFilter;
pub use recrawl::Recrawl;
pub use retention::{PruneReport, Retention};
pub use run::{NewRun, RunCounters, RunReport};
pub use statistics::{Counts, Progress, Stats};
pub use sweep::SweepReport;
