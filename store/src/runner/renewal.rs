//! Leases that renew themselves.

use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::state::{ClaimedItem, StateStore};
use crate::{Database, ErrorKind};

/// The least time between two renewals.
const LEAST: Duration = Duration::from_millis(10);

/// Renews the lease on an item periodically, until dropped.
///
/// The interval is a third of the lease, so that one renewal may fail.
///
/// ```
/// use store::runner::Renewal;
/// use store::state::{ClaimRequest, Completion};
///
/// # store::__example!(|store, page| {
/// # store.enqueue(page("1")).await?;
/// let claimed = store.claim(ClaimRequest::new("worker")).await?.remove(0);
/// let renewal = Renewal::start(store.clone(), claimed.clone());
/// // … whatever takes its time …
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
    /// Begins to renew the lease, on the runtime that this is called on.
    pub fn start<D: Database>(store: StateStore<D>, claimed: ClaimedItem) -> Self {
        Self::start_as(store, claimed, CancellationToken::new())
    }

    /// As [`start`](Self::start); cancels `lost` when the lease is.
    pub(super) fn start_as<D: Database>(
        store: StateStore<D>,
        claimed: ClaimedItem,
        lost: CancellationToken,
    ) -> Self {
        let told = lost.clone();
        let task = tokio::spawn(async move {
            loop {
                tokio::time::sleep((claimed.lease() / 3).max(LEAST)).await;
                match store.renew(&claimed).await {
                    Ok(()) => {}
                    Err(error) if error.kind() == ErrorKind::LeaseLost => return told.cancel(),
                    // The next one may go better; if none does, the lease runs out.
                    Err(error) => {
                        tracing::warn!(%error, item = %claimed.work_item_id(), "a lease was not renewed")
                    }
                }
            }
        });
        Self { task, lost }
    }

    /// Whether the lease was found to be lost.
    pub fn is_lost(&self) -> bool {
        self.lost.is_cancelled()
    }

    /// Waits until the lease is found to be lost.
    pub async fn lost(&self) {
        self.lost.cancelled().await;
    }
}

impl Drop for Renewal {
    fn drop(&mut self) {
        self.task.abort();
    }
}
