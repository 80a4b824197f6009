//! Rows as a stream.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;
use store_core::Error;
use tokio::sync::oneshot;

use crate::error::closed;
use crate::readers::{Answer, Part, Rest};
use crate::shared::Sqlite;

/// The rows of a query as a stream; [`Sqlite::stream`] begins one.
///
/// A reader stays a few hundred rows ahead of its consumer, so that any number of rows passes through bounded
/// memory. It ends after the first error. Dropping it ends the query.
#[must_use = "a stream does nothing until it is polled"]
pub struct RowStream<T> {
    from: From<T>,
    rows: vec::IntoIter<T>,
    /// Keeps the threads running; goes last.
    _handle: Sqlite,
}

enum From<T> {
    Reader(oneshot::Receiver<Answer<T>>),
    Writer(oneshot::Receiver<Result<Vec<T>, Error>>),
    Rest(Rest<T>),
}

impl<T> RowStream<T> {
    pub(crate) fn reader(receiver: oneshot::Receiver<Answer<T>>, handle: Sqlite) -> Self {
        Self { from: From::Reader(receiver), rows: Vec::new().into_iter(), _handle: handle }
    }

    pub(crate) fn writer(receiver: oneshot::Receiver<Result<Vec<T>, Error>>, handle: Sqlite) -> Self {
        Self { from: From::Writer(receiver), rows: Vec::new().into_iter(), _handle: handle }
    }

    pub(crate) fn failed(error: Error, handle: Sqlite) -> Self {
        let from = From::Rest(Rest::End(Err(error)));
        Self { from, rows: Vec::new().into_iter(), _handle: handle }
    }

    /// The next rows into `rows`, or the end.
    fn poll_rows(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<(), Error>>> {
        let (rows, rest) = match &mut self.from {
            From::Reader(receiver) => match ready!(Pin::new(receiver).poll(context)) {
                Ok(answer) => (answer.rows, answer.rest),
                Err(_) => (Vec::new(), Rest::End(Err(closed()))),
            },
            From::Writer(receiver) => match ready!(Pin::new(receiver).poll(context)) {
                Ok(Ok(rows)) => (rows, Rest::End(Ok(()))),
                Ok(Err(error)) => (Vec::new(), Rest::End(Err(error))),
                Err(_) => (Vec::new(), Rest::End(Err(closed()))),
            },
            From::Rest(Rest::More(parts)) => match ready!(parts.poll_recv(context)) {
                Some(Part::Rows(rows)) => {
                    self.rows = rows.into_iter();
                    return Poll::Ready(Some(Ok(())));
                }
                Some(Part::End(result)) => (Vec::new(), Rest::End(result)),
                None => (Vec::new(), Rest::End(Err(closed()))),
            },
            From::Rest(Rest::End(result)) => {
                return Poll::Ready(std::mem::replace(result, Ok(())).err().map(Err));
            }
        };
        self.rows = rows.into_iter();
        self.from = From::Rest(rest);
        Poll::Ready(Some(Ok(())))
    }
}

// Nothing in it is pinned: rows are handed out by value.
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

impl<T> std::fmt::Debug for RowStream<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RowStream").finish_non_exhaustive()
    }
}
