//! Connects to a server, logs in and configures the session.

use std::io;
use std::time::Duration;

use futures_util::TryStreamExt;
use store_core::{Error, ErrorKind};
use tiberius::error::Error as DriverError;
use tiberius::{Client, QueryItem, SqlBrowser};
use tokio::net::TcpStream;

use super::driver::OwnedClient;
use super::socket::Socket;
use super::stream::{CANNOT_ENCRYPT, Stream};
use super::wait_timer::WaitLimit;
use crate::babelfish::Product;
use crate::error::from_driver;
use crate::options::MssqlOptions;
use crate::session_sql::set_up;

/// The maximum number of servers that are tried when each redirects to another. Azure SQL redirects once.
const MAX_ROUTES: usize = 3;

/// The compatibility level of SQL Server 2016, the first with `OPENJSON`.
const MIN_COMPATIBILITY_LEVEL: i32 = 130;

/// A client that is logged in, its socket, and the product that it is connected to.
pub(super) struct Connected {
    pub(super) client: OwnedClient,
    pub(super) socket: Socket,
    pub(super) wait_limit: WaitLimit,
    pub(super) product: Product,
}

/// Connects, logs in and configures the session, all within the connect timeout.
pub(super) async fn connect(options: &MssqlOptions) -> Result<Connected, Error> {
    let limit = options.connect_timeout;
    let mut reached = false;
    let connected = connect_and_set_up(options, &mut reached);
    if limit == Duration::ZERO {
        return connected.await;
    }
    let connected = tokio::time::timeout(limit, connected).await;
    connected.unwrap_or_else(|_| Err(timed_out(options, limit, reached)))
}

/// Creates the error of a connect timeout; `reached` is true if the server accepted the TCP connection.
fn timed_out(options: &MssqlOptions, limit: Duration, reached: bool) -> Error {
    let address = options.address();
    let message = if reached {
        format!(
            "login to {address} timed out after {limit:?}: check that a SQL Server listens on this port, or raise \
             `connect_timeout`"
        )
    } else {
        format!("connection to {address} timed out after {limit:?}: check host, port and firewall")
    };
    Error::new(ErrorKind::Timeout, message)
}

async fn connect_and_set_up(options: &MssqlOptions, reached: &mut bool) -> Result<Connected, Error> {
    let limit = WaitLimit::default();
    let (mut client, socket) =
        log_in(options, &limit, reached).await.map_err(|failure| failure.into_error(options))?;
    let answer = set_up_session(&mut client, options).await;
    let (property, level) = answer.map_err(|error| LoginFailure::Driver(error).into_error(options))?;
    let product = Product::from_property(property);
    if let Some(level) = level.filter(|level| product.is_level_too_low(*level, MIN_COMPATIBILITY_LEVEL)) {
        let message = format!(
            "the database has compatibility level {level}, but {MIN_COMPATIBILITY_LEVEL} or higher is required: run \
             ALTER DATABASE CURRENT SET COMPATIBILITY_LEVEL = {MIN_COMPATIBILITY_LEVEL}"
        );
        return Err(Error::new(ErrorKind::Config, message));
    }
    // The connect timeout has covered the requests so far.
    if let Some(command_timeout) = options.wait_limit() {
        limit.set(command_timeout);
    }
    Ok(Connected { client, socket, wait_limit: limit, product })
}

async fn log_in(
    options: &MssqlOptions,
    limit: &WaitLimit,
    reached: &mut bool,
) -> Result<(OwnedClient, Socket), LoginFailure> {
    let mut config = options.tiberius_config().map_err(LoginFailure::Options)?;
    for _ in 0..MAX_ROUTES {
        *reached = false;
        let (tcp, socket) =
            Socket::of(TcpStream::connect_named(&config).await?).map_err(DriverError::from)?;
        *reached = true;
        let stream = Stream::new(tcp, options.encrypts_login_only(), limit.clone());
        match Client::connect(config, stream).await {
            Err(DriverError::Routing { host, port }) => {
                config = options.tiberius_config().map_err(LoginFailure::Options)?;
                config.host(host);
                config.port(port);
            }
            other => return Ok((other?, socket)),
        }
    }
    let message = format!("{}: too many routing redirects", options.address());
    Err(LoginFailure::Options(Error::new(ErrorKind::ConnectionLost, message)))
}

/// Sets the options of the session; returns the Babelfish property and the compatibility level.
async fn set_up_session(
    client: &mut OwnedClient,
    options: &MssqlOptions,
) -> tiberius::Result<(Option<i32>, Option<i32>)> {
    let mut stream = client.simple_query(set_up(options.lock_timeout)).await?;
    let mut answer = (None, None);
    while let Some(item) = stream.try_next().await? {
        if let QueryItem::Row(row) = item {
            answer = (row.try_get(0)?, row.try_get(1)?);
        }
    }
    Ok(answer)
}

/// The reason why no session was opened.
enum LoginFailure {
    Options(Error),
    Driver(DriverError),
}

impl From<DriverError> for LoginFailure {
    fn from(error: DriverError) -> Self {
        Self::Driver(error)
    }
}

impl LoginFailure {
    fn into_error(self, options: &MssqlOptions) -> Error {
        let error = match self {
            Self::Options(error) => return error,
            Self::Driver(error @ DriverError::Server(_)) => return from_driver(error, None),
            Self::Driver(error) => error,
        };
        let address = options.address();
        if declines_encryption(&error) {
            return Error::new(ErrorKind::Config, format!("{address}: {CANNOT_ENCRYPT}"));
        }
        let is_permanent = is_permanent(&error);
        let error = from_driver(error, None);
        let kind = if is_permanent { ErrorKind::Config } else { error.kind() };
        Error::new(kind, format!("{address}: {}", error.message()))
    }
}

/// Returns whether the server declined the encryption that the options require.
fn declines_encryption(error: &DriverError) -> bool {
    matches!(error, DriverError::Protocol(message) if message.contains("encryption level"))
}

/// Returns whether another attempt would fail in the same way: a file contains no certificate, or the server cannot
/// encrypt.
fn is_permanent(error: &DriverError) -> bool {
    matches!(error, DriverError::Io { kind: io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput, .. })
}
