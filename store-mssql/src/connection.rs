//! The connection that belongs to its caller.

use std::fmt;
use std::sync::Arc;

use store_core::{Error, SchemaOverride, Transactional};

use crate::call::Call;
use crate::lease::Lease;
use crate::options::MssqlOptions;
use crate::run::{Sessions, connection, once};
use crate::session::Session;

/// A connection that belongs to its caller, who may open transactions on it.
///
/// One that came from a pool goes back when it is dropped. A transaction that is then still open is undone first;
/// a connection on which a call was given up before its end is closed instead, which makes the server undo what it
/// was doing.
pub struct MssqlConnection {
    lease: Lease,
    options: Arc<MssqlOptions>,
}

impl MssqlConnection {
    /// Opens a connection outside of any pool.
    ///
    /// # Errors
    ///
    /// [`Config`](store_core::ErrorKind::Config) for options that contradict each other, a database that is not
    /// there or a certificate that is not trusted; [`PermissionDenied`](store_core::ErrorKind::PermissionDenied)
    /// for a login that is refused; [`ConnectionLost`](store_core::ErrorKind::ConnectionLost) and
    /// [`Timeout`](store_core::ErrorKind::Timeout) for a server that cannot be reached.
    pub async fn open(options: &MssqlOptions) -> Result<Self, Error> {
        let session = Session::open(options).await?;
        Ok(Self { lease: Lease::Own(Box::new(session)), options: Arc::new(options.clone()) })
    }

    pub(crate) fn leased(lease: Lease, options: &Arc<MssqlOptions>) -> Self {
        Self { lease, options: Arc::clone(options) }
    }
}

impl fmt::Debug for MssqlConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MssqlConnection").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Sessions for MssqlConnection {
    fn options(&self) -> Option<&MssqlOptions> {
        Some(&self.options)
    }

    fn schema(&self) -> Option<&SchemaOverride> {
        self.options.schema.as_ref()
    }

    async fn attempt<C: Call>(&mut self, call: &mut C) -> Result<Result<C::Output, Error>, Error> {
        Ok(once(&mut self.lease, self.options.schema.as_ref(), call).await)
    }

    fn may_try_again(&self) -> bool {
        self.lease.in_step() && !self.lease.nesting.is_open()
    }
}

connection!(MssqlConnection);

impl Transactional for MssqlConnection {
    async fn begin(&mut self) -> Result<(), Error> {
        self.lease.begin().await
    }

    async fn commit(&mut self) -> Result<(), Error> {
        self.lease.commit().await
    }

    async fn rollback(&mut self) -> Result<(), Error> {
        self.lease.rollback().await
    }

    fn abandon(&mut self) {
        self.lease.nesting.abandon();
    }
}
