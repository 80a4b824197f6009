//! One connection to the server, and its state.

mod bulk_load;
mod connect;
mod driver;
mod result_sets;
mod session_settings;
mod socket;
mod stream;
mod transaction_state;
mod wait_timer;
mod without_driver_tracing;

use std::io;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use futures_util::TryStreamExt;
use futures_util::io::{AsyncRead, AsyncWrite};
use store_core::schema::TableModel;
use store_core::{Error, ErrorKind, Params};
use tiberius::error::Error as DriverError;
use tiberius::{Client, Query, QueryItem, Row};

use crate::babelfish::Product;
use crate::error::{from_driver, leaves_usable};
use crate::options::MssqlOptions;

pub(crate) use driver::Driver;
pub(crate) use result_sets::ResultSets;

use driver::OwnedClient;
use session_settings::SessionSettings;
use socket::Socket;
use transaction_state::TransactionState;
use wait_timer::WaitLimit;
use without_driver_tracing::without_driver_tracing;

/// The maximum number of unwanted rows that are read before the server is asked to stop.
const MAX_UNWANTED: usize = 256;

/// One connection to the server.
///
/// A response that was not read to its end, because the future was dropped or the connection failed, makes the session
/// unusable. An unusable session is never used again; closing it makes the server roll back an open transaction.
pub(crate) struct Session<D: Driver = OwnedClient> {
    driver: D,
    /// The socket of the driver; `None` for an application's client.
    socket: Option<Socket>,
    /// The limit of the transport; `None` for an application's client.
    wait_limit: Option<WaitLimit>,
    product: Product,
    /// Whether a request is in progress; stays set when its future is dropped.
    in_progress: bool,
    /// Whether the connection has failed.
    failed: bool,
    pub(crate) transaction: TransactionState,
    /// Whether the session serves one call of a pool, which can open another one.
    replaceable: bool,
    opened: Instant,
    last_used: Instant,
}

impl Session {
    pub(crate) async fn open(options: &MssqlOptions) -> Result<Self, Error> {
        // The driver's futures take tens of kilobytes, which would otherwise be copied from frame to frame.
        let connected = Box::pin(connect::connect(options)).await?;
        let session = Self::new(connected.client, connected.product, TransactionState::default());
        Ok(Self { socket: Some(connected.socket), wait_limit: Some(connected.wait_limit), ..session })
    }
}

impl<'c, S: AsyncRead + AsyncWrite + Unpin + Send> Session<&'c mut Client<S>> {
    /// Borrows an application's client, with the settings that the application has made.
    pub(crate) async fn borrow(client: &'c mut Client<S>) -> Result<Self, Error> {
        let settings = Box::pin(SessionSettings::read(client)).await?;
        Ok(Self::new(client, settings.product, TransactionState::borrowed(settings.in_transaction)))
    }
}

impl<D: Driver> Session<D> {
    fn new(driver: D, product: Product, transaction: TransactionState) -> Self {
        let now = Instant::now();
        Self {
            driver,
            socket: None,
            wait_limit: None,
            product,
            in_progress: false,
            failed: false,
            transaction,
            replaceable: false,
            opened: now,
            last_used: now,
        }
    }

    /// Returns whether every response has been read to its end.
    pub(crate) fn is_usable(&self) -> bool {
        !self.in_progress && !self.failed
    }

    /// Returns whether the server has closed the session while it was idle.
    pub(crate) fn is_closed(&self) -> bool {
        self.socket.as_ref().is_some_and(Socket::is_closed)
    }

    pub(crate) fn check_usable(&self) -> Result<(), Error> {
        if self.is_usable() {
            return Ok(());
        }
        let message = if self.failed {
            "connection unusable: an earlier call lost the connection: open another one"
        } else {
            "connection unusable: an earlier call was cancelled mid-response: open another one"
        };
        Err(Error::new(ErrorKind::ConnectionLost, message))
    }

    /// Makes the session unusable, because a unit of work on it will not be completed.
    pub(crate) fn invalidate(&mut self) {
        self.in_progress = true;
    }

    /// Sets whether the session may be closed when that is the fastest way to stop the server.
    pub(crate) fn set_replaceable(&mut self, replaceable: bool) {
        self.replaceable = replaceable;
    }

    pub(crate) fn product(&self) -> Product {
        self.product
    }

    pub(crate) fn age(&self) -> Duration {
        self.opened.elapsed()
    }

    pub(crate) fn idle(&self) -> Duration {
        self.last_used.elapsed()
    }

    /// Runs a statement that returns no rows; returns the number of affected rows.
    pub(crate) async fn execute(
        &mut self,
        sql: &str,
        table: &TableModel<'_>,
        params: Params<'_>,
    ) -> Result<u64, Error> {
        let query = self.bind(sql, table, params)?;
        self.begin_request()?;
        let result = without_driver_tracing(query.execute(self.driver.client())).await;
        let counts = self.end_request(result, Some(table))?;
        // The row counts of triggers precede the row count of the statement.
        Ok(counts.rows_affected().last().copied().unwrap_or_default())
    }

