//! The handle that async programs share: one thread writes, some read.

mod batch;
mod bulk_load;
mod checkpoint;
mod connection;
mod handle_thread;
mod job;
mod readers;
mod row_channel;
mod stream;
mod threads;
mod writer;

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::Sender;
use rusqlite::InterruptHandle;
use store_core::queries::SelectQuery;
use store_core::{Dialect, Error, FromRow, Relation, SchemaOverride, Statement};
use tokio::sync::{oneshot, watch};

use crate::blocking::Blocking;
use crate::connection::SqliteConnection;
use crate::error::closed;
use crate::options::SqliteOptions;
use handle_thread::HandleThread;
use job::Submission;
use readers::ReaderRequest;
pub use stream::RowStream;
use threads::Threads;
use writer::WriterRequest;

/// A handle to a database that any number of tasks share. A clone is a handle to the same database.
///
/// One thread writes. Calls that wait at the same time share a transaction and one disk sync (group commit); each gets
/// its own result after the commit. Other threads read while the writer works, and see every write whose call has
/// returned. The handle works on any executor.
///
/// A call whose future is dropped may still be executed. When the last handle is dropped, the calls made before are
/// executed while the dropping thread blocks; call [`close`](Self::close) instead in async code.
///
/// # Examples
///
/// See the [crate](crate).
#[derive(Clone)]
pub struct Sqlite {
    inner: Arc<Inner>,
}

struct Inner {
    to_writer: Sender<WriterRequest>,
    to_readers: Option<Sender<ReaderRequest>>,
    interrupts: Vec<InterruptHandle>,
    commit_count: Arc<AtomicU64>,
    closed: watch::Sender<bool>,
    schema_override: Option<SchemaOverride>,
    /// The writer and the readers; `None` once `close` or the drop waits for their end.
    threads: Mutex<Option<(HandleThread, Vec<HandleThread>)>>,
}

impl Sqlite {
    /// Opens a database and starts its threads.
    ///
    /// # Errors
    ///
    /// Those of [`SqliteConnection::open`].
    pub async fn open(options: SqliteOptions) -> Result<Self, Error> {
        let commit_count = Arc::new(AtomicU64::new(0));
        let (closed, _) = watch::channel(false);
        let schema_override = options.schema.clone();
        let threads = Threads::start(options, Arc::clone(&commit_count), &closed).await?;
        Ok(Self {
            inner: Arc::new(Inner {
                to_writer: threads.to_writer,
                to_readers: threads.to_readers,
                interrupts: threads.interrupts,
                commit_count,
                closed,
                schema_override,
                threads: Mutex::new(Some((threads.writer, threads.readers))),
            }),
        })
    }

    /// Runs `work` with the writer's connection. Its changes are kept if it returns `Ok`, and rolled back if it returns an
    /// error or panics. A transaction that it begins is a savepoint.
    ///
    /// Other writes wait until `work` returns, so it should do nothing slow. It runs at most once: if an error of another
    /// caller, such as a full disk, rolls back the transaction that both share, the changes are rolled back too and `work`
    /// is not run again.
    ///
    /// # Errors
    ///
    /// - Those of `work`.
    /// - [`Busy`](store_core::ErrorKind::Busy) if another process holds the write lock for longer than the busy timeout,
    ///   or if an error of another caller rolled back the shared transaction.
    /// - [`Closed`](store_core::ErrorKind::Closed) after [`close`](Self::close).
    ///
    /// # Examples
    ///
    /// ```
    /// use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # pollster::block_on(async {
    /// let sqlite = Sqlite::open(SqliteOptions::in_memory()).await?;
    /// let changes = sqlite.with_writer(|connection| Ok(connection.as_rusqlite().total_changes())).await?;
    /// assert_eq!(changes, 0);
    /// # Ok::<(), store_core::Error>(()) }).unwrap();
    /// ```
    pub async fn with_writer<R, W>(&self, work: W) -> Result<R, Error>
    where
        R: Send + 'static,
        W: FnOnce(&mut SqliteConnection) -> Result<R, Error> + Send + 'static,
    {
        self.submit(job::once(work)).await
    }

