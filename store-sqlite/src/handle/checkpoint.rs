//! Checkpoints, which move the write-ahead log into the file, on a thread of their own.
//!
//! SQLite's automatic checkpoint runs within a commit, which then writes thousands of pages and waits for two disk syncs. Here
//! a thread does this while the writer works. The log can start again only when all of it has been moved, so the writer
//! moves the few pages that it wrote meanwhile.

use std::cell::Cell;

use crossbeam_channel::{Receiver, Sender, bounded};
use rusqlite::Connection;
use store_core::Error;

use super::handle_thread::HandleThread;
use crate::error::from_rusqlite;
use crate::open;
use crate::options::SqliteOptions;

/// The length of the log at which the writer waits for the thread, as a multiple of the length at which the thread starts.
const MAX_FACTOR: u32 = 4;

thread_local! {
    /// The length of the log in pages after the last commit of the writer of this thread, 0 if there was none since it was read;
    /// rusqlite's hook has no state.
    static LOG_PAGES: Cell<u32> = const { Cell::new(0) };
}

/// The writer's side of the thread that moves the log.
pub(super) struct Checkpointer {
    /// The length from which the log is moved.
    pages: u32,
    /// The length from which it is moved next: more than `pages` while a reader keeps the log from starting again.
    next: u32,
    /// The length after the last commit.
    length: u32,
    running: bool,
    to_thread: Sender<()>,
    /// Receives a message when the thread has moved what it can.
    moved: Receiver<()>,
    thread: HandleThread,
}

/// The page cache of the connection, in bytes. A checkpoint does not read through the cache.
const CACHE_SIZE: u64 = 64 << 10;

impl Checkpointer {
    /// Starts the thread of a writer, on the writer's own thread. Returns `None` if the options leave nothing to move.
    pub(super) fn start(writer: &Connection, options: &SqliteOptions) -> Result<Option<Self>, Error> {
        let pages = options.wal_autocheckpoint;
        if options.path.is_none() || options.read_only || pages == 0 {
            return Ok(None);
        }
        // All connections of a process share the memory of their caches, also of those that they do not use.
        let connection = open::open(&options.clone().cache_size(CACHE_SIZE))?;
        let (to_thread, requests) = bounded(1);
        let (done, moved) = bounded(1);
        let thread = HandleThread::spawn("store-sqlite-checkpointer".to_owned(), move || {
            while requests.recv().is_ok() {
                checkpoint(&connection);
                if done.send(()).is_err() {
                    return;
                }
            }
        })?;
        // Replaces the automatic checkpoint, which is a hook too.
        writer.wal_hook(Some(|_, pages| {
            LOG_PAGES.set(pages.unsigned_abs());
            Ok(())
        }));
        Ok(Some(Self { pages, next: pages, length: 0, running: false, to_thread, moved, thread }))
    }

    /// Moves the log if it is long; called by the writer between two transactions.
    pub(super) fn after_commit(&mut self, writer: &Connection) {
        let committed = LOG_PAGES.replace(0);
        if committed > 0 {
            // A commit appends pages: a log that is not longer than before has started again.
            if committed <= self.length {
                self.next = self.pages;
            }
            self.length = committed;
        }
        let length = self.length;
        if !self.running {
            if length >= self.next {
                // The thread has nothing to do, so the channel has room, unless the thread has ended.
                self.running = self.to_thread.try_send(()).is_ok();
                if !self.running {
                    self.move_rest(writer);
                }
            }
            return;
        }
        let is_done = if length < self.pages.saturating_mul(MAX_FACTOR) {
            self.moved.try_recv().is_ok()
        } else {
            // Waiting slows the callers down to what the disk can write. An error means that the thread has ended.
            let _ = self.moved.recv();
            true
        };
        if is_done {
            self.running = false;
            self.move_rest(writer);
        }
    }

    /// Moves what the thread has not moved.
    fn move_rest(&mut self, writer: &Connection) {
        self.next = self.length.saturating_add(self.pages);
        checkpoint(writer);
    }

    /// Ends the thread, which closes its connection.
    pub(super) fn stop(self) {
        drop(self.to_thread);
        drop(self.moved);
        self.thread.join();
    }
}

/// Moves the log into the file as far as readers and other processes allow, without waiting for them.
fn checkpoint(connection: &Connection) {
    let moved = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    if let Err(error) = moved.map_err(|error| from_rusqlite(error, None)) {
        tracing::warn!(%error, "cannot move the write-ahead log into the file; no data is lost");
    }
}
