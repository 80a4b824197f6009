//! The table of seen resources.

use chrono::{DateTime, Utc};

use crate::Table;
use crate::state::RunId;

/// A resource that was enqueued or found as a link, with the number of times.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "seen_resources")]
#[query(select in_order() order_by(dedupe_hash) page)]
#[query(select last() order_by(dedupe_hash desc) limit(1))]
#[query(count rows())]
pub struct SeenResource {
    /// Hash of the identity; see `WorkItem::dedupe_hash`.
    #[column(primary_key)]
    pub dedupe_hash: [u8; 32],
    /// Readable form of the identity.
    #[column(len = 854, insert_only)]
    pub dedupe_key: String,
    /// Time when the resource was first seen.
    #[column(insert_only)]
    pub first_seen_at: DateTime<Utc>,
    /// Time when the resource was last seen.
    pub last_seen_at: DateTime<Utc>,
    /// Number of times that the resource was seen.
    #[column(add)]
    pub seen_count: i64,
    /// Run that last saw the resource; unchanged when it is seen outside of a run.
    #[column(keep)]
    pub last_run_id: Option<RunId>,
}
