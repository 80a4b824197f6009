//! The state of a crawl or an ingestion: the resources to fetch, the resources fetched, and the outcome of each.
//!
//! [`StateStore`] has the methods. Each folder of this module has the tables of one subject, their queries, and the
//! methods that use them.
//!
//! In the examples of this module and of [`runner`](crate::runner), `store` is an open [`StateStore`] and `page(id)`
//! returns a [`NewItem`].

// A file or folder uses those listed above it, never those below.
mod clock;
mod column_text;
mod durations;
mod enum_text;
mod identity;
mod ids;
mod raw_row;
mod retry_policy;
mod status;

mod options;
mod store;

mod sources;

mod workers;

mod history;

mod counters;

mod queue;

mod checkpoints;

mod runs;

mod admin;

pub mod transfer;

#[cfg(feature = "legacy")]
pub mod legacy;

mod schema_override;

pub use admin::{
    AppliedScript, COMPATIBLE_FROM, NewAppliedScript, PruneReport, Retention, SCHEMA_VERSION, dictionary,
    drift, plan_repair, schema_version, scripts, tables, upgrade,
};
pub use checkpoints::{Checkpoint, CheckpointKey, CheckpointScope};
pub use counters::Counter;
pub use history::{DiscoveredLink, LaterSightings, ResourceVersion};
pub use identity::{Identity, dedupe_hash};
pub use ids::{RunId, WorkItemId};
pub use options::StateOptions;
pub use queue::{
    Candidate, ClaimRequest, ClaimedItem, CompleteOutcome, Completion, Content, Enqueue, EnqueueOutcome,
    FailOutcome, Failure, ItemState, NewItem, OpenItem, ProgressReport, RefusedLink, SeenResource, Stats,
    StatusCounts, SweepReport, TRANSITIONS, Transition, VersionInfo, WorkItem, WorkItemFilter,
};
pub use retry_policy::RetryPolicy;
pub use runs::{IngestRun, NewRun, Recrawl, RunBatch, RunCounters, RunReport, RunStatus};
pub use schema_override::in_schema;
pub use sources::{ControlState, ControlTarget, Source, SourceControl};
pub use status::Status;
pub use store::StateStore;
pub use workers::{WorkerHeartbeat, WorkerStatus};

#[cfg(feature = "runner")]
pub(crate) use durations::{lease_milliseconds, out_of_range};
