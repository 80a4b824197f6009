//! The columns of a work item that enqueuing and sweeping read.

use chrono::{DateTime, Utc};

use crate::Table;
use crate::state::{RunId, Status, WorkItemId};

/// Some columns of a work item: reading all columns of every duplicate would cost more than the enqueue itself.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "work_items")]
#[query(select by_hash(dedupe_hash))]
#[query(select by_hashes(dedupe_hash in :hashes))]
#[query(select in_progress(status = "in_progress"))]
#[query(select next_due(next_retry_at <= now()) order_by(next_retry_at) limit(1))]
#[query(select next_expired(status = "in_progress", lease_expires_at < now()) order_by(lease_expires_at) limit(1))]
pub struct ItemState {
    #[column(primary_key)]
    /// Id of the item.
    pub work_item_id: WorkItemId,
    /// Current status of the item.
    pub status: Status,
    /// Run that the item is queued for.
    pub run_id: Option<RunId>,
    /// Hash of the identity.
    pub dedupe_hash: [u8; 32],
    /// Time when the lease expires.
    pub lease_expires_at: Option<DateTime<Utc>>,
    /// Time of the retry after a failure.
    pub next_retry_at: Option<DateTime<Utc>>,
}
