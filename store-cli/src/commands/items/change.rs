//! `store items retry`, `store items skip` and `store items release`.

use serde_json::{Value, json};
use store::state::{StateStore, Status, WorkItem};
use store::{Database, ErrorKind};

use crate::commands::open_store::with_store;
use crate::commands::stored_item::find_item;
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::output::{Output, table};

/// Put items back in the queue, with their failures reset
///
/// If a worker holds one of the items, or one is completed, the changes are only printed, and
/// --yes applies them.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store items retry ITEM --db state.db
  store items retry ITEM --yes --db state.db"
)]
pub(super) struct RetryArgs {
    /// Ids of the items
    #[arg(required = true)]
    items: Vec<String>,
    /// Change also items that a worker holds, or that are completed
    #[arg(long)]
    yes: bool,
}

/// Mark items as skipped, so that workers do not fetch them
///
/// If a worker holds one of the items, or one is completed, the changes are only printed, and
/// --yes applies them.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  store items skip ITEM --reason \"out of scope\" --yes --db state.db"
)]
pub(super) struct SkipArgs {
    /// Ids of the items
    #[arg(required = true)]
    items: Vec<String>,
    /// Record this reason
    #[arg(long, default_value = "by an operator")]
    reason: String,
    /// Change also items that a worker holds, or that are completed
    #[arg(long)]
    yes: bool,
}

/// Take items from the workers that hold them, and put them back in the queue
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  store items release ITEM --db state.db
  store items release ITEM --yes --db state.db")]
pub(super) struct ReleaseArgs {
    /// Ids of the items
    #[arg(required = true)]
    items: Vec<String>,
    /// Apply the changes (default: dry run)
    #[arg(long)]
    yes: bool,
}

impl RetryArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        let change = StatusChange { to: Status::Pending, reason: None, only_held: false, yes: self.yes };
        with_store(connection, async |store| change.run(store, &self.items).await).await
    }
}

impl SkipArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        let reason = Some(self.reason);
        let change = StatusChange { to: Status::Skipped, reason, only_held: false, yes: self.yes };
        with_store(connection, async |store| change.run(store, &self.items).await).await
    }
}

impl ReleaseArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        let change = StatusChange { to: Status::Pending, reason: None, only_held: true, yes: self.yes };
        with_store(connection, async |store| change.run(store, &self.items).await).await
    }
}

/// A change of the status of items.
struct StatusChange {
    to: Status,
    reason: Option<String>,
    /// Whether only items that a worker holds are changed.
    only_held: bool,
    /// Whether items are changed that lose something by it; see [`loses_data`](Self::loses_data).
    yes: bool,
}

/// An id from the command line, and the item that has it.
struct Candidate<'c> {
    id: &'c str,
    item: Option<WorkItem>,
}

const NOT_FOUND: &str = "not found";
const NOT_HELD: &str = "not held by a worker";
const CONFLICT: &str = "changed by another process: run the command again";

impl StatusChange {
    /// Changes items one by one. Without `yes`, if one of the items would lose something, prints the changes instead.
    async fn run<D: Database>(&self, store: &StateStore<D>, ids: &[String]) -> Result<Output, CliError> {
        let mut candidates = Vec::new();
        for id in ids {
            candidates.push(Candidate { id, item: find_item(store, id).await? });
        }
        if !self.yes && candidates.iter().any(|candidate| self.loses_data(candidate)) {
            return Ok(self.preview(&candidates));
        }
        let (mut lines, mut json, mut findings) = (Vec::new(), Vec::new(), false);
        for candidate in &candidates {
            let outcome = match self.apply(store, candidate).await {
                Ok(outcome) => outcome,
                Err(error) => return Err(stopped(error, &lines, json)),
            };
            findings |= outcome != self.to.as_str();
            lines.push(format!("{}: {outcome}", candidate.id));
            json.push(self.json(candidate, Some(outcome)));
        }
        Ok(Output::new(lines.join("\n"), json.into()).with_findings(findings))
    }

