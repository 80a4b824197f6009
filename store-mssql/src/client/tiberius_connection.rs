//! A connection on the tiberius client of an application.

use std::fmt;

use futures_util::io::{AsyncRead, AsyncWrite};
use store_core::{Dialect, Error, SchemaOverride, UnitOfWork};
use tiberius::Client;

use crate::exec::{AttemptError, SessionSource, connection, run_once};
use crate::operation::Operation;
use crate::options::MssqlOptions;
use crate::session::Session;

/// A connection on the tiberius client of an application.
///
/// Calls take part in the transaction that is open on the client, whether tiberius or a statement of the application
/// began it. Without one, each call is its own transaction.
///
/// ```no_run
/// use store::prelude::*;
/// use store_mssql::TiberiusConnection;
/// use store_mssql::tiberius::{AuthMethod, Client, Config};
/// use tokio::net::TcpStream;
/// use tokio_util::compat::TokioAsyncWriteCompatExt;
///
/// /// A letter to send.
/// #[derive(Table)]
/// #[table(schema = "app", name = "letters")]
/// struct Letter {
///     #[column(primary_key, len = 40)]
///     order_number: String,
///     text: String,
/// }
///
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut config = Config::new();
/// config.host("db.example.com");
/// config.authentication(AuthMethod::sql_server("shop", "correct horse"));
/// let tcp = TcpStream::connect(config.get_addr()).await?;
/// let mut client = Client::connect(config, tcp.compat_write()).await?;
///
/// client.begin_transaction().await?;
/// client.execute("UPDATE app.orders SET paid = 1 WHERE number = @P1", &[&"7"]).await?;
/// let mut db = TiberiusConnection::new(&mut client).await?;
/// db.insert_if_absent(&Letter { order_number: "7".into(), text: "Thank you".into() }).await?;
/// // Commits both or neither.
/// client.commit_transaction().await?;
/// # Ok(())
/// # }
/// ```
///
/// # Responsibilities of the application
///
/// - **The transaction.** Only the application commits it or rolls it back. The type does not implement
///   [`Transactional`](store_core::Transactional): a dropped [`Transaction`](store_core::Transaction) is rolled back
///   before the next statement, which cannot be guaranteed once the client is back with its owner.
///   [`transaction`](Self::transaction) is committed or rolled back when it returns.
/// - **Retries.** Nothing is retried, not even outside a transaction. After an error that rolled back the whole
///   transaction, such as a deadlock, calls fail: they would be committed without the statements before the error.
/// - **An unusable client.** After a call that was cancelled by dropping its future, and after a failed connection,
///   calls fail with [`ConnectionLost`](store_core::ErrorKind::ConnectionLost). tiberius does not know of this: drop the
///   client, as tiberius asks for its own calls, and do not commit on it, since a part of the call may have taken effect.
/// - **The settings of the session.** Time limits, lock limits, the isolation level and other settings are not changed.
///   [`new`](Self::new) refuses the settings under which a call would be wrong without an error.
pub struct TiberiusConnection<'c, S: AsyncRead + AsyncWrite + Unpin + Send> {
    session: Session<&'c mut Client<S>>,
    schema: Option<&'c SchemaOverride>,
}

impl<'c, S: AsyncRead + AsyncWrite + Unpin + Send> TiberiusConnection<'c, S> {
    /// Borrows the client.
    ///
    /// In one round trip, checks whether a transaction is open and the settings of the session.
    ///
    /// # Errors
    ///
    /// [`Config`](store_core::ErrorKind::Config) when `NOCOUNT` is on, `ANSI_WARNINGS` or `ANSI_NULLS` are off, or,
    /// without a transaction, `IMPLICIT_TRANSACTIONS` are on, since calls would then be wrong without an error;
    /// [`ConnectionLost`](store_core::ErrorKind::ConnectionLost) when the connection of the client fails.
    pub async fn new(client: &'c mut Client<S>) -> Result<Self, Error> {
        Ok(Self { session: Session::borrow(client).await?, schema: None })
    }

    /// Sets the schema that replaces the schema of the structs.
    ///
    /// # Errors
    ///
    /// [`Config`](store_core::ErrorKind::Config) when the override was created for another engine.
    pub fn schema(mut self, schema: &'c SchemaOverride) -> Result<Self, Error> {
        schema.check(Dialect::Mssql)?;
        self.schema = Some(schema);
        Ok(self)
    }

    /// Runs a unit of work once, all or nothing: an error rolls it back.
    ///
    /// Within a transaction of the application the unit has a savepoint, so that the application may continue after an
    /// error; otherwise it is its own transaction.
    ///
    /// # Errors
    ///
    /// Those of `unit`, and those of beginning and committing the transaction.
    pub async fn transaction<U: UnitOfWork>(&mut self, unit: U) -> Result<U::Output, Error> {
        self.session.begin().await?;
        let mut guard = UnitGuard { connection: self, completed: false };
        let result = unit.run(&mut *guard.connection).await;
        guard.completed = true;
        drop(guard);
        self.session.finish(result).await
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> fmt::Debug for TiberiusConnection<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The client's own output would show received data.
        f.debug_struct("TiberiusConnection").finish_non_exhaustive()
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> SessionSource for TiberiusConnection<'_, S> {
    fn options(&self) -> Option<&MssqlOptions> {
        None
    }

    fn schema(&self) -> Option<&SchemaOverride> {
        self.schema
    }

    async fn attempt<O: Operation>(&mut self, operation: &mut O) -> Result<O::Output, AttemptError> {
        run_once(&mut self.session, self.schema, operation).await.map_err(AttemptError::Run)
    }

    fn may_retry(&self) -> bool {
        false
    }
}

connection!(TiberiusConnection<'_, S>, S: AsyncRead + AsyncWrite + Unpin + Send);

/// Invalidates the session if a unit of work is dropped before it completes, since its transaction stays open.
struct UnitGuard<'a, 'c, S: AsyncRead + AsyncWrite + Unpin + Send> {
    connection: &'a mut TiberiusConnection<'c, S>,
    completed: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Drop for UnitGuard<'_, '_, S> {
    fn drop(&mut self) {
        if !self.completed {
            self.connection.session.invalidate();
        }
    }
}
