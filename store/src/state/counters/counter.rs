//! The table of counters.

use crate::state::Status;
use crate::state::enum_text::text_enum;
use crate::{SqlEnum, Table};

/// The kind of a counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, SqlEnum)]
#[sql_enum(rename_all = "snake_case", len = 20)]
pub enum CounterKind {
    /// Items that are pending or in progress.
    Open,
    /// Items that are completed.
    Completed,
    /// Items that are failed.
    Failed,
    /// Items that are skipped.
    Skipped,
    /// Items that were new to the queue.
    Enqueued,
    /// Items that were already in the queue.
    Duplicates,
    /// Failures that were followed by another attempt.
    Retries,
    /// Leases that expired.
    Expiries,
    /// Versions that differ from the previous one, or are the first.
    Changed,
    /// Versions that equal the previous one.
    Unchanged,
    /// Bytes of all versions.
    Bytes,
}

text_enum!(CounterKind, "counter kind");

impl CounterKind {
    /// Returns the counter of the items with a status.
    pub(in crate::state) const fn of(status: Status) -> Self {
        match status {
            Status::Pending | Status::InProgress => Self::Open,
            Status::Completed => Self::Completed,
            Status::Failed => Self::Failed,
            Status::Skipped => Self::Skipped,
        }
    }
}

/// One shard of a counter. A counter is the sum of its shards.
///
/// Writers are spread over the shards: in a single row, all workers would wait for each other.
///
/// ```
/// use store::state::Counter;
///
/// # store::__example!(|store, page| {
/// store.enqueue_many(vec![page("1"), page("2")]).await?;
/// let rows = Counter::of_run("").all(&mut store.database().clone()).await?;
/// assert_eq!(rows.iter().map(|row| row.amount).sum::<i64>(), 2);
/// # });
/// ```
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "counters", primary_key(columns(run_id, source_key, measure, shard)))]
#[query(select of_run(run_id) order_by(run_id, source_key, measure, shard))]
#[query(select in_order() order_by(run_id, source_key, measure, shard) page)]
#[query(select last() order_by(run_id desc, source_key desc, measure desc, shard desc) limit(1))]
#[query(count rows())]
pub struct Counter {
    /// Run whose items are counted; empty for the counters over all runs.
    #[column(len = 36)]
    pub run_id: String,
    /// Key of the source whose items are counted; see `Source::key`.
    #[column(len = 301)]
    pub source_key: String,
    /// Kind of the counter.
    pub measure: CounterKind,
    /// Number of the shard.
    pub shard: i16,
    /// Amount of the shard; can be negative.
    #[column(add)]
    pub amount: i64,
}
