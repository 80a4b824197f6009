//! A session for as long as one caller has it.

use std::ops::{Deref, DerefMut};

use deadpool::managed::Object;

use crate::pool::{PATIENCE, Pooled};
use crate::session::Session;

/// A session for as long as one caller has it; one that came from a pool goes back when it is dropped.
pub(crate) enum Lease {
    Own(Box<Session>),
    /// There until it is dropped.
    Pooled(Option<Pooled>),
}

#[expect(clippy::expect_used, reason = "only `drop` takes it out")]
impl Deref for Lease {
    type Target = Session;

    fn deref(&self) -> &Session {
        match self {
            Self::Own(session) => session,
            Self::Pooled(session) => session.as_ref().expect("there until it is dropped"),
        }
    }
}

#[expect(clippy::expect_used, reason = "only `drop` takes it out")]
impl DerefMut for Lease {
    fn deref_mut(&mut self) -> &mut Session {
        match self {
            Self::Own(session) => session,
            Self::Pooled(session) => session.as_mut().expect("there until it is dropped"),
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Self::Pooled(session) = self
            && let Some(session) = session.take()
        {
            give_back(session);
        }
    }
}

/// Gives a session back, or closes it when it cannot be used again.
fn give_back(mut session: Pooled) {
    if !session.in_step() {
        drop(Object::take(session));
        return;
    }
    if !session.nesting.is_unsettled() {
        return;
    }
    // Its transaction holds locks: it must not wait in the pool for the next caller to undo it.
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => {
            runtime.spawn(async move {
                let undone = tokio::time::timeout(PATIENCE, session.undo_all()).await;
                if !matches!(undone, Ok(Ok(()))) {
                    drop(Object::take(session));
                }
            });
        }
        Err(_) => drop(Object::take(session)),
    }
}
