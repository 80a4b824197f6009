//! Batches of statements, as jobs of the writer or requests to a reader.

use std::panic::{AssertUnwindSafe, catch_unwind};

use store_core::{Batch, BatchResults, Error};
use tokio::sync::{oneshot, watch};

use super::Sqlite;
use super::job::{self, panicked};
use super::readers::{Read, ReaderRequest};
use crate::connection::SqliteConnection;
use crate::error::closed;

impl Sqlite {
    /// Runs a batch: on a reader if it only reads, otherwise as one job of the writer.
    pub(super) async fn run_batch(&self, batch: Batch<'_>) -> Result<BatchResults, Error> {
        let batch = batch.into_owned();
        let Some(to_readers) = self.inner.to_readers.as_ref().filter(|_| batch.is_read_only()) else {
            return self.submit(job::repeatable(move |connection| connection.run_batch(&batch))).await;
        };
        self.check_open()?;
        let (reply, results) = oneshot::channel();
        let read = BatchRead { batch, reply };
        to_readers.send(ReaderRequest::Read(Box::new(read))).map_err(|_| closed())?;
        results.await.map_err(|_| closed())?
    }
}

/// A batch that only reads.
struct BatchRead {
    batch: Batch<'static>,
    reply: oneshot::Sender<Result<BatchResults, Error>>,
}

impl Read for BatchRead {
    fn run(self: Box<Self>, connection: &mut SqliteConnection, _closed: &watch::Receiver<bool>) {
        let Self { batch, reply } = *self;
        // `from_row` is code of the program and may panic.
        let read = AssertUnwindSafe(|| connection.run_batch(&batch));
        let result = catch_unwind(read).unwrap_or_else(|_| Err(panicked()));
        // Fails if the caller has dropped its future.
        let _ = reply.send(result);
    }
}
