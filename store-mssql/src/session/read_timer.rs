//! The limit for the time that a connection waits for the server.
//!
//! The driver has such a limit, but its timer is a thread of its own, which each wait would wake.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until};

/// The longest time that a read waits for bytes, which a session shares with its transport. Reads wait without a limit until it is
/// set, after the login.
#[derive(Clone, Debug, Default)]
pub(super) struct ReadLimit(Arc<Limit>);

#[derive(Debug, Default)]
struct Limit {
    time: OnceLock<Duration>,
    is_exceeded: AtomicBool,
}

impl ReadLimit {
    /// Sets the limit, once.
    pub(super) fn set(&self, limit: Duration) {
        // A limit that was set before stays.
        let _ = self.0.time.set(limit);
    }

    /// Returns whether a read has waited for longer than the limit. The error of the driver does not show it.
    pub(super) fn is_exceeded(&self) -> bool {
        self.0.is_exceeded.load(Ordering::Relaxed)
    }
}

/// Measures how long a read has waited.
#[derive(Debug)]
pub(super) struct ReadTimer {
    limit: ReadLimit,
    /// The end of the wait; `None` while no read waits.
    deadline: Option<Instant>,
    /// Ends at the deadline of this wait or an earlier one, so that it need not be set for each.
    sleep: Option<Pin<Box<Sleep>>>,
}

impl ReadTimer {
    pub(super) fn new(limit: ReadLimit) -> Self {
        Self { limit, deadline: None, sleep: None }
    }

    /// Ends the wait: the read is done, or a request begins.
    pub(super) fn stop(&mut self) {
        self.deadline = None;
    }

    /// Begins or continues to wait; ready with the error of a read that has waited as long as the limit.
    pub(super) fn poll_expired(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        let Some(limit) = self.limit.0.time.get() else { return Poll::Pending };
        // A limit beyond the clock is none.
        let Some(deadline) = self.deadline.or_else(|| Instant::now().checked_add(*limit)) else {
            return Poll::Pending;
        };
        self.deadline = Some(deadline);
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep_until(deadline)));
        while sleep.as_mut().poll(context).is_ready() {
            if Instant::now() >= deadline {
                self.limit.0.is_exceeded.store(true, Ordering::Relaxed);
                return Poll::Ready(io::ErrorKind::TimedOut.into());
            }
            sleep.as_mut().reset(deadline);
        }
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    /// Waits for the limit, and returns how long that took.
    async fn waited(timer: &mut ReadTimer) -> Duration {
        let started = Instant::now();
        let error = poll_fn(|context| timer.poll_expired(context)).await;
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        started.elapsed()
    }

    #[tokio::test]
    async fn a_limit_beyond_the_clock_is_none() {
        let limit = ReadLimit::default();
        limit.set(Duration::MAX);
        let mut context = Context::from_waker(std::task::Waker::noop());
        assert!(ReadTimer::new(limit).poll_expired(&mut context).is_pending());
    }

    #[tokio::test(start_paused = true)]
    async fn each_wait_has_the_whole_limit() {
        let limit = ReadLimit::default();
        let mut timer = ReadTimer::new(limit.clone());
        let pending = |timer: &mut ReadTimer| {
            let mut context = Context::from_waker(std::task::Waker::noop());
            timer.poll_expired(&mut context).is_pending()
        };
        assert!(pending(&mut timer));
        tokio::time::advance(Duration::from_secs(100)).await;
        assert!(pending(&mut timer), "there is no limit yet");
        limit.set(Duration::from_secs(10));
        // A wait that ends in time does not shorten the next one.
        assert!(pending(&mut timer));
        tokio::time::advance(Duration::from_secs(9)).await;
        assert!(pending(&mut timer));
        timer.stop();
        assert!(!limit.is_exceeded());
        assert_eq!(waited(&mut timer).await.as_secs(), 10);
        assert!(limit.is_exceeded());
        timer.stop();
        assert_eq!(waited(&mut timer).await.as_secs(), 10);
    }
}
