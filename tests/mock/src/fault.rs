//! Faults before the login.

use std::time::Duration;

use crate::response::Cut;

/// The stages of a connection before the login response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The connection was accepted, and nothing was read.
    Connect,
    /// PRELOGIN was read and not answered.
    Prelogin,
    /// The client's first TLS message has arrived and was not answered.
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

/// The effect of a fault.
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
