//! `store recrawl`.

use serde_json::json;
use store::Database;
use store::state::{self, NewRun, RunId, StateStore};

use super::enqueue::known;
use crate::answer::Answer;
use crate::args::Recrawl;
use crate::bar;
use crate::fault::Fault;

pub(super) async fn run<D: Database>(store: &StateStore<D>, asked: Recrawl) -> Result<Answer, Fault> {
    let into = match &asked.into {
        Some(id) => Some(known(store, id).await?),
        None => None,
    };
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
    let counted = of_run(into.clone().unwrap_or_else(RunId::new)).dry_run();
    let items = store.reset_for_recrawl(&counted).await?;
    if asked.dry_run || !asked.yes || items == 0 {
        let mut text = format!("{items} items would be put back in the queue");
        if !asked.dry_run && items > 0 {
            text.push_str("; add --yes to do it");
        }
        let findings = !asked.dry_run && items > 0;
        return Ok(Answer { findings, ..Answer::new(text, json!({ "items": items, "run": null })) });
    }
    let run = match into {
        Some(run) => run,
        None => start(store, &asked).await?,
    };
    let bar = bar::waiting("putting items back");
    let mut back = 0;
    let done = store.reset_for_recrawl_with_progress(&of_run(run.clone()), |items| back = items).await;
    drop(bar);
    done.map_err(|error| {
        let text = format!(
            "{back} items are back in the queue for run {run}: remove the cause and run the same command again with \
             `--into {run}` in place of --run for the rest"
        );
        Fault::from(error).after(text, json!({ "items": back, "run": run.as_str() }))
    })?;
    let text = format!("{back} items are back in the queue for run {run}");
    Ok(Answer::new(text, json!({ "items": back, "run": run.as_str() })))
}

/// Starts a run whose parent is the newest one of its name, or of all.
async fn start<D: Database>(store: &StateStore<D>, asked: &Recrawl) -> Result<RunId, Fault> {
    let newest = store.runs(asked.run.as_deref(), None, 1).await?.into_iter().next();
    let name = asked.run.clone().or_else(|| newest.as_ref().map(|run| run.name.clone()));
    let mut run = NewRun::new(name.unwrap_or_else(|| "recrawl".to_owned()));
    if let Some(parent) = newest {
        run = run.parent(parent.run_id);
    }
    Ok(store.start_run(run).await?.run_id)
}