    /// Runs a statement and passes its rows to `each` as they arrive, until the last one or until `each` breaks.
    pub(crate) async fn query(
        &mut self,
        sql: &str,
        table: &TableModel<'_>,
        params: Params<'_>,
        mut each: impl FnMut(&Row) -> ControlFlow<()> + Send,
    ) -> Result<(), Error> {
        let query = self.bind(sql, table, params)?;
        self.begin_request()?;
        let limit = if self.replaceable && !self.transaction.is_open() { MAX_UNWANTED } else { usize::MAX };
        let result = read_rows(self.driver.client(), query, &mut each, limit).await;
        match self.end_request(result, Some(table)) {
            Ok(Remainder::Read) => Ok(()),
            Ok(Remainder::Unread) => {
                self.cancel().await;
                Ok(())
            }
            Err(error) => Err(self.clean_up_after(error).await),
        }
    }

    /// Cleans up after an error of a statement that may begin a transaction; returns the error.
    async fn clean_up_after(&mut self, error: Error) -> Error {
        // An error that no `CATCH` sees leaves the transaction open.
        self.transaction.suspect_stray();
        if D::BORROWED && self.is_usable() {
            // The client may return to its owner next.
            if let Err(error) = self.rollback_stray().await {
                tracing::warn!(%error, "cannot roll back a transaction");
            }
        }
        error
    }

    /// Asks the server to stop sending. If the request comes too late, the driver fails and the session is unusable.
    async fn cancel(&mut self) {
        self.in_progress = true;
        self.failed |= without_driver_tracing(self.driver.client().cancel_query()).await.is_err();
        self.in_progress = false;
    }

    /// Runs a batch without parameters and reads its response to the end; returns the integer in its first row.
    pub(crate) async fn batch(&mut self, sql: &str) -> Result<Option<i32>, Error> {
        self.begin_request()?;
        let result = without_driver_tracing(first_integer(self.driver.client(), sql)).await;
        self.end_request(result, None)
    }

    /// Sends a begin, regardless of the transaction state; see [`begin`](Self::begin).
    pub(super) async fn send_begin(&mut self) -> Result<(), Error> {
        self.begin_request()?;
        let result = without_driver_tracing(self.driver.client().begin_transaction()).await;
        self.end_request(result, None)
    }

    /// Sends a commit, regardless of the transaction state; see [`commit`](Self::commit).
    pub(super) async fn send_commit(&mut self) -> Result<(), Error> {
        self.begin_request()?;
        let result = without_driver_tracing(self.driver.client().commit_transaction()).await;
        self.end_request(result, None)
    }

    /// Sends a rollback, regardless of the transaction state; see [`rollback`](Self::rollback).
    pub(super) async fn send_rollback(&mut self) -> Result<(), Error> {
        self.begin_request()?;
        let result = without_driver_tracing(self.driver.client().rollback_transaction()).await;
        self.end_request(result, None)
    }

    fn bind<'q>(&self, sql: &'q str, table: &TableModel<'_>, params: Params<'q>) -> Result<Query<'q>, Error> {
        let mut query = Query::new(self.product.statement(sql, params));
        for value in params.iter() {
            let param = self.product.encode(value);
            query.bind(param.map_err(|error| Error::invalid_parameter(&error, value, table))?);
        }
        Ok(query)
    }

    fn begin_request(&mut self) -> Result<(), Error> {
        self.check_usable()?;
        self.in_progress = true;
        Ok(())
    }

    fn end_request<T>(
        &mut self,
        result: tiberius::Result<T>,
        table: Option<&TableModel<'_>>,
    ) -> Result<T, Error> {
        self.in_progress = false;
        self.last_used = Instant::now();
        result.map_err(|mut error| {
            if self.wait_limit.as_ref().is_some_and(WaitLimit::is_exceeded) {
                error = DriverError::Io { kind: io::ErrorKind::TimedOut, message: String::new() };
            }
            self.failed |= !leaves_usable(&error);
            self.transaction.mark_uncertain();
            from_driver(error, table)
        })
    }
}

/// The state of a response after the last wanted row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Remainder {
    Read,
    Unread,
}

/// Passes rows to `each`. After `each` breaks, reads at most `limit` further rows.
async fn read_rows<S: AsyncRead + AsyncWrite + Unpin + Send>(
    client: &mut Client<S>,
    query: Query<'_>,
    each: &mut (impl FnMut(&Row) -> ControlFlow<()> + Send),
    limit: usize,
) -> tiberius::Result<Remainder> {
    let mut stream = without_driver_tracing(query.query(client)).await?;
    let mut unwanted = None;
    while let Some(item) = without_driver_tracing(stream.try_next()).await? {
        let QueryItem::Row(row) = item else { continue };
        match &mut unwanted {
            None => unwanted = each(&row).is_break().then_some(0),
            Some(count) if *count == limit => return Ok(Remainder::Unread),
            Some(count) => *count += 1,
        }
    }
    Ok(Remainder::Read)
}

async fn first_integer<S>(client: &mut Client<S>, sql: &str) -> tiberius::Result<Option<i32>>
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let mut stream = client.simple_query(sql).await?;
    let mut integer = None;
    while let Some(item) = stream.try_next().await? {
        if let (QueryItem::Row(row), None) = (item, integer) {
            integer = row.try_get(0)?;
        }
    }
    Ok(integer)
}
