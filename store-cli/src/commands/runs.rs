//! `store runs`.

use serde_json::{Value, json};
use store::Database;
use store::state::{RunReport, StateStore};

use super::open_store::with_read_only_store;
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::output::{Output, plus_one, table, truncate};

/// List the newest runs and their counters
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  store runs --db state.db
  store runs --name nightly --limit 5 --db state.db")]
pub(crate) struct RunsArgs {
    /// Print at most this number of runs
    #[arg(long, default_value_t = 20)]
    limit: u32,
    /// Print only runs with this name
    #[arg(long)]
    name: Option<String>,
}

const HEADER: [&str; 8] = ["run", "name", "status", "started", "pending", "completed", "failed", "changed"];

impl RunsArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        with_read_only_store(connection, async |store| self.list(store).await).await
    }

    async fn list<D: Database>(&self, store: &StateStore<D>) -> Result<Output, CliError> {
        let mut runs = store.runs(self.name.as_deref(), None, plus_one(self.limit)).await?;
        let is_longer = truncate(&mut runs, self.limit);
        let mut reports = Vec::new();
        for run in runs {
            reports.extend(store.run(&run.run_id).await?);
        }
        let text = table(&HEADER, reports.iter().map(row));
        let more = is_longer.then(|| "raise --limit".to_owned());
        Ok(Output::list(text, reports.iter().map(json).collect(), more))
    }
}

fn row(report: &RunReport) -> Vec<String> {
    let (run, counters) = (&report.run, &report.counters);
    vec![
        run.run_id.to_string(),
        run.name.clone(),
        run.status.as_str().to_owned(),
        run.started_at.format("%Y-%m-%d %H:%M:%S").to_string(),
        (counters.pending + counters.in_progress).to_string(),
        counters.completed.to_string(),
        counters.failed.to_string(),
        counters.changed.to_string(),
    ]
}

fn json(report: &RunReport) -> Value {
    let (run, counters) = (&report.run, &report.counters);
    json!({
        "run": run.run_id.as_str(),
        "parent": run.parent_run_id.as_ref().map(|run| run.as_str()),
        "name": run.name,
        "status": run.status.as_str(),
        "started_at": run.started_at.to_rfc3339(),
        "finished_at": run.finished_at.map(|at| at.to_rfc3339()),
        "error": run.error_message,
        "pending": counters.pending,
        "in_progress": counters.in_progress,
        "completed": counters.completed,
        "failed": counters.failed,
        "skipped": counters.skipped,
        "enqueued": counters.enqueued,
        "duplicates": counters.duplicates,
        "retries": counters.retries,
        "expiries": counters.expiries,
        "changed": counters.changed,
        "unchanged": counters.unchanged,
        "bytes": counters.bytes,
    })
}
