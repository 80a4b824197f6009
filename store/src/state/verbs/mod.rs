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
mod recount;
mod recrawl;
mod retention;
mod run;
mod statistics;
mod sweep;
mod worker;

pub use checkpoint::CheckpointKey;
pub use claim::ClaimRequest;
pub use complete::{Completed, Completion, Content};
pub use control::Target;
pub use enqueue::{Enqueue, Enqueued};
pub use fail::{Failed, Failure};
pub use lookup::KnownFilter;
pub use recrawl::Recrawl;
pub use retention::{Pruned, Retention};
pub use run::{NewRun, RunCounters, RunReport};
pub use statistics::{Counts, Progress, Stats};
pub use sweep::Swept;
