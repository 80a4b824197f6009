//! The columns of a work item by which claims are ordered.

use chrono::{DateTime, Utc};

use crate::Table;
use crate::state::{Status, WorkItemId};

/// An item that a claim from several sources can take. The index of each source has its items in order; the first ones of
/// all sources are found by merging, without reading the other items.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "work_items")]
#[query(select first_of(source_key, status = "pending", next_retry_at is null)
    order_by(priority, rank, created_at, work_item_id) limit(:max_rows))]
pub struct Candidate {
    #[column(primary_key)]
    /// Id of the item.
    pub work_item_id: WorkItemId,
    /// Key of the source.
    #[column(len = 301)]
    pub source_key: String,
    /// Priority; lower numbers are claimed first.
    pub priority: i32,
    /// Order among items of equal priority.
    pub rank: i32,
    /// Time when the item was created.
    pub created_at: DateTime<Utc>,
    /// Current status of the item.
    pub status: Status,
    /// Time of the retry after a failure.
    pub next_retry_at: Option<DateTime<Utc>>,
}

impl Candidate {
    /// Returns the first `limit` candidates in the order of claims.
    pub(super) fn first(mut candidates: Vec<Self>, limit: u32) -> Vec<WorkItemId> {
        candidates.sort_by(|a, b| {
            (a.priority, a.rank, a.created_at, &a.work_item_id).cmp(&(
                b.priority,
                b.rank,
                b.created_at,
                &b.work_item_id,
            ))
        });
        // A request can name a source twice.
        candidates.dedup_by(|a, b| a.work_item_id == b.work_item_id);
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        candidates.into_iter().take(limit).map(|candidate| candidate.work_item_id).collect()
    }
}
