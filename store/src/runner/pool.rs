//! The state that the workers of a runner share.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use tokio_util::sync::CancellationToken;

use super::idle::Idle;
use super::settings::Settings;
use crate::Database;
use crate::state::StateStore;

/// The state that the workers of a runner share.
pub(super) struct Pool<D, H> {
    pub(super) store: StateStore<D>,
    pub(super) settings: Settings,
    pub(super) handler: H,
    pub(super) idle: Idle<D>,
    /// The number of workers that hold items.
    pub(super) busy: AtomicUsize,
    /// Cancelled when all workers must stop.
    pub(super) stopped: CancellationToken,
    /// The number of items claimed or about to be claimed, if there is a limit.
    reserved: AtomicU64,
}

impl<D: Database, H> Pool<D, H> {
    pub(super) fn new(store: StateStore<D>, settings: Settings, handler: H, until_empty: bool) -> Self {
        Self {
            idle: Idle::new(store.clone(), &settings, until_empty),
            busy: AtomicUsize::new(0),
            stopped: CancellationToken::new(),
            reserved: AtomicU64::new(0),
            store,
            settings,
            handler,
        }
    }

    /// Returns whether a worker must claim no more items.
    pub(super) fn is_stopping(&self) -> bool {
        self.stopped.is_cancelled() || self.settings.shutdown.is_requested()
    }

    /// Returns the number of items that a worker can claim: a batch, or what is left of the limit.
    pub(super) fn reserve(&self) -> u32 {
        let batch = u64::from(self.settings.batch);
        let Some(limit) = self.settings.limit else { return self.settings.batch };
        let reserve = |reserved: u64| (reserved < limit).then(|| reserved + batch.min(limit - reserved));
        match self.reserved.fetch_update(Ordering::AcqRel, Ordering::Acquire, reserve) {
            Ok(before) => u32::try_from(batch.min(limit - before)).unwrap_or(u32::MAX),
            Err(_) => 0,
        }
    }

    /// Returns reserved items that were not claimed, or that were released.
    pub(super) fn unreserve(&self, items: u64) {
        if self.settings.limit.is_some() {
            self.reserved.fetch_sub(items, Ordering::AcqRel);
        }
    }
}
