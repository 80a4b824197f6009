//! The table of workers.

use chrono::{DateTime, Utc};

use crate::state::enum_text::text_enum;
use crate::state::{RunId, WorkItemId};
use crate::{SqlEnum, Table};

/// The status of a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SqlEnum)]
#[sql_enum(rename_all = "snake_case", len = 20)]
pub enum WorkerStatus {
    /// Claims items and processes them.
    Running,
    /// Finishes the items it holds and claims no more.
    Draining,
    /// Has stopped.
    Stopped,
}

text_enum!(WorkerStatus, "worker status");

/// A worker and its last heartbeat.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "worker_heartbeats")]
#[table(index(name = "ix_worker_heartbeats_beat", columns(beat_at)))]
#[query(update record(worker_id)
    set(host, pid, run_id, status, current_item, completed, failed, beat_at = now()))]
#[query(select alive(beat_at > now() - seconds(:within), status != "stopped") order_by(worker_id))]
#[query(select known() order_by(worker_id))]
#[query(delete prune(beat_at < now() - seconds(:age)) limit(:max_rows))]
#[query(count prunable(beat_at < now() - seconds(:age)))]
#[query(select in_order() order_by(worker_id) page)]
#[query(select last() order_by(worker_id desc) limit(1))]
#[query(count rows())]
pub struct WorkerHeartbeat {
    /// Id of the worker. A worker of a runner has the runner's name and a number, such as `crawler-1`; items carry the runner's name.
    #[column(primary_key, len = 200)]
    pub worker_id: String,
    /// Host that the worker runs on.
    #[column(len = 255)]
    pub host: String,
    /// Id of the process that the worker runs in.
    pub pid: i64,
    /// Run that the worker works for.
    pub run_id: Option<RunId>,
    /// Current status of the worker.
    pub status: WorkerStatus,
    /// Item that the worker is processing.
    pub current_item: Option<WorkItemId>,
    /// Number of items that the worker has completed.
    pub completed: i64,
    /// Number of failures of the worker.
    pub failed: i64,
    /// Time of the first heartbeat.
    #[column(insert_only)]
    pub started_at: DateTime<Utc>,
    /// Time of the last heartbeat, by the database's clock.
    pub beat_at: DateTime<Utc>,
}
