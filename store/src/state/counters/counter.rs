//! The table of counters.

use crate::Table;
use crate::state::Status;

/// One shard of the counters of a source, in one run or over all runs. A counter is the sum of its shards.
///
/// Writers are spread over the shards: in a single row, all workers would wait for each other.
///
/// ```
/// use store::state::Counter;
///
/// # store::__example!(|store, page| {
/// store.enqueue_many(vec![page("1"), page("2")]).await?;
/// let rows = Counter::of_run("").all(&mut store.database().clone()).await?;
/// assert_eq!(rows.iter().map(|row| row.open_items).sum::<i64>(), 2);
/// # });
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Table)]
#[table(schema = "ingest", name = "counters", primary_key(columns(run_id, source_key, shard)), without_rowid)]
#[query(select of_run(run_id) order_by(run_id, source_key, shard))]
#[query(select in_order() order_by(run_id, source_key, shard) page)]
#[query(select last() order_by(run_id desc, source_key desc, shard desc) limit(1))]
#[query(count rows())]
pub struct Counter {
    /// Run whose items are counted; empty for the counters over all runs.
    #[column(len = 36)]
    pub run_id: String,
    /// Key of the source whose items are counted; see `Source::key`.
    #[column(len = 301)]
    pub source_key: String,
    /// Number of the shard.
    pub shard: i16,
    /// Items that are pending or in progress.
    #[column(add)]
    pub open_items: i64,
    /// Items that are completed.
    #[column(add)]
    pub completed: i64,
    /// Items that are failed.
    #[column(add)]
    pub failed: i64,
    /// Items that are skipped.
    #[column(add)]
    pub skipped: i64,
    /// Items that were new to the queue.
    #[column(add)]
    pub enqueued: i64,
    /// Enqueued resources that were already in the queue.
    #[column(add)]
    pub duplicates: i64,
    /// Failures that were followed by another attempt.
    #[column(add)]
    pub retries: i64,
    /// Leases that expired.
    #[column(add)]
    pub expiries: i64,
    /// Versions that differ from the previous one, or are the first.
    #[column(add)]
    pub changed: i64,
    /// Versions that equal the previous one.
    #[column(add)]
    pub unchanged: i64,
    /// Bytes of all versions.
    #[column(add)]
    pub bytes: i64,
}

impl Counter {
    /// Returns the counter of the items with a status.
    pub(in crate::state) const fn of_status(&mut self, status: Status) -> &mut i64 {
        match status {
            Status::Pending | Status::InProgress => &mut self.open_items,
            Status::Completed => &mut self.completed,
            Status::Failed => &mut self.failed,
            Status::Skipped => &mut self.skipped,
        }
    }

    /// Adds the amounts of another row.
    pub(in crate::state) fn add(&mut self, other: &Self) {
        let other = other.clone().amounts().map(|amount| *amount);
        for (amount, other) in self.amounts().into_iter().zip(other) {
            *amount += other;
        }
    }

    /// Returns the number of counters that are not 0.
    pub(in crate::state) fn nonzero(&self) -> usize {
        self.clone().amounts().into_iter().filter(|amount| **amount != 0).count()
    }

    fn amounts(&mut self) -> [&mut i64; 11] {
        [
            &mut self.open_items,
            &mut self.completed,
            &mut self.failed,
            &mut self.skipped,
            &mut self.enqueued,
            &mut self.duplicates,
            &mut self.retries,
            &mut self.expiries,
            &mut self.changed,
            &mut self.unchanged,
            &mut self.bytes,
        ]
    }
}
