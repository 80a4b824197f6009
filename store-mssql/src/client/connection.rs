//! A connection for one caller.

use std::fmt;
use std::sync::Arc;

use store_core::{Error, SchemaOverride, Transactional};

use crate::exec::{AttemptError, SessionSource, connection, run_once};
use crate::operation::Operation;
use crate::options::MssqlOptions;
use crate::pool::PooledSession;
use crate::session::Session;

/// A connection for one caller, on which transactions can be begun.
///
/// A connection of a pool returns to the pool when it is dropped, after a rollback of an open transaction. If a call was
/// cancelled mid-response, the connection is closed instead, which makes the server roll back.
pub struct MssqlConnection {
    session: HeldSession,
    options: Arc<MssqlOptions>,
}

/// A session that the connection owns or has borrowed from the pool.
enum HeldSession {
    Owned(Box<Session>),
    Pooled(PooledSession),
}

impl MssqlConnection {
    /// Opens a connection without a pool, in a single attempt.
    ///
    /// # Errors
    ///
    /// [`Config`](store_core::ErrorKind::Config) for contradictory options, a missing database or an untrusted
    /// certificate; [`PermissionDenied`](store_core::ErrorKind::PermissionDenied) for a failed login;
    /// [`ConnectionLost`](store_core::ErrorKind::ConnectionLost) and [`Timeout`](store_core::ErrorKind::Timeout) for a
    /// server that cannot be reached.
    pub async fn open(options: &MssqlOptions) -> Result<Self, Error> {
        let session = Session::open(options).await?;
        Ok(Self { session: HeldSession::Owned(Box::new(session)), options: Arc::new(options.clone()) })
    }

    pub(super) fn pooled(session: PooledSession, options: &Arc<MssqlOptions>) -> Self {
        Self { session: HeldSession::Pooled(session), options: Arc::clone(options) }
    }

    fn session(&mut self) -> &mut Session {
        match &mut self.session {
            HeldSession::Owned(session) => session,
            HeldSession::Pooled(session) => session,
        }
    }
}

impl fmt::Debug for MssqlConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MssqlConnection").field("options", &self.options).finish_non_exhaustive()
    }
}

impl SessionSource for MssqlConnection {
    fn options(&self) -> Option<&MssqlOptions> {
        Some(&self.options)
    }

    fn schema(&self) -> Option<&SchemaOverride> {
        self.options.schema.as_ref()
    }

    async fn attempt<O: Operation>(&mut self, operation: &mut O) -> Result<O::Output, AttemptError> {
        let options = Arc::clone(&self.options);
        run_once(self.session(), options.schema.as_ref(), operation).await.map_err(AttemptError::Run)
    }

    fn may_retry(&self) -> bool {
        let session = match &self.session {
            HeldSession::Owned(session) => session,
            HeldSession::Pooled(session) => &**session,
        };
        session.is_usable() && !session.transaction.is_open()
    }
}

connection!(MssqlConnection);

impl Transactional for MssqlConnection {
    async fn begin(&mut self) -> Result<(), Error> {
        self.session().begin().await
    }

    async fn commit(&mut self) -> Result<(), Error> {
        self.session().commit().await
    }

    async fn rollback(&mut self) -> Result<(), Error> {
        self.session().rollback().await
    }

    fn abandon(&mut self) {
        self.session().transaction.abandon();
    }
}
