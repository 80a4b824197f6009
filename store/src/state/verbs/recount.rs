//! The numbers of all items, counted anew.

use std::collections::BTreeMap;

use crate::state::column_text::ColumnText;
use crate::state::tallies::{Tallies, measure, sums};
use crate::state::{Measure, StateStore, WorkItem};
use crate::{Connection, Database, Error, UnitOfWork};

impl<D: Database> StateStore<D> {
    /// Counts the items anew, and sets the numbers that [`stats`](Self::stats) tells right; tells how many of them were wrong.
    ///
    /// Every verb keeps them, so that they are wrong only where rows were changed by other means, or the table of the numbers was
    /// lost. It reads all items; let no worker go on meanwhile. What runs have done is not counted: no row tells it any more.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::Operations;
    /// use store::state::{Identity, NewItem, StateOptions, StateStore, Tally};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// store.enqueue_many(vec![page("1"), page("2")]).await?;
    /// let mut database = store.database().clone();
    /// database.drop_table::<Tally>().await?;
    /// database.create::<Tally>().await?;
    /// assert_eq!(store.stats().await?.total.pending, 0);
    /// assert_eq!(store.recount().await?, 1);
    /// assert_eq!(store.stats().await?.total.pending, 2);
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn recount(&self) -> Result<u64, Error> {
        self.database.atomically(Recount).await
    }
}

struct Recount;

impl UnitOfWork for Recount {
    type Output = u64;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<u64, Error> {
        let mut missing: BTreeMap<(ColumnText, Measure), i64> = BTreeMap::new();
        for (source, status, items) in WorkItem::standing().groups(connection).await? {
            *missing.entry((source.into(), measure(status))).or_default() += items;
        }
        for (kept, amount) in sums(connection, "").await? {
            *missing.entry(kept).or_default() -= amount;
        }
        missing.retain(|_, amount| *amount != 0);
        let mut tallies = Tallies::default();
        for ((source, measure), amount) in &missing {
            tallies.items(source.as_str(), *measure, *amount);
        }
        tallies.write(connection).await?;
        Ok(missing.len() as u64)
    }
}
