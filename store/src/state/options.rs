//! How a state store behaves.

use std::time::Duration;

use super::RetryPolicy;

/// How a state store behaves.
///
/// ```
/// use std::time::Duration;
/// use store::state::{RetryPolicy, StateOptions};
///
/// let options = StateOptions::default()
///     .auto_init(false)
///     .lease(Duration::from_secs(60))
///     .retry(RetryPolicy { retries: 5, ..RetryPolicy::default() })
///     .max_expiries(5)
///     .sweep_every(Duration::from_secs(5))
///     .keep_links(false);
/// # let _ = options;
/// ```
#[derive(Clone, Debug)]
#[must_use = "options do nothing until a store is opened with them"]
pub struct StateOptions {
    pub(super) auto_init: bool,
    pub(super) lease: Duration,
    pub(super) retry: RetryPolicy,
    pub(super) max_expiries: i32,
    pub(super) sweep_every: Duration,
    pub(super) keep_links: bool,
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
        }
    }
}

impl StateOptions {
    /// Whether tables that are not there are created when the store is opened; if not, what is missing or differs is an error.
    /// `true` by default.
    pub fn auto_init(mut self, create: bool) -> Self {
        self.auto_init = create;
        self
    }

    /// How long an item belongs to who took it, unless the claim says otherwise; five minutes by default, at most 24
    /// days.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.lease = lease;
        self
    }

    /// When items that failed are tried again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How many leases on an item may run out; the next one makes it fail, since it may be what kills its workers. 3
    /// by default.
    pub fn max_expiries(mut self, most: u32) -> Self {
        self.max_expiries = i32::try_from(most).unwrap_or(i32::MAX);
        self
    }

    /// How often claims look for leases that have run out and retries that are due, at most; they do in any case when
    /// they find too few items. Every second by default.
    pub fn sweep_every(mut self, pause: Duration) -> Self {
        self.sweep_every = pause;
        self
    }

    /// Whether every link is kept, or only the first one that led to each item. `true` by default.
    pub fn keep_links(mut self, keep: bool) -> Self {
        self.keep_links = keep;
        self
    }
}

/// A time for the database's clock, in milliseconds: at most 24 days, which is what SQL Server's takes.
pub(super) fn milliseconds(duration: Duration) -> i32 {
    i32::try_from(duration.as_millis()).unwrap_or(i32::MAX)
}

/// A time for the database's clock, in seconds.
pub(super) fn seconds(duration: Duration) -> i32 {
    i32::try_from(duration.as_secs()).unwrap_or(i32::MAX)
}
