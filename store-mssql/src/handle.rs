//! The handle that programs share.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use store_core::{Database, Error, SchemaOverride, Transactional, UnitOfWork};

use crate::call::Call;
use crate::connection::MssqlConnection;
use crate::lease::Lease;
use crate::options::MssqlOptions;
use crate::pool;
use crate::retry::{Attempts, Retry};
use crate::run::{Sessions, connection, once};

/// A handle to a database that any number of tasks share by cloning it; each call takes a connection out of a pool.
///
/// A call that fails because of a deadlock, a lock or the like is tried again, a few times; so is one whose connection
/// was lost, where doing it twice is right.
#[derive(Clone)]
pub struct Mssql {
    pool: pool::Sessions,
    options: Arc<MssqlOptions>,
}

/// What is done in a transaction; it may borrow from the connection (`'c`) and from whatever is around (`'w`).
#[must_use = "it does nothing until it is run"]
pub struct Work<'w, 'c, R> {
    future: Pin<Box<dyn Future<Output = Result<R, Error>> + Send + 'c>>,
    // Says that what is around outlives the connection, which no bound on a closure can say.
    around: PhantomData<&'c &'w ()>,
}

impl<'c, R> Work<'_, 'c, R> {
    /// Work that is this future.
    pub fn new(future: impl Future<Output = Result<R, Error>> + Send + 'c) -> Self {
        Self { future: Box::pin(future), around: PhantomData }
    }
}

impl<R> fmt::Debug for Work<'_, '_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work").finish_non_exhaustive()
    }
}

/// How many connections there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStatus {
    /// Those that are open, in use or not.
    pub open: usize,
    /// Those that are open and not in use.
    pub idle: usize,
    /// The callers that wait for one.
    pub waiting: usize,
    /// The most that may be open.
    pub most: usize,
}

impl Mssql {
    /// Opens a pool and its first connection.
    ///
    /// # Errors
    ///
    /// As [`MssqlConnection::open`].
    pub async fn open(options: MssqlOptions) -> Result<Self, Error> {
        let options = Arc::new(options);
        let pool = pool::pool(&options)?;
        drop(pool::take(&pool, &options).await?);
        Ok(Self { pool, options })
    }

    /// Takes a connection out of the pool, to run several calls or transactions on.
    ///
    /// # Errors
    ///
    /// [`Timeout`](store_core::ErrorKind::Timeout) when none is free in time,
    /// [`Closed`](store_core::ErrorKind::Closed) after [`close`](Self::close); else as [`MssqlConnection::open`].
    pub async fn connection(&self) -> Result<MssqlConnection, Error> {
        Ok(MssqlConnection::leased(self.lease(false).await?, &self.options))
    }

    /// Runs `work` in a transaction and commits it, or undoes it when it gives an error.
    ///
    /// When it fails because of a deadlock, a lock, or a connection that is lost before the commit, the whole of
    /// `work` is run again in a new transaction, a few times: it must do nothing but what the transaction undoes.
    ///
    /// # Errors
    ///
    /// Those of `work`; [`ConnectionLost`](store_core::ErrorKind::ConnectionLost) when the connection is lost during
    /// the commit, which then took effect or did not.
    pub async fn in_transaction<'w, R, F>(&self, mut work: F) -> Result<R, Error>
    where
        F: for<'c> FnMut(&'c mut MssqlConnection) -> Work<'w, 'c, R>,
    {
        let mut attempts = Attempts::new(&self.options);
        loop {
            // What opens it has tried often enough.
            let connection = self.connection().await?;
            let mut committing = false;
            let result = attempt(connection, &mut work, &mut committing).await;
            let Err(error) = &result else { return result };
            match attempts.again(error, Retry { repeatable: !committing, ..Retry::default() }) {
                Some(wait) => tokio::time::sleep(wait).await,
                None => return result,
            }
        }
    }

    /// A session for one call, or for a caller who goes on with it.
    async fn lease(&self, one_call: bool) -> Result<Lease, Error> {
        let mut session = pool::take(&self.pool, &self.options).await?;
        session.set_replaceable(one_call);
        Ok(Lease::Pooled(Some(session)))
    }

    /// How many connections there are.
    pub fn status(&self) -> PoolStatus {
        let status = self.pool.status();
        PoolStatus {
            open: status.size,
            idle: status.available,
            waiting: status.waiting,
            most: status.max_size,
        }
    }

    /// Closes the pool for all clones of the handle: connections that are in use go on and are closed when they
    /// come back, calls that wait and all later ones are refused.
    pub fn close(&self) {
        self.pool.close();
    }
}

impl Database for Mssql {
    async fn transaction<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        self.in_transaction(|connection| Work::new(unit.run(connection))).await
    }

    async fn run<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        unit.run(&mut self.clone()).await
    }

    async fn close(&self) -> Result<(), Error> {
        Self::close(self);
        Ok(())
    }
}

/// Does it once. Dropped with an error, the connection undoes the transaction on its way back.
async fn attempt<'w, R, F>(
    mut connection: MssqlConnection,
    work: &mut F,
    committing: &mut bool,
) -> Result<R, Error>
where
    F: for<'c> FnMut(&'c mut MssqlConnection) -> Work<'w, 'c, R>,
{
    connection.begin().await?;
    let done = work(&mut connection).future.await?;
    *committing = true;
    connection.commit().await?;
    Ok(done)
}

impl fmt::Debug for Mssql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mssql").field("options", &self.options).field("status", &self.status()).finish()
    }
}

impl Sessions for Mssql {
    fn options(&self) -> Option<&MssqlOptions> {
        Some(&self.options)
    }

    fn schema(&self) -> Option<&SchemaOverride> {
        self.options.schema.as_ref()
    }

    async fn attempt<C: Call>(&mut self, call: &mut C) -> Result<Result<C::Output, Error>, Error> {
        let mut session = self.lease(true).await?;
        Ok(once(&mut session, self.options.schema.as_ref(), call).await)
    }

    fn may_try_again(&self) -> bool {
        true
    }
}

connection!(Mssql);
