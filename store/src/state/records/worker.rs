//! Workers and their signs of life.

use chrono::{DateTime, Utc};

use crate::state::{RunId, WorkItemId};
use crate::{SqlEnum, Table};

/// The status of a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SqlEnum)]
#[sql_enum(rename_all = "snake_case", len = 20)]
pub enum WorkerStatus {
    /// Takes items and works on them.
    Running,
    /// Works on what it has and takes no more.
    Draining,
    /// Has ended.
    Stopped,
}

/// A worker and its last sign of life.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "worker_heartbeats")]
#[table(index(name = "ix_worker_heartbeats_beat", columns(beat_at)))]
#[query(update record(worker_id)
    set(host, pid, run_id, status, current_item, completed, failed, beat_at = now()))]
#[query(select alive(beat_at > now() - seconds(:within), status != "stopped") order_by(worker_id))]
#[query(select known() order_by(worker_id))]
#[query(delete prune(beat_at < now() - seconds(:age)) limit(:most))]
#[query(count prunable(beat_at < now() - seconds(:age)))]
#[query(select in_order() order_by(worker_id) page)]
#[query(select last() order_by(worker_id desc) limit(1))]
#[query(count rows())]
pub struct WorkerHeartbeat {
    /// The worker; of a runner its name and a number, as `crawler-1`, where items carry the runner's name.
    #[column(primary_key, len = 200)]
    pub worker_id: String,
    /// The machine it runs on.
    #[column(len = 255)]
    pub host: String,
    /// The process it runs in.
    pub pid: i64,
    /// The run it works for.
    pub run_id: Option<RunId>,
    /// What it does.
    pub status: WorkerStatus,
    /// The item it works on.
    pub current_item: Option<WorkItemId>,
    /// How many items it has completed.
    pub completed: i64,
    /// How many times it has failed.
    pub failed: i64,
    /// When it was first seen.
    #[column(insert_only)]
    pub started_at: DateTime<Utc>,
    /// Its last sign of life, by the database's clock.
    pub beat_at: DateTime<Utc>,
}
