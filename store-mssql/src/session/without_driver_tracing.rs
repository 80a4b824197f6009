//! Suppresses the trace events of the driver, which show values of rows.

use tracing::Dispatch;
use tracing::instrument::{WithDispatch, WithSubscriber};

/// Runs a future of the driver without the driver's trace events, which show rows and, in error messages, keys. The spans
/// and errors of this crate take their place.
pub(crate) fn without_driver_tracing<F: Future>(future: F) -> WithDispatch<F> {
    future.with_subscriber(Dispatch::none())
}
