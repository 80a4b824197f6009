//! A part of a run.

use chrono::{DateTime, Utc};

use crate::Table;
use crate::state::{RunId, RunStatus};

/// A part of a run that one worker does in one go.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "run_batches", primary_key(columns(run_id, batch)))]
#[query(update end(run_id, batch, status = "running")
    set(status = :to, completed, failed, finished_at = now()))]
#[query(select of_run(run_id) order_by(run_id, batch) page)]
#[query(select in_order() order_by(run_id, batch) page)]
#[query(select last() order_by(run_id desc, batch desc) limit(1))]
#[query(count rows())]
pub struct RunBatch {
    /// The run.
    pub run_id: RunId,
    /// Its number in the run, from 1.
    pub batch: i32,
    /// Where it stands.
    #[column(default = "running")]
    pub status: RunStatus,
    /// Who does it.
    #[column(len = 200, insert_only)]
    pub worker: Option<String>,
    /// How many items it has.
    #[column(insert_only)]
    pub items: i32,
    /// How many of them were completed.
    #[column(default = 0)]
    pub completed: i32,
    /// How many of them failed.
    #[column(default = 0)]
    pub failed: i32,
    /// When it began.
    #[column(insert_only)]
    pub started_at: DateTime<Utc>,
    /// When it ended, by the database's clock.
    pub finished_at: Option<DateTime<Utc>>,
}
