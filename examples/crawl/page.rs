//! What is kept of a page.

use chrono::{DateTime, Utc};
use store::Table;
use store::state::WorkItemId;

/// What is kept of a page that was read: enough to tell whether it has changed.
///
/// A page keeps its row when it is to be crawled again; whether the row is of today, its work item tells.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "crawl", name = "pages")]
#[table(foreign_key(
    name = "fk_pages_work_item",
    columns(work_item_id),
    references(schema = "ingest", table = "work_items", columns(work_item_id))
))]
#[query(select all() order_by(work_item_id))]
pub(crate) struct Page {
    /// Its work item.
    #[column(primary_key)]
    pub(crate) work_item_id: WorkItemId,
    /// Its length in bytes.
    pub(crate) size: i64,
    /// The SHA-256 of its bytes.
    pub(crate) sha256: [u8; 32],
    /// When it was read.
    pub(crate) fetched_at: DateTime<Utc>,
}
