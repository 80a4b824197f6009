//! The database handle that tasks share.

use std::fmt;
use std::sync::Arc;

use store_core::{Database, Error, SchemaOverride, UnitOfWork};

use super::connection::MssqlConnection;
use super::with_transaction::TransactionFuture;
use crate::exec::{AttemptError, Retries, SessionSource, connection, run_once};
use crate::operation::{Operation, RetrySafety};
use crate::options::MssqlOptions;
use crate::pool::{self, PooledSession, SessionPool};

/// A handle to a database, which tasks share by cloning it. Each call borrows a connection from a pool.
///
/// A call that fails with a transient error, such as a deadlock or a lock timeout, is retried; see
/// [`MssqlOptions::max_attempts`]. After a lost connection, only calls that have the same effect when they run twice are
/// retried.
#[derive(Clone)]
pub struct Mssql {
    pub(super) pool: SessionPool,
    pub(super) options: Arc<MssqlOptions>,
}

/// The state of a pool: the number of open and idle connections, and of waiting callers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStatus {
    /// The number of open connections, in use or idle.
    pub open: usize,
    /// The number of idle connections.
    pub idle: usize,
    /// The number of callers that wait for a connection.
    pub waiting: usize,
    /// The maximum number of open connections.
    pub max_size: usize,
}

impl Mssql {
    /// Opens a pool and its first connection, with retries after transient errors.
    ///
    /// # Errors
    ///
    /// Those of [`MssqlConnection::open`].
    pub async fn open(options: MssqlOptions) -> Result<Self, Error> {
        let options = Arc::new(options);
        let pool = pool::create_pool(&options)?;
        let database = Self { pool, options };
        drop(database.acquire_with_retries().await?);
        Ok(database)
    }

    /// Borrows a connection from the pool, for transactions or several calls.
    ///
    /// # Errors
    ///
    /// [`Timeout`](store_core::ErrorKind::Timeout) when no connection becomes free in time,
    /// [`Closed`](store_core::ErrorKind::Closed) after [`close`](Self::close); otherwise those of
    /// [`MssqlConnection::open`].
    pub async fn connection(&self) -> Result<MssqlConnection, Error> {
        Ok(MssqlConnection::pooled(self.acquire_with_retries().await?, &self.options))
    }

    async fn acquire_with_retries(&self) -> Result<PooledSession, Error> {
        let mut retries = Retries::new(Some(&self.options));
        loop {
            match pool::acquire(&self.pool, &self.options, false).await {
                Err(error) if retries.wait_after(&error, RetrySafety::NOTHING_SENT).await => {}
                result => return result,
            }
        }
    }

    /// Returns the state of the pool.
    pub fn status(&self) -> PoolStatus {
        let status = self.pool.status();
        PoolStatus {
            open: status.size,
            idle: status.available,
            waiting: status.waiting,
            max_size: status.max_size,
        }
    }

    /// Closes the pool for all clones of the handle. Connections in use stay open until they are dropped; waiting and
    /// later calls fail with [`Closed`](store_core::ErrorKind::Closed).
    pub fn close(&self) {
        self.pool.close();
    }
}

impl Database for Mssql {
    async fn transaction<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        self.with_transaction(|connection| TransactionFuture::new(unit.run(connection))).await
    }

    async fn run<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        unit.run(&mut self.clone()).await
    }

    async fn close(&self) -> Result<(), Error> {
        Self::close(self);
        Ok(())
    }
}

impl fmt::Debug for Mssql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mssql").field("options", &self.options).field("status", &self.status()).finish()
    }
}

impl SessionSource for Mssql {
    fn options(&self) -> Option<&MssqlOptions> {
        Some(&self.options)
    }

    fn schema(&self) -> Option<&SchemaOverride> {
        self.options.schema.as_ref()
    }

    async fn attempt<O: Operation>(&mut self, operation: &mut O) -> Result<O::Output, AttemptError> {
        let acquired = pool::acquire(&self.pool, &self.options, true).await;
        let mut session = acquired.map_err(AttemptError::Acquire)?;
        let schema = self.options.schema.as_ref();
        run_once(&mut session, schema, operation).await.map_err(AttemptError::Run)
    }

    fn may_retry(&self) -> bool {
        true
    }
}

connection!(Mssql);
