//! What an enqueue has to know of an item that is there already.

use super::Status;
use crate::Table;
use crate::state::WorkItemId;

/// Three columns of a work item: reading all of them for every duplicate would cost more than the enqueue.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "work_items")]
#[query(select by_hash(dedupe_hash))]
#[query(select by_hashes(dedupe_hash in :hashes))]
pub struct ItemState {
    #[column(primary_key)]
    /// The id.
    pub work_item_id: WorkItemId,
    /// Where it stands.
    pub status: Status,
    /// The hash of its identity.
    pub dedupe_hash: [u8; 32],
}
