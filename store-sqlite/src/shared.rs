//! The handle that async programs share.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::Sender;
use rusqlite::InterruptHandle;
use store_core::queries::SelectQuery;
use store_core::{
    Connection, Database, Dialect, Error, FromRow, Outcome, Params, SchemaOverride, Statement, Table,
    UnitOfWork, Value, Write,
};
use tokio::sync::{oneshot, watch};

use crate::blocking::{Blocking, block_on};
use crate::connection::SqliteConnection;
use crate::error::closed;
use crate::job::{self, Submitted};
use crate::options::SqliteOptions;
use crate::readers;
use crate::stream::RowStream;
use crate::threads::{Thread, Threads};
use crate::writer;

/// A handle to a database that any number of tasks share; a clone is another handle to the same.
///
/// Writes go to one thread, where those that wait share a transaction and one wait for the disk; each has its
/// own result, which comes after the commit. Reads go to a few threads that read while others write; they see
/// every write that was answered before. No executor in particular is needed.
///
/// A call whose future is dropped may still be carried out. When the last handle is dropped, what was asked
/// is done first, on a thread that blocks until then: prefer [`close`](Self::close) in async code.
///
/// # Examples
///
/// See the [crate](crate).
#[derive(Clone)]
pub struct Sqlite {
    shared: Arc<Shared>,
}

struct Shared {
    writes: Sender<writer::Request>,
    reads: Option<Sender<readers::Request>>,
    interrupts: Vec<InterruptHandle>,
    commits: Arc<AtomicU64>,
    closed: watch::Sender<bool>,
    schema: Option<SchemaOverride>,
    /// Writer and readers, until they are waited for.
    threads: Mutex<Option<(Thread, Vec<Thread>)>>,
}

impl Sqlite {
    /// Opens a database and starts its threads.
    ///
    /// # Errors
    ///
    /// Those of [`SqliteConnection::open`].
    pub async fn open(options: SqliteOptions) -> Result<Self, Error> {
        let commits = Arc::new(AtomicU64::new(0));
        let (closed, _) = watch::channel(false);
        let schema = options.schema.clone();
        let threads = Threads::start(options, Arc::clone(&commits), &closed).await?;
        Ok(Self {
            shared: Arc::new(Shared {
                writes: threads.writes,
                reads: threads.reads,
                interrupts: threads.interrupts,
                commits,
                closed,
                schema,
                threads: Mutex::new(Some((threads.writer, threads.readers))),
            }),
        })
    }

    /// Runs `work` on the writer's connection as one step: kept when it gives `Ok`, undone when it gives an
    /// error or panics. A transaction that it begins itself is a savepoint.
    ///
    /// Others wait meanwhile, so it should do nothing slow beside. It runs once: in the rare case that another caller's
    /// error, as a full disk, undoes the transaction that both share, it is undone too and not run again.
    ///
    /// # Errors
    ///
    /// Those of `work`; [`Busy`](store_core::ErrorKind::Busy) when another program writes, or in the rare case
    /// above; [`Closed`](store_core::ErrorKind::Closed) after [`close`](Self::close).
    ///
    /// # Examples
    ///
    /// ```
    /// use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # pollster::block_on(async {
    /// let sqlite = Sqlite::open(SqliteOptions::in_memory()).await?;
    /// let number: i64 = sqlite
    ///     .write(|connection| Ok(connection.as_rusqlite().total_changes().try_into().unwrap_or(i64::MAX)))
    ///     .await?;
    /// assert_eq!(number, 0);
    /// # Ok::<(), store_core::Error>(()) }).unwrap();
    /// ```
    pub async fn write<R, W>(&self, work: W) -> Result<R, Error>
    where
        R: Send + 'static,
        W: FnOnce(&mut SqliteConnection) -> Result<R, Error> + Send + 'static,
    {
        self.submit(job::once(work)).await
    }

    /// The rows of a declared select as a stream.
    pub fn stream<T: Table, const N: usize>(&self, select: &SelectQuery<'_, T, N>) -> RowStream<T> {
        let ready = self.check_open().and_then(|()| select.statement(Dialect::Sqlite));
        let (statement, params) = match ready {
            Ok((statement, params)) => (statement, params.to_owned()),
            Err(error) => return RowStream::failed(error, self.clone()),
        };
        match self.reads_on(&statement) {
            Some(reads) => {
                let (read, receiver) = readers::query(statement, params);
                // Without readers the receiver tells.
                let _ = reads.send(readers::Request::Read(read));
                RowStream::reader(receiver, self.clone())
            }
            None => {
                let (job, receiver) = collect(statement, params);
                let _ = self.shared.writes.send(writer::Request::Run(job));
                RowStream::writer(receiver, self.clone())
            }
        }
    }

