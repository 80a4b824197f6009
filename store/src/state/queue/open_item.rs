//! The columns of a work item that sweeping and statistics read.

use chrono::{DateTime, Utc};

use crate::Table;
use crate::state::{RunId, Status, WorkItemId};

/// An item that is in progress, or waits for its next attempt. There are few, and each kind has an index.
///
/// Statistics read the rows of items in progress and count them: for `GROUP BY`, SQLite would prefer an index of all items
/// that has the order of the groups.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "work_items")]
#[query(select in_progress(status = "in_progress"))]
#[query(select next_due(next_retry_at <= now()) order_by(next_retry_at) limit(1))]
#[query(select next_expired(status = "in_progress", lease_expires_at < now()) order_by(lease_expires_at) limit(1))]
pub struct OpenItem {
    #[column(primary_key)]
    /// Id of the item.
    pub work_item_id: WorkItemId,
    /// Key of the source.
    #[column(len = 301)]
    pub source_key: String,
    /// Current status of the item.
    pub status: Status,
    /// Run that the item is queued for.
    pub run_id: Option<RunId>,
    /// Time when the lease expires.
    pub lease_expires_at: Option<DateTime<Utc>>,
    /// Time of the retry after a failure.
    pub next_retry_at: Option<DateTime<Utc>>,
}
