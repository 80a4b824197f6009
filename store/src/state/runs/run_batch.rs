//! The table of batches.

use chrono::{DateTime, Utc};

use super::RunStatus;
use crate::Table;
use crate::state::RunId;

/// A part of a run that one worker processes.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "run_batches", primary_key(columns(run_id, batch)))]
#[query(update end(run_id, batch, status = "running")
    set(status = :to, completed, failed, finished_at = now()))]
#[query(select of_run(run_id) order_by(run_id, batch) page)]
#[query(select in_order() order_by(run_id, batch) page)]
#[query(select last() order_by(run_id desc, batch desc) limit(1))]
#[query(count rows())]
pub struct RunBatch {
    /// Run of the batch.
    pub run_id: RunId,
    /// Number of the batch in its run, from 1.
    pub batch: i32,
    /// Current status of the batch.
    #[column(default = "running")]
    pub status: RunStatus,
    /// Worker that processes the batch.
    #[column(len = 200, insert_only)]
    pub worker: Option<String>,
    /// Number of items.
    #[column(insert_only)]
    pub items: i32,
    /// Number of completed items.
    #[column(default = 0)]
    pub completed: i32,
    /// Number of failed items.
    #[column(default = 0)]
    pub failed: i32,
    /// Time when the batch started.
    #[column(insert_only)]
    pub started_at: DateTime<Utc>,
    /// Time when the batch ended, by the database's clock.
    pub finished_at: Option<DateTime<Utc>>,
}
