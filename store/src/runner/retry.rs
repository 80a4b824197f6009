//! Transient errors of the database.
//!
//! Retries have one level for each error. A driver retries a call that failed with a transient error, unless the call may
//! have taken effect. The runner does not retry such a call again:
//!
//! - an outcome whose connection was lost, or that timed out, is written again here. No driver does that, since the
//!   transaction may have been committed; the runner can, since the lease token makes a second write harmless;
//! - any other transient error ends the turn of the worker. The worker waits, and begins a new turn.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

use crate::{Error, ErrorKind};

/// Returns the delays between attempts: four, of 0.2 to 1.6 seconds plus up to as much again as jitter.
pub(super) fn delays() -> ExponentialBackoff {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(200))
        .with_max_times(4)
        .with_jitter()
        .build()
}

/// Writes an outcome, again if the connection is lost or the call times out.
pub(super) async fn write_outcome<T, F, W>(mut write: W) -> Result<T, Error>
where
    W: FnMut() -> F,
    F: Future<Output = Result<T, Error>>,
{
    let mut delays = delays();
    loop {
        let error = match write().await {
            Ok(written) => return Ok(written),
            Err(error) => error,
        };
        let is_uncertain = matches!(error.kind(), ErrorKind::ConnectionLost | ErrorKind::Timeout);
        let Some(delay) = delays.next().filter(|_| is_uncertain) else { return Err(error) };
        tracing::warn!(%error, ?delay, "an outcome was not written; retrying after the delay");
        tokio::time::sleep(delay).await;
    }
}
