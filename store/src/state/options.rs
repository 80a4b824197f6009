//! How a state store behaves.

use std::time::Duration;

use super::RetryPolicy;
use crate::{Error, ErrorKind};

/// Options of a state store.
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

    /// How long an item belongs to who took it, unless the claim says otherwise: from 1 ms to 24 days, five minutes by
    /// default.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.lease = lease;
        self
    }

    /// When items that failed are tried again; each time of the policy is at most 24 days.
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

impl StateOptions {
    /// Whether the times are ones that the clock of the database takes.
    pub(super) fn check(&self) -> Result<(), Error> {
        lease(self.lease)?;
        let RetryPolicy { base, cap, retry_after_cap, .. } = &self.retry;
        for (name, wait) in [("base", base), ("cap", cap), ("retry_after_cap", retry_after_cap)] {
            if i32::try_from(wait.as_millis()).is_err() {
                return Err(out_of_range(&format!("`{name}` of the retry policy"), *wait, "at most 24 days"));
            }
        }
        Ok(())
    }
}

/// The milliseconds of a lease; refuses one that would be over at once, and one that SQL Server's clock does not take.
pub(crate) fn lease(lease: Duration) -> Result<i32, Error> {
    match i32::try_from(lease.as_millis()) {
        Ok(milliseconds @ 1..) => Ok(milliseconds),
        _ => Err(out_of_range("lease", lease, "from 1 ms to 24 days")),
    }
}

/// The seconds of an age after which something is removed; refuses one that SQL Server's clock does not take.
pub(super) fn age(age: Duration) -> Result<i32, Error> {
    i32::try_from(age.as_secs()).map_err(|_| out_of_range("age", age, "at most 68 years"))
}

/// Refuses a time that the program has chosen.
pub(crate) fn out_of_range(what: &str, time: Duration, range: &str) -> Error {
    Error::new(ErrorKind::Misuse, format!("{what} out of range ({time:?}): choose {range}"))
}

/// A wait that a source may have asked for, in milliseconds; a longer one is cut to 24 days, which is what SQL Server's
/// clock takes.
pub(super) fn milliseconds(wait: Duration) -> i32 {
    i32::try_from(wait.as_millis()).unwrap_or(i32::MAX)
}

/// A time to look back, in seconds; a longer one is cut to 68 years.
pub(super) fn seconds(duration: Duration) -> i32 {
    i32::try_from(duration.as_secs()).unwrap_or(i32::MAX)
}
