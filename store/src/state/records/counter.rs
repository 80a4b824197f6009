//! Numbers that are kept, so that nobody has to count.

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
    /// Items that were in the queue already.
    Duplicates,
    /// Failures that were followed by another attempt.
    Retries,
    /// Leases that ran out.
    Expiries,
    /// Versions that differ from the ones before.
    Changed,
    /// Versions that are like the ones before.
    Unchanged,
    /// The bytes of all versions.
    Bytes,
}

/// A number that is kept, in several rows that different writers add to.
///
/// One row would be what all workers wait for.
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
    /// The run whose items or doings are counted; empty for those of all runs.
    #[column(len = 36)]
    pub run_id: String,
    /// The source whose items are counted; see `Source::key`.
    #[column(len = 301)]
    pub source_key: String,
    /// What is counted.
    pub measure: CounterKind,
    /// Which of the rows it is.
    pub shard: i16,
    /// How many; what is added may be less than nothing.
    #[column(add)]
    pub amount: i64,
}
