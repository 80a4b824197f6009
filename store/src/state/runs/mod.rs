//! Runs, their batches, and re-crawls.

mod batches;
mod ingest_run;
mod lifecycle;
mod new_run;
mod recrawl;
mod run_batch;
mod run_report;

pub use ingest_run::{IngestRun, RunStatus};
pub use new_run::NewRun;
pub use recrawl::Recrawl;
pub use run_batch::RunBatch;
pub use run_report::{RunCounters, RunReport};
