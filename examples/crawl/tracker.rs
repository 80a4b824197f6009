//! When a crawl is complete.

use std::sync::Arc;

use tokio::sync::watch;

/// Knows whether anything more can come into the queue.
///
/// An empty queue is not the end while others are at work: what they read may have links. A worker that finds
/// it empty waits until another one is done with something, and all leave when none is at work any more.
#[derive(Clone, Debug)]
pub(crate) struct Tracker {
    state: Arc<watch::Sender<State>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// Workers that claim or hold pages.
    busy: usize,
    /// Batches that were written to the queue.
    batches: u64,
}

/// A worker's turn at the queue, which ends when this is dropped, even by an error.
#[derive(Debug)]
pub(crate) struct Turn {
    tracker: Tracker,
    /// The batches there were when the turn began.
    batches: u64,
}

impl Tracker {
    /// Nobody is at work yet.
    pub(crate) fn new() -> Self {
        Self { state: Arc::new(watch::Sender::new(State::default())) }
    }

    /// Begins a turn, before the queue is asked.
    pub(crate) fn begin(&self) -> Turn {
        let mut batches = 0;
        self.state.send_modify(|state| {
            state.busy += 1;
            batches = state.batches;
        });
        Turn { tracker: self.clone(), batches }
    }
}

impl Turn {
    /// Ends a turn that has put a batch back, with the links in it.
    pub(crate) fn written(self) {
        self.tracker.state.send_modify(|state| state.batches += 1);
    }

    /// Ends a turn that found nothing to claim; waits until it is worth another look, and tells whether it is.
    pub(crate) async fn found_nothing(self) -> bool {
        let (tracker, batches) = (self.tracker.clone(), self.batches);
        drop(self);
        let mut watch = tracker.state.subscribe();
        // The sender is here too: the wait cannot fail.
        let state = watch.wait_for(|state| state.batches != batches || state.busy == 0).await;
        state.is_ok_and(|state| state.batches != batches)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.tracker.state.send_modify(|state| state.busy -= 1);
    }
}
