//! From options to a session that is logged in and set up.

use std::time::Duration;

use store_core::{Error, ErrorKind};
use tiberius::{Client, QueryItem, SqlBrowser};
use tokio::net::TcpStream;
use tokio_util::compat::{Compat, TokioAsyncWriteCompatExt};

use futures_util::TryStreamExt;

use crate::error::from_driver;
use crate::options::MssqlOptions;
use crate::value::Nulls;

/// The driver's connection.
pub(crate) type Driver = Client<Compat<TcpStream>>;

/// How often a server may send on to another one, as Azure SQL does once.
const MOST_ROUTES: usize = 3;

/// The oldest compatibility level that has `OPENJSON`, that of SQL Server 2016.
const LEAST_COMPATIBILITY: i32 = 130;

/// What every session is set to, whatever the server, the database or the login have for a default: `SET` options
/// under which filtered indexes can be written, counts that are sent, messages in the language that is read here,
/// and errors that leave a transaction open.
///
/// See <https://learn.microsoft.com/en-us/sql/t-sql/statements/create-index-transact-sql#required-set-options-for-filtered-indexes>.
const SET_UP: &str = "\
SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL, QUOTED_IDENTIFIER ON;
SET NUMERIC_ROUNDABORT, NOCOUNT, XACT_ABORT, IMPLICIT_TRANSACTIONS OFF;
SET LANGUAGE us_english;
SET TEXTSIZE 2147483647;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT ";

const ASK: &str = ";
SELECT CAST(SERVERPROPERTY('babelfish') AS INT),
    (SELECT CAST(compatibility_level AS INT) FROM sys.databases WHERE database_id = DB_ID());";

/// A session and what is known of its server.
pub(crate) struct Connected {
    pub(crate) driver: Driver,
    pub(crate) nulls: Nulls,
}

/// Connects, logs in and sets the session up, all within the connect timeout.
pub(crate) async fn connect(options: &MssqlOptions) -> Result<Connected, Error> {
    let limit = options.connect_timeout;
    let connected = set_up(options);
    if limit == Duration::ZERO {
        return connected.await;
    }
    tokio::time::timeout(limit, connected).await.unwrap_or_else(|_| {
        let message = format!("{} did not let in within {limit:?}", options.place());
        Err(Error::new(ErrorKind::Timeout, message))
    })
}

async fn set_up(options: &MssqlOptions) -> Result<Connected, Error> {
    let mut driver = log_in(options).await.map_err(|error| refused(error, options))?;
    let (babelfish, level) = ask(&mut driver, options).await.map_err(|error| from_driver(error, None))?;
    let babelfish = babelfish == Some(1);
    if let Some(level) = level.filter(|level| *level < LEAST_COMPATIBILITY && !babelfish) {
        let message = format!(
            "the database has compatibility level {level}, {LEAST_COMPATIBILITY} or more is needed: run ALTER \
             DATABASE CURRENT SET COMPATIBILITY_LEVEL = {LEAST_COMPATIBILITY}"
        );
        return Err(Error::new(ErrorKind::Config, message));
    }
    Ok(Connected { driver, nulls: if babelfish { Nulls::Typed } else { Nulls::OfColumn } })
}

async fn log_in(options: &MssqlOptions) -> Result<Driver, Refused> {
    let mut config = options.tiberius_config().map_err(Refused::Options)?;
    for _ in 0..MOST_ROUTES {
        let stream = TcpStream::connect_named(&config).await?;
        match Client::connect(config, stream.compat_write()).await {
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
            let error = from_driver(error, None);
            Error::new(error.kind(), format!("{}: {}", options.place(), error.message()))
        }
    }
}

async fn ask(driver: &mut Driver, options: &MssqlOptions) -> tiberius::Result<(Option<i32>, Option<i32>)> {
    let lock_timeout = options.lock_timeout.as_millis().min(i32::MAX.unsigned_abs().into());
    let mut stream = driver.simple_query(format!("{SET_UP}{lock_timeout}{ASK}")).await?;
    let mut answer = (None, None);
    while let Some(item) = stream.try_next().await? {
        if let QueryItem::Row(row) = item {
            answer = (row.try_get(0)?, row.try_get(1)?);
        }
    }
    Ok(answer)
}
