//! Renewing leases periodically.

use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::state::{ClaimedItem, StateStore};
use crate::{Database, ErrorKind};

/// The shortest interval between two renewals.
const MIN_INTERVAL: Duration = Duration::from_millis(10);

/// Renews the lease on an item periodically, until dropped.
///
/// The interval is a third of the lease, so that one renewal can fail.
///
/// ```
/// use store::runner::Renewal;
/// use store::state::{ClaimRequest, Completion};
///
/// # store::__example!(|store, page| {
/// # store.enqueue(page("1")).await?;
/// let claimed = store.claim(ClaimRequest::new("worker")).await?.remove(0);
/// let renewal = Renewal::start(store.clone(), claimed.clone());
/// // A long operation.
/// assert!(!renewal.is_lost());
/// store.complete(&claimed, Completion::new()).await?;
/// drop(renewal);
/// # });
/// ```
#[derive(Debug)]
#[must_use = "a lease is renewed until this is dropped"]
pub struct Renewal {
    task: JoinHandle<()>,
    lost: CancellationToken,
}

impl Renewal {
    /// Starts to renew the lease, on the current tokio runtime.
    pub fn start<D: Database>(store: StateStore<D>, claimed: ClaimedItem) -> Self {
        Self::start_with(store, claimed, CancellationToken::new())
    }

    /// Like [`start`](Self::start); cancels `lost` when the lease is lost.
    pub(super) fn start_with<D: Database>(
        store: StateStore<D>,
        claimed: ClaimedItem,
        lost: CancellationToken,
    ) -> Self {
        let on_loss = lost.clone();
        let task = tokio::spawn(async move {
            loop {
                tokio::time::sleep((claimed.lease() / 3).max(MIN_INTERVAL)).await;
                match store.renew(&claimed).await {
                    Ok(()) => {}
                    Err(error) if error.kind() == ErrorKind::LeaseLost => return on_loss.cancel(),
                    // The next renewal may succeed. If none does, the lease expires.
                    Err(error) => {
                        tracing::warn!(%error, item = %claimed.work_item_id(), "cannot renew a lease")
                    }
                }
            }
        });
        Self { task, lost }
    }

    /// Returns whether a renewal has found the lease lost.
    pub fn is_lost(&self) -> bool {
        self.lost.is_cancelled()
    }

    /// Waits until a renewal finds the lease lost.
    pub async fn lost(&self) {
        self.lost.cancelled().await;
    }
}

impl Drop for Renewal {
    fn drop(&mut self) {
        self.task.abort();
    }
}