    /// Returns the rows of a declared select as a stream.
    pub fn stream<T: Relation, const N: usize, R: FromRow + Send + 'static>(
        &self,
        select: &SelectQuery<'_, T, N, R>,
    ) -> RowStream<R> {
        let ready = self.check_open().and_then(|()| select.statement(Dialect::Sqlite));
        let (statement, params) = match ready {
            Ok((statement, params)) => (statement, params.to_owned()),
            Err(error) => return RowStream::from_error(error, self.clone()),
        };
        // When the threads have ended, the receiver reports it.
        match self.readers_for(&statement) {
            Some(to_readers) => {
                let (read, receiver) = readers::read(statement, params);
                let _ = to_readers.send(ReaderRequest::Read(read));
                RowStream::from_reader(receiver, self.clone())
            }
            None => {
                let (job, receiver) = job::collect(statement, params);
                let _ = self.inner.to_writer.send(WriterRequest::Run(job));
                RowStream::from_writer(receiver, self.clone())
            }
        }
    }

    /// Returns the operations as blocking methods, for threads outside an executor.
    pub fn blocking(&mut self) -> Blocking<'_, Self> {
        Blocking::new(self)
    }

    /// Returns the number of transactions that the writer has committed since the database was opened. Calls that wait at
    /// the same time share one.
    pub fn commit_count(&self) -> u64 {
        self.inner.commit_count.load(Ordering::Relaxed)
    }

    /// Executes the calls made before, moves the write-ahead log into the database file, and ends the threads.
    ///
    /// Later calls, on every clone, fail with [`Closed`](store_core::ErrorKind::Closed), and so does a read that waits for
    /// its consumer.
    ///
    /// # Errors
    ///
    /// - `Closed` if the handle is already closed.
    /// - Errors of the checkpoint, for example a full disk; no data is lost.
    pub async fn close(&self) -> Result<(), Error> {
        if self.inner.closed.send_replace(true) {
            return Err(closed());
        }
        let threads = self.inner.take_threads();
        let Some((writer, readers)) = threads else { return Err(closed()) };
        // Readers first: SQLite can move the whole log only when no connection reads it.
        self.inner.stop_readers(readers.len());
        for reader in readers {
            reader.ended().await;
        }
        let (reply, closing) = oneshot::channel();
        let _ = self.inner.to_writer.send(WriterRequest::Close(reply));
        let result = closing.await.map_err(|_| closed()).flatten();
        writer.ended().await;
        result
    }

    fn check_open(&self) -> Result<(), Error> {
        if *self.inner.closed.borrow() { Err(closed()) } else { Ok(()) }
    }

    /// Returns the channel to the readers if there are any and the statement only reads.
    fn readers_for(&self, statement: &Statement) -> Option<&Sender<ReaderRequest>> {
        self.inner.to_readers.as_ref().filter(|_| statement.kind.is_read())
    }

    async fn submit<R>(&self, submission: Submission<R>) -> Result<R, Error> {
        self.start(submission)?.await.map_err(|_| closed())?
    }

    /// Passes a job to the writer; returns the receiver of its result.
    fn start<R>(&self, (job, reply): Submission<R>) -> Result<oneshot::Receiver<Result<R, Error>>, Error> {
        self.check_open()?;
        self.inner.to_writer.send(WriterRequest::Run(job)).map_err(|_| closed())?;
        Ok(reply)
    }
}

impl fmt::Debug for Sqlite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sqlite")
            .field("closed", &*self.inner.closed.borrow())
            .field("readers", &self.inner.interrupts.len())
            .finish_non_exhaustive()
    }
}

impl Inner {
    fn take_threads(&self) -> Option<(HandleThread, Vec<HandleThread>)> {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn stop_readers(&self, count: usize) {
        if let Some(to_readers) = &self.to_readers {
            for _ in 0..count {
                // Fails if all readers have ended.
                let _ = to_readers.send(ReaderRequest::Close);
            }
        }
    }
}

/// Ends the threads after the calls made before. No stream is open, since each holds a handle.
impl Drop for Inner {
    fn drop(&mut self) {
        let Some((writer, readers)) = self.take_threads() else { return };
        self.closed.send_replace(true);
        self.stop_readers(readers.len());
        for interrupt in &self.interrupts {
            // The callers of queries that still run have dropped their futures.
            interrupt.interrupt();
        }
        readers.into_iter().for_each(HandleThread::join);
        let (reply, _) = oneshot::channel();
        let _ = self.to_writer.send(WriterRequest::Close(reply));
        writer.join();
    }
}
