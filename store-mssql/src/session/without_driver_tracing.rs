//! Suppresses the trace events of the driver, which show values of rows.

use tracing::Dispatch;
use tracing::instrument::{WithDispatch, WithSubscriber};

/// Runs a future of the driver without its trace events: they show rows and, in error messages, keys. The spans and
/// errors of this crate report what happens.
pub(crate) fn without_driver_tracing<F: Future>(future: F) -> WithDispatch<F> {
    future.with_subscriber(Dispatch::none())
}
