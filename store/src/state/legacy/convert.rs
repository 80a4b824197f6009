//! Converting a legacy item to the rows of the store.

use serde_json::Value;

use super::LegacyItem;
use crate::Error;
use crate::state::raw_row::RawRow;
use crate::state::{DiscoveredLink, Identity, RunId, Source, Status, WorkItem};

/// Returns the legacy item as a work item with this variant, without its JSON.
///
/// An item in progress becomes pending, since it has no lease.
pub(super) fn work_item(item: LegacyItem, variant: Option<String>) -> WorkItem {
    let identity = Identity { variant: variant.as_deref(), ..item.identity() };
    let status = if item.status == Status::InProgress { Status::Pending } else { item.status };
    let run_id: Option<RunId> = item.run_id.clone().map(Into::into);
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
        run_id: run_id.clone(),
        discovered_from: item.discovered_from,
        discovered_in: run_id,
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

/// Returns the work item as a raw row with its JSON text unchanged. Parsing the JSON could change it, such as numbers of
/// more than 64 bits.
///
/// # Errors
///
/// [`Truncated`](crate::ErrorKind::Truncated) and the other errors of a value that does not fit its column.
pub(super) fn raw_row(item: &WorkItem, json: JsonTexts) -> Result<RawRow<WorkItem>, Error> {
    let mut row = RawRow::from_row_of(item)?;
    row.set_json("request_headers", json.request_headers.map(to_json));
    row.set_json("metadata", json.metadata.map(to_json));
    Ok(row)
}

/// The text of the columns that are JSON in the store.
pub(super) struct JsonTexts {
    request_headers: Option<String>,
    metadata: Option<String>,
}

impl JsonTexts {
    pub(super) fn of(item: &LegacyItem) -> Self {
        Self { request_headers: item.request_headers.clone(), metadata: item.metadata.clone() }
    }
}

/// Returns JSON unchanged, and other text as a JSON string.
pub(super) fn to_json(text: String) -> String {
    if is_json(&text) { text } else { Value::String(text).to_string() }
}

/// Returns whether the text is JSON that the store can read.
pub(super) fn is_json(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok()
}

/// Returns the link to the item, if the item in which it was found is known.
pub(super) fn link(item: &WorkItem) -> Option<DiscoveredLink> {
    Some(DiscoveredLink {
        from_item: item.discovered_from.clone()?,
        to_item: item.work_item_id.clone(),
        run_id: item.run_id.clone(),
        first_seen_at: item.created_at,
        last_seen_at: item.created_at,
    })
}