    /// The same operations as methods that block, for threads outside of an executor.
    pub fn blocking(&mut self) -> Blocking<'_, Self> {
        Blocking::new(self)
    }

    /// How many transactions the writer has committed since the database was opened: fewer than calls when these come
    /// together.
    pub fn commits(&self) -> u64 {
        self.shared.commits.load(Ordering::Relaxed)
    }

    /// Does what was asked before, moves the write-ahead log into the database, and ends the threads.
    ///
    /// Later calls, on every clone, are [`Closed`](store_core::ErrorKind::Closed). So is a read that still
    /// waits for its consumer to take rows.
    ///
    /// # Errors
    ///
    /// When the log cannot be moved, as on a full disk; nothing is lost by that. `Closed` for all but the first
    /// call.
    pub async fn close(&self) -> Result<(), Error> {
        if self.shared.closed.send_replace(true) {
            return Err(closed());
        }
        let threads = self.shared.take_threads();
        let Some((writer, readers)) = threads else { return Err(closed()) };
        // Readers first: the log can be moved as a whole when nobody reads it.
        self.shared.stop_readers(readers.len());
        for reader in readers {
            reader.end().await;
        }
        let (reply, closing) = oneshot::channel();
        let _ = self.shared.writes.send(writer::Request::Close(reply));
        let result = closing.await.map_err(|_| closed()).flatten();
        writer.end().await;
        result
    }

    fn check_open(&self) -> Result<(), Error> {
        if *self.shared.closed.borrow() { Err(closed()) } else { Ok(()) }
    }

    /// The readers, if they may run the statement.
    ///
    /// The writer can run all statements; the readers' connections refuse to write.
    fn reads_on(&self, statement: &Statement) -> Option<&Sender<readers::Request>> {
        self.shared.reads.as_ref().filter(|_| statement.kind.is_read())
    }

    async fn submit<R>(&self, (job, reply): Submitted<R>) -> Result<R, Error> {
        self.check_open()?;
        self.shared.writes.send(writer::Request::Run(job)).map_err(|_| closed())?;
        reply.await.map_err(|_| closed())?
    }
}

/// A job that runs a statement and collects its rows: they are handed out after the commit.
fn collect<T: FromRow + Send + 'static>(
    statement: Statement,
    params: Vec<Value<'static>>,
) -> Submitted<Vec<T>> {
    job::repeatable(move |connection| {
        let mut rows = Vec::new();
        connection.for_each_row(&statement, Params::all(&params), |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })?;
        Ok(rows)
    })
}

fn owned<T: Table>(row: &T) -> Result<Vec<Value<'static>>, Error> {
    Ok(Params::all(row.values()?.as_ref()).to_owned())
}

impl Connection for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn schema_override(&self) -> Option<&SchemaOverride> {
        self.shared.schema.as_ref()
    }

    async fn execute(&mut self, statement: Statement, params: Params<'_>) -> Result<u64, Error> {
        let params = params.to_owned();
        self.submit(job::repeatable(move |connection| connection.run(&statement, Params::all(&params)))).await
    }

    async fn for_each<T, F>(
        &mut self,
        statement: Statement,
        params: Params<'_>,
        mut each: F,
    ) -> Result<(), Error>
    where
        T: FromRow + Send + 'static,
        F: FnMut(T) -> ControlFlow<()> + Send,
    {
        let params = params.to_owned();
        let Some(reads) = self.reads_on(&statement) else {
            let rows = self.submit(collect(statement, params)).await?;
            let _ = rows.into_iter().try_for_each(each);
            return Ok(());
        };
        self.check_open()?;
        let (read, answer) = readers::query(statement, params);
        reads.send(readers::Request::Read(read)).map_err(|_| closed())?;
        answer.await.map_err(|_| closed())?.for_each(&mut each).await
    }

    async fn write<T: Table>(&mut self, write: Write, row: &T) -> Result<Outcome, Error> {
        let values = owned(row)?;
        self.submit(job::repeatable(move |connection| connection.write_row(&write, &values))).await
    }

    async fn write_many<T: Table>(&mut self, write: Write, rows: &[T]) -> Result<Vec<Outcome>, Error> {
        let rows = rows.iter().map(owned).collect::<Result<Vec<_>, _>>()?;
        self.submit(job::repeatable(move |connection| connection.write_rows(&write, rows.iter().map(Ok))))
            .await
    }

    async fn execute_ddl(&mut self, statements: &[&str]) -> Result<(), Error> {
        let statements: Vec<String> = statements.iter().map(|sql| (*sql).to_owned()).collect();
        self.submit(job::repeatable(move |connection| {
            let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
            connection.within(|connection| connection.run_all(&statements))
        }))
        .await
    }
}

impl Database for Sqlite {
    /// On the writer's connection, where those that wait share a transaction; others wait meanwhile.
    async fn transaction<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        let work = move |connection: &mut SqliteConnection| {
            connection.within(|connection| block_on(unit.run(connection)))
        };
        self.submit(job::repeatable(work)).await
    }

    async fn run<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        self.transaction(unit).await
    }

    async fn close(&self) -> Result<(), Error> {
        Self::close(self).await
    }
}

impl Shared {
    fn take_threads(&self) -> Option<(Thread, Vec<Thread>)> {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn stop_readers(&self, count: usize) {
        if let Some(reads) = &self.reads {
            for _ in 0..count {
                // Those that are gone need no message.
                let _ = reads.send(readers::Request::Close);
            }
        }
    }
}

/// Ends the threads after what was asked. Streams hold a handle, so none of them is open any more.
impl Drop for Shared {
    fn drop(&mut self) {
        let Some((writer, readers)) = self.take_threads() else { return };
        self.closed.send_replace(true);
        self.stop_readers(readers.len());
        for interrupt in &self.interrupts {
            // Nobody waits for what they still read.
            interrupt.interrupt();
        }
        readers.into_iter().for_each(Thread::join);
        let (reply, _) = oneshot::channel();
        let _ = self.writes.send(writer::Request::Close(reply));
        writer.join();
    }
}

impl fmt::Debug for Sqlite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sqlite")
            .field("closed", &*self.shared.closed.borrow())
            .field("readers", &self.shared.interrupts.len())
            .finish_non_exhaustive()
    }
}
