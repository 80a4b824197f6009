//! The limit for the time that a connection waits for the server.
//!
//! The driver has a limit for its reads, but its timer is a thread of its own, which each wait would wake.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until};

/// The longest time that a read or a write waits, which a session shares with its transport. There is no limit until it is set,
/// after the login.
#[derive(Clone, Debug, Default)]
pub(super) struct WaitLimit(Arc<Limit>);

#[derive(Debug, Default)]
struct Limit {
    time: OnceLock<Duration>,
    is_exceeded: AtomicBool,
}

impl WaitLimit {
    /// Sets the limit, once.
    pub(super) fn set(&self, limit: Duration) {
        // A limit that was set before stays.
        let _ = self.0.time.set(limit);
    }

    /// Returns whether a read or a write has reached the limit. The error of the driver does not show it.
    pub(super) fn is_exceeded(&self) -> bool {
        self.0.is_exceeded.load(Ordering::Relaxed)
    }
}

/// Measures how long a read or a write has waited.
#[derive(Debug)]
pub(super) struct WaitTimer {
    limit: WaitLimit,
    /// The end of the wait; `None` while there is none.
    deadline: Option<Instant>,
    /// Ends at the deadline of this wait or an earlier one, so that it need not be set for each.
    sleep: Option<Pin<Box<Sleep>>>,
}

impl WaitTimer {
    pub(super) fn new(limit: WaitLimit) -> Self {
        Self { limit, deadline: None, sleep: None }
    }

    /// Ends the wait.
    pub(super) fn stop(&mut self) {
        self.deadline = None;
    }

    /// Begins or continues to wait; ready with an error when the wait has reached the limit.
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
    async fn waited(timer: &mut WaitTimer) -> Duration {
        let started = Instant::now();
        let error = poll_fn(|context| timer.poll_expired(context)).await;
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        started.elapsed()
    }

    #[tokio::test]
    async fn a_limit_beyond_the_clock_is_none() {
        let limit = WaitLimit::default();
        limit.set(Duration::MAX);
        let mut context = Context::from_waker(std::task::Waker::noop());
        assert!(WaitTimer::new(limit).poll_expired(&mut context).is_pending());
    }

    #[tokio::test(start_paused = true)]
    async fn each_wait_has_the_whole_limit() {
        let limit = WaitLimit::default();
        let mut timer = WaitTimer::new(limit.clone());
        let pending = |timer: &mut WaitTimer| {
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
