//! `store prune`.

use std::time::Duration;

use serde_json::{Value, json};
use store::Database;
use store::state::{PruneReport, Retention, StateStore};

use super::open_store::{with_read_only_store, with_store};
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::output::Output;
use crate::progress::Spinner;

/// Remove old versions, links, request data and workers
///
/// Finished items keep their identity and status, so that they are not fetched again as new
/// ones. An age is a number with a unit: `30d`, `12h`.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store prune --versions 90d --links 90d --dry-run --db state.db
  store prune --items 30d --workers 1d --yes --db state.db"
)]
pub(crate) struct PruneArgs {
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

impl PruneArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        let Self { versions, links, items, workers, dry_run, yes } = self;
        let retention = Retention::new().versions(versions).links(links).items(items).workers(workers);
        if retention.is_empty() {
            return Err(CliError::usage(
                "nothing to prune: give at least one of --versions, --links, --items, --workers",
            ));
        }
        if yes && !dry_run {
            with_store(connection, async |store| prune(store, &retention).await).await
        } else {
            with_read_only_store(connection, async |store| preview(store, &retention, dry_run).await).await
        }
    }
}

async fn preview<D: Database>(
    store: &StateStore<D>,
    retention: &Retention,
    dry_run: bool,
) -> Result<Output, CliError> {
    let prunable = store.prunable(retention).await?;
    let mut text = format!("{} would be removed", describe(&prunable));
    let findings = !dry_run && prunable != PruneReport::default();
    if findings {
        text.push_str("; add --yes to apply");
    }
    Ok(Output::new(text, json(&prunable, false)).with_findings(findings))
}

async fn prune<D: Database>(store: &StateStore<D>, retention: &Retention) -> Result<Output, CliError> {
    let spinner = Spinner::new("removing");
    let mut pruned = PruneReport::default();
    let done = store.prune_with_progress(retention, |so_far| pruned = so_far).await;
    drop(spinner);
    let text = format!("{} were removed", describe(&pruned));
    if let Err(error) = done {
        let summary = format!("{text}; fix the cause and run the same command again");
        return Err(CliError::from(error).with_partial_result(summary, json(&pruned, false)));
    }
    Ok(Output::new(text, json(&pruned, true)))
}

fn describe(report: &PruneReport) -> String {
    let PruneReport { versions, links, items, workers } = report;
    format!("{versions} versions, {links} links, the request data of {items} items and {workers} workers")
}

fn json(report: &PruneReport, done: bool) -> Value {
    json!({
        "versions": report.versions,
        "links": report.links,
        "items": report.items,
        "workers": report.workers,
        "done": done,
    })
}
