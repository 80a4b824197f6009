//! The number of items by status and source.

use std::collections::BTreeMap;

use super::OpenItem;
use crate::state::column_text::ColumnText;
use crate::state::counters::sum_by_source;
use crate::state::{Counter, StateStore, Status};
use crate::{Batch, Database, Error};

/// The number of items by status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCounts {
    /// Items that wait for a worker, or for their next attempt.
    pub pending: i64,
    /// Items that are claimed by a worker.
    pub in_progress: i64,
    /// Items that were fetched.
    pub completed: i64,
    /// Items that failed for good.
    pub failed: i64,
    /// Items that are not to be fetched.
    pub skipped: i64,
}

impl StatusCounts {
    /// Returns the number of items with a status.
    pub const fn of(&self, status: Status) -> i64 {
        match status {
            Status::Pending => self.pending,
            Status::InProgress => self.in_progress,
            Status::Completed => self.completed,
            Status::Failed => self.failed,
            Status::Skipped => self.skipped,
        }
    }

    /// Returns the number of items that are pending or in progress.
    pub const fn open(&self) -> i64 {
        self.pending + self.in_progress
    }

    /// Returns the number of items.
    pub const fn total(&self) -> i64 {
        self.open() + self.completed + self.failed + self.skipped
    }

    fn add(&mut self, other: &Self) {
        self.pending += other.pending;
        self.in_progress += other.in_progress;
        self.completed += other.completed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// The number of items by status, in total and by source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Items of all sources.
    pub total: StatusCounts,
    /// Items of each source, by [`Source::key`](crate::state::Source::key).
    pub sources: BTreeMap<String, StatusCounts>,
}

impl<D: Database> StateStore<D> {
    /// Returns the number of items by status and source. The numbers come from counters: the time does not grow with
    /// the number of items.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// # store::__example!(|store, page| {
    /// store.enqueue_many(vec![page("1"), page("2")]).await?;
    /// let stats = store.stats().await?;
    /// assert_eq!((stats.total.pending, stats.sources["http/docs"].pending), (2, 2));
    /// # });
    /// ```
    pub async fn stats(&self) -> Result<Stats, Error> {
        let mut batch = Batch::new();
        let counters = batch.select(Counter::of_run(""));
        let in_progress = batch.select(OpenItem::in_progress());
        let mut results = self.connection().batch(batch).await?;
        let mut stats = Stats::default();
        for (source, counter) in sum_by_source(results.take(counters)?) {
            let counts = StatusCounts {
                pending: counter.open_items,
                in_progress: 0,
                completed: counter.completed,
                failed: counter.failed,
                skipped: counter.skipped,
            };
            stats.sources.insert(source.into_string(), counts);
        }
        let mut claimed: BTreeMap<ColumnText, i64> = BTreeMap::new();
        for item in results.take(in_progress)? {
            *claimed.entry(item.source_key.into()).or_default() += 1;
        }
        for (source, count) in claimed {
            let counts = stats.sources.entry(source.into_string()).or_default();
            counts.in_progress = count;
            counts.pending = (counts.pending - count).max(0);
        }
        for counts in stats.sources.values() {
            stats.total.add(counts);
        }
        Ok(stats)
    }
}
