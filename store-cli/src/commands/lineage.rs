//! `store lineage`.

use serde_json::json;
use store::Database;
use store::state::{StateStore, WorkItem, WorkItemId};

use super::items::{item_of, of_item};
use crate::answer::{Answer, and_one, cut, table};
use crate::escape;
use crate::fault::Fault;

/// The longest way that is followed: a ring of discoveries would have no end.
const LONGEST: usize = 1_000;

pub(super) async fn run<D: Database>(store: &StateStore<D>, id: &str, limit: u32) -> Result<Answer, Fault> {
    let Some(item) = item_of(store, id).await? else { return Ok(Answer::missing(id)) };
    let (way, is_whole) = way(store, item.discovered_from.clone()).await?;
    let mut found = store.links_to(item.identity(), None, and_one(limit)).await?;
    let is_longer = cut(&mut found, limit);
    let mut links = Vec::new();
    for link in found {
        let from = store.get_work_item(&link.from_item).await?;
        links.push((link.from_item, from.map(|from| from.dedupe_key), link.run_id));
    }
    let versions = store.versions(&item.work_item_id).await?;

    let mut text = String::new();
    if !is_whole {
        text.push_str(&format!("the way is longer than {LONGEST} steps, or a ring; its end is\n"));
    }
    for (depth, step) in way.iter().rev().chain([&item]).enumerate() {
        let space = "  ".repeat(depth);
        text.push_str(&format!(
            "{space}{} {} ({})\n",
            step.work_item_id,
            escape::line(&step.dedupe_key),
            step.status.as_str()
        ));
    }
    let name = |run: &Option<store::state::RunId>| run.as_ref().map(ToString::to_string).unwrap_or_default();
    let rows = links
        .iter()
        .map(|(from, key, run)| vec![from.to_string(), key.clone().unwrap_or_default(), name(run)]);
    text.push_str(&table(&["links to it from", "resource", "run"], rows));
    text.push_str(if is_longer { "\nmore: raise --limit\n" } else { "\n" });
    let rows = versions.iter().map(|version| {
        let changed = if version.changed { "yes" } else { "no" };
        let fetched = version.fetched_at.format("%Y-%m-%d %H:%M:%S").to_string();
        let number = version.version.to_string();
        vec![
            number,
            changed.to_owned(),
            fetched,
            version.size.to_string(),
            name(&version.run_id),
            version.attempt.to_string(),
        ]
    });
    text.push_str(&table(&["version", "changed", "fetched", "bytes", "run", "attempt"], rows));
    let json = json!({
        "item": of_item(&item),
        "whole_way": is_whole,
        "found_by_way_of": way.iter().rev().map(|step| step.work_item_id.as_str()).collect::<Vec<_>>(),
        "links": links.iter().map(|(from, key, run)| json!({
            "from": from.as_str(),
            "key": key,
            "run": run.as_ref().map(|run| run.as_str()),
        })).collect::<Vec<_>>(),
        "versions": versions.iter().map(|version| json!({
            "version": version.version,
            "changed": version.changed,
            "fetched_at": version.fetched_at.to_rfc3339(),
            "bytes": version.size,
            "status_code": version.status_code,
            "location": version.location,
            "run": version.run_id.as_ref().map(|run| run.as_str()),
            "attempt": version.attempt,
        })).collect::<Vec<_>>(),
    });
    Ok(Answer::new(text, json))
}

/// The items by way of which one was found, the nearest first, and whether the first of all is among them.
async fn way<D: Database>(
    store: &StateStore<D>,
    mut from: Option<WorkItemId>,
) -> Result<(Vec<WorkItem>, bool), Fault> {
    let mut way: Vec<WorkItem> = Vec::new();
    while let Some(id) = from {
        if way.len() == LONGEST || way.iter().any(|step| step.work_item_id == id) {
            return Ok((way, false));
        }
        let Some(item) = store.get_work_item(&id).await? else { break };
        from = item.discovered_from.clone();
        way.push(item);
    }
    Ok((way, true))
}
