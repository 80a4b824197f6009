//! The context of an item, for its handler.

use std::sync::{Arc, Mutex, PoisonError};

use tokio_util::sync::CancellationToken;

use crate::state::{CheckpointKey, ClaimedItem, NewItem, RunId, StateStore};
use crate::{Database, Error};

/// The context of an item: discovered resources, checkpoints, the lease, and cancellation. Clones share the same state.
///
/// ```
/// use store::runner::{Context, Runner};
/// use store::state::{CheckpointKey, Completion, Failure, Identity, NewItem, WorkItem};
/// use store_sqlite::Sqlite;
///
/// # store::__example!(|store, page| {
/// store.enqueue(page("1")).await?;
/// let report = Runner::new(store, "worker")
///     .run_until_empty(|item: WorkItem, context: Context<Sqlite>| async move {
///         let key = CheckpointKey::of_source(&item.source(), "cursor");
///         let failed = |error: store::Error| Failure::new(error.to_string());
///         let (_, version) = context.checkpoint(&key).await.map_err(failed)?;
///         context.save_checkpoint(&key, serde_json::json!(item.resource_id), version).await.map_err(failed)?;
///         if item.discovered_from.is_none() {
///             context.discover(NewItem::new(Identity::new("http", "docs", "page", "2"), "x:2"));
///         }
///         Ok::<_, Failure>(Completion::new())
///     })
///     .await?;
/// assert_eq!((report.completed, report.discovered), (2, 1));
/// # });
/// ```
#[derive(Debug)]
pub struct Context<D>(Arc<Inner<D>>);

#[derive(Debug)]
struct Inner<D> {
    store: StateStore<D>,
    claimed: ClaimedItem,
    discovered: Mutex<Vec<NewItem>>,
    cancelled: CancellationToken,
}

impl<D> Clone for Context<D> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<D> Context<D> {
    pub(super) fn new(store: StateStore<D>, claimed: ClaimedItem, cancelled: CancellationToken) -> Self {
        Self(Arc::new(Inner { store, claimed, discovered: Mutex::default(), cancelled }))
    }

    /// Adds a resource to enqueue when the item is completed. A resource that does not fit its columns is refused alone,
    /// with an [`Event::LinkRefused`](super::Event::LinkRefused).
    pub fn discover(&self, item: NewItem) {
        self.0.discovered.lock().unwrap_or_else(PoisonError::into_inner).push(item);
    }

    /// Returns the item with its lease.
    pub fn claimed(&self) -> &ClaimedItem {
        &self.0.claimed
    }

    /// Returns the run that the item is processed for.
    pub fn run(&self) -> Option<&RunId> {
        self.0.claimed.run()
    }

    /// Returns the store.
    pub fn store(&self) -> &StateStore<D> {
        &self.0.store
    }

    /// Returns whether the handler should stop: the lease is lost, or a shutdown is requested.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.is_cancelled()
    }

    /// Waits until [`is_cancelled`](Self::is_cancelled) is true.
    ///
    /// ```
    /// use store::runner::{Context, HandlerOutcome, Runner, Shutdown};
    /// use store::state::WorkItem;
    /// use store_sqlite::Sqlite;
    ///
    /// # store::__example!(|store, page| {
    /// # store.enqueue(page("1")).await?;
    /// let shutdown = Shutdown::new();
    /// let stop = shutdown.clone();
    /// let report = Runner::new(store, "worker")
    ///     .shutdown(shutdown)
    ///     .run(move |_: WorkItem, context: Context<Sqlite>| {
    ///         let stop = stop.clone();
    ///         async move {
    ///             stop.request();
    ///             // A long operation, which selects on the cancellation.
    ///             context.cancelled().await;
    ///             assert!(context.is_cancelled());
    ///             HandlerOutcome::Release
    ///         }
    ///     })
    ///     .await?;
    /// assert_eq!((report.released, report.interrupted), (1, true));
    /// # });
    /// ```
    pub async fn cancelled(&self) {
        self.0.cancelled.cancelled().await;
    }

    pub(super) fn take_discovered(&self) -> Vec<NewItem> {
        std::mem::take(&mut *self.0.discovered.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<D: Database> Context<D> {
    /// Extends the lease to its full duration from now on. The runner also renews it periodically.
    ///
    /// # Errors
    ///
    /// As [`StateStore::renew`].
    pub async fn renew(&self) -> Result<(), Error> {
        self.0.store.renew(&self.0.claimed).await
    }

    /// Returns the value and the version of a checkpoint; the version is 0 if the checkpoint does not exist.
    ///
    /// # Errors
    ///
    /// As [`StateStore::checkpoint`].
    pub async fn checkpoint(&self, key: &CheckpointKey) -> Result<(Option<serde_json::Value>, i32), Error> {
        let found = self.0.store.checkpoint(key).await?;
        Ok(found.map_or((None, 0), |found| (Some(found.value), found.version)))
    }

    /// Replaces the given version of a checkpoint, while the lease on the item holds.
    ///
    /// # Errors
    ///
    /// As [`StateStore::save_checkpoint`].
    pub async fn save_checkpoint(
        &self,
        key: &CheckpointKey,
        value: serde_json::Value,
        expected: i32,
    ) -> Result<i32, Error> {
        self.0.store.save_checkpoint(key, value, expected, Some(&self.0.claimed)).await
    }
}
