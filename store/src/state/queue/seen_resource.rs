//! A seen resource.

use chrono::{DateTime, Utc};

use super::WorkItem;
use crate::state::{LaterSightings, RunId, WorkItemId};

/// A resource that was enqueued or found as a link, with the number of times.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeenResource {
    /// Work item of the resource.
    pub work_item_id: WorkItemId,
    /// Readable form of the identity.
    pub dedupe_key: String,
    /// Time when the resource was first seen.
    pub first_seen_at: DateTime<Utc>,
    /// Time when the resource was last seen.
    pub last_seen_at: DateTime<Utc>,
    /// Number of times that the resource was seen.
    pub seen_count: i64,
    /// Run that last saw the resource; unchanged when it is seen outside of a run.
    pub last_run_id: Option<RunId>,
}

impl SeenResource {
    pub(super) fn new(item: WorkItem, later: Option<LaterSightings>) -> Self {
        let first = Self {
            work_item_id: item.work_item_id,
            dedupe_key: item.dedupe_key,
            first_seen_at: item.created_at,
            last_seen_at: item.created_at,
            seen_count: 1,
            last_run_id: item.discovered_in,
        };
        match later {
            None => first,
            Some(later) => Self {
                last_seen_at: later.last_seen_at,
                seen_count: 1 + later.sightings,
                last_run_id: later.last_run_id.or(first.last_run_id),
                ..first
            },
        }
    }
}
