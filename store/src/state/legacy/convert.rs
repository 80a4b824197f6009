//! What a row of the Python era is now.

use serde_json::Value;

use super::LegacyItem;
use crate::Error;
use crate::state::verbatim::Verbatim;
use crate::state::{DiscoveredLink, Identity, SeenResource, Source, Status, WorkItem};

/// The variant by which a row is kept apart from another one of the same resource.
pub(super) fn variant_of_double(id: &str) -> String {
    format!("legacy-{id}")
}

/// The row as a work item of this variant, without its JSON.
///
/// What was with a worker has no lease: it is open again.
pub(super) fn work_item(item: LegacyItem, variant: Option<String>) -> WorkItem {
    let identity = Identity { variant: variant.as_deref(), ..item.identity() };
    let status = if item.status == Status::InProgress { Status::Pending } else { item.status };
    WorkItem {
        dedupe_key: identity.readable(),
        dedupe_hash: identity.hash(),
        source_key: Source::new(&item.source_system, &item.source_name).key(),
        work_item_id: item.work_item_id,
        source_system: item.source_system,
        source_name: item.source_name,
        resource_type: item.resource_type,
        resource_id: item.resource_id,
        variant,
        request_uri: item.request_uri,
        request_method: item.request_method,
        request_headers: None,
        request_body: item.request_body,
        metadata: None,
        priority: item.priority,
        rank: item.rank.unwrap_or_default(),
        status,
        attempt: item.attempt,
        failures: 0,
        expiries: 0,
        run_id: item.run_id.map(Into::into),
        discovered_from: item.discovered_from,
        created_at: item.created_at,
        updated_at: item.updated_at,
        queued_at: item.created_at,
        finished_at: status.is_finished().then_some(item.updated_at),
        claimed_by: None,
        claimed_at: None,
        lease_token: 0,
        lease_expires_at: None,
        next_retry_at: None,
        error_message: item.error_message,
        version: 0,
        content_hash: None,
        pruned_at: None,
    }
}

/// The row as it is written: with its JSON as it stands there, since reading it could change it, as numbers beyond 64 bits.
///
/// # Errors
///
/// Those of a value that does not fit its column.
pub(super) fn verbatim(item: &WorkItem, json: Json) -> Result<Verbatim<WorkItem>, Error> {
    let mut row = Verbatim::of(item)?;
    row.set_json("request_headers", json.request_headers.map(as_json));
    row.set_json("metadata", json.metadata.map(as_json));
    Ok(row)
}

/// The texts of a row that are to be JSON.
pub(super) struct Json {
    request_headers: Option<String>,
    metadata: Option<String>,
}

impl Json {
    pub(super) fn of(item: &LegacyItem) -> Self {
        Self { request_headers: item.request_headers.clone(), metadata: item.metadata.clone() }
    }
}

/// JSON as it was, and what is none as a text in JSON: nothing is lost.
pub(super) fn as_json(text: String) -> String {
    if is_json(&text) { text } else { Value::String(text).to_string() }
}

/// Whether it is JSON that the store can read.
pub(super) fn is_json(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok()
}

/// That the resource was seen.
pub(super) fn seen(item: &WorkItem) -> SeenResource {
    SeenResource {
        dedupe_hash: item.dedupe_hash,
        dedupe_key: item.dedupe_key.clone(),
        first_seen_at: item.created_at,
        last_seen_at: item.updated_at,
        seen_count: 1,
        last_run_id: item.run_id.clone(),
    }
}

/// What led to the item, where that is known.
pub(super) fn link(item: &WorkItem) -> Option<DiscoveredLink> {
    Some(DiscoveredLink {
        from_item: item.discovered_from.clone()?,
        to_hash: item.dedupe_hash,
        run_id: item.run_id.clone(),
        first_seen_at: item.created_at,
        last_seen_at: item.created_at,
    })
}
