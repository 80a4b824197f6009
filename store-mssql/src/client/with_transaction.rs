//! Transactions that are run as a whole, and again after transient errors.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use store_core::{Error, Transactional};

use super::connection::MssqlConnection;
use super::mssql::Mssql;
use crate::exec::Retries;
use crate::operation::RetrySafety;
use crate::pool;

/// The future of a transaction's statements; may borrow from the connection (`'c`) and from the environment of the
/// closure (`'env`).
#[must_use = "a future does nothing until it is run"]
pub struct TransactionFuture<'env, 'c, R> {
    future: Pin<Box<dyn Future<Output = Result<R, Error>> + Send + 'c>>,
    // Declares that the environment outlives the connection, which no bound on a closure can express.
    environment: PhantomData<&'c &'env ()>,
}

impl<'c, R> TransactionFuture<'_, 'c, R> {
    /// Wraps a future.
    pub fn new(future: impl Future<Output = Result<R, Error>> + Send + 'c) -> Self {
        Self { future: Box::pin(future), environment: PhantomData }
    }
}

impl<R> fmt::Debug for TransactionFuture<'_, '_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransactionFuture").finish_non_exhaustive()
    }
}

impl Mssql {
    /// Runs a closure in a transaction; commits after `Ok` and rolls back after an error.
    ///
    /// After a transient error, or a connection that is lost before the commit, the closure runs again in a new
    /// transaction, up to [`max_attempts`](crate::MssqlOptions::max_attempts) times. It must have no effects that the
    /// rollback does not undo. [`Database::transaction`](store_core::Database::transaction) does the same with a
    /// [`UnitOfWork`](store_core::UnitOfWork), on every engine.
    ///
    /// ```no_run
    /// # use store::prelude::*;
    /// use store_mssql::{Mssql, TransactionFuture};
    ///
    /// # #[derive(Table)]
    /// # struct Page { #[column(primary_key, len = 400)] url: String }
    /// # async fn example(db: Mssql, page: &Page, other: &Page) -> Result<(), Error> {
    /// db.with_transaction(|transaction| {
    ///     TransactionFuture::new(async move {
    ///         transaction.upsert(page).await?;
    ///         transaction.insert(other).await
    ///     })
    /// })
    /// .await
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the closure; [`ConnectionLost`](store_core::ErrorKind::ConnectionLost) when the connection is lost
    /// during the commit, which then may have taken effect.
    pub async fn with_transaction<'env, R, F>(&self, mut work: F) -> Result<R, Error>
    where
        F: for<'c> FnMut(&'c mut MssqlConnection) -> TransactionFuture<'env, 'c, R>,
    {
        let mut retries = Retries::new(Some(&self.options));
        loop {
            let mut committing = false;
            let result = match pool::acquire(&self.pool, &self.options, false).await {
                Ok(session) => {
                    let connection = MssqlConnection::pooled(session, &self.options);
                    attempt(connection, &mut work, &mut committing).await
                }
                Err(error) => Err(error),
            };
            let safety = RetrySafety { repeatable: !committing, ..RetrySafety::default() };
            match result {
                Err(error) if retries.wait_after(&error, safety).await => {}
                result => return result,
            }
        }
    }
}

/// Runs the transaction once. After an error the drop of the connection rolls it back.
async fn attempt<'env, R, F>(
    mut connection: MssqlConnection,
    work: &mut F,
    committing: &mut bool,
) -> Result<R, Error>
where
    F: for<'c> FnMut(&'c mut MssqlConnection) -> TransactionFuture<'env, 'c, R>,
{
    connection.begin().await?;
    let output = work(&mut connection).future.await?;
    *committing = true;
    connection.commit().await?;
    Ok(output)
}
