//! Rebuilding the counters of items.

use crate::state::column_text::ColumnText;
use crate::state::counters::{CounterChanges, counter_sums};
use crate::state::{StateStore, Status, WorkItem};
use crate::{Connection, Database, Error, UnitOfWork};

impl<D: Database> StateStore<D> {
    /// Counts the items again, and corrects the counters that [`stats`](Self::stats) reads. Returns the number of
    /// corrected counters.
    ///
    /// Every method of the store updates the counters, so that they are wrong only after another program has changed
    /// rows, or after the table of counters was lost. The call reads all items; stop the workers first. The counters of runs are not
    /// rebuilt: no row has their values.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::ConnectionExt;
    /// use store::state::Counter;
    ///
    /// # store::__example!(|store, page| {
    /// store.enqueue_many(vec![page("1"), page("2")]).await?;
    /// let mut database = store.database().clone();
    /// database.drop_table::<Counter>().await?;
    /// database.create::<Counter>().await?;
    /// assert_eq!(store.stats().await?.total.pending, 0);
    /// assert_eq!(store.rebuild_counters().await?, 1);
    /// assert_eq!(store.stats().await?.total.pending, 2);
    /// # });
    /// ```
    pub async fn rebuild_counters(&self) -> Result<u64, Error> {
        self.database.transaction(RebuildCounters).await
    }
}

struct RebuildCounters;

impl UnitOfWork for RebuildCounters {
    type Output = u64;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<u64, Error> {
        // The correction of each counter: the number of items minus the counter.
        let mut corrections = CounterChanges::default();
        for (source, status, items) in WorkItem::by_source_and_status().groups(connection).await? {
            *corrections.of_all(ColumnText::from(source).as_str()).of_status(status) += items;
        }
        for (source, mut counter) in counter_sums(connection, "").await? {
            let correction = corrections.of_all(source.as_str());
            for status in [Status::Pending, Status::Completed, Status::Failed, Status::Skipped] {
                *correction.of_status(status) -= *counter.of_status(status);
            }
        }
        let corrected = corrections.nonzero();
        corrections.write(connection).await?;
        Ok(corrected as u64)
    }
}
