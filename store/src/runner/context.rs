//! What a handler has beside its item.

use std::sync::{Arc, Mutex, PoisonError};

use tokio_util::sync::CancellationToken;

use crate::state::{CheckpointKey, ClaimedItem, NewItem, RunId, StateStore};
use crate::{Database, Error};

/// What a handler has beside its item; a clone is the same.
#[derive(Debug)]
pub struct Context<D>(Arc<Inner<D>>);

#[derive(Debug)]
struct Inner<D> {
    store: StateStore<D>,
    claimed: ClaimedItem,
    found: Mutex<Vec<NewItem>>,
    cancelled: CancellationToken,
}

impl<D> Clone for Context<D> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<D> Context<D> {
    pub(super) fn new(store: StateStore<D>, claimed: ClaimedItem, cancelled: CancellationToken) -> Self {
        Self(Arc::new(Inner { store, claimed, found: Mutex::default(), cancelled }))
    }

    /// Puts a resource that was found in the queue, when the item is completed.
    pub fn discover(&self, item: NewItem) {
        self.0.found.lock().unwrap_or_else(PoisonError::into_inner).push(item);
    }

    /// The item with its lease.
    pub fn claimed(&self) -> &ClaimedItem {
        &self.0.claimed
    }

    /// The run that the item is worked on for.
    pub fn run(&self) -> Option<&RunId> {
        self.0.claimed.run()
    }

    /// The store.
    pub fn store(&self) -> &StateStore<D> {
        &self.0.store
    }

    /// Whether the work is in vain, or to end soon: the lease is lost, or the runner is asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.is_cancelled()
    }

    /// Waits until [`is_cancelled`](Self::is_cancelled).
    pub async fn cancelled(&self) {
        self.0.cancelled.cancelled().await;
    }

    pub(super) fn take_found(&self) -> Vec<NewItem> {
        std::mem::take(&mut *self.0.found.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<D: Database> Context<D> {
    /// Makes the lease last from now on, which the runner does by itself from time to time.
    ///
    /// # Errors
    ///
    /// As [`StateStore::renew`].
    pub async fn renew(&self) -> Result<(), Error> {
        self.0.store.renew(&self.0.claimed).await
    }

    /// The value and the version of a checkpoint; version 0 for one that was not written before.
    ///
    /// # Errors
    ///
    /// As [`StateStore::checkpoint`].
    pub async fn checkpoint(&self, key: &CheckpointKey) -> Result<(Option<serde_json::Value>, i32), Error> {
        let found = self.0.store.checkpoint(key).await?;
        Ok(found.map_or((None, 0), |found| (Some(found.value), found.version)))
    }

    /// Writes a checkpoint in the place of a version, while the lease on the item holds.
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
