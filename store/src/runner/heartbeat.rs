//! A worker's signs of life.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::Utc;
use tokio::task::JoinHandle;

use super::Settings;
use crate::Database;
use crate::state::{StateStore, WorkItemId, WorkerHeartbeat, WorkerStatus};

/// Gives a worker's signs of life until it is ended.
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
            tokio::spawn(keep_beating(store.clone(), Arc::clone(&worker), settings.heartbeat_interval));
        Self { store, worker, task }
    }

    /// Notes what the worker has at hand.
    pub(super) fn at(&self, item: Option<&WorkItemId>) {
        self.change(|worker| worker.current_item = item.cloned());
    }

    /// Notes what the worker has done.
    pub(super) fn done(&self, completed: u64, failed: u64) {
        self.change(|worker| {
            worker.completed = i64::try_from(completed).unwrap_or(i64::MAX);
            worker.failed = i64::try_from(failed).unwrap_or(i64::MAX);
        });
    }

    /// Tells that the worker takes no more items.
    pub(super) fn drain(&self) {
        self.change(|worker| worker.status = WorkerStatus::Draining);
    }

    /// Gives the last sign of life.
    pub(super) async fn end(self) {
        self.task.abort();
        let mut worker = self.worker.lock().unwrap_or_else(PoisonError::into_inner).clone();
        worker.status = WorkerStatus::Stopped;
        worker.current_item = None;
        beat(&self.store, worker).await;
    }

    fn change(&self, change: impl FnOnce(&mut WorkerHeartbeat)) {
        change(&mut self.worker.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

async fn keep_beating<D: Database>(
    store: StateStore<D>,
    worker: Arc<Mutex<WorkerHeartbeat>>,
    pause: Duration,
) {
    loop {
        let now = worker.lock().unwrap_or_else(PoisonError::into_inner).clone();
        beat(&store, now).await;
        tokio::time::sleep(pause).await;
    }
}

/// A sign of life that cannot be given is no reason to stop working.
async fn beat<D: Database>(store: &StateStore<D>, worker: WorkerHeartbeat) {
    if let Err(error) = store.heartbeat(worker).await {
        tracing::warn!(%error, "a worker could not give a sign of life");
    }
}
