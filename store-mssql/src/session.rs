//! One connection to the server and what state it is in.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use futures_util::TryStreamExt;
use futures_util::io::{AsyncRead, AsyncWrite};
use store_core::schema::TableModel;
use store_core::{Error, ErrorKind, Params, SqlType};
use tiberius::{Client, Query, QueryItem, Row};

use crate::connect;
use crate::driver::{Driver, Own};
use crate::error::{from_driver, leaves_usable};
use crate::nesting::Nesting;
use crate::options::MssqlOptions;
use crate::silent::silent;
use crate::surroundings::Surroundings;
use crate::value::{Nulls, encode};

/// How many rows that nobody wants are read to their end before the server is asked to stop.
const MOST_UNWANTED: usize = 256;

/// One connection to the server.
///
/// A request that was not answered to its end, because its future was dropped or the connection failed, leaves it
/// out of step: then it is never used again, and closing it makes the server undo what was open.
pub(crate) struct Session<D: Driver = Own> {
    driver: D,
    nulls: Nulls,
    /// Set while a request is under way, and for good when its future was dropped.
    under_way: bool,
    /// Set for good when the connection failed.
    failed: bool,
    pub(crate) nesting: Nesting,
    /// Whether another session can be had in its place once the call is over.
    replaceable: bool,
    opened: Instant,
    used: Instant,
}

impl Session {
    pub(crate) async fn open(options: &MssqlOptions) -> Result<Self, Error> {
        // The driver's futures take tens of kilobytes, which would be copied from frame to frame.
        let connected = Box::pin(connect::connect(options)).await?;
        Ok(Self::new(connected.driver, connected.nulls, Nesting::default()))
    }
}

impl<'c, S: AsyncRead + AsyncWrite + Unpin + Send> Session<&'c mut Client<S>> {
    /// A session on an application's client, as that has set it up.
    pub(crate) async fn borrow(client: &'c mut Client<S>) -> Result<Self, Error> {
        let around = Box::pin(Surroundings::ask(client)).await?;
        Ok(Self::new(client, around.nulls, Nesting::around(around.transaction)))
    }
}

impl<D: Driver> Session<D> {
    fn new(driver: D, nulls: Nulls, nesting: Nesting) -> Self {
        let now = Instant::now();
        Self {
            driver,
            nulls,
            under_way: false,
            failed: false,
            nesting,
            replaceable: false,
            opened: now,
            used: now,
        }
    }

    /// Whether nothing is left unread on it.
    pub(crate) fn in_step(&self) -> bool {
        !self.under_way && !self.failed
    }

    /// Refuses a session that is not.
    pub(crate) fn check_in_step(&self) -> Result<(), Error> {
        if self.in_step() {
            return Ok(());
        }
        let message = if self.failed {
            "the connection failed before: open another one"
        } else {
            "a call on the connection was given up before its end: open another one"
        };
        Err(Error::new(ErrorKind::ConnectionLost, message))
    }

    /// Notes that what was begun on it will not be ended.
    pub(crate) fn give_up(&mut self) {
        self.under_way = true;
    }

    /// Says whether the session may be lost when that is the quickest way to stop the server.
    pub(crate) fn set_replaceable(&mut self, replaceable: bool) {
        self.replaceable = replaceable;
    }

    /// Whether rows in JSON are read as they were meant: Babelfish keeps the escapes in texts, and takes the digits of
    /// bytes for the bytes.
    pub(crate) fn reads_json(&self, table: &TableModel<'_>, json: &str) -> bool {
        let is_bytes = |ty: &SqlType| matches!(ty, SqlType::Bytes(_) | SqlType::FixedBytes(_));
        self.nulls == Nulls::OfColumn || !(json.contains('\\') || table.columns.types.iter().any(is_bytes))
    }

    pub(crate) fn age(&self) -> Duration {
        self.opened.elapsed()
    }

    pub(crate) fn idle(&self) -> Duration {
        self.used.elapsed()
    }

    /// Runs a statement that gives no rows; tells how many rows it changed.
    pub(crate) async fn execute(
        &mut self,
        sql: &str,
        table: &TableModel<'_>,
        params: Params<'_>,
    ) -> Result<u64, Error> {
        let query = self.bind(sql, table, params)?;
        self.begin_request()?;
        let result = silent(query.execute(self.driver.client())).await;
        let counts = self.end_request(result, Some(table))?;
        // The count of the statement itself stands behind those of its triggers.
        Ok(counts.rows_affected().last().copied().unwrap_or_default())
    }

