//! Gates that hold responses until the test opens them.

use std::sync::Arc;

use tokio::sync::watch;

/// Holds responses until the test opens it; the test can wait for the first to arrive.
///
/// ```
/// use store_tds_mock::{Response, Gate};
///
/// let gate = Gate::new();
/// let answer = Response::new().wait(&gate).count(1);
/// # let _ = answer;
/// gate.open();
/// ```
#[derive(Clone, Debug)]
pub struct Gate(Arc<watch::Sender<State>>);

#[derive(Clone, Copy, Debug, Default)]
struct State {
    open: bool,
    arrived: usize,
}

impl Gate {
    /// Creates a closed gate.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(State::default())))
    }

    /// Lets waiting and later responses pass.
    pub fn open(&self) {
        self.0.send_modify(|state| state.open = true);
    }

    /// Waits until a response has reached the gate.
    pub async fn reached(&self) {
        self.until(|state| state.arrived > 0).await;
    }

    pub(crate) async fn pass(self) {
        self.0.send_modify(|state| state.arrived += 1);
        self.until(|state| state.open).await;
    }

    async fn until(&self, condition: impl FnMut(&State) -> bool) {
        self.0.subscribe().wait_for(condition).await.expect("the sender exists");
    }
}

impl Default for Gate {
    fn default() -> Self {
        Self::new()
    }
}
