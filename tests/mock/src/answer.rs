//! Answers, as tests script them.

use std::time::Duration;

use crate::column::Column;
use crate::gate::Gate;
use crate::message::Message;
use crate::value::Value;

/// What the server does when it is asked, step by step.
///
/// The ends of statements and of the answer come by themselves, as SQL Server sends them for a batch, for a call and
/// for a login. What was produced is sent before a step that waits.
///
/// ```
/// use store_tds_mock::{Answer, Type, Value, row};
///
/// let rows = Answer::new().rows(
///     [("id", Type::Int), ("name", Type::NVarChar(50))],
///     [row![1, "one"], row![2, Value::Null]],
/// );
/// let deadlock = Answer::new().error(1205).rollback();
/// let lost = Answer::usual().cut_after(0);
/// # let _ = (rows, deadlock, lost);
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "an answer does nothing until it is scripted"]
pub struct Answer {
    pub(crate) steps: Vec<Step>,
    pub(crate) limit: Option<Limit>,
}

#[derive(Clone, Debug)]
pub(crate) enum Step {
    Usual,
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

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// The stream ends.
    Close,
    /// The stream is reset.
    Reset,
}

/// After how many bytes something else happens than the rest of the answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    pub(crate) bytes: usize,
    /// The end of the connection, or else a hang.
    pub(crate) cut: Option<Cut>,
}

impl Answer {
    /// An answer without steps, which says that all is done.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the server does by itself: it accepts a login, begins, commits and rolls back transactions, and says of any
    /// other request that it affected 0 rows.
    pub fn usual() -> Self {
        Self::new().step(Step::Usual)
    }

    fn step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// A result set.
    pub fn rows<C: Into<Column>>(
        self,
        columns: impl IntoIterator<Item = C>,
        rows: impl IntoIterator<Item = Vec<Value>>,
    ) -> Self {
        rows.into_iter().fold(self.columns(columns), Self::row).end_rows()
    }

    /// The beginning of a result set.
    pub fn columns<C: Into<Column>>(self, columns: impl IntoIterator<Item = C>) -> Self {
        self.step(Step::Columns(columns.into_iter().map(Into::into).collect()))
    }

    /// A row of the result set that was begun.
    pub fn row(self, values: Vec<Value>) -> Self {
        self.step(Step::Row(values))
    }

    /// The end of the result set that was begun.
    pub fn end_rows(self) -> Self {
        self.step(Step::EndRows)
    }

    /// A statement that affected so many rows.
    pub fn count(self, rows: u64) -> Self {
        self.step(Step::Count(rows))
    }

    /// A statement without a count.
    pub fn done(self) -> Self {
        self.step(Step::Done)
    }

    /// A statement that fails. A login that does is refused, and its connection closed.
    pub fn error(self, error: impl Into<Message>) -> Self {
        self.step(Step::Error(error.into()))
    }

    /// A piece of information.
    pub fn info(self, info: impl Into<Message>) -> Self {
        self.step(Step::Info(info.into()))
    }

    /// A transaction begins, as by `BEGIN TRANSACTION` in a batch.
    pub fn begin(self) -> Self {
        self.step(Step::Begin)
    }

    /// The transaction is committed.
    pub fn commit(self) -> Self {
        self.step(Step::Commit)
    }

    /// The transaction is rolled back, as it is by some errors.
    pub fn rollback(self) -> Self {
        self.step(Step::Rollback)
    }

    /// The login is accepted and sent on to another server.
    pub fn route(self, host: impl Into<String>, port: u16) -> Self {
        self.step(Step::Route(host.into(), port))
    }

    /// Nothing happens for a while, unless the client asks for an end.
    pub fn delay(self, time: Duration) -> Self {
        self.step(Step::Delay(time))
    }

    /// Nothing happens until the gate is opened, unless the client asks for an end.
    pub fn wait(self, gate: &Gate) -> Self {
        self.step(Step::Wait(gate.clone()))
    }

    /// Nothing happens until the client asks for an end or goes away.
    pub fn hang(self) -> Self {
        self.step(Step::Hang)
    }

    /// Nothing ever happens, whatever the client does.
    pub fn freeze(self) -> Self {
        self.step(Step::Freeze)
    }

    /// The connection is closed, in the middle of the answer.
    pub fn cut(self) -> Self {
        self.step(Step::Cut(Cut::Close))
    }

    /// The connection is reset, in the middle of the answer.
    pub fn reset(self) -> Self {
        self.step(Step::Cut(Cut::Reset))
    }

    /// The connection is closed after so many bytes of the answer, packet headers included; after the whole answer if
    /// it is shorter.
    pub fn cut_after(mut self, bytes: usize) -> Self {
        self.limit = Some(Limit { bytes, cut: Some(Cut::Close) });
        self
    }

    /// As [`cut_after`](Self::cut_after), and the connection is reset.
    pub fn reset_after(mut self, bytes: usize) -> Self {
        self.limit = Some(Limit { bytes, cut: Some(Cut::Reset) });
        self
    }

    /// Nothing happens after so many bytes of the answer until the client asks for an end or goes away.
    pub fn hang_after(mut self, bytes: usize) -> Self {
        self.limit = Some(Limit { bytes, cut: None });
        self
    }
}
