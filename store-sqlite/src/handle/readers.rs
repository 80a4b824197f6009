//! The threads that read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crossbeam_channel::Receiver;
use store_core::{Error, FromRow, Params, Statement, Value};
use tokio::sync::{oneshot, watch};

use super::job::panicked;
use super::row_channel::{FirstRows, RowSender};
use crate::connection::SqliteConnection;

/// A message from a handle to the readers, which the first free one receives.
pub(super) enum ReaderRequest {
    Read(Box<dyn Read>),
    /// Ends the reader that receives it.
    Close,
}

/// A query to run on a reader's connection.
pub(super) trait Read: Send {
    /// Runs the query and sends its rows, until `closed` becomes true.
    fn run(self: Box<Self>, connection: &mut SqliteConnection, closed: &watch::Receiver<bool>);
}

/// Runs queries until a `Close` arrives or all senders are gone.
pub(super) fn run(
    mut connection: SqliteConnection,
    requests: &Receiver<ReaderRequest>,
    closed: &watch::Receiver<bool>,
) {
    while let Ok(ReaderRequest::Read(read)) = requests.recv() {
        read.run(&mut connection, closed);
        connection.unwind_to(0);
    }
}

/// Creates a read of all rows of a statement.
pub(super) fn read<T: FromRow + Send + 'static>(
    statement: Statement,
    params: Vec<Value<'static>>,
) -> (Box<dyn Read>, oneshot::Receiver<FirstRows<T>>) {
    let (reply, receiver) = oneshot::channel();
    (Box::new(StatementRead { statement, params, reply }), receiver)
}

struct StatementRead<T> {
    statement: Statement,
    params: Vec<Value<'static>>,
    reply: oneshot::Sender<FirstRows<T>>,
}

impl<T: FromRow + Send + 'static> Read for StatementRead<T> {
    fn run(self: Box<Self>, connection: &mut SqliteConnection, closed: &watch::Receiver<bool>) {
        let Self { statement, params, reply } = *self;
        let mut sender = RowSender::new(reply, closed);
        let push = |row| sender.push(row);
        // `from_row` is code of the program and may panic.
        let read = AssertUnwindSafe(|| connection.for_each_now::<T>(&statement, Params::all(&params), push));
        let result: Result<(), Error> = catch_unwind(read).unwrap_or_else(|_| Err(panicked()));
        sender.end(result);
    }
}
