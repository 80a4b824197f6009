//! Scripted responses.

use std::time::Duration;

use crate::column::Column;
use crate::gate::Gate;
use crate::message::Message;
use crate::value::Value;

/// The response to a request, as a list of steps.
///
/// The tokens that end statements and the response are added automatically, as SQL Server sends them for a batch, a
/// procedure call or a login. Completed tokens are sent before a step that waits.
///
/// ```
/// use store_tds_mock::{Response, Type, Value, row};
///
/// let rows = Response::new().rows(
///     [("id", Type::Int), ("name", Type::NVarChar(50))],
///     [row![1, "one"], row![2, Value::Null]],
/// );
/// let deadlock = Response::new().error(1205).rollback();
/// let lost = Response::standard().cut_after(0);
/// # let _ = (rows, deadlock, lost);
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a response does nothing until it is scripted"]
pub struct Response {
    pub(crate) steps: Vec<Step>,
    pub(crate) limit: Option<Limit>,
}

#[derive(Clone, Debug)]
pub(crate) enum Step {
    Standard,
    Columns(Vec<Column>),
    Row(Vec<Value>),
    EndRows,
    Count(u64),
    Done,
    Error(Message),
    Info(Message),
    Begin,
    Commit,
    Rollback,
    Route(String, u16),
    Delay(Duration),
    Wait(Gate),
    Hang,
    Freeze,
    Cut(Cut),
}

/// The end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// The stream ends.
    Close,
    /// The stream is reset.
    Reset,
}

/// The number of bytes after which the response stops.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    pub(crate) bytes: usize,
    /// The end of the connection; `None` leaves it open without sending more.
    pub(crate) cut: Option<Cut>,
}

impl Response {
    /// Creates a response without steps, which reports success.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates the standard response: accepts a login, begins, commits and rolls back transactions, and reports 0 affected
    /// rows for any other request.
    pub fn standard() -> Self {
        Self::new().step(Step::Standard)
    }

    fn step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// Adds a result set.
    pub fn rows<C: Into<Column>>(
        self,
        columns: impl IntoIterator<Item = C>,
        rows: impl IntoIterator<Item = Vec<Value>>,
    ) -> Self {
        rows.into_iter().fold(self.columns(columns), Self::row).end_rows()
    }

    /// Begins a result set.
    pub fn columns<C: Into<Column>>(self, columns: impl IntoIterator<Item = C>) -> Self {
        self.step(Step::Columns(columns.into_iter().map(Into::into).collect()))
    }

    /// Adds a row to the result set that was begun.
    pub fn row(self, values: Vec<Value>) -> Self {
        self.step(Step::Row(values))
    }

    /// Ends the result set that was begun.
    pub fn end_rows(self) -> Self {
        self.step(Step::EndRows)
    }

    /// Adds a statement that affected `rows` rows.
    pub fn count(self, rows: u64) -> Self {
        self.step(Step::Count(rows))
    }

    /// Adds a statement without a row count.
    pub fn done(self) -> Self {
        self.step(Step::Done)
    }

    /// Adds a statement that fails. A login with an error is refused, and its connection closed.
    pub fn error(self, error: impl Into<Message>) -> Self {
        self.step(Step::Error(error.into()))
    }

    /// Adds an informational message.
    pub fn info(self, info: impl Into<Message>) -> Self {
        self.step(Step::Info(info.into()))
    }

    /// Begins a transaction, as `BEGIN TRANSACTION` in a batch does.
    pub fn begin(self) -> Self {
        self.step(Step::Begin)
    }

    /// Commits the transaction.
    pub fn commit(self) -> Self {
        self.step(Step::Commit)
    }

    /// Rolls the transaction back, as some errors do.
    pub fn rollback(self) -> Self {
        self.step(Step::Rollback)
    }

    /// Accepts the login and redirects it to another server.
    pub fn route(self, host: impl Into<String>, port: u16) -> Self {
        self.step(Step::Route(host.into(), port))
    }

    /// Waits for a while, or until the client sends an attention.
    pub fn delay(self, time: Duration) -> Self {
        self.step(Step::Delay(time))
    }

    /// Waits until the gate opens, or until the client sends an attention.
    pub fn wait(self, gate: &Gate) -> Self {
        self.step(Step::Wait(gate.clone()))
    }

    /// Sends nothing more until the client sends an attention or disconnects.
    pub fn hang(self) -> Self {
        self.step(Step::Hang)
    }

    /// Sends nothing more and ignores attentions.
    pub fn freeze(self) -> Self {
        self.step(Step::Freeze)
    }

    /// Closes the connection in the middle of the response.
    pub fn cut(self) -> Self {
        self.step(Step::Cut(Cut::Close))
    }

    /// Resets the connection in the middle of the response.
    pub fn reset(self) -> Self {
        self.step(Step::Cut(Cut::Reset))
    }

    /// Closes the connection after this number of bytes, packet headers included, or after the whole response if it is
    /// shorter.
    pub fn cut_after(mut self, bytes: usize) -> Self {
        self.limit = Some(Limit { bytes, cut: Some(Cut::Close) });
        self
    }

    /// Resets the connection after this number of bytes; see [`cut_after`](Self::cut_after).
    pub fn reset_after(mut self, bytes: usize) -> Self {
        self.limit = Some(Limit { bytes, cut: Some(Cut::Reset) });
        self
    }

    /// Stops sending after this number of bytes until the client sends an attention or disconnects.
    pub fn hang_after(mut self, bytes: usize) -> Self {
        self.limit = Some(Limit { bytes, cut: None });
        self
    }
}
