//! Figures that the runner does not count.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use store::runner::Event;

/// The number of failures that are shown.
const SHOWN: usize = 5;

/// Figures that the runner does not count.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    bytes: AtomicU64,
    too_long: AtomicU64,
    failures: Mutex<Vec<(String, String)>>,
}

impl Figures {
    /// Counts a page that was read.
    pub(crate) fn count_page(&self, bytes: u64, too_long: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.too_long.fetch_add(too_long, Ordering::Relaxed);
    }

    /// Keeps the first few failures.
    pub(crate) fn count(&self, event: &Event<'_>) {
        if let Event::Failed { item, reason } = event {
            let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
            if failures.len() < SHOWN {
                failures.push((item.resource_id.clone(), (*reason).to_owned()));
            }
        }
    }

    /// Returns the number of bytes read.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Returns the number of links to pages whose names are too long for the queue.
    pub(crate) fn too_long(&self) -> u64 {
        self.too_long.load(Ordering::Relaxed)
    }

    /// Returns the first few failures: each a page and the reason.
    pub(crate) fn failures(&self) -> Vec<(String, String)> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