    /// Changes an item; returns its new status, or why it was not changed.
    async fn apply<D: Database>(
        &self,
        store: &StateStore<D>,
        candidate: &Candidate<'_>,
    ) -> Result<&'static str, CliError> {
        let item = match (&candidate.item, self.obstacle(candidate)) {
            (Some(item), None) => item,
            (_, obstacle) => return Ok(obstacle.unwrap_or(NOT_FOUND)),
        };
        match store.update_status(&item.work_item_id, self.to, self.reason.as_deref()).await {
            Ok(()) => Ok(self.to.as_str()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(NOT_FOUND),
            Err(error) if error.kind() == ErrorKind::VersionConflict => Ok(CONFLICT),
            Err(error) => Err(error.into()),
        }
    }

    /// Returns why an item is not changed.
    fn obstacle(&self, candidate: &Candidate<'_>) -> Option<&'static str> {
        match &candidate.item {
            None => Some(NOT_FOUND),
            Some(item) if self.only_held && item.status != Status::InProgress => Some(NOT_HELD),
            Some(_) => None,
        }
    }

    /// Returns whether a worker would lose the item, the item would lose its outcome, or the item would be fetched without its
    /// pruned request data.
    fn loses_data(&self, candidate: &Candidate<'_>) -> bool {
        let loses_data = |item: &WorkItem| {
            matches!(item.status, Status::InProgress | Status::Completed) || self.lacks_request(item)
        };
        self.obstacle(candidate).is_none() && candidate.item.as_ref().is_some_and(loses_data)
    }

    /// Returns whether the item would be fetched without its request data, which was pruned.
    fn lacks_request(&self, item: &WorkItem) -> bool {
        self.to == Status::Pending && item.pruned_at.is_some()
    }

    fn preview(&self, candidates: &[Candidate<'_>]) -> Output {
        let rows = candidates.iter().map(|candidate| {
            let item = candidate.item.as_ref();
            vec![
                candidate.id.to_owned(),
                item.map(|item| item.dedupe_key.clone()).unwrap_or_default(),
                item.map_or("", |item| item.status.as_str()).to_owned(),
                self.obstacle(candidate).map_or_else(|| self.new_status(candidate), str::to_owned),
                item.and_then(|item| item.claimed_by.clone()).unwrap_or_default(),
            ]
        });
        let text = format!(
            "{}\nnothing was changed: a worker would lose its item, or an item its outcome or request data; add --yes to apply",
            table(&["item", "resource", "status", "new status", "worker"], rows)
        );
        let json: Vec<Value> =
            candidates.iter().map(|candidate| self.json(candidate, self.obstacle(candidate))).collect();
        Output::new(text, json.into()).with_findings(true)
    }

    fn new_status(&self, candidate: &Candidate<'_>) -> String {
        let lacks_request = candidate.item.as_ref().is_some_and(|item| self.lacks_request(item));
        let note = if lacks_request { ", without headers, body and metadata, which were pruned" } else { "" };
        format!("{}{note}", self.to.as_str())
    }

    /// Returns the item as it was before the change, and the outcome, which is `null` in a preview.
    fn json(&self, candidate: &Candidate<'_>, outcome: Option<&str>) -> Value {
        let item = candidate.item.as_ref();
        json!({
            "item": candidate.id,
            "key": item.map(|item| &item.dedupe_key),
            "status": item.map(|item| item.status.as_str()),
            "to": self.to.as_str(),
            "worker": item.and_then(|item| item.claimed_by.as_deref()),
            "outcome": outcome,
        })
    }
}

/// Adds the items that were changed before an error.
fn stopped(error: CliError, lines: &[String], json: Vec<Value>) -> CliError {
    let summary = match lines {
        [] => "no item was changed".to_owned(),
        lines => {
            format!("changed before the error: {}; the remaining items were not changed", lines.join(", "))
        }
    };
    error.with_partial_result(summary, json.into())
}
