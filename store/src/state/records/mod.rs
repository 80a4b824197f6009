//! The tables of the state store, one a file.

mod checkpoint;
mod counter;
mod item_state;
mod link;
mod run;
mod run_batch;
mod seen;
mod source_control;
mod version;
mod work_item;
mod worker;

pub use checkpoint::{Checkpoint, Scope};
pub use counter::{Counter, CounterKind};
pub use item_state::ItemState;
pub use link::DiscoveredLink;
pub use run::{IngestRun, RunStatus};
pub use run_batch::RunBatch;
pub use seen::SeenResource;
pub use source_control::{ControlState, SourceControl};
pub use version::ResourceVersion;
pub use work_item::{Status, WorkItem};
pub use worker::{WorkerHeartbeat, WorkerStatus};
