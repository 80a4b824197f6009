//! What callers ask of the writer.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use store_core::{Error, ErrorKind};
use tokio::sync::oneshot;

use crate::connection::SqliteConnection;

/// A piece of work on its way through the writer: run, perhaps again, then answered.
pub(crate) trait Job: Send {
    /// Runs it in the transaction that is open and keeps the result.
    fn run(&mut self, connection: &mut SqliteConnection);

    /// Puts an error in the place of the result.
    fn fail(&mut self, error: Error);

    /// Gives the result to the caller, if there still is one.
    fn answer(self: Box<Self>);

    /// When the caller asked.
    fn queued(&self) -> Instant;
}

struct Work<R, W> {
    work: W,
    result: Option<Result<R, Error>>,
    reply: oneshot::Sender<Result<R, Error>>,
    queued: Instant,
}

/// A job, and where its caller waits for the result.
pub(crate) type Submitted<R> = (Box<dyn Job>, oneshot::Receiver<Result<R, Error>>);

/// A job that undoes itself when it gives an error, and may be run again when its transaction was undone.
pub(crate) fn repeatable<R, W>(work: W) -> Submitted<R>
where
    R: Send + 'static,
    W: FnMut(&mut SqliteConnection) -> Result<R, Error> + Send + 'static,
{
    let (reply, receiver) = oneshot::channel();
    (Box::new(Work { work, result: None, reply, queued: Instant::now() }), receiver)
}

/// A job that runs a closure, in a step of its own and never twice.
pub(crate) fn once<R, W>(work: W) -> Submitted<R>
where
    R: Send + 'static,
    W: FnOnce(&mut SqliteConnection) -> Result<R, Error> + Send + 'static,
{
    let mut work = Some(work);
    repeatable(move |connection| match work.take() {
        Some(work) => connection.within(work),
        None => Err(Error::new(
            ErrorKind::Busy,
            "another caller's error undid the transaction that this one shared: nothing was kept, try again",
        )),
    })
}

impl<R, W> Job for Work<R, W>
where
    R: Send + 'static,
    W: FnMut(&mut SqliteConnection) -> Result<R, Error> + Send + 'static,
{
    fn run(&mut self, connection: &mut SqliteConnection) {
        // What a panic leaves behind is undone with its savepoint; the rest of the job is not used again.
        let result = catch_unwind(AssertUnwindSafe(|| (self.work)(connection)));
        self.result = Some(result.unwrap_or_else(|_| Err(panicked())));
    }

    fn fail(&mut self, error: Error) {
        self.result = Some(Err(error));
    }

    fn answer(self: Box<Self>) {
        if let Some(result) = self.result {
            // A caller that has gone away does not ask.
            let _ = self.reply.send(result);
        }
    }

    fn queued(&self) -> Instant {
        self.queued
    }
}

pub(crate) fn panicked() -> Error {
    Error::new(ErrorKind::Other, "the caller's code panicked; nothing of its work was kept")
}

/// Answers each job with the same error.
pub(crate) fn fail_all(jobs: impl IntoIterator<Item = Box<dyn Job>>, error: &Error) {
    for mut job in jobs {
        job.fail(error.clone());
        job.answer();
    }
}
