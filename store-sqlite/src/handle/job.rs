//! Jobs: the calls that the writer runs.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use store_core::{Error, ErrorKind, FromRow, Params, Statement, Value};
use tokio::sync::oneshot;

use crate::connection::SqliteConnection;

/// A call for the writer, which runs it, possibly more than once, and then sends the result to the caller.
pub(super) trait Job: Send {
    /// Runs the job in the open transaction, stores the result and returns whether the job succeeded.
    ///
    /// A job that fails must have undone its changes, unless the connection is
    /// [restartable](SqliteConnection::run_restartable).
    fn run(&mut self, connection: &mut SqliteConnection) -> bool;

    /// Returns whether the job can be run again after a rollback.
    fn is_repeatable(&self) -> bool;

    /// Replaces the result with an error.
    fn fail(&mut self, error: Error);

    /// Sends the result to the caller.
    fn send_result(self: Box<Self>);

    /// Returns the time at which the caller submitted the job.
    fn submitted_at(&self) -> Instant;
}

/// A job, and the receiver of its result.
pub(super) type Submission<R> = (Box<dyn Job>, oneshot::Receiver<Result<R, Error>>);

struct ClosureJob<R, W> {
    work: W,
    is_repeatable: bool,
    panicked: bool,
    result: Option<Result<R, Error>>,
    reply: oneshot::Sender<Result<R, Error>>,
    submitted_at: Instant,
}

/// Creates a job that is run again when its transaction is rolled back because of another job.
///
/// When `work` returns an error, it must have undone its changes.
pub(super) fn repeatable<R, W>(work: W) -> Submission<R>
where
    R: Send + 'static,
    W: FnMut(&mut SqliteConnection) -> Result<R, Error> + Send + 'static,
{
    submission(work, true)
}

fn submission<R, W>(work: W, is_repeatable: bool) -> Submission<R>
where
    R: Send + 'static,
    W: FnMut(&mut SqliteConnection) -> Result<R, Error> + Send + 'static,
{
    let (reply, receiver) = oneshot::channel();
    let submitted_at = Instant::now();
    let job = ClosureJob { work, is_repeatable, panicked: false, result: None, reply, submitted_at };
    (Box::new(job), receiver)
}

/// Creates a job that runs `work` at most once, in a savepoint of its own.
pub(super) fn once<R, W>(work: W) -> Submission<R>
where
    R: Send + 'static,
    W: FnOnce(&mut SqliteConnection) -> Result<R, Error> + Send + 'static,
{
    let mut work = Some(work);
    let work = move |connection: &mut SqliteConnection| match work.take() {
        Some(work) => connection.in_transaction(work),
        None => Err(Error::new(
            ErrorKind::Busy,
            "an error of another call rolled back the shared transaction: retry this call",
        )),
    };
    submission(work, false)
}

/// Creates a job that runs a statement and collects its rows, which the caller gets after the commit.
pub(super) fn collect<T: FromRow + Send + 'static>(
    statement: Statement,
    params: Vec<Value<'static>>,
) -> Submission<Vec<T>> {
    repeatable(move |connection| {
        let mut rows = Vec::new();
        connection.for_each_now(&statement, Params::all(&params), |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })?;
        Ok(rows)
    })
}

impl<R, W> Job for ClosureJob<R, W>
where
    R: Send + 'static,
    W: FnMut(&mut SqliteConnection) -> Result<R, Error> + Send + 'static,
{
    fn run(&mut self, connection: &mut SqliteConnection) -> bool {
        // After a panic the closure is not called again, unless it may have panicked because of an error that only the
        // first run has.
        if !self.panicked {
            let result = catch_unwind(AssertUnwindSafe(|| (self.work)(connection)));
            self.panicked = result.is_err() && !connection.is_spoiled();
            self.result = Some(result.unwrap_or_else(|_| Err(panicked())));
        }
        matches!(self.result, Some(Ok(_)))
    }

    fn is_repeatable(&self) -> bool {
        self.is_repeatable
    }

    fn fail(&mut self, error: Error) {
        self.result = Some(Err(error));
    }

    fn send_result(self: Box<Self>) {
        if let Some(result) = self.result {
            // Fails if the caller has dropped its future.
            let _ = self.reply.send(result);
        }
    }

    fn submitted_at(&self) -> Instant {
        self.submitted_at
    }
}

/// Creates the error of a call in which a closure or a `FromRow` implementation of the program panicked.
pub(super) fn panicked() -> Error {
    let message =
        "a closure or `FromRow` implementation panicked: the call was rolled back; see the panic message";
    Error::new(ErrorKind::Other, message)
}

/// Sends the same error to the caller of each job.
pub(super) fn fail_all(jobs: impl IntoIterator<Item = Box<dyn Job>>, error: &Error) {
    for mut job in jobs {
        job.fail(error.clone());
        job.send_result();
    }
}
