//! The writer thread, and the transactions that calls share on it (group commit).

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use store_core::{Error, ErrorKind};
use tokio::sync::oneshot;

use super::checkpoint::Checkpointer;
use super::job::{Job, fail_all};
use crate::connection::SqliteConnection;
use crate::error::from_rusqlite;
use crate::options::SqliteOptions;
use crate::retry;

/// The maximum number of jobs in one transaction, which keeps its part of the log small.
const MAX_JOBS: usize = 1_024;

/// The time after which a transaction accepts no more jobs, so that the callers of its jobs get their results.
const MAX_DURATION: Duration = Duration::from_millis(10);

/// The longest delay between two attempts to get the write lock, before jitter, which at most doubles it.
///
/// A process that gets the lock reads the pages again that others have changed. With short delays, the lock changes hands after
/// every transaction; with long ones, some calls wait for seconds. The suite `processes` of the benchmark measures both.
const MAX_BUSY_DELAY: Duration = Duration::from_millis(16);

/// A message from a handle to the writer.
pub(super) enum WriterRequest {
    Run(Box<dyn Job>),
    /// Ends the writer after the requests before this one.
    Close(oneshot::Sender<Result<(), Error>>),
}

/// The way in which a transaction runs jobs.
#[derive(Clone, Copy)]
struct Mode {
    /// Whether the transaction also runs jobs that arrive meanwhile.
    accept_more: bool,
    /// Whether jobs run without savepoints, until one fails after it has changed rows.
    restartable: bool,
}

impl Mode {
    /// Runs only the given jobs, each with savepoints.
    const ALONE: Self = Self { accept_more: false, restartable: false };
}

/// The state of the writer thread.
///
/// Jobs that wait at the same time are run in one transaction, with one disk sync, and report their results after its
/// commit. A single job does not wait for others. A job that fails undoes only its own changes. At first, jobs run without
/// savepoints; when one fails after it has changed rows, the transaction is rolled back, and all jobs, which have
/// reported nothing yet, are run again with savepoints. Some errors, such as a full disk, make SQLite roll back the whole
/// transaction; then the failed job reports its error, and the others are run again.
pub(super) struct Writer {
    connection: SqliteConnection,
    requests: Receiver<WriterRequest>,
    commit_count: Arc<AtomicU64>,
    busy_timeout: Duration,
    read_only: bool,
    checkpointer: Option<Checkpointer>,
    /// A job for the next transaction that was already received.
    next: Option<Box<dyn Job>>,
    closing: Option<oneshot::Sender<Result<(), Error>>>,
}

impl Writer {
    /// Creates a writer that counts the commits on `connection` in `commit_count`, on the thread that will run it.
    pub(super) fn new(
        connection: SqliteConnection,
        requests: Receiver<WriterRequest>,
        commit_count: Arc<AtomicU64>,
        options: &SqliteOptions,
    ) -> Result<Self, Error> {
        let count = Arc::clone(&commit_count);
        let hook = move || {
            count.fetch_add(1, Ordering::Relaxed);
            false
        };
        connection.as_rusqlite().commit_hook(Some(hook)).map_err(|error| from_rusqlite(error, None))?;
        let checkpointer = Checkpointer::start(connection.as_rusqlite(), options)?;
        let SqliteOptions { busy_timeout, read_only, .. } = *options;
        Ok(Self {
            connection,
            requests,
            commit_count,
            busy_timeout,
            read_only,
            checkpointer,
            next: None,
            closing: None,
        })
    }

    /// Runs jobs until a `Close` arrives or all senders are gone.
    pub(super) fn run(mut self) {
        while let Some(job) = self.next_job() {
            let mut jobs = VecDeque::from([job]);
            let mut mode = Mode { accept_more: true, restartable: true };
            while !jobs.is_empty() {
                mode = self.run_transaction(&mut jobs, mode);
            }
            if let Some(checkpointer) = &mut self.checkpointer {
                checkpointer.after_commit(self.connection.as_rusqlite());
            }
        }
        if let Some(checkpointer) = self.checkpointer.take() {
            checkpointer.stop();
        }
        let result = self.checkpoint();
        let Self { connection, closing, .. } = self;
        // The file is closed before `close` returns to its caller.
        drop(connection);
        let unreported = match closing {
            Some(reply) => reply.send(result).err(),
            None => Some(result),
        };
        if let Some(Err(error)) = unreported {
            tracing::warn!(%error, "cannot checkpoint the write-ahead log; no data is lost");
        }
    }

    /// Waits for the next job.
    fn next_job(&mut self) -> Option<Box<dyn Job>> {
        if let Some(job) = self.next.take() {
            return Some(job);
        }
        if self.closing.is_some() {
            return None;
        }
        let request = self.requests.recv().ok()?;
        self.accept(request)
    }

    /// Returns the next job if one is waiting.
    fn try_next_job(&mut self) -> Option<Box<dyn Job>> {
        if self.closing.is_some() {
            return None;
        }
        let request = self.requests.try_recv().ok()?;
        self.accept(request)
    }

    fn accept(&mut self, request: WriterRequest) -> Option<Box<dyn Job>> {
        match request {
            WriterRequest::Run(job) => Some(job),
            WriterRequest::Close(reply) => {
                self.closing = Some(reply);
                None
            }
        }
    }

