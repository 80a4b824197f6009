//! The reason of a failure, and its effect.

use std::time::Duration;

/// The reason of a failure, and whether and when to retry the item.
///
/// ```
/// use std::time::Duration;
/// use store::state::Failure;
///
/// let busy = Failure::new("503 Service Unavailable").retry_after(Duration::from_secs(120));
/// let gone = Failure::new("410 Gone").without_retry();
/// assert_eq!((busy.reason(), gone.reason()), ("503 Service Unavailable", "410 Gone"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a failure is recorded when an item fails with it"]
pub struct Failure {
    pub(super) reason: String,
    pub(super) retry_after: Option<Duration>,
    pub(super) is_final: bool,
}

impl Failure {
    /// Creates a failure that is retried, as the policy of the store allows.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), retry_after: None, is_final: false }
    }

    /// Sets the delay that the source asks for, such as the value of `Retry-After`.
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// Makes the failure final: the item is not retried, as for a page that does not exist.
    pub fn without_retry(mut self) -> Self {
        self.is_final = true;
        self
    }

    /// Returns the reason.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// The effect of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOutcome {
    /// The item is retried after a delay.
    Retry {
        /// The delay, by the database's clock.
        after: Duration,
    },
    /// The item has failed for good.
    GivenUp,
}