    /// Runs a statement and hands its rows to `each` as they come, until there are no more or it breaks off.
    pub(crate) async fn query(
        &mut self,
        sql: &str,
        table: &TableModel<'_>,
        params: Params<'_>,
        mut each: impl FnMut(&Row) -> ControlFlow<()> + Send,
    ) -> Result<(), Error> {
        let query = self.bind(sql, table, params)?;
        self.begin_request()?;
        let most = if self.replaceable && !self.nesting.is_open() { MOST_UNWANTED } else { usize::MAX };
        let result = rows(self.driver.client(), query, &mut each, most).await;
        match self.end_request(result, Some(table)) {
            Ok(Rest::Read) => Ok(()),
            Ok(Rest::Unread) => {
                self.stop().await;
                Ok(())
            }
            Err(error) => {
                // Some of the texts open a transaction, which an error that no `CATCH` sees leaves open.
                self.nesting.suspect();
                if D::LENT && self.in_step() {
                    // Its owner may have it back next.
                    if let Err(error) = self.undo_stray().await {
                        tracing::warn!(%error, "a transaction could not be rolled back");
                    }
                }
                Err(error)
            }
        }
    }

    /// Asks the server to stop sending. Where that comes too late, the driver is out of step.
    async fn stop(&mut self) {
        self.under_way = true;
        self.failed |= silent(self.driver.client().cancel_query()).await.is_err();
        self.under_way = false;
    }

    /// Runs a text without parameters as a batch of its own, and reads its answer to the end; gives the first
    /// number of its first row.
    pub(crate) async fn batch(&mut self, sql: &str) -> Result<Option<i32>, Error> {
        self.begin_request()?;
        let result = silent(first_number(self.driver.client(), sql)).await;
        self.end_request(result, None)
    }

    pub(crate) async fn begin_transaction(&mut self) -> Result<(), Error> {
        self.begin_request()?;
        let result = silent(self.driver.client().begin_transaction()).await;
        self.end_request(result, None)
    }

    pub(crate) async fn commit_transaction(&mut self) -> Result<(), Error> {
        self.begin_request()?;
        let result = silent(self.driver.client().commit_transaction()).await;
        self.end_request(result, None)
    }

    pub(crate) async fn rollback_transaction(&mut self) -> Result<(), Error> {
        self.begin_request()?;
        let result = silent(self.driver.client().rollback_transaction()).await;
        self.end_request(result, None)
    }

    fn bind<'q>(&self, sql: &'q str, table: &TableModel<'_>, params: Params<'q>) -> Result<Query<'q>, Error> {
        let mut query = Query::new(self.nulls.spelled_out(sql, params));
        for value in params.iter() {
            query.bind(encode(value, self.nulls).map_err(|error| Error::unbindable(&error, value, table))?);
        }
        Ok(query)
    }

    fn begin_request(&mut self) -> Result<(), Error> {
        self.check_in_step()?;
        self.under_way = true;
        Ok(())
    }

    fn end_request<T>(
        &mut self,
        result: tiberius::Result<T>,
        table: Option<&TableModel<'_>>,
    ) -> Result<T, Error> {
        self.under_way = false;
        self.used = Instant::now();
        result.map_err(|error| {
            self.failed |= !leaves_usable(&error);
            self.nesting.doubt();
            from_driver(error, table)
        })
    }
}

/// Whether an answer was read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    Read,
    Unread,
}

/// Hands out rows; when they are wanted no more, reads at most so many on.
async fn rows<S: AsyncRead + AsyncWrite + Unpin + Send>(
    client: &mut Client<S>,
    query: Query<'_>,
    each: &mut (impl FnMut(&Row) -> ControlFlow<()> + Send),
    most: usize,
) -> tiberius::Result<Rest> {
    let mut stream = silent(query.query(client)).await?;
    let mut unwanted = None;
    while let Some(item) = silent(stream.try_next()).await? {
        let QueryItem::Row(row) = item else { continue };
        match &mut unwanted {
            None => unwanted = each(&row).is_break().then_some(0),
            Some(count) if *count == most => return Ok(Rest::Unread),
            Some(count) => *count += 1,
        }
    }
    Ok(Rest::Read)
}

async fn first_number<S>(client: &mut Client<S>, sql: &str) -> tiberius::Result<Option<i32>>
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let mut stream = client.simple_query(sql).await?;
    let mut number = None;
    while let Some(item) = stream.try_next().await? {
        if let (QueryItem::Row(row), None) = (item, number) {
            number = row.try_get(0)?;
        }
    }
    Ok(number)
}
