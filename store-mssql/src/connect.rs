//! From options to a session that is logged in and set up.

use std::io;
use std::time::Duration;

use futures_util::TryStreamExt;
use store_core::{Error, ErrorKind};
use tiberius::{Client, QueryItem, SqlBrowser};
use tokio::net::TcpStream;

use crate::control::set_up;
use crate::driver::Own;
use crate::error::from_driver;
use crate::options::MssqlOptions;
use crate::stream::{Stream, WITHOUT_TLS};
use crate::value::Nulls;

/// How often a server may send on to another one, as Azure SQL does once.
const MOST_ROUTES: usize = 3;

/// The oldest compatibility level that has `OPENJSON`, that of SQL Server 2016.
const LEAST_COMPATIBILITY: i32 = 130;

/// A session and what is known of its server.
pub(crate) struct Connected {
    pub(crate) driver: Own,
    pub(crate) nulls: Nulls,
}

/// Connects, logs in and sets the session up, all within the connect timeout.
pub(crate) async fn connect(options: &MssqlOptions) -> Result<Connected, Error> {
    let limit = options.connect_timeout;
    let mut reached = false;
    let connected = let_in(options, &mut reached);
    if limit == Duration::ZERO {
        return connected.await;
    }
    let connected = tokio::time::timeout(limit, connected).await;
    connected.unwrap_or_else(|_| Err(timed_out(options, limit, reached)))
}

/// Nothing came of connecting in time; `reached` says whether the server took the connection.
fn timed_out(options: &MssqlOptions, limit: Duration, reached: bool) -> Error {
    let place = options.place();
    let message = if !reached {
        format!("{place} did not accept a connection within {limit:?}: check host, port and firewall")
    } else {
        format!(
            "{place} did not complete the login within {limit:?}: check that a SQL Server is at this port, or raise \
             `connect_timeout`"
        )
    };
    Error::new(ErrorKind::Timeout, message)
}

async fn let_in(options: &MssqlOptions, reached: &mut bool) -> Result<Connected, Error> {
    let mut driver = log_in(options, reached).await.map_err(|error| refused(error, options))?;
    let (babelfish, level) =
        ask(&mut driver, options).await.map_err(|error| refused(Refused::Driver(error), options))?;
    let babelfish = babelfish == Some(1);
    if let Some(level) = level.filter(|level| *level < LEAST_COMPATIBILITY && !babelfish) {
        let message = format!(
            "the database has compatibility level {level}, {LEAST_COMPATIBILITY} or more is needed: run ALTER \
             DATABASE CURRENT SET COMPATIBILITY_LEVEL = {LEAST_COMPATIBILITY}"
        );
        return Err(Error::new(ErrorKind::Config, message));
    }
    Ok(Connected { driver, nulls: Nulls::of(babelfish) })
}

async fn log_in(options: &MssqlOptions, reached: &mut bool) -> Result<Own, Refused> {
    let mut config = options.tiberius_config().map_err(Refused::Options)?;
    for _ in 0..MOST_ROUTES {
        *reached = false;
        let stream = TcpStream::connect_named(&config).await?;
        *reached = true;
        match Client::connect(config, Stream::new(stream, options.encrypts_login_only())).await {
            Err(tiberius::error::Error::Routing { host, port }) => {
                config = options.tiberius_config().map_err(Refused::Options)?;
                config.host(host);
                config.port(port);
            }
            other => return Ok(other?),
        }
    }
    Err(Refused::Options(Error::new(ErrorKind::ConnectionLost, "the server sends on from one to the next")))
}

/// Why there is no session.
enum Refused {
    Options(Error),
    Driver(tiberius::error::Error),
}

impl From<tiberius::error::Error> for Refused {
    fn from(error: tiberius::error::Error) -> Self {
        Self::Driver(error)
    }
}

fn refused(refused: Refused, options: &MssqlOptions) -> Error {
    match refused {
        Refused::Options(error) => error,
        Refused::Driver(error @ tiberius::error::Error::Server(_)) => from_driver(error, None),
        Refused::Driver(error) => {
            let place = options.place();
            if cannot_encrypt(&error) {
                let message = format!("{place}: the server cannot encrypt: {WITHOUT_TLS}");
                return Error::new(ErrorKind::Config, message);
            }
            let hopeless = is_hopeless(&error);
            let error = from_driver(error, None);
            let kind = if hopeless { ErrorKind::Config } else { error.kind() };
            Error::new(kind, format!("{place}: {}", error.message()))
        }
    }
}

/// Whether the server has declined the encryption that the options insist on.
fn cannot_encrypt(error: &tiberius::error::Error) -> bool {
    matches!(error, tiberius::error::Error::Protocol(message) if message.contains("encryption level"))
}

/// Whether another attempt would end in the same way: what a file holds is no certificate, or the server cannot encrypt.
fn is_hopeless(error: &tiberius::error::Error) -> bool {
    matches!(
        error,
        tiberius::error::Error::Io { kind: io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput, .. }
    )
}

async fn ask(driver: &mut Own, options: &MssqlOptions) -> tiberius::Result<(Option<i32>, Option<i32>)> {
    let mut stream = driver.simple_query(set_up(options.lock_timeout)).await?;
    let mut answer = (None, None);
    while let Some(item) = stream.try_next().await? {
        if let QueryItem::Row(row) = item {
            answer = (row.try_get(0)?, row.try_get(1)?);
        }
    }
    Ok(answer)
}
