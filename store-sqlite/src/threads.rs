//! The threads beneath a handle, from start to end.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, unbounded};
use rusqlite::InterruptHandle;
use store_core::{Error, ErrorKind};
use tokio::sync::{oneshot, watch};

use crate::connection::SqliteConnection;
use crate::error::closed;
use crate::options::SqliteOptions;
use crate::readers;
use crate::writer::{self, Writer};

/// A thread that is to be waited for, in either way.
#[derive(Debug)]
pub(crate) struct Thread {
    handle: JoinHandle<()>,
    /// Gives an error when the thread is at its end.
    ended: oneshot::Receiver<()>,
}

impl Thread {
    fn spawn(name: String, work: impl FnOnce() + Send + 'static) -> Result<Self, Error> {
        let (end, ended) = oneshot::channel::<()>();
        let work = move || {
            let _end = end;
            work();
        };
        let spawned = thread::Builder::new().name(name).spawn(work);
        let handle = spawned.map_err(|error| {
            Error::new(ErrorKind::Other, "a thread cannot be started: too many are running")
                .with_source(error)
        })?;
        Ok(Self { handle, ended })
    }

    /// Waits without blocking.
    pub(crate) async fn end(self) {
        let _ = self.ended.await;
        join(self.handle);
    }

    /// Blocks until the thread has ended, unless it is this one.
    pub(crate) fn join(self) {
        if self.handle.thread().id() != thread::current().id() {
            join(self.handle);
        }
    }
}

fn join(handle: JoinHandle<()>) {
    if handle.join().is_err() {
        tracing::error!("a thread of the database has panicked");
    }
}

/// The threads, with the ways to ask them.
pub(crate) struct Threads {
    pub(crate) writer: Thread,
    pub(crate) writes: Sender<writer::Request>,
    pub(crate) readers: Vec<Thread>,
    /// `None` where the writer does it all.
    pub(crate) reads: Option<Sender<readers::Request>>,
    pub(crate) interrupts: Vec<InterruptHandle>,
}

impl Threads {
    /// Opens the database on a thread of its own, where it may take its time.
    pub(crate) async fn start(
        options: SqliteOptions,
        commits: Arc<AtomicU64>,
        closed_signal: &watch::Sender<bool>,
    ) -> Result<Self, Error> {
        let (writes, requests) = unbounded();
        let (reply, opened) = oneshot::channel();
        let writer = Thread::spawn("store-sqlite-writer".to_owned(), move || {
            match open(&options, requests, commits) {
                Ok((writer, connections)) => {
                    if reply.send(Ok(connections)).is_ok() {
                        writer.run();
                    }
                }
                Err(error) => {
                    let _ = reply.send(Err(error));
                }
            }
        })?;
        let connections = opened.await.map_err(|_| closed())??;
        let (reads, requests) = unbounded();
        let reads = (!connections.is_empty()).then_some(reads);
        let interrupts =
            connections.iter().map(|connection| connection.as_rusqlite().get_interrupt_handle()).collect();
        let readers = connections
            .into_iter()
            .enumerate()
            .map(|(at, connection)| {
                let (requests, signal) = (Receiver::clone(&requests), closed_signal.subscribe());
                Thread::spawn(format!("store-sqlite-reader-{}", at + 1), move || {
                    readers::run(connection, &requests, &signal);
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { writer, writes, readers, reads, interrupts })
    }
}

fn open(
    options: &SqliteOptions,
    requests: Receiver<writer::Request>,
    commits: Arc<AtomicU64>,
) -> Result<(Writer, Vec<SqliteConnection>), Error> {
    let connection = SqliteConnection::open(options)?;
    // A second connection to a database in memory would be a second database, or, with a shared cache, one
    // that is locked by table and does not wait.
    let readers = if options.path.is_some() { options.readers } else { 0 };
    let connections =
        (0..readers).map(|_| SqliteConnection::open_reader(options)).collect::<Result<_, _>>()?;
    Ok((Writer::new(connection, requests, commits, options.read_only)?, connections))
}
