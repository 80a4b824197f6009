//! Keeping a lease, and giving it up.

use std::time::Duration;

use crate::state::{ClaimedItem, StateStore, WorkItem, options};
use crate::{Database, Error};

impl<D: Database> StateStore<D> {
    /// Extends the lease by its full duration from now on, by the database's clock.
    ///
    /// # Errors
    ///
    /// [`LeaseLost`](crate::ErrorKind::LeaseLost) when the lease is lost, see [`ClaimedItem`](crate::state::ClaimedItem). A lease that has
    /// expired and that no sweep has found is renewed.
    pub async fn renew(&self, claimed: &ClaimedItem) -> Result<(), Error> {
        self.renew_for(claimed, claimed.lease).await
    }

    /// Extends the lease by `lease` from now on: from 1 ms to 24 days.
    ///
    /// # Errors
    ///
    /// As [`renew`](Self::renew), and [`Misuse`](crate::ErrorKind::Misuse) for a lease out of range.
    pub async fn renew_for(&self, claimed: &ClaimedItem, lease: Duration) -> Result<(), Error> {
        let renewal = WorkItem::renew(claimed.work_item_id(), claimed.token(), options::lease(lease)?);
        claimed.held(renewal.execute(&mut self.connection()).await?)
    }

    /// Returns an item to the queue as if it had not been claimed, except for its count of attempts: for items that a
    /// stopping worker has not started.
    ///
    /// # Errors
    ///
    /// [`LeaseLost`](crate::ErrorKind::LeaseLost) when the lease is lost, see [`ClaimedItem`](crate::state::ClaimedItem).
    pub async fn release(&self, claimed: &ClaimedItem) -> Result<(), Error> {
        let release = WorkItem::release(claimed.work_item_id(), claimed.token());
        claimed.held(release.execute(&mut self.connection()).await?)
    }

    /// Returns all items of this worker to the queue, and returns their number: the first call after a restart,
    /// instead of waiting for the leases to expire.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn release_worker(&self, worker: &str) -> Result<u64, Error> {
        WorkItem::release_worker(worker).execute(&mut self.connection()).await
    }
}
