//! The rows of a query as a stream.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::{fmt, mem, vec};

use futures_core::Stream;
use store_core::Error;
use tokio::sync::oneshot;

use super::Sqlite;
use super::row_channel::{Chunk, FirstRows, Remaining};
use crate::error::closed;

/// A stream of the rows of a query, returned by [`Sqlite::stream`].
///
/// The reader thread stays a few hundred rows ahead of the consumer, so that a result of any size takes bounded memory.
/// The stream ends after the first error. Dropping the stream ends the query.
#[must_use = "a stream does nothing until it is polled"]
pub struct RowStream<T> {
    source: RowSource<T>,
    /// Rows that were received and not returned yet.
    rows: vec::IntoIter<T>,
    /// Keeps the threads running; dropped last.
    _handle: Sqlite,
}

enum RowSource<T> {
    Reader(oneshot::Receiver<FirstRows<T>>),
    Writer(oneshot::Receiver<Result<Vec<T>, Error>>),
    Remaining(Remaining<T>),
}

impl<T> RowStream<T> {
    pub(super) fn from_reader(receiver: oneshot::Receiver<FirstRows<T>>, handle: Sqlite) -> Self {
        Self::new(RowSource::Reader(receiver), handle)
    }

    pub(super) fn from_writer(receiver: oneshot::Receiver<Result<Vec<T>, Error>>, handle: Sqlite) -> Self {
        Self::new(RowSource::Writer(receiver), handle)
    }

    pub(super) fn from_error(error: Error, handle: Sqlite) -> Self {
        Self::new(RowSource::Remaining(Remaining::End(Err(error))), handle)
    }

    fn new(source: RowSource<T>, handle: Sqlite) -> Self {
        Self { source, rows: Vec::new().into_iter(), _handle: handle }
    }

    /// Receives the next rows, the error that ends the stream, or its end.
    fn poll_rows(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<(), Error>>> {
        let (rows, remaining) = match &mut self.source {
            RowSource::Reader(receiver) => match ready!(Pin::new(receiver).poll(context)) {
                Ok(first) => (first.rows, first.remaining),
                Err(_) => (Vec::new(), Remaining::End(Err(closed()))),
            },
            RowSource::Writer(receiver) => match ready!(Pin::new(receiver).poll(context)) {
                Ok(Ok(rows)) => (rows, Remaining::End(Ok(()))),
                Ok(Err(error)) => (Vec::new(), Remaining::End(Err(error))),
                Err(_) => (Vec::new(), Remaining::End(Err(closed()))),
            },
            RowSource::Remaining(Remaining::Chunks(chunks)) => match ready!(chunks.poll_recv(context)) {
                Some(Chunk::Rows(rows)) => {
                    self.rows = rows.into_iter();
                    return Poll::Ready(Some(Ok(())));
                }
                Some(Chunk::End(result)) => (Vec::new(), Remaining::End(result)),
                None => (Vec::new(), Remaining::End(Err(closed()))),
            },
            RowSource::Remaining(Remaining::End(result)) => {
                return Poll::Ready(mem::replace(result, Ok(())).err().map(Err));
            }
        };
        self.rows = rows.into_iter();
        self.source = RowSource::Remaining(remaining);
        Poll::Ready(Some(Ok(())))
    }
}

// No field is pinned: rows are returned by value.
impl<T> Unpin for RowStream<T> {}

impl<T> Stream for RowStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(row) = this.rows.next() {
                return Poll::Ready(Some(Ok(row)));
            }
            match ready!(this.poll_rows(context)) {
                Some(Ok(())) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> fmt::Debug for RowStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RowStream").finish_non_exhaustive()
    }
}
