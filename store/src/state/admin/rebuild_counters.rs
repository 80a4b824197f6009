//! Rebuilding the counters of items.

use std::collections::BTreeMap;

use crate::state::column_text::ColumnText;
use crate::state::counters::{CounterChanges, counter_sums};
use crate::state::{CounterKind, StateStore, WorkItem};
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
        let mut corrections: BTreeMap<(ColumnText, CounterKind), i64> = BTreeMap::new();
        for (source, status, items) in WorkItem::by_source_and_status().groups(connection).await? {
            *corrections.entry((source.into(), CounterKind::of(status))).or_default() += items;
        }
        for (counter, amount) in counter_sums(connection, "").await? {
            *corrections.entry(counter).or_default() -= amount;
        }
        corrections.retain(|_, amount| *amount != 0);
        let mut counters = CounterChanges::default();
        for ((source, kind), amount) in &corrections {
            counters.add_to_all(source.as_str(), *kind, *amount);
        }
        counters.write(connection).await?;
        Ok(corrections.len() as u64)
    }
}
