//! One run of a crawl or an ingestion.

use chrono::{DateTime, Utc};

use crate::state::RunId;
use crate::{SqlEnum, Table};

/// The status of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SqlEnum)]
#[sql_enum(rename_all = "snake_case", len = 20)]
pub enum RunStatus {
    /// It goes on.
    Running,
    /// It came to its end.
    Completed,
    /// It was given up.
    Failed,
    /// It was stopped.
    Cancelled,
}

/// One run of a crawl or an ingestion.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "ingest_runs")]
#[table(index(name = "ix_ingest_runs_parent", columns(parent_run_id)))]
#[table(index(name = "ix_ingest_runs_started", columns(started_at, run_id)))]
#[query(update end(run_id, status = "running") set(status = :to, error_message = :reason, finished_at = now()))]
#[query(claim next_batch(run_id, status = "running") order_by(run_id) set(batches += 1))]
#[query(select newest(name?, status?) order_by(started_at desc, run_id desc) limit(:most))]
#[query(select re_crawls_of(parent_run_id) order_by(started_at, run_id))]
#[query(select in_order() order_by(run_id) page)]
#[query(select last() order_by(run_id desc) limit(1))]
#[query(count rows())]
pub struct IngestRun {
    /// The id.
    #[column(primary_key)]
    pub run_id: RunId,
    /// The run that this one does again or goes on with.
    #[column(insert_only)]
    pub parent_run_id: Option<RunId>,
    /// What is run, the same each time: `nightly crawl`.
    #[column(len = 200, insert_only)]
    pub name: String,
    /// Where it stands.
    #[column(default = "running")]
    pub status: RunStatus,
    /// The SHA-256 of the configuration, by which runs of different ones are told apart.
    #[column(insert_only)]
    pub config_hash: Option<[u8; 32]>,
    /// What else is known of it.
    pub metadata: Option<serde_json::Value>,
    /// Why it failed or was stopped.
    pub error_message: Option<String>,
    /// How many batches it has begun.
    #[column(default = 0)]
    pub batches: i32,
    /// When it began.
    #[column(insert_only)]
    pub started_at: DateTime<Utc>,
    /// When it ended, by the database's clock.
    pub finished_at: Option<DateTime<Utc>>,
}
