//! The table of later sightings.

use chrono::{DateTime, Utc};

use crate::Table;
use crate::state::{RunId, WorkItemId};

/// The sightings of a resource after the first, which its work item records.
///
/// Most resources are seen once, so that most items have no row here. The row is not a part of the item: completing a
/// page locks the rows of all resources that the page links to, and must not wait for the workers that process them.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "later_sightings", without_rowid)]
#[query(select in_order() order_by(work_item_id) page)]
#[query(select last() order_by(work_item_id desc) limit(1))]
#[query(count rows())]
pub struct LaterSightings {
    /// Work item of the resource.
    #[column(primary_key)]
    pub work_item_id: WorkItemId,
    /// Number of sightings after the first.
    #[column(add)]
    pub sightings: i64,
    /// Time of the last sighting.
    pub last_seen_at: DateTime<Utc>,
    /// Run of the last sighting in a run.
    #[column(keep)]
    pub last_run_id: Option<RunId>,
}
