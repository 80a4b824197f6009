//! The table of runs.

use chrono::{DateTime, Utc};

use crate::state::RunId;
use crate::state::enum_text::text_enum;
use crate::{SqlEnum, Table};

/// The status of a run or of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SqlEnum)]
#[sql_enum(rename_all = "snake_case", len = 20)]
pub enum RunStatus {
    /// Is running.
    Running,
    /// Has finished.
    Completed,
    /// Has failed.
    Failed,
    /// Was cancelled.
    Cancelled,
}

text_enum!(RunStatus, "run status");

/// One run of a crawl or an ingestion job.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "ingest_runs")]
#[table(index(name = "ix_ingest_runs_parent", columns(parent_run_id)))]
#[table(index(name = "ix_ingest_runs_started", columns(started_at, run_id)))]
#[query(update end(run_id, status = "running") set(status = :to, error_message = :reason, finished_at = now()))]
#[query(claim next_batch(run_id, status = "running") order_by(run_id) set(batches += 1))]
#[query(select newest(name?, status?) order_by(started_at desc, run_id desc) limit(:max_rows))]
#[query(select children_of(parent_run_id) order_by(started_at, run_id))]
#[query(select in_order() order_by(run_id) page)]
#[query(select last() order_by(run_id desc) limit(1))]
#[query(count rows())]
pub struct IngestRun {
    /// Id of the run.
    #[column(primary_key)]
    pub run_id: RunId,
    /// Run that this run repeats or continues.
    #[column(insert_only)]
    pub parent_run_id: Option<RunId>,
    /// Name of the job, the same for each run: `nightly crawl`.
    #[column(len = 200, insert_only)]
    pub name: String,
    /// Current status of the run.
    #[column(default = "running")]
    pub status: RunStatus,
    /// SHA-256 of the configuration; runs with different configurations have different hashes.
    #[column(insert_only)]
    pub config_hash: Option<[u8; 32]>,
    /// Additional data of the application.
    pub metadata: Option<serde_json::Value>,
    /// Reason of the failure or cancellation.
    pub error_message: Option<String>,
    /// Number of batches started.
    #[column(default = 0)]
    pub batches: i32,
    /// Time when the run started.
    #[column(insert_only)]
    pub started_at: DateTime<Utc>,
    /// Time when the run ended, by the database's clock.
    pub finished_at: Option<DateTime<Utc>>,
}
