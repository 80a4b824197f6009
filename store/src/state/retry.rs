//! When an item that failed is tried again.

use std::time::Duration;

/// How often and after which delay a failed item is tried again.
///
/// ```
/// use std::time::Duration;
/// use store::state::RetryPolicy;
///
/// let policy = RetryPolicy { retries: 2, ..RetryPolicy::default() };
/// assert_eq!(policy.wait(2, None, 1.0), None, "the third failure is the last");
/// let minute = Duration::from_secs(60);
/// assert_eq!(policy.wait(0, Some(minute), 0.0), Some(minute), "the source knows best");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RetryPolicy {
    /// How many failures are followed by another attempt; the next one is the last.
    pub retries: u32,
    /// The wait after the first failure, doubled after each one more.
    pub base: Duration,
    /// The longest wait that the doubling comes to.
    pub cap: Duration,
    /// The longest wait that a source may ask for.
    pub retry_after_cap: Duration,
}

impl Default for RetryPolicy {
    /// Three retries after 2 seconds and more, at most 5 minutes, or a day where the source asks for it.
    fn default() -> Self {
        Self {
            retries: 3,
            base: Duration::from_secs(2),
            cap: Duration::from_secs(300),
            retry_after_cap: Duration::from_secs(24 * 60 * 60),
        }
    }
}

impl RetryPolicy {
    /// Returns the delay before the next attempt, given the number of earlier failures, or `None` after the last
    /// attempt.
    ///
    /// The delay that the source asked for (`Retry-After`, RFC 9110, section 10.2.3) takes precedence. Otherwise the
    /// delay doubles with every failure; `random`, from 0 to 1, places it between half of that and the whole.
    pub fn wait(&self, failures: u32, retry_after: Option<Duration>, random: f64) -> Option<Duration> {
        if failures >= self.retries {
            return None;
        }
        if let Some(asked) = retry_after {
            return Some(asked.min(self.retry_after_cap));
        }
        let doubled = self.base.saturating_mul(2u32.saturating_pow(failures)).min(self.cap);
        Some(doubled.mul_f64(0.5 + random.clamp(0.0, 1.0) / 2.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_cap() {
        let policy = RetryPolicy { retries: 20, ..RetryPolicy::default() };
        let waits: Vec<u64> = (0..10)
            .filter_map(|failures| policy.wait(failures, None, 1.0))
            .map(|wait| wait.as_secs())
            .collect();
        assert_eq!(waits, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(policy.wait(3, None, 0.0), Some(Duration::from_secs(8)));
        assert_eq!(policy.wait(20, None, 0.0), None);
        assert_eq!(policy.wait(20, Some(Duration::ZERO), 0.0), None);
    }

    #[test]
    fn a_source_may_ask_for_a_day_at_most() {
        let policy = RetryPolicy::default();
        assert_eq!(policy.wait(0, Some(Duration::MAX), 0.5), Some(Duration::from_secs(86_400)));
        assert_eq!(policy.wait(0, Some(Duration::ZERO), 0.5), Some(Duration::ZERO));
    }
}
