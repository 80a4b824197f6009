//! `store lineage`.

use serde_json::{Value, json};
use store::Database;
use store::state::{ResourceVersion, RunId, StateStore, WorkItem, WorkItemId};

use super::open_store::with_read_only_store;
use super::stored_item::{find_item, item_json};
use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::escape;
use crate::output::{Output, plus_one, table, truncate};

/// Show how an item was found, the links to it, and its versions
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  store lineage ITEM --db state.db")]
pub(crate) struct LineageArgs {
    /// Id of the item
    item: String,
    /// Print at most this number of links
    #[arg(long, default_value_t = 1_000)]
    limit: u32,
}

/// The number of ancestors that are followed: items that link to each other in a cycle have no end.
const MAX_ANCESTORS: usize = 1_000;

impl LineageArgs {
    pub(super) async fn run(self, connection: &ConnectionArgs) -> Result<Output, CliError> {
        with_read_only_store(connection, async |store| self.show(store).await).await
    }

    async fn show<D: Database>(&self, store: &StateStore<D>) -> Result<Output, CliError> {
        let Some(item) = find_item(store, &self.item).await? else {
            return Ok(Output::item_not_found(&self.item));
        };
        let ancestors = Ancestors::read(store, item.discovered_from.clone()).await?;
        let mut found = store.links_to(item.identity(), None, plus_one(self.limit)).await?;
        let has_more_links = truncate(&mut found, self.limit);
        let mut links = Vec::new();
        for link in found {
            let from = store.get_work_item(&link.from_item).await?;
            links.push(Link {
                from: link.from_item,
                key: from.map(|from| from.dedupe_key),
                run: link.run_id,
            });
        }
        let versions = store.versions(&item.work_item_id).await?;

        let text = format!(
            "{}{}\n{}{}",
            ancestors.text(&item),
            table(&["links to it from", "resource", "run"], links.iter().map(Link::row)),
            if has_more_links { "more: raise --limit\n" } else { "" },
            table(
                &["version", "changed", "fetched", "bytes", "run", "attempt"],
                versions.iter().map(version_row)
            ),
        );
        let json = json!({
            "item": item_json(&item),
            "ancestors": ancestors.ids(),
            "ancestors_complete": ancestors.is_complete,
            "links": links.iter().map(Link::json).collect::<Vec<_>>(),
            "versions": versions.iter().map(version_json).collect::<Vec<_>>(),
        });
        Ok(Output::new(text, json))
    }
}

/// The items through which an item was found, from the first to its direct parent.
struct Ancestors {
    items: Vec<WorkItem>,
    /// Whether the first is one that was not found through another.
    is_complete: bool,
}

impl Ancestors {
    async fn read<D: Database>(
        store: &StateStore<D>,
        mut parent: Option<WorkItemId>,
    ) -> Result<Self, CliError> {
        let mut items: Vec<WorkItem> = Vec::new();
        let mut is_complete = true;
        while let Some(id) = parent {
            if items.len() == MAX_ANCESTORS || items.iter().any(|item| item.work_item_id == id) {
                is_complete = false;
                break;
            }
            let Some(item) = store.get_work_item(&id).await? else { break };
            parent = item.discovered_from.clone();
            items.push(item);
        }
        items.reverse();
        Ok(Self { items, is_complete })
    }

    fn ids(&self) -> Vec<&str> {
        self.items.iter().map(|item| item.work_item_id.as_str()).collect()
    }

    /// Renders the ancestors and the item, each below its parent.
    fn text(&self, item: &WorkItem) -> String {
        let mut text = String::new();
        if !self.is_complete {
            text.push_str(&format!(
                "lineage is cyclic or deeper than {MAX_ANCESTORS} steps; showing the last ones\n"
            ));
        }
        for (depth, item) in self.items.iter().chain([item]).enumerate() {
            let indent = "  ".repeat(depth);
            let (id, key) = (&item.work_item_id, escape::line(&item.dedupe_key));
            text.push_str(&format!("{indent}{id} {key} ({})\n", item.status.as_str()));
        }
        text
    }
}

struct Link {
    from: WorkItemId,
    /// The dedupe key of the item that has the link, if the store still has the item.
    key: Option<String>,
    run: Option<RunId>,
}

impl Link {
    fn row(&self) -> Vec<String> {
        vec![self.from.to_string(), self.key.clone().unwrap_or_default(), run_name(self.run.as_ref())]
    }

    fn json(&self) -> Value {
        json!({ "from": self.from.as_str(), "key": self.key, "run": self.run.as_ref().map(|run| run.as_str()) })
    }
}

fn run_name(run: Option<&RunId>) -> String {
    run.map(ToString::to_string).unwrap_or_default()
}

fn version_row(version: &ResourceVersion) -> Vec<String> {
    vec![
        version.version.to_string(),
        if version.changed { "yes" } else { "no" }.to_owned(),
        version.fetched_at.format("%Y-%m-%d %H:%M:%S").to_string(),
        version.size.to_string(),
        run_name(version.run_id.as_ref()),
        version.attempt.to_string(),
    ]
}

fn version_json(version: &ResourceVersion) -> Value {
    json!({
        "version": version.version,
        "changed": version.changed,
        "fetched_at": version.fetched_at.to_rfc3339(),
        "bytes": version.size,
        "status_code": version.status_code,
        "location": version.location,
        "run": version.run_id.as_ref().map(|run| run.as_str()),
        "attempt": version.attempt,
    })
}
