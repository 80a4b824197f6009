//! Counts and delays the attempts at a call. This is the only level that retries: connecting is part of an attempt.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use store_core::Error;

use crate::operation::RetrySafety;
use crate::options::{MssqlOptions, RetryOptions};

/// The attempts at one call.
#[derive(Debug)]
pub(crate) struct Retries {
    delays: <ExponentialBuilder as BackoffBuilder>::Backoff,
    /// The number of the current attempt, from 1.
    attempt: u32,
}

impl Retries {
    /// Starts with the first attempt. Without options there is no second one.
    pub(crate) fn new(options: Option<&MssqlOptions>) -> Self {
        let delays = options.map_or_else(|| backoff(RetryOptions::NONE), |options| backoff(options.retry));
        Self { delays: delays.build(), attempt: 1 }
    }

    pub(crate) fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Waits before the next attempt and returns true, or returns false at once if no attempt follows.
    pub(crate) async fn wait_after(&mut self, error: &Error, safety: RetrySafety) -> bool {
        if !safety.allows_retry_after(error) {
            return false;
        }
        let Some(delay) = self.delays.next() else { return false };
        tracing::warn!(
            target: "store_mssql::retry",
            attempt = self.attempt,
            kind = ?error.kind(),
            code = error.code(),
            wait_ms = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX),
            "retrying after a transient error"
        );
        self.attempt += 1;
        tokio::time::sleep(delay).await;
        true
    }
}

/// Creates delays that double from the first to the longest. Up to half of each is subtracted at random, so that callers
/// that collided do not collide again. The jitter of backon adds up to 100 % to each delay, so it is given the halves.
fn backoff(options: RetryOptions) -> ExponentialBuilder {
    let halve = |delay: Duration| delay.min(options.max_delay) / 2;
    ExponentialBuilder::new()
        .with_jitter()
        .with_min_delay(halve(options.first_delay))
        .with_max_delay(halve(options.max_delay))
        .with_max_times(options.max_attempts.saturating_sub(1) as usize)
}

#[cfg(test)]
mod tests {
    use store_core::ErrorKind;

    use super::*;

    fn options(max_attempts: u32) -> MssqlOptions {
        let (first, longest) = (Duration::from_millis(2), Duration::from_millis(4));
        MssqlOptions::new("db", "d").max_attempts(max_attempts).retry_delay(first, longest)
    }

    #[tokio::test]
    async fn attempts_are_bounded() {
        let busy = Error::new(ErrorKind::Busy, "");
        let mut retries = Retries::new(Some(&options(3)));
        assert!(retries.wait_after(&busy, RetrySafety::default()).await);
        assert!(retries.wait_after(&busy, RetrySafety::default()).await);
        assert!(!retries.wait_after(&busy, RetrySafety::default()).await);
        assert_eq!(retries.attempt(), 3);
        assert!(!Retries::new(None).wait_after(&busy, RetrySafety::default()).await);
    }

    #[tokio::test]
    async fn permanent_errors_are_not_retried() {
        let permanent = Error::new(ErrorKind::PermissionDenied, "");
        let mut retries = Retries::new(Some(&options(3)));
        assert!(
            !retries.wait_after(&permanent, RetrySafety { repeatable: true, ..RetrySafety::default() }).await
        );
    }

    #[test]
    fn delays_double_up_to_the_longest_and_are_random_in_their_upper_half() {
        let options = RetryOptions {
            max_attempts: 10,
            first_delay: Duration::from_millis(20),
            max_delay: Duration::from_secs(2),
        };
        for _ in 0..50 {
            let delays = backoff(options).build();
            let expected = [20, 40, 80, 160, 320, 640, 1_280, 2_000, 2_000].map(Duration::from_millis);
            let delays: Vec<Duration> = delays.collect();
            assert_eq!(delays.len(), expected.len());
            for (delay, longest) in delays.into_iter().zip(expected) {
                let rounding = Duration::from_micros(10);
                assert!(
                    delay + rounding >= longest / 2 && delay <= longest + rounding,
                    "{delay:?} {longest:?}"
                );
            }
        }
    }
}
