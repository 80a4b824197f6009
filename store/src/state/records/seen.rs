//! What was ever seen.

use chrono::{DateTime, Utc};

use crate::Table;
use crate::state::RunId;

/// A resource that was seen, as a link or as an item for the queue, and how often.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "seen_resources")]
#[query(select in_order() order_by(dedupe_hash) page)]
#[query(select last() order_by(dedupe_hash desc) limit(1))]
#[query(count rows())]
pub struct SeenResource {
    /// The hash of its identity; see `WorkItem::dedupe_hash`.
    #[column(primary_key)]
    pub dedupe_hash: [u8; 32],
    /// The parts of its identity for people to read.
    #[column(len = 854, insert_only)]
    pub dedupe_key: String,
    /// When it was seen first.
    #[column(insert_only)]
    pub first_seen_at: DateTime<Utc>,
    /// When it was seen last.
    pub last_seen_at: DateTime<Utc>,
    /// How often it was seen.
    #[column(add)]
    pub seen_count: i64,
    /// The run that saw it last; stays when it is seen outside of a run.
    #[column(keep)]
    pub last_run_id: Option<RunId>,
}
