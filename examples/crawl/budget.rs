//! How many pages may still be visited.

use std::sync::atomic::{AtomicU64, Ordering};

/// How many pages this run may still visit, shared by all workers.
#[derive(Debug)]
pub(crate) struct Budget(Option<AtomicU64>);

impl Budget {
    /// So many pages, or any number of them.
    pub(crate) fn new(limit: Option<u64>) -> Self {
        Self(limit.map(AtomicU64::new))
    }

    /// Takes up to `wanted` pages out of the budget; 0 when it is used up.
    pub(crate) fn take(&self, wanted: u32) -> u32 {
        let Some(left) = &self.0 else { return wanted };
        let mut taken = 0;
        let _ = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            taken = u32::try_from(left).unwrap_or(u32::MAX).min(wanted);
            left.checked_sub(taken.into())
        });
        taken
    }

    /// Puts pages back that were taken and not visited.
    pub(crate) fn give_back(&self, pages: u32) {
        if let Some(left) = &self.0 {
            left.fetch_add(pages.into(), Ordering::Relaxed);
        }
    }
}
