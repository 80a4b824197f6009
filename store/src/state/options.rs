//! Options of a state store.

use std::time::Duration;

use super::RetryPolicy;
use super::durations::lease_milliseconds;
use crate::Error;

/// Options of a state store.
///
/// ```
/// use std::time::Duration;
/// use store::state::{RetryPolicy, StateOptions};
///
/// let options = StateOptions::default()
///     .auto_init(false)
///     .lease(Duration::from_secs(60))
///     .retry(RetryPolicy::default().max_retries(5))
///     .max_expiries(5)
///     .sweep_every(Duration::from_secs(5))
///     .keep_links(false)
///     .keep_seen(false);
/// # let _ = options;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "options do nothing until a store is opened with them"]
pub struct StateOptions {
    pub(super) auto_init: bool,
    pub(super) lease: Duration,
    pub(super) retry: RetryPolicy,
    pub(super) max_expiries: i32,
    pub(super) sweep_every: Duration,
    pub(super) keep_links: bool,
    pub(super) keep_seen: bool,
}

impl Default for StateOptions {
    fn default() -> Self {
        Self {
            auto_init: true,
            lease: Duration::from_secs(300),
            retry: RetryPolicy::default(),
            max_expiries: 3,
            sweep_every: Duration::from_secs(1),
            keep_links: true,
            keep_seen: true,
        }
    }
}

impl StateOptions {
    /// Sets whether opening the store creates missing tables. If not, a missing or different table is an error.
    /// Default: `true`.
    pub fn auto_init(mut self, create: bool) -> Self {
        self.auto_init = create;
        self
    }

    /// Sets the duration of a lease, unless a claim sets its own: from 1 ms to 24 days. Default: 5 minutes.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.lease = lease;
        self
    }

    /// Sets the policy by which failed items are retried. Every delay of the policy is at most 24 days.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets the number of times that leases on an item can expire. The next expiry fails the item, since the item may
    /// be crashing its workers. Default: 3.
    pub fn max_expiries(mut self, expiries: u32) -> Self {
        self.max_expiries = i32::try_from(expiries).unwrap_or(i32::MAX);
        self
    }

    /// Sets the interval at which claims sweep for expired leases and due retries. A claim that finds too few items
    /// sweeps in any case. Default: 1 second.
    pub fn sweep_every(mut self, interval: Duration) -> Self {
        self.sweep_every = interval;
        self
    }

    /// Sets whether every link is kept, or only the first link to each item. Default: `true`.
    ///
    /// Each kept link is a row and an index entry. Without them, [`links_from`](crate::state::StateStore::links_from) and
    /// [`links_to`](crate::state::StateStore::links_to) return only the link with which each item was found. The suite
    /// `queue` of the benchmark measures the cost.
    pub fn keep_links(mut self, keep: bool) -> Self {
        self.keep_links = keep;
        self
    }

    /// Sets whether sightings of a known resource are recorded: their number, the time and run of the last one. If not,
    /// [`seen`](crate::state::StateStore::seen) returns the first sighting of each resource. Default: `true`.
    ///
    /// Each sighting of a known resource inserts or updates a row. The suite `queue` of the benchmark measures the cost.
    pub fn keep_seen(mut self, keep: bool) -> Self {
        self.keep_seen = keep;
        self
    }

    /// Checks that the durations are in the range of the database's date functions.
    pub(super) fn check(&self) -> Result<(), Error> {
        lease_milliseconds(self.lease)?;
        self.retry.check()
    }
}
