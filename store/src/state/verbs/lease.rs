//! Keeping a lease, and giving it up.

use std::time::Duration;

use crate::state::options::milliseconds;
use crate::state::{ClaimedItem, StateStore, WorkItem};
use crate::{Database, Error};

impl<D: Database> StateStore<D> {
    /// Makes the lease as long again as it was, from now on by the database's clock.
    ///
    /// # Errors
    ///
    /// [`LeaseLost`](crate::ErrorKind::LeaseLost) when the item went to another worker, or is no more to be worked on.
    pub async fn renew(&self, claimed: &ClaimedItem) -> Result<(), Error> {
        self.renew_for(claimed, claimed.lease).await
    }

    /// Makes the lease last so long from now on; at most 24 days.
    ///
    /// # Errors
    ///
    /// As [`renew`](Self::renew).
    pub async fn renew_for(&self, claimed: &ClaimedItem, lease: Duration) -> Result<(), Error> {
        let renewal = WorkItem::renew(claimed.work_item_id(), claimed.token(), milliseconds(lease));
        claimed.held(renewal.run(&mut self.connection()).await?)
    }

    /// Puts an item back in the queue as if it had not been taken, but for the count of its attempts: a worker that
    /// stops does so with what it has not begun.
    ///
    /// # Errors
    ///
    /// [`LeaseLost`](crate::ErrorKind::LeaseLost) when the item went to another worker.
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
    pub async fn release_all(&self, worker: &str) -> Result<u64, Error> {
        WorkItem::release_all(worker).run(&mut self.connection()).await
    }
}
