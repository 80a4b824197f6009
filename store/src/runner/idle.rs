//! Idle workers.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;
use tokio::sync::futures::Notified;

use super::settings::Settings;
use crate::state::{ControlState, Source, StateStore};
use crate::{Database, Error};

/// Wakes idle workers, and decides whether they can stop.
pub(super) struct Idle<D> {
    store: StateStore<D>,
    sources: Vec<Source>,
    until_empty: bool,
    wake: Notify,
}

impl<D: Database> Idle<D> {
    pub(super) fn new(store: StateStore<D>, settings: &Settings, until_empty: bool) -> Self {
        Self { store, sources: settings.sources.clone(), until_empty, wake: Notify::new() }
    }

    /// Wakes the idle workers: there may be items for them.
    pub(super) fn wake(&self) {
        self.wake.notify_waiters();
    }

    /// Returns a future that completes when the idle workers are woken.
    pub(super) fn woken(&self) -> Notified<'_> {
        self.wake.notified()
    }

    /// Returns whether the worker can stop, since no more items can appear. The caller has found no item; `busy` workers of its pool hold items.
    pub(super) async fn is_over(&self, busy: &AtomicUsize) -> Result<bool, Error> {
        if self.is_drained().await? {
            return Ok(true);
        }
        if !self.until_empty || busy.load(Ordering::Acquire) > 0 {
            return Ok(false);
        }
        let stats = self.store.stats().await?;
        Ok(match self.sources.as_slice() {
            [] => stats.total.open() == 0,
            sources => sources
                .iter()
                .filter_map(|source| stats.sources.get(&source.key()))
                .all(|counts| counts.open() == 0),
        })
    }

    /// Returns whether all sources of the workers are drained.
    async fn is_drained(&self) -> Result<bool, Error> {
        if self.sources.is_empty() {
            return Ok(self.store.control_state(None).await? == ControlState::Draining);
        }
        for source in &self.sources {
            if self.store.control_state(Some(source)).await? != ControlState::Draining {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
