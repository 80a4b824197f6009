//! The threads of a handle: how they start.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crossbeam_channel::{Receiver, Sender, unbounded};
use rusqlite::InterruptHandle;
use store_core::Error;
use tokio::sync::{oneshot, watch};

use super::handle_thread::HandleThread;
use super::readers::{self, ReaderRequest};
use super::writer::{Writer, WriterRequest};
use crate::connection::SqliteConnection;
use crate::error::closed;
use crate::options::SqliteOptions;

/// The threads of a handle, with the channels to them.
pub(super) struct Threads {
    pub(super) writer: HandleThread,
    pub(super) to_writer: Sender<WriterRequest>,
    pub(super) readers: Vec<HandleThread>,
    /// `None` for a database in memory, where the writer also reads.
    pub(super) to_readers: Option<Sender<ReaderRequest>>,
    pub(super) interrupts: Vec<InterruptHandle>,
}

impl Threads {
    /// Opens the database on the writer's thread, where opening may block, and starts the readers.
    pub(super) async fn start(
        options: SqliteOptions,
        commit_count: Arc<AtomicU64>,
        closed_signal: &watch::Sender<bool>,
    ) -> Result<Self, Error> {
        let (to_writer, requests) = unbounded();
        let (reply, opened) = oneshot::channel();
        let writer = HandleThread::spawn("store-sqlite-writer".to_owned(), move || {
            match open(&options, requests, commit_count) {
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
        let (to_readers, requests) = unbounded();
        let to_readers = (!connections.is_empty()).then_some(to_readers);
        let interrupts =
            connections.iter().map(|connection| connection.as_rusqlite().get_interrupt_handle()).collect();
        let readers = connections
            .into_iter()
            .enumerate()
            .map(|(at, connection)| {
                let (requests, signal) = (Receiver::clone(&requests), closed_signal.subscribe());
                HandleThread::spawn(format!("store-sqlite-reader-{}", at + 1), move || {
                    readers::run(connection, &requests, &signal);
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { writer, to_writer, readers, to_readers, interrupts })
    }
}

/// Opens the writer and the connections of the readers.
fn open(
    options: &SqliteOptions,
    requests: Receiver<WriterRequest>,
    commit_count: Arc<AtomicU64>,
) -> Result<(Writer, Vec<SqliteConnection>), Error> {
    let connection = SqliteConnection::open(options)?;
    // A second connection to a database in memory would open another database or, with a shared cache, one that locks
    // whole tables and does not wait for the lock.
    let readers = if options.path.is_some() { options.readers } else { 0 };
    let connections =
        (0..readers).map(|_| SqliteConnection::open_reader(options)).collect::<Result<_, _>>()?;
    Ok((Writer::new(connection, requests, commit_count, options)?, connections))
}
