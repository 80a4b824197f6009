//! `store prune`.

use std::time::Duration;

use serde_json::json;
use store::Database;
use store::state::{PruneReport, Retention, StateStore};

use crate::answer::Answer;
use crate::bar;
use crate::fault::Fault;

#[derive(Debug, clap::Args)]
pub(crate) struct Prune {
    /// Remove versions replaced at least this long ago; the newest of an item always stays
    #[arg(long, value_name = "AGE", value_parser = humantime::parse_duration)]
    versions: Option<Duration>,
    /// Remove links last found at least this long ago
    #[arg(long, value_name = "AGE", value_parser = humantime::parse_duration)]
    links: Option<Duration>,
    /// Remove headers, body, metadata and error of items finished at least this long ago
    #[arg(long, value_name = "AGE", value_parser = humantime::parse_duration)]
    items: Option<Duration>,
    /// Remove workers whose last heartbeat is at least this old
    #[arg(long, value_name = "AGE", value_parser = humantime::parse_duration)]
    workers: Option<Duration>,
    /// Print only the number of rows
    #[arg(long)]
    dry_run: bool,
    /// Apply the changes (default: dry run)
    #[arg(long)]
    yes: bool,
}

impl Prune {
    /// Whether anything may be removed, and not only told.
    pub(super) fn does_it(&self) -> bool {
        self.yes && !self.dry_run
    }
}

pub(super) async fn run<D: Database>(store: &StateStore<D>, asked: Prune) -> Result<Answer, Fault> {
    let does_it = asked.does_it();
    let Prune { versions, links, items, workers, dry_run, .. } = asked;
    let retention = Retention::new().versions(versions).links(links).items(items).workers(workers);
    if retention.is_empty() {
        let text = "nothing is named: say with --versions, --links, --items or --workers what may go, and after how long";
        return Err(Fault::Usage(text.to_owned()));
    }
    let prunable = store.prunable(&retention).await?;
    if !does_it || prunable == PruneReport::default() {
        let mut text = format!("{} would be removed", listed(&prunable));
        let findings = !dry_run && prunable != PruneReport::default();
        if findings {
            text.push_str("; add --yes to do it");
        }
        return Ok(Answer { findings, ..Answer::new(text, of(&prunable, false)) });
    }
    let bar = bar::waiting("removing");
    let mut pruned = PruneReport::default();
    let done = store.prune_with_progress(&retention, |so_far| pruned = so_far).await;
    drop(bar);
    done.map_err(|error| {
        let text = format!(
            "{} were removed before: remove the cause and run the same command again for the rest",
            listed(&pruned)
        );
        Fault::from(error).after(text, of(&pruned, false))
    })?;
    Ok(Answer::new(format!("{} were removed", listed(&pruned)), of(&pruned, true)))
}

fn listed(pruned: &PruneReport) -> String {
    let PruneReport { versions, links, items, workers } = pruned;
    format!("{versions} versions, {links} links, the contents of {items} items and {workers} workers")
}

fn of(pruned: &PruneReport, done: bool) -> serde_json::Value {
    json!({
        "versions": pruned.versions,
        "links": pruned.links,
        "items": pruned.items,
        "workers": pruned.workers,
        "done": done,
    })
}
