//! Gates, at which answers wait for a test.

use std::sync::Arc;

use tokio::sync::watch;

/// Holds answers until the test opens it, and tells the test when one has come.
///
/// ```
/// use store_tds_mock::{Answer, Gate};
///
/// let gate = Gate::new();
/// let answer = Answer::new().wait(&gate).count(1);
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
    /// A closed gate.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(State::default())))
    }

    /// Lets those answers pass that wait, and those to come.
    pub fn open(&self) {
        self.0.send_modify(|state| state.open = true);
    }

    /// Waits until an answer has come to the gate.
    pub async fn reached(&self) {
        self.until(|state| state.arrived > 0).await;
    }

    pub(crate) async fn pass(self) {
        self.0.send_modify(|state| state.arrived += 1);
        self.until(|state| state.open).await;
    }

    async fn until(&self, condition: impl FnMut(&State) -> bool) {
        self.0.subscribe().wait_for(condition).await.expect("this is a sender");
    }
}

impl Default for Gate {
    fn default() -> Self {
        Self::new()
    }
}
