//! `store runs`.

use serde_json::json;
use store::Database;
use store::state::StateStore;

use crate::answer::{Answer, and_one, cut, table};
use crate::fault::Fault;

const HEAD: [&str; 8] = ["run", "name", "status", "started", "pending", "completed", "failed", "changed"];

pub(super) async fn run<D: Database>(
    store: &StateStore<D>,
    name: Option<&str>,
    limit: u32,
) -> Result<Answer, Fault> {
    let (mut rows, mut json) = (Vec::new(), Vec::new());
    let mut runs = store.runs(name, None, and_one(limit)).await?;
    let is_longer = cut(&mut runs, limit);
    for run in runs {
        let Some(report) = store.run(&run.run_id).await? else { continue };
        let counters = report.counters;
        let started = run.started_at.format("%Y-%m-%d %H:%M:%S").to_string();
        let numbers =
            [counters.pending + counters.in_progress, counters.completed, counters.failed, counters.changed];
        let words = [run.run_id.to_string(), run.name.clone(), run.status.as_str().to_owned(), started];
        rows.push(words.into_iter().chain(numbers.map(|number| number.to_string())).collect());
        json.push(json!({
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
        }));
    }
    let more = is_longer.then(|| "raise --limit".to_owned());
    Ok(Answer::list(table(&HEAD, rows), json.into(), more))
}
