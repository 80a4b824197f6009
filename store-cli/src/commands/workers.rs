//! `store workers`.

use std::time::Duration;

use serde_json::json;
use store::Database;
use store::state::{StateStore, WorkerHeartbeat};

use crate::answer::{Answer, table};
use crate::fault::Fault;

const HEAD: [&str; 9] =
    ["worker", "host", "pid", "status", "last sign of life", "run", "item", "completed", "failed"];

pub(super) async fn run<D: Database>(store: &StateStore<D>, within: u32) -> Result<Answer, Fault> {
    let workers = store.workers(Duration::from_secs(within.into())).await?;
    let json = workers
        .iter()
        .map(|worker| {
            json!({
                "worker": worker.worker_id,
                "host": worker.host,
                "pid": worker.pid,
                "run": worker.run_id.as_ref().map(|run| run.as_str()),
                "status": worker.status.as_str(),
                "item": worker.current_item.as_ref().map(|item| item.as_str()),
                "completed": worker.completed,
                "failed": worker.failed,
                "beat_at": worker.beat_at.to_rfc3339(),
            })
        })
        .collect();
    Ok(Answer::new(table(&HEAD, workers.into_iter().map(row)), json))
}

fn row(worker: WorkerHeartbeat) -> Vec<String> {
    vec![
        worker.worker_id,
        worker.host,
        worker.pid.to_string(),
        worker.status.as_str().to_owned(),
        worker.beat_at.format("%Y-%m-%d %H:%M:%S").to_string(),
        worker.run_id.map(|run| run.to_string()).unwrap_or_default(),
        worker.current_item.map(|item| item.to_string()).unwrap_or_default(),
        worker.completed.to_string(),
        worker.failed.to_string(),
    ]
}
