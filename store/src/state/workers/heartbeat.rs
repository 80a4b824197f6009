//! Recording and reading heartbeats.

use std::time::Duration;

use super::WorkerHeartbeat;
use crate::state::StateStore;
use crate::state::durations::capped_seconds;
use crate::{Batch, Database, Error};

impl<D: Database> StateStore<D> {
    /// Records a heartbeat of a worker with its status, at the current time of the database's clock.
    ///
    /// # Errors
    ///
    /// [`Truncated`](crate::ErrorKind::Truncated) for a worker id of more than 200 characters.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{WorkerHeartbeat, WorkerStatus};
    ///
    /// # store::__example!(|store| {
    /// let now = chrono::Utc::now();
    /// let worker = WorkerHeartbeat {
    ///     worker_id: "worker-1".into(),
    ///     host: "machine".into(),
    ///     pid: std::process::id().into(),
    ///     run_id: None,
    ///     status: WorkerStatus::Running,
    ///     current_item: None,
    ///     completed: 0,
    ///     failed: 0,
    ///     started_at: now,
    ///     beat_at: now,
    /// };
    /// store.heartbeat(worker).await?;
    /// assert_eq!(store.workers(std::time::Duration::from_secs(60)).await?.len(), 1);
    /// # });
    /// ```
    pub async fn heartbeat(&self, worker: WorkerHeartbeat) -> Result<(), Error> {
        let WorkerHeartbeat { worker_id, host, pid, run_id, status, current_item, completed, failed, .. } =
            &worker;
        let (run, item) = (run_id.as_ref(), current_item.as_ref());
        let mut batch = Batch::new();
        batch.insert_if_absent(&worker);
        // An inserted row has the times of the worker's clock; the update sets the times of the database's clock.
        batch.execute(WorkerHeartbeat::record(worker_id, host, *pid, run, status, item, *completed, *failed));
        self.connection().batch(batch).await.map(|_| ())
    }

    /// Returns the workers with a heartbeat within this time that have not stopped.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    pub async fn workers(&self, within: Duration) -> Result<Vec<WorkerHeartbeat>, Error> {
        WorkerHeartbeat::alive(capped_seconds(within)).all(&mut self.connection()).await
    }
}
