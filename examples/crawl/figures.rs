//! What the runner does not count.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use store::runner::Event;

/// How many failures are kept to be shown.
const SHOWN: usize = 5;

/// What the runner does not count.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    bytes: AtomicU64,
    too_long: AtomicU64,
    failures: Mutex<Vec<(String, String)>>,
}

impl Figures {
    /// Notes what a page was made of.
    pub(crate) fn read(&self, bytes: u64, too_long: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.too_long.fetch_add(too_long, Ordering::Relaxed);
    }

    /// Notes the first few failures.
    pub(crate) fn note(&self, event: &Event<'_>) {
        if let Event::Failed { item, reason } = event {
            let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
            if failures.len() < SHOWN {
                failures.push((item.resource_id.clone(), (*reason).to_owned()));
            }
        }
    }

    /// The bytes of the pages read.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// The links to pages whose names are too long for the queue.
    pub(crate) fn too_long(&self) -> u64 {
        self.too_long.load(Ordering::Relaxed)
    }

    /// The first few failures, each a page and the reason.
    pub(crate) fn failures(&self) -> Vec<(String, String)> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
