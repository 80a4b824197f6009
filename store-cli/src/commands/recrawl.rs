//! `store recrawl`.

use serde_json::json;
use store::Database;
use store::state::{self, NewRun, RunId, StateStore};

use crate::answer::Answer;
use crate::args::Recrawl;
use crate::bar;
use crate::fault::Fault;

pub(super) async fn run<D: Database>(store: &StateStore<D>, asked: Recrawl) -> Result<Answer, Fault> {
    let newest = store.runs(asked.run.as_deref(), None, 1).await?.into_iter().next();
    let of_run = |run: RunId| {
        let mut recrawl = state::Recrawl::new(run).statuses(&asked.status);
        if let Some(system) = &asked.of.system {
            recrawl = recrawl.source_system(system);
        }
        if let Some(name) = &asked.of.name {
            recrawl = recrawl.source_name(name);
        }
        recrawl
    };
    let items = store.reset_for_recrawl(&of_run(RunId::new()).dry_run()).await?;
    if asked.dry_run || !asked.yes || items == 0 {
        let mut text = format!("{items} items would be put back in the queue");
        if !asked.dry_run && items > 0 {
            text.push_str("; add --yes to do it");
        }
        let findings = !asked.dry_run && items > 0;
        return Ok(Answer { findings, ..Answer::new(text, json!({ "items": items, "run": null })) });
    }
    let name = asked.run.clone().or_else(|| newest.as_ref().map(|run| run.name.clone()));
    let mut run = NewRun::new(name.unwrap_or_else(|| "recrawl".to_owned()));
    if let Some(parent) = newest {
        run = run.parent(parent.run_id);
    }
    let run = store.start_run(run).await?.run_id;
    let bar = bar::waiting("putting items back");
    let items = store.reset_for_recrawl(&of_run(run.clone())).await?;
    drop(bar);
    let text = format!("{items} items are back in the queue for run {run}");
    Ok(Answer::new(text, json!({ "items": items, "run": run.as_str() })))
}
