//! The policy for retries.

use std::time::Duration;

use super::durations::{fits_milliseconds, out_of_range};
use crate::Error;

/// The number of retries of a failed item, and the delays before them.
///
/// By default 3 retries: the delay is 2 seconds and doubles up to 5 minutes, or what the source asks for, up to a day.
///
/// ```
/// use std::time::Duration;
/// use store::state::RetryPolicy;
///
/// let policy = RetryPolicy::default().max_retries(2).base_delay(Duration::from_secs(10));
/// assert_eq!(policy.delay(1, None, 1.0), Some(Duration::from_secs(20)), "doubled");
/// assert_eq!(policy.delay(2, None, 1.0), None, "the third failure is the last");
/// let minute = Duration::from_secs(60);
/// assert_eq!(policy.delay(0, Some(minute), 0.0), Some(minute), "as the source asks");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a policy does nothing until it is part of the options of a store"]
pub struct RetryPolicy {
    max_retries: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_retries: 3,
            base_delay: Duration::from_secs(2),
            max_delay: Duration::from_secs(300),
            max_retry_after: Duration::from_secs(24 * 60 * 60),
        }
    }
}

impl RetryPolicy {
    /// Sets the number of failures that are followed by another attempt. The next failure is final. Default: 3.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Sets the delay after the first failure; every further failure doubles the delay. Default: 2 seconds.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// Sets the longest delay that doubling reaches. Default: 5 minutes.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Sets the longest delay that a source can ask for. Default: one day.
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// Returns the delay before the next attempt, given the number of earlier failures, or `None` after the last
    /// attempt.
    ///
    /// The delay that the source asked for (`Retry-After`, RFC 9110, section 10.2.3) takes precedence. Otherwise the
    /// delay doubles with every failure; `random`, from 0 to 1, places it between half of that and the whole.
    pub fn delay(&self, failures: u32, retry_after: Option<Duration>, random: f64) -> Option<Duration> {
        if failures >= self.max_retries {
            return None;
        }
        if let Some(requested) = retry_after {
            return Some(requested.min(self.max_retry_after));
        }
        let doubled = self.base_delay.saturating_mul(2u32.saturating_pow(failures)).min(self.max_delay);
        Some(doubled.mul_f64(0.5 + random.clamp(0.0, 1.0) / 2.0))
    }

    /// Checks that the delays are in the range of the database's date functions.
    pub(super) fn check(&self) -> Result<(), Error> {
        let delays = [
            ("base_delay", self.base_delay),
            ("max_delay", self.max_delay),
            ("max_retry_after", self.max_retry_after),
        ];
        match delays.into_iter().find(|(_, delay)| !fits_milliseconds(*delay)) {
            None => Ok(()),
            Some((name, delay)) => {
                Err(out_of_range(&format!("`{name}` of the retry policy"), delay, "at most 24 days"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_the_longest() {
        let policy = RetryPolicy::default().max_retries(20);
        let delays: Vec<u64> = (0..10)
            .filter_map(|failures| policy.delay(failures, None, 1.0))
            .map(|delay| delay.as_secs())
            .collect();
        assert_eq!(delays, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(policy.delay(3, None, 0.0), Some(Duration::from_secs(8)));
        assert_eq!(policy.delay(20, None, 0.0), None);
        assert_eq!(policy.delay(20, Some(Duration::ZERO), 0.0), None);
    }

    #[test]
    fn a_source_can_ask_for_at_most_a_day() {
        let policy = RetryPolicy::default();
        assert_eq!(policy.delay(0, Some(Duration::MAX), 0.5), Some(Duration::from_secs(86_400)));
        assert_eq!(policy.delay(0, Some(Duration::ZERO), 0.5), Some(Duration::ZERO));
    }
}
