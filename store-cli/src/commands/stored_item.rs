//! Items of a store: found by their ids, and rendered as JSON.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use store::state::{StateStore, WorkItem};
use store::{Database, Error, ErrorKind};

/// Returns the item with an id from the command line; no item has an id that is too long for the column.
pub(super) async fn find_item<D: Database>(
    store: &StateStore<D>,
    id: &str,
) -> Result<Option<WorkItem>, Error> {
    match store.get_work_item(&id.into()).await {
        Err(error) if error.kind() == ErrorKind::Truncated => Ok(None),
        found => found,
    }
}

pub(super) fn item_json(item: &WorkItem) -> Value {
    let time = |at: Option<DateTime<Utc>>| at.map(|at| at.to_rfc3339());
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
        "content_hash": item.content_hash.map(hex::encode),
    })
}
