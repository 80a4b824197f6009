//! Keeps the driver from logging what rows hold.

use tracing::Dispatch;
use tracing::instrument::{WithDispatch, WithSubscriber};

/// Runs a future of the driver's without its events: they show rows and, in messages of errors, keys. What happens is
/// told by the spans and errors of this crate.
pub(crate) fn silent<F: Future>(future: F) -> WithDispatch<F> {
    future.with_subscriber(Dispatch::none())
}
