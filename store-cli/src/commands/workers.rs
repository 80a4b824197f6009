//! `store workers`.

use std::time::Duration;

use serde_json::{Value, json};
use store::Database;
use store::state::{StateStore, WorkerHeartbeat};

use super::open_store::with_read_only_store;
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::output::{Output, table};

/// List workers and their last heartbeat
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  store workers --db state.db
  store workers --within 3600 --db state.db")]
pub(crate) struct WorkersArgs {
    /// Print workers with a heartbeat in this number of seconds
    #[arg(long, default_value_t = 300, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    within: u32,
}

const HEADER: [&str; 9] =
    ["worker", "host", "pid", "status", "last heartbeat", "run", "item", "completed", "failed"];

impl WorkersArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        with_read_only_store(connection, async |store| self.list(store).await).await
    }

    async fn list<D: Database>(&self, store: &StateStore<D>) -> Result<Output, CliError> {
        let workers = store.workers(Duration::from_secs(self.within.into())).await?;
        let json = workers.iter().map(json).collect();
        Ok(Output::new(table(&HEADER, workers.into_iter().map(row)), json))
    }
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

fn json(worker: &WorkerHeartbeat) -> Value {
    json!({
        "worker": worker.worker_id,
        "host": worker.host,
        "pid": worker.pid,
        "run": worker.run_id.as_ref().map(|run| run.as_str()),
        "status": worker.status.as_str(),
        "item": worker.current_item.as_ref().map(|item| item.as_str()),
        "completed": worker.completed,
        "failed": worker.failed,
        "heartbeat_at": worker.beat_at.to_rfc3339(),
    })
}
