//! The columns of a work item that enqueuing reads.

use crate::Table;
use crate::state::{Status, WorkItemId};

/// Three columns of a work item: reading all columns of every duplicate would cost more than the enqueue itself.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "work_items")]
#[query(select by_hash(dedupe_hash))]
#[query(select by_hashes(dedupe_hash in :hashes))]
pub struct ItemState {
    #[column(primary_key)]
    /// Id of the item.
    pub work_item_id: WorkItemId,
    /// Current status of the item.
    pub status: Status,
    /// Hash of the identity.
    pub dedupe_hash: [u8; 32],
}
