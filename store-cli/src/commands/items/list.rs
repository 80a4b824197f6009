//! `store items list`.

use store::Database;
use store::state::{StateStore, Status, WorkItem, WorkItemId};

use crate::commands::open_store::with_read_only_store;
use crate::commands::stored_item::item_json;
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::filters::{SourceFilter, parse_status};
use crate::output::{Output, plus_one, table, truncate};

/// List items in the order of their ids
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  store items list --db state.db
  store items list --status failed --limit 10 --db state.db")]
pub(super) struct ListArgs {
    #[command(flatten)]
    source: SourceFilter,
    /// Print only items with this status
    #[arg(long, value_parser = parse_status)]
    status: Option<Status>,
    /// Print only items of the run with this id
    #[arg(long)]
    run: Option<String>,
    /// Start after this item, the last one of the previous list
    #[arg(long, value_name = "ITEM")]
    after: Option<String>,
    /// Print at most this number of items
    #[arg(long, default_value_t = 50)]
    limit: u32,
}

const HEADER: [&str; 5] = ["item", "resource", "status", "attempt", "error"];

impl ListArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        with_read_only_store(connection, async |store| self.list(store).await).await
    }

    async fn list<D: Database>(self, store: &StateStore<D>) -> Result<Output, CliError> {
        let mut filter = self.source.into_item_filter();
        if let Some(status) = self.status {
            filter = filter.status(status);
        }
        if let Some(run) = self.run {
            filter = filter.run(run.into());
        }
        let after = self.after.map(WorkItemId::from);
        let mut items = store.known_resources(&filter, after.as_ref(), plus_one(self.limit)).await?;
        let is_longer = truncate(&mut items, self.limit);
        let more = match items.last() {
            Some(last) => format!("add --after {}", last.work_item_id),
            None => "raise --limit".to_owned(),
        };
        let json = items.iter().map(item_json).collect();
        let text = table(&HEADER, items.into_iter().map(row));
        Ok(Output::list(text, json, is_longer.then_some(more)))
    }
}

fn row(item: WorkItem) -> Vec<String> {
    vec![
        item.work_item_id.to_string(),
        item.dedupe_key,
        item.status.as_str().to_owned(),
        item.attempt.to_string(),
        item.error_message.unwrap_or_default(),
    ]
}
