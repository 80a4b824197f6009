//! Waits for a lock that another connection holds.

use std::thread;
use std::time::{Duration, Instant};

use backon::{BlockingRetryable, ExponentialBuilder};
use store_core::Error;

/// Runs `work` again while it fails because of a lock, for at most `timeout`, with delays between 1 ms and twice `max_delay`.
pub(crate) fn while_busy<R>(
    timeout: Duration,
    max_delay: Duration,
    work: impl FnMut() -> Result<R, Error>,
) -> Result<R, Error> {
    let backoff = ExponentialBuilder::default()
        .with_jitter()
        .with_min_delay(Duration::from_millis(1))
        .with_max_delay(max_delay)
        .without_max_times();
    let deadline = Instant::now() + timeout;
    work.retry(backoff)
        .when(|error| error.kind().is_transient() && Instant::now() < deadline)
        .sleep(thread::sleep)
        .call()
}
