//! The one thread that writes, and the transactions that callers share on it.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use store_core::{Error, ErrorKind};
use tokio::sync::oneshot;

use crate::connection::SqliteConnection;
use crate::error::from_rusqlite;
use crate::job::{Job, fail_all};

/// Most jobs in one transaction: as many as keep the log of one transaction small.
const MOST_JOBS: usize = 1_024;

/// After so long a transaction takes no more jobs, so that those in it are answered.
const LONGEST: Duration = Duration::from_millis(10);

/// What a handle sends to the writer.
pub(crate) enum Request {
    Run(Box<dyn Job>),
    /// End after all that was asked before.
    Close(oneshot::Sender<Result<(), Error>>),
}

/// The thread that writes.
///
/// Jobs that wait are run in one transaction, with one wait for the disk, and are answered after its commit.
/// A job that comes alone waits for nobody. A job that fails undoes itself only: one statement is undone by
/// SQLite, several stand in a savepoint. Some errors, as a full disk, make SQLite undo the whole transaction; then
/// the one that failed is answered and the others, which have no answer yet, are run again.
pub(crate) struct Writer {
    connection: SqliteConnection,
    requests: Receiver<Request>,
    commits: Arc<AtomicU64>,
    read_only: bool,
    /// Taken from the queue, for the next transaction.
    next: Option<Box<dyn Job>>,
    closing: Option<oneshot::Sender<Result<(), Error>>>,
}

impl Writer {
    /// A writer on `connection`; it counts its transactions in `commits`.
    pub(crate) fn new(
        connection: SqliteConnection,
        requests: Receiver<Request>,
        commits: Arc<AtomicU64>,
        read_only: bool,
    ) -> Result<Self, Error> {
        let count = Arc::clone(&commits);
        let hook = move || {
            count.fetch_add(1, Ordering::Relaxed);
            false
        };
        connection.as_rusqlite().commit_hook(Some(hook)).map_err(|error| from_rusqlite(error, None))?;
        Ok(Self { connection, requests, commits, read_only, next: None, closing: None })
    }

    /// Works until it is told to close, or nobody is left to ask.
    pub(crate) fn run(mut self) {
        while let Some(job) = self.wait() {
            let mut jobs = VecDeque::from([job]);
            let mut more = true;
            while !jobs.is_empty() {
                self.transaction(&mut jobs, more);
                more = false;
            }
        }
        let result = self.checkpoint();
        let Self { connection, closing, .. } = self;
        // The file is closed before its owner hears of it.
        drop(connection);
        let unheard = match closing {
            Some(reply) => reply.send(result).err(),
            None => Some(result),
        };
        if let Some(Err(error)) = unheard {
            tracing::warn!(%error, "the write-ahead log could not be moved into the database; nothing is lost");
        }
    }

    fn wait(&mut self) -> Option<Box<dyn Job>> {
        if let Some(job) = self.next.take() {
            return Some(job);
        }
        if self.closing.is_some() {
            return None;
        }
        match self.requests.recv() {
            Ok(request) => self.job(request),
            Err(_) => None,
        }
    }

    fn job(&mut self, request: Request) -> Option<Box<dyn Job>> {
        match request {
            Request::Run(job) => Some(job),
            Request::Close(reply) => {
                self.closing = Some(reply);
                None
            }
        }
    }

    /// A job that waits at this moment.
    fn poll(&mut self) -> Option<Box<dyn Job>> {
        if self.closing.is_some() {
            return None;
        }
        let request = self.requests.try_recv().ok()?;
        self.job(request)
    }

    /// Runs `jobs` and, if there may be `more`, those that come in meanwhile; leaves in `jobs` those that are to
    /// be run again.
    fn transaction(&mut self, jobs: &mut VecDeque<Box<dyn Job>>, more: bool) {
        if let Err(error) = self.connection.begin_now() {
            return self.refuse(jobs, &error);
        }
        let started = Instant::now();
        let mut done: Vec<Box<dyn Job>> = Vec::new();
        loop {
            let mut next = jobs.pop_front();
            if next.is_none() && more && done.len() < MOST_JOBS && started.elapsed() < LONGEST {
                next = self.poll();
            }
            let Some(mut job) = next else { break };
            let commits = self.commits.load(Ordering::Relaxed);
            job.run(&mut self.connection);
            self.connection.unwind_to(1);
            if self.connection.is_lost() {
                self.connection.unwind_to(0);
                self.lost(job, done, jobs, commits);
                return;
            }
            done.push(job);
            // Put off to the commit, which the job may fail alone; batches that follow could not tell them from their own.
            if self.connection.has_broken_references() {
                break;
            }
        }
        self.commit(done);
    }

    fn commit(&mut self, jobs: Vec<Box<dyn Job>>) {
        tracing::trace!(jobs = jobs.len(), "commit");
        let Err(error) = self.connection.commit_now() else {
            return jobs.into_iter().for_each(|job| job.answer());
        };
        self.connection.unwind_to(0);
        tracing::debug!(%error, jobs = jobs.len(), "a commit failed");
        if error.kind() == ErrorKind::ForeignKeyViolation && jobs.len() > 1 {
            // A check that one of them has put off to the commit: each on its own, the others pass.
            for job in jobs {
                let mut alone = VecDeque::from([job]);
                while !alone.is_empty() {
                    self.transaction(&mut alone, false);
                }
            }
        } else {
            fail_all(jobs, &error);
        }
    }

    /// Answers the job that ended the transaction, and has those before it run again.
    fn lost(
        &mut self,
        mut job: Box<dyn Job>,
        done: Vec<Box<dyn Job>>,
        jobs: &mut VecDeque<Box<dyn Job>>,
        commits: u64,
    ) {
        if self.commits.load(Ordering::Relaxed) == commits {
            tracing::debug!(jobs = done.len(), "a transaction was undone; its other jobs are run again");
            for job in done.into_iter().rev() {
                jobs.push_front(job);
            }
        } else {
            // A closure has committed by hand, and with it all that went before.
            job.fail(Error::new(
                ErrorKind::Misuse,
                "the closure ended the transaction that it shares: leave that to the handle",
            ));
            done.into_iter().for_each(|job| job.answer());
        }
        job.answer();
    }

    /// Answers jobs for which no transaction could begin. Those that wait as long as the busy timeout already get
    /// the same answer: else each would wait for it once more, one after the other.
    fn refuse(&mut self, jobs: &mut VecDeque<Box<dyn Job>>, error: &Error) {
        fail_all(jobs.drain(..), error);
        while error.kind() == ErrorKind::Busy
            && let Some(job) = self.poll()
        {
            if job.queued().elapsed() < self.connection.busy_timeout {
                self.next = Some(job);
                break;
            }
            fail_all([job], error);
        }
    }

    /// Moves the log into the database, as far as other programs let it.
    fn checkpoint(&self) -> Result<(), Error> {
        if self.read_only {
            return Ok(());
        }
        let connection = self.connection.as_rusqlite();
        connection
            .busy_timeout(Duration::ZERO)
            .and_then(|()| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))
            .map_err(|error| from_rusqlite(error, None))
    }
}
