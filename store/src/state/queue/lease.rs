//! Renewing and releasing leases.

use std::time::Duration;

use super::{ClaimedItem, WorkItem};
use crate::state::StateStore;
use crate::state::durations::lease_milliseconds;
use crate::{Database, Error};

impl<D: Database> StateStore<D> {
    /// Extends the lease to its full duration from now on, by the database's clock.
    ///
    /// # Errors
    ///
    /// [`LeaseLost`](crate::ErrorKind::LeaseLost) when the lease is lost, see [`ClaimedItem`]. A lease that has expired
    /// is renewed if no sweep has found it yet.
    pub async fn renew(&self, claimed: &ClaimedItem) -> Result<(), Error> {
        self.renew_for(claimed, claimed.lease).await
    }

    /// Extends the lease by `lease` from now on: from 1 ms to 24 days.
    ///
    /// # Errors
    ///
    /// As [`renew`](Self::renew), and [`Misuse`](crate::ErrorKind::Misuse) for a lease out of range.
    pub async fn renew_for(&self, claimed: &ClaimedItem, lease: Duration) -> Result<(), Error> {
        let renew = WorkItem::renew(claimed.work_item_id(), claimed.token(), lease_milliseconds(lease)?);
        claimed.check_held(renew.execute(&mut self.connection()).await?)
    }

    /// Returns an item to the queue as if it had not been claimed, except for its count of attempts: for items that a
    /// stopping worker has not started.
    ///
    /// # Errors
    ///
    /// [`LeaseLost`](crate::ErrorKind::LeaseLost) when the lease is lost, see [`ClaimedItem`].
    pub async fn release(&self, claimed: &ClaimedItem) -> Result<(), Error> {
        let release = WorkItem::release(claimed.work_item_id(), claimed.token());
        claimed.check_held(release.execute(&mut self.connection()).await?)
    }

    /// Returns all items of a worker to the queue, and returns their number: the first call after a restart, instead of
    /// waiting for the leases to expire.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    pub async fn release_worker(&self, worker: &str) -> Result<u64, Error> {
        WorkItem::release_worker(worker).execute(&mut self.connection()).await
    }
}
