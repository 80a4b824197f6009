//! A session of the pool while one caller uses it.

use std::ops::{Deref, DerefMut};

use deadpool::managed::Object;

use super::{CLEANUP_TIMEOUT, SessionManager};
use crate::session::Session;

/// A session of the pool while one caller uses it; returns to the pool when dropped.
pub(crate) struct PooledSession(
    /// Present until the drop.
    Option<Object<SessionManager>>,
);

impl PooledSession {
    pub(super) fn new(session: Object<SessionManager>) -> Self {
        Self(Some(session))
    }
}

#[expect(clippy::expect_used, reason = "only `drop` takes the session out")]
impl Deref for PooledSession {
    type Target = Session;

    fn deref(&self) -> &Session {
        self.0.as_ref().expect("present until the drop")
    }
}

#[expect(clippy::expect_used, reason = "only `drop` takes the session out")]
impl DerefMut for PooledSession {
    fn deref_mut(&mut self) -> &mut Session {
        self.0.as_mut().expect("present until the drop")
    }
}

impl Drop for PooledSession {
    fn drop(&mut self) {
        if let Some(session) = self.0.take() {
            release(session);
        }
    }
}

/// Returns a session to the pool, or closes one that cannot be used again.
fn release(mut session: Object<SessionManager>) {
    if !session.is_usable() {
        drop(Object::take(session));
        return;
    }
    if !session.transaction.is_unsettled() {
        return;
    }
    // The transaction holds locks, so it is rolled back now and not when the next caller uses the session.
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => {
            runtime.spawn(async move {
                let rolled_back = tokio::time::timeout(CLEANUP_TIMEOUT, session.rollback_all()).await;
                if !matches!(rolled_back, Ok(Ok(()))) {
                    drop(Object::take(session));
                }
            });
        }
        Err(_) => drop(Object::take(session)),
    }
}
