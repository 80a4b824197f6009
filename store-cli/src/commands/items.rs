//! `store items`.

use serde_json::{Value, json};
use store::state::{StateStore, Status, WorkItem, WorkItemFilter, WorkItemId};
use store::{Database, ErrorKind};

use super::change::Change;
use crate::answer::{Answer, and_one, cut, table};
use crate::args::{Filter, Items};
use crate::fault::Fault;

const HEAD: [&str; 5] = ["item", "resource", "status", "attempt", "error"];

pub(super) async fn run<D: Database>(store: &StateStore<D>, items: Items) -> Result<Answer, Fault> {
    match items {
        Items::List { of, status, run, after, limit } => {
            let mut filter = of.filter();
            if let Some(status) = status {
                filter = filter.status(status);
            }
            if let Some(run) = run {
                filter = filter.run(run.into());
            }
            let after = after.map(WorkItemId::from);
            let mut items = store.known_resources(&filter, after.as_ref(), and_one(limit)).await?;
            let is_longer = cut(&mut items, limit);
            let more = match items.last() {
                Some(last) => format!("add --after {}", last.work_item_id),
                None => "raise --limit".to_owned(),
            };
            let json = items.iter().map(of_item).collect();
            let text = table(&HEAD, items.into_iter().map(row));
            Ok(Answer::list(text, json, is_longer.then_some(more)))
        }
        Items::Show { item } => match item_of(store, &item).await? {
            Some(item) => Ok(Answer::new(shown(&item), of_item(&item))),
            None => Ok(Answer::missing(&item)),
        },
        Items::Retry { items, yes } => {
            Change { to: Status::Pending, reason: None, with_worker: false, yes }.run(store, &items).await
        }
        Items::Skip { items, reason, yes } => {
            let reason = Some(reason.as_str());
            Change { to: Status::Skipped, reason, with_worker: false, yes }.run(store, &items).await
        }
        Items::Release { items, yes } => {
            Change { to: Status::Pending, reason: None, with_worker: true, yes }.run(store, &items).await
        }
    }
}

impl Filter {
    pub(crate) fn filter(self) -> WorkItemFilter {
        let mut filter = WorkItemFilter::default();
        if let Some(system) = self.system {
            filter = filter.source_system(system);
        }
        if let Some(name) = self.name {
            filter = filter.source_name(name);
        }
        filter
    }
}

/// The item of an id that somebody has typed; what is too long for one is none.
pub(super) async fn item_of<D: Database>(
    store: &StateStore<D>,
    id: &str,
) -> Result<Option<WorkItem>, store::Error> {
    match store.get_work_item(&id.into()).await {
        Err(error) if error.kind() == ErrorKind::Truncated => Ok(None),
        found => found,
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

/// All of an item, a line a part.
fn shown(item: &WorkItem) -> String {
    let Value::Object(parts) = of_item(item) else { return String::new() };
    let told = parts.into_iter().filter(|(_, value)| !value.is_null());
    let rows = told.map(|(name, value)| match value {
        Value::String(text) => vec![name, text],
        value => vec![name, value.to_string()],
    });
    table(&["part", "value"], rows)
}

pub(super) fn of_item(item: &WorkItem) -> Value {
    let hex = |hash: [u8; 32]| hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let time = |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| at.to_rfc3339());
    json!({
        "item": item.work_item_id.as_str(),
        "source": item.source().key(),
        "system": item.source_system,
        "name": item.source_name,
        "type": item.resource_type,
        "id": item.resource_id,
        "variant": item.variant,
        "key": item.dedupe_key,
        "uri": item.request_uri,
        "method": item.request_method,
        "headers": item.request_headers,
        "body": item.request_body,
        "metadata": item.metadata,
        "priority": item.priority,
        "rank": item.rank,
        "status": item.status.as_str(),
        "attempt": item.attempt,
        "failures": item.failures,
        "expiries": item.expiries,
        "run": item.run_id.as_ref().map(|run| run.as_str()),
        "discovered_from": item.discovered_from.as_ref().map(|from| from.as_str()),
        "created_at": item.created_at.to_rfc3339(),
        "queued_at": item.queued_at.to_rfc3339(),
        "finished_at": time(item.finished_at),
        "worker": item.claimed_by,
        "lease_expires_at": time(item.lease_expires_at),
        "next_retry_at": time(item.next_retry_at),
        "error": item.error_message,
        "version": item.version,
        "content_hash": item.content_hash.map(hex),
    })
}
