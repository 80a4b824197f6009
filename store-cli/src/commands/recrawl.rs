//! `store recrawl`.

use serde_json::json;
use store::Database;
use store::state::{NewRun, Recrawl, RunId, StateStore, Status};

use super::known_run::known_run;
use super::open_store::{with_read_only_store, with_store};
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::filters::{SourceFilter, parse_finished_status};
use crate::output::Output;
use crate::progress::Spinner;

/// Put finished items back in the queue for a new run
///
/// The parent of the new run is the newest run with the same name, or without --run the newest
/// of all. --into continues a re-crawl that was interrupted.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store recrawl --dry-run --db state.db
  store recrawl --status failed --status skipped --yes --db state.db"
)]
pub(crate) struct RecrawlArgs {
    #[command(flatten)]
    source: SourceFilter,
    /// Status to re-crawl: completed, failed or skipped; may be repeated
    #[arg(long, value_parser = parse_finished_status, default_value = "completed")]
    status: Vec<Status>,
    /// Name of the new run (default: the name of the newest run)
    #[arg(long, value_name = "NAME")]
    run: Option<String>,
    /// Continue an interrupted re-crawl, for the run with this id
    #[arg(long, value_name = "RUN", conflicts_with = "run")]
    into: Option<String>,
    /// Print only the number of items
    #[arg(long)]
    dry_run: bool,
    /// Apply the changes (default: dry run)
    #[arg(long)]
    yes: bool,
}

impl RecrawlArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        if self.yes && !self.dry_run {
            with_store(connection, async |store| self.put_back(store).await).await
        } else {
            with_read_only_store(connection, async |store| self.preview(store).await).await
        }
    }

    async fn preview<D: Database>(&self, store: &StateStore<D>) -> Result<Output, CliError> {
        let run = self.existing_run(store).await?;
        let items = self.count(store, run).await?;
        let mut text = format!("{items} items would be put back in the queue");
        let findings = !self.dry_run && items > 0;
        if findings {
            text.push_str("; add --yes to apply");
        }
        Ok(Output::new(text, json!({ "items": items, "run": null })).with_findings(findings))
    }

    async fn put_back<D: Database>(&self, store: &StateStore<D>) -> Result<Output, CliError> {
        let existing_run = self.existing_run(store).await?;
        if self.count(store, existing_run.clone()).await? == 0 {
            // A run without items would only be noise.
            let text = "0 items were put back in the queue: no item matches";
            return Ok(Output::new(text, json!({ "items": 0, "run": null })));
        }
        let run = match existing_run {
            Some(run) => run,
            None => self.start_run(store).await?,
        };
        let spinner = Spinner::new("putting items back");
        let mut items = 0;
        let done =
            store.reset_for_recrawl_with_progress(&self.recrawl(run.clone()), |so_far| items = so_far).await;
        drop(spinner);
        let json = json!({ "items": items, "run": run.as_str() });
        if let Err(error) = done {
            let summary = format!(
                "{items} items were put back in the queue for run {run}; fix the cause and run the same command again with \
                 `--into {run}` in place of --run"
            );
            return Err(CliError::from(error).with_partial_result(summary, json));
        }
        Ok(Output::new(format!("{items} items were put back in the queue for run {run}"), json))
    }

    async fn existing_run<D: Database>(&self, store: &StateStore<D>) -> Result<Option<RunId>, CliError> {
        match &self.into {
            Some(id) => Ok(Some(known_run(store, id).await?)),
            None => Ok(None),
        }
    }

    async fn count<D: Database>(&self, store: &StateStore<D>, run: Option<RunId>) -> Result<u64, CliError> {
        // A new id, if the run is only started with --yes.
        let recrawl = self.recrawl(run.unwrap_or_default()).dry_run();
        Ok(store.reset_for_recrawl(&recrawl).await?)
    }

    fn recrawl(&self, run: RunId) -> Recrawl {
        self.source.apply_to(Recrawl::new(run).statuses(&self.status))
    }

    /// Starts a run whose parent is the newest run of its name, or without a name the newest of all.
    async fn start_run<D: Database>(&self, store: &StateStore<D>) -> Result<RunId, CliError> {
        let newest = store.runs(self.run.as_deref(), None, 1).await?.into_iter().next();
        let name = self.run.clone().or_else(|| newest.as_ref().map(|run| run.name.clone()));
        let mut run = NewRun::new(name.unwrap_or_else(|| "recrawl".to_owned()));
        if let Some(parent) = newest {
            run = run.parent(parent.run_id);
        }
        Ok(store.start_run(run).await?.run_id)
    }
}
