//! What goes wrong before a login.

use std::time::Duration;

use crate::answer::Cut;

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

/// Something that goes wrong at a connection's beginning.
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
    /// The connection is closed.
    pub fn cut(stage: Stage) -> Self {
        Self { stage, effect: Effect::Cut(Cut::Close) }
    }

    /// The connection is reset.
    pub fn reset(stage: Stage) -> Self {
        Self { stage, effect: Effect::Cut(Cut::Reset) }
    }

    /// Nothing happens until the server ends.
    pub fn hang(stage: Stage) -> Self {
        Self { stage, effect: Effect::Hang }
    }

    /// Nothing happens for a while.
    pub fn delay(stage: Stage, time: Duration) -> Self {
        Self { stage, effect: Effect::Delay(time) }
    }
}
