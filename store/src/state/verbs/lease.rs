//! Keeping a lease, and giving it up.

use std::time::Duration;

use crate::state::{ClaimedItem, StateStore, WorkItem, options};
use crate::{Database, Error};

impl<D: Database> StateStore<D> {
    /// Makes the lease as long again as it was, from now on by the database's clock.
    ///
    /// # Errors
    ///
    /// [`LeaseLost`](crate::ErrorKind::LeaseLost) when the lease is lost, see [`ClaimedItem`](crate::state::ClaimedItem). A lease that has
    /// expired and that no sweep has found is renewed.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Identity, NewItem, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// # store.enqueue(page("1")).await?;
    /// let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// store.renew(&claimed).await?;
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn renew(&self, claimed: &ClaimedItem) -> Result<(), Error> {
        self.renew_for(claimed, claimed.lease).await
    }

    /// Makes the lease last so long from now on: from 1 ms to 24 days.
    ///
    /// # Errors
    ///
    /// As [`renew`](Self::renew), and [`Misuse`](crate::ErrorKind::Misuse) for a lease out of range.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Identity, NewItem, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// # store.enqueue(page("1")).await?;
    /// let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// store.renew_for(&claimed, std::time::Duration::from_secs(3_600)).await?;
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn renew_for(&self, claimed: &ClaimedItem, lease: Duration) -> Result<(), Error> {
        let renewal = WorkItem::renew(claimed.work_item_id(), claimed.token(), options::lease(lease)?);
        claimed.held(renewal.run(&mut self.connection()).await?)
    }

    /// Puts an item back in the queue as if it had not been taken, but for the count of its attempts: a worker that
    /// stops does so with what it has not begun.
    ///
    /// # Errors
    ///
    /// [`LeaseLost`](crate::ErrorKind::LeaseLost) when the lease is lost, see [`ClaimedItem`](crate::state::ClaimedItem).
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Identity, NewItem, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// # store.enqueue(page("1")).await?;
    /// let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// store.release(&claimed).await?;
    /// assert_eq!(store.claim(ClaimRequest::new("worker-2")).await?.len(), 1);
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn release(&self, claimed: &ClaimedItem) -> Result<(), Error> {
        let release = WorkItem::release(claimed.work_item_id(), claimed.token());
        claimed.held(release.run(&mut self.connection()).await?)
    }

    /// Puts all items back in the queue that this worker has; tells how many: what is done first after a restart,
    /// instead of waiting until its leases have run out.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Identity, NewItem, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// # store.enqueue_many(vec![page("1"), page("2")]).await?;
    /// store.claim(ClaimRequest::new("worker-1").limit(2)).await?;
    /// assert_eq!(store.release_all("worker-1").await?, 2);
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn release_all(&self, worker: &str) -> Result<u64, Error> {
        WorkItem::release_all(worker).run(&mut self.connection()).await
    }
}
