//! The columns of a work item that enqueuing and completing read.

use crate::Table;
use crate::state::{Status, WorkItemId};

/// Four columns of a work item: reading all columns of every duplicate would cost more than the enqueue itself.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "work_items")]
#[query(select by_hash(dedupe_hash))]
#[query(select by_hashes(dedupe_hash in :hashes))]
#[query(select with_ids(work_item_id in :ids))]
pub struct ItemState {
    #[column(primary_key)]
    /// Id of the item.
    pub work_item_id: WorkItemId,
    /// Current status of the item.
    pub status: Status,
    /// Token of the lease.
    pub lease_token: i64,
    /// Hash of the identity.
    pub dedupe_hash: [u8; 32],
}