    /// Runs `jobs` in one transaction, with those that arrive meanwhile if the mode says so. Leaves in `jobs` those that
    /// must be run again, and returns the mode for them.
    fn run_transaction(&mut self, jobs: &mut VecDeque<Box<dyn Job>>, mode: Mode) -> Mode {
        let Mode { accept_more, mut restartable } = mode;
        if let Err(error) = self.begin() {
            self.refuse(jobs, &error);
            return Mode::ALONE;
        }
        let started = Instant::now();
        let mut done: Vec<Box<dyn Job>> = Vec::new();
        loop {
            let mut next = jobs.pop_front();
            if next.is_none() && accept_more && done.len() < MAX_JOBS && started.elapsed() < MAX_DURATION {
                next = self.try_next_job();
            }
            let Some(mut job) = next else { break };
            let commits = self.commit_count.load(Ordering::Relaxed);
            // A job that cannot run again must not be rolled back because of a later one.
            restartable &= job.is_repeatable();
            let mut succeeded = false;
            let mut run = |connection: &mut SqliteConnection| {
                succeeded = job.run(connection);
                succeeded
            };
            let can_stay = if restartable {
                self.connection.run_restartable(run)
            } else {
                run(&mut self.connection);
                true
            };
            self.connection.unwind_to(1);
            if self.connection.is_transaction_lost() {
                self.connection.unwind_to(0);
                let committed = self.commit_count.load(Ordering::Relaxed) != commits;
                recover((job, succeeded), done, jobs, committed);
                return Mode::ALONE;
            }
            done.push(job);
            if !can_stay {
                tracing::debug!(
                    jobs = done.len(),
                    "a job failed; running the transaction again with savepoints"
                );
                self.connection.unwind_to(0);
                done.into_iter().rev().for_each(|job| jobs.push_front(job));
                return Mode { accept_more, restartable: false };
            }
            // The job deferred a check to the commit, which may fail because of it; a batch that follows could not
            // distinguish the violation from its own.
            if self.connection.has_foreign_key_violations() {
                break;
            }
        }
        self.commit(done);
        Mode::ALONE
    }

    /// Begins a transaction, for which it waits while other processes write.
    ///
    /// SQLite's busy handler sleeps for up to 100 ms between two attempts, during which the other processes pass the lock among
    /// themselves: a writer among sixteen waited for seconds.
    fn begin(&mut self) -> Result<(), Error> {
        let Self { connection, busy_timeout, .. } = self;
        let set_timeout = |connection: &SqliteConnection, timeout| {
            connection.as_rusqlite().busy_timeout(timeout).map_err(|error| from_rusqlite(error, None))
        };
        set_timeout(connection, Duration::ZERO)?;
        let begun = retry::while_busy(*busy_timeout, MAX_BUSY_DELAY, || connection.begin_now());
        let restored = set_timeout(connection, *busy_timeout);
        begun.and(restored).inspect_err(|_| connection.unwind_to(0))
    }

    fn commit(&mut self, jobs: Vec<Box<dyn Job>>) {
        tracing::trace!(jobs = jobs.len(), "commit");
        let Err(error) = self.connection.commit_now() else {
            return jobs.into_iter().for_each(|job| job.send_result());
        };
        self.connection.unwind_to(0);
        tracing::debug!(%error, jobs = jobs.len(), "commit failed");
        if error.kind() == ErrorKind::ForeignKeyViolation && jobs.len() > 1 {
            // A job deferred a check to the commit: in transactions of their own, the other jobs pass.
            for job in jobs {
                let mut alone = VecDeque::from([job]);
                while !alone.is_empty() {
                    self.run_transaction(&mut alone, Mode::ALONE);
                }
            }
        } else {
            fail_all(jobs, &error);
        }
    }

    /// Fails the jobs for which no transaction could begin.
    ///
    /// Jobs that have already waited for the busy timeout fail with the same error; otherwise each of them would wait for it
    /// again, one after the other.
    fn refuse(&mut self, jobs: &mut VecDeque<Box<dyn Job>>, error: &Error) {
        fail_all(jobs.drain(..), error);
        while error.kind() == ErrorKind::Busy
            && let Some(job) = self.try_next_job()
        {
            if job.submitted_at().elapsed() < self.busy_timeout {
                self.next = Some(job);
                break;
            }
            fail_all([job], error);
        }
    }

    /// Moves the write-ahead log into the database file, as far as other processes allow.
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

/// Continues after `job`, which may have succeeded, ended the transaction that it shared with the jobs in `done`: they report
/// their results if it was committed, and run again if it was rolled back.
fn recover(
    (mut job, succeeded): (Box<dyn Job>, bool),
    done: Vec<Box<dyn Job>>,
    jobs: &mut VecDeque<Box<dyn Job>>,
    committed: bool,
) {
    if committed || succeeded {
        // The job ran COMMIT or ROLLBACK itself. A COMMIT also committed the jobs before it.
        job.fail(Error::new(
            ErrorKind::Misuse,
            "the closure ended the transaction of the handle: remove its COMMIT or ROLLBACK",
        ));
    }
    if committed {
        done.into_iter().for_each(|job| job.send_result());
    } else {
        tracing::debug!(jobs = done.len(), "transaction rolled back; running its other jobs again");
        for job in done.into_iter().rev() {
            jobs.push_front(job);
        }
    }
    job.send_result();
}
