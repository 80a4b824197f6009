//! Workers without work.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;
use tokio::sync::futures::Notified;

use super::Settings;
use crate::state::{ControlState, Source, StateStore};
use crate::{Database, Error};

/// What workers without work wait for, and how they know that none will come.
pub(super) struct Idle<D> {
    store: StateStore<D>,
    sources: Vec<Source>,
    until_empty: bool,
    more: Notify,
}

impl<D: Database> Idle<D> {
    pub(super) fn new(store: StateStore<D>, settings: &Settings, until_empty: bool) -> Self {
        Self { store, sources: settings.sources.clone(), until_empty, more: Notify::new() }
    }

    /// Wakes the workers that wait: there may be something for them.
    pub(super) fn wake(&self) {
        self.more.notify_waiters();
    }

    /// What ends when the workers are woken.
    pub(super) fn more(&self) -> Notified<'_> {
        self.more.notified()
    }

    /// Whether nothing will come, asked by a worker that found nothing while so many of its pool have items.
    pub(super) async fn is_over(&self, busy: &AtomicUsize) -> Result<bool, Error> {
        if self.is_drained().await? {
            return Ok(true);
        }
        if !self.until_empty || busy.load(Ordering::Acquire) > 0 {
            return Ok(false);
        }
        let stats = self.store.stats().await?;
        let open = |counts: &crate::state::Counts| counts.pending + counts.in_progress;
        Ok(match self.sources.as_slice() {
            [] => open(&stats.total) == 0,
            sources => sources
                .iter()
                .filter_map(|source| stats.sources.get(&source.key()))
                .all(|counts| open(counts) == 0),
        })
    }

    /// Whether all that the workers take is drained.
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
