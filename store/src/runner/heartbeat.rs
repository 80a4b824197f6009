//! Heartbeats of a worker.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::Utc;
use tokio::task::JoinHandle;

use super::settings::Settings;
use crate::Database;
use crate::state::{StateStore, WorkItemId, WorkerHeartbeat, WorkerStatus};

/// Writes the heartbeats of a worker periodically, until the worker stops.
pub(super) struct Heartbeat<D> {
    store: StateStore<D>,
    worker: Arc<Mutex<WorkerHeartbeat>>,
    task: JoinHandle<()>,
}

impl<D: Database> Heartbeat<D> {
    pub(super) fn start(store: StateStore<D>, worker_id: String, settings: &Settings) -> Self {
        let now = Utc::now();
        let worker = Arc::new(Mutex::new(WorkerHeartbeat {
            worker_id,
            host: hostname::get().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            pid: std::process::id().into(),
            run_id: settings.run.clone(),
            status: WorkerStatus::Running,
            current_item: None,
            completed: 0,
            failed: 0,
            started_at: now,
            beat_at: now,
        }));
        let task =
            tokio::spawn(write_periodically(store.clone(), Arc::clone(&worker), settings.heartbeat_interval));
        Self { store, worker, task }
    }

    /// Sets the item that the worker is processing.
    pub(super) fn set_current_item(&self, item: Option<&WorkItemId>) {
        self.change(|worker| worker.current_item = item.cloned());
    }

    /// Sets the numbers of completed items and of failures.
    pub(super) fn set_counts(&self, completed: u64, failed: u64) {
        self.change(|worker| {
            worker.completed = i64::try_from(completed).unwrap_or(i64::MAX);
            worker.failed = i64::try_from(failed).unwrap_or(i64::MAX);
        });
    }

    /// Sets the status of a worker that claims no more items.
    pub(super) fn set_draining(&self) {
        self.change(|worker| worker.status = WorkerStatus::Draining);
    }

    /// Writes the last heartbeat.
    pub(super) async fn stop(self) {
        self.task.abort();
        let mut worker = self.worker.lock().unwrap_or_else(PoisonError::into_inner).clone();
        worker.status = WorkerStatus::Stopped;
        worker.current_item = None;
        write(&self.store, worker).await;
    }

    fn change(&self, change: impl FnOnce(&mut WorkerHeartbeat)) {
        change(&mut self.worker.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

async fn write_periodically<D: Database>(
    store: StateStore<D>,
    worker: Arc<Mutex<WorkerHeartbeat>>,
    interval: Duration,
) {
    loop {
        let current = worker.lock().unwrap_or_else(PoisonError::into_inner).clone();
        write(&store, current).await;
        tokio::time::sleep(interval).await;
    }
}

/// Writes a heartbeat. A failure does not stop the worker.
async fn write<D: Database>(store: &StateStore<D>, worker: WorkerHeartbeat) {
    if let Err(error) = store.heartbeat(worker).await {
        tracing::warn!(%error, "cannot write a heartbeat");
    }
}
