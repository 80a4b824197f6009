//! The same statements on an application's own tiberius client.

use std::fmt;

use futures_util::io::{AsyncRead, AsyncWrite};
use store_core::{Dialect, Error, SchemaOverride, UnitOfWork};
use tiberius::Client;

use crate::call::Call;
use crate::options::MssqlOptions;
use crate::run::{Sessions, connection, once};
use crate::session::Session;

/// An application's tiberius client as a connection of store.
///
/// It takes part in the transaction that is open on the client, whether tiberius began it or a text of the
/// application's. Without one each call is a transaction of its own.
///
/// ```no_run
/// use store::prelude::*;
/// use store_mssql::TiberiusConnection;
/// use store_mssql::tiberius::{AuthMethod, Client, Config};
/// use tokio::net::TcpStream;
/// use tokio_util::compat::TokioAsyncWriteCompatExt;
///
/// /// A letter that is to be sent.
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
/// // Both or neither.
/// client.commit_transaction().await?;
/// # Ok(())
/// # }
/// ```
///
/// # What stays the application's
///
/// - **The transaction.** It is never committed or rolled back here, and there is no
///   [`Transactional`](store_core::Transactional): a [`Transaction`](store_core::Transaction) that is dropped has to be
///   undone before anything else is run, which nobody would do once the client is back with its owner.
///   [`transaction`](Self::transaction) has its end behind it when it returns.
/// - **Another attempt.** Nothing is tried again, not even outside of a transaction. After an error that undid the
///   whole transaction, as a deadlock, calls are refused: what follows would be kept without what went before.
/// - **A client that is out of step.** When a call is given up before its end, its future dropped, or the connection
///   fails, further calls are refused with [`ConnectionLost`](store_core::ErrorKind::ConnectionLost). The client cannot
///   be told: drop it, as tiberius asks for its own calls, and do not commit on it, since a part of the call may have
///   been done.
/// - **The settings of the session,** which are as its owner has made them.
pub struct TiberiusConnection<'c, S: AsyncRead + AsyncWrite + Unpin + Send> {
    session: Session<&'c mut Client<S>>,
    schema: Option<&'c SchemaOverride>,
}

impl<'c, S: AsyncRead + AsyncWrite + Unpin + Send> TiberiusConnection<'c, S> {
    /// Takes the client for a while.
    ///
    /// The server is asked, in one round trip, whether a transaction is open and whether the settings of the session
    /// are such that no call is wrong without an error.
    ///
    /// # Errors
    ///
    /// [`Config`](store_core::ErrorKind::Config) when `NOCOUNT` is on, `ANSI_WARNINGS` or `ANSI_NULLS` are off, or,
    /// without a transaction, `IMPLICIT_TRANSACTIONS` are on;
    /// [`ConnectionLost`](store_core::ErrorKind::ConnectionLost) when the client is out of step.
    pub async fn new(client: &'c mut Client<S>) -> Result<Self, Error> {
        // Since the server is asked anyway, it tells too whether it is Babelfish: an option for that could be forgotten,
        // and texts would then be stored with the escapes of JSON in them.
        Ok(Self { session: Session::borrow(client).await?, schema: None })
    }

    /// With another schema in the place of the one that the tables were compiled with.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](store_core::ErrorKind::Config) when the override was made for another engine.
    pub fn schema(mut self, schema: &'c SchemaOverride) -> Result<Self, Error> {
        schema.check(Dialect::Mssql)?;
        self.schema = Some(schema);
        Ok(self)
    }

    /// Runs `unit` once: it is kept as a whole when it gives `Ok`, undone when it gives an error.
    ///
    /// Within the application's transaction it stands behind a savepoint, so that the application may go on after an
    /// error of its own choice; without one it is a transaction of its own.
    ///
    /// # Errors
    ///
    /// Those of `unit`, and what the engine reports of the transaction.
    pub async fn transaction<U: UnitOfWork>(&mut self, unit: U) -> Result<U::Output, Error> {
        self.session.begin().await?;
        let mut within = Within { connection: self, over: false };
        let done = unit.run(&mut *within.connection).await;
        within.over = true;
        drop(within);
        self.session.end(done).await
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> fmt::Debug for TiberiusConnection<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The client's own would show what was received.
        f.debug_struct("TiberiusConnection").finish_non_exhaustive()
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Sessions for TiberiusConnection<'_, S> {
    fn options(&self) -> Option<&MssqlOptions> {
        None
    }

    fn schema(&self) -> Option<&SchemaOverride> {
        self.schema
    }

    async fn attempt<C: Call>(&mut self, call: &mut C) -> Result<Result<C::Output, Error>, Error> {
        Ok(once(&mut self.session, self.schema, call).await)
    }

    fn may_try_again(&self) -> bool {
        false
    }
}

connection!(TiberiusConnection<'_, S>, S: AsyncRead + AsyncWrite + Unpin + Send);

/// Work that has begun; when it is dropped before its end, what was begun stays open and the connection is given up.
struct Within<'a, 'c, S: AsyncRead + AsyncWrite + Unpin + Send> {
    connection: &'a mut TiberiusConnection<'c, S>,
    over: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Drop for Within<'_, '_, S> {
    fn drop(&mut self) {
        if !self.over {
            self.connection.session.give_up();
        }
    }
}
