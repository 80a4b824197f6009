//! Faults before the login.

use std::time::Duration;

use crate::response::Cut;

/// The moments of a connection's beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The connection was accepted, nothing was read.
    Connect,
    /// PRELOGIN was read, the answer was not sent.
    Prelogin,
    /// The client's first message of TLS has come and was not answered.
    Tls,
    /// LOGIN7 was read and not answered.
    Login,
}

/// A fault at the beginning of a connection.
#[derive(Clone, Copy, Debug)]
#[must_use = "a fault does nothing until it is scripted"]
pub struct Fault {
    pub(crate) stage: Stage,
    pub(crate) effect: Effect,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Effect {
    Cut(Cut),
    Hang,
    Delay(Duration),
}

impl Fault {
    /// Closes the connection.
    pub fn cut(stage: Stage) -> Self {
        Self { stage, effect: Effect::Cut(Cut::Close) }
    }

    /// Resets the connection.
    pub fn reset(stage: Stage) -> Self {
        Self { stage, effect: Effect::Cut(Cut::Reset) }
    }

    /// Sends nothing until the server ends.
    pub fn hang(stage: Stage) -> Self {
        Self { stage, effect: Effect::Hang }
    }

    /// Delays the connection.
    pub fn delay(stage: Stage, time: Duration) -> Self {
        Self { stage, effect: Effect::Delay(time) }
    }
}
