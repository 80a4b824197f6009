//! A thread of a handle.

use std::thread::{self, JoinHandle};

use store_core::{Error, ErrorKind};
use tokio::sync::oneshot;

/// A thread of a handle, for whose end callers can wait, in async code or by blocking.
#[derive(Debug)]
pub(super) struct HandleThread {
    join: JoinHandle<()>,
    /// Its sender is dropped when the thread ends.
    ended: oneshot::Receiver<()>,
}

impl HandleThread {
    /// Starts a thread.
    pub(super) fn spawn(name: String, work: impl FnOnce() + Send + 'static) -> Result<Self, Error> {
        let (end, ended) = oneshot::channel::<()>();
        let work = move || {
            let _end = end;
            work();
        };
        let spawned = thread::Builder::new().name(name).spawn(work);
        let join = spawned.map_err(|error| {
            Error::new(ErrorKind::Other, "cannot start a thread: raise the limit of threads")
                .with_source(error)
        })?;
        Ok(Self { join, ended })
    }

    /// Waits for the end of the thread.
    pub(super) async fn ended(self) {
        let _ = self.ended.await;
        join(self.join);
    }

    /// Blocks until the thread has ended, unless the current thread is this one.
    pub(super) fn join(self) {
        if self.join.thread().id() != thread::current().id() {
            join(self.join);
        }
    }
}

fn join(handle: JoinHandle<()>) {
    if handle.join().is_err() {
        tracing::error!("a thread of the database handle panicked");
    }
}
