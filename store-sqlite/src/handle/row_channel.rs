//! The channel from a reader to the caller of a query.
//!
//! The first rows are the reply to the request. More rows follow in chunks through a bounded channel, so that a reader
//! waits for a slow consumer.

use std::future::{Future, poll_fn};
use std::mem;
use std::ops::ControlFlow;
use std::pin::pin;
use std::task::Poll;

use store_core::Error;
use tokio::sync::{mpsc, oneshot, watch};

use crate::error::closed;

/// The number of rows in the first message. A query with fewer rows takes one message.
const FIRST_CHUNK: usize = 64;

/// The number of rows in each later message.
const CHUNK: usize = 512;

/// The number of chunks that wait for their consumer before the reader waits too.
const CHANNEL_CAPACITY: usize = 2;

/// The first rows of a query, and the source of the others.
pub(super) struct FirstRows<T> {
    pub(super) rows: Vec<T>,
    pub(super) remaining: Remaining<T>,
}

/// The rows after the first ones.
pub(super) enum Remaining<T> {
    /// No rows follow.
    End(Result<(), Error>),
    /// Rows follow in chunks. Without [`Chunk::End`], the database was closed before the last row.
    Chunks(mpsc::Receiver<Chunk<T>>),
}

pub(super) enum Chunk<T> {
    Rows(Vec<T>),
    End(Result<(), Error>),
}

impl<T> FirstRows<T> {
    /// Passes all rows to `each` until it breaks.
    pub(super) async fn for_each(self, mut each: impl FnMut(T) -> ControlFlow<()>) -> Result<(), Error> {
        if self.rows.into_iter().try_for_each(&mut each).is_break() {
            return Ok(());
        }
        let mut chunks = match self.remaining {
            Remaining::End(result) => return result,
            Remaining::Chunks(chunks) => chunks,
        };
        loop {
            match chunks.recv().await {
                Some(Chunk::Rows(rows)) => {
                    if rows.into_iter().try_for_each(&mut each).is_break() {
                        return Ok(());
                    }
                }
                Some(Chunk::End(result)) => return result,
                None => return Err(closed()),
            }
        }
    }
}

/// Sends the rows of one query.
pub(super) struct RowSender<'s, T> {
    /// Rows that were not sent yet.
    rows: Vec<T>,
    destination: RowDestination<T>,
    closed: &'s watch::Receiver<bool>,
}

/// The channel that the next rows are sent to.
enum RowDestination<T> {
    /// The caller, which waits for the first rows.
    Reply(oneshot::Sender<FirstRows<T>>),
    Channel(mpsc::Sender<Chunk<T>>),
    /// The caller has dropped its future or stream, or the database is closing.
    Gone,
}

impl<'s, T> RowSender<'s, T> {
    pub(super) fn new(reply: oneshot::Sender<FirstRows<T>>, closed: &'s watch::Receiver<bool>) -> Self {
        Self { rows: Vec::new(), destination: RowDestination::Reply(reply), closed }
    }

    /// Sends a row; breaks when the caller no longer receives rows.
    pub(super) fn push(&mut self, row: T) -> ControlFlow<()> {
        self.rows.push(row);
        let chunk = if matches!(self.destination, RowDestination::Reply(_)) { FIRST_CHUNK } else { CHUNK };
        if self.rows.len() >= chunk {
            self.flush();
        }
        match self.destination {
            RowDestination::Gone => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }

    fn flush(&mut self) {
        let rows = mem::take(&mut self.rows);
        self.destination = match mem::replace(&mut self.destination, RowDestination::Gone) {
            RowDestination::Reply(reply) => {
                let (sender, receiver) = mpsc::channel(CHANNEL_CAPACITY);
                match reply.send(FirstRows { rows, remaining: Remaining::Chunks(receiver) }) {
                    Ok(()) => RowDestination::Channel(sender),
                    Err(_) => RowDestination::Gone,
                }
            }
            RowDestination::Channel(sender) if send(&sender, Chunk::Rows(rows), self.closed) => {
                RowDestination::Channel(sender)
            }
            _ => RowDestination::Gone,
        };
    }

    /// Sends the remaining rows and the result of the query.
    pub(super) fn end(self, result: Result<(), Error>) {
        let Self { rows, destination, closed } = self;
        match destination {
            RowDestination::Reply(reply) => {
                // Fails if the caller has dropped its future.
                let _ = reply.send(FirstRows { rows, remaining: Remaining::End(result) });
            }
            RowDestination::Channel(sender) => {
                if rows.is_empty() || send(&sender, Chunk::Rows(rows), closed) {
                    send(&sender, Chunk::End(result), closed);
                }
            }
            RowDestination::Gone => {}
        }
    }
}

/// Waits until the channel has room for `chunk`. Returns `false` when the receiver was dropped or the database is closing.
fn send<T>(sender: &mpsc::Sender<Chunk<T>>, chunk: Chunk<T>, closed: &watch::Receiver<bool>) -> bool {
    let mut closed = closed.clone();
    let permit = pollster::block_on(async {
        let mut permit = pin!(sender.reserve());
        let mut closed = pin!(closed.wait_for(|closed| *closed));
        poll_fn(|context| match permit.as_mut().poll(context) {
            Poll::Ready(permit) => Poll::Ready(permit.ok()),
            Poll::Pending => closed.as_mut().poll(context).map(|_| None),
        })
        .await
    });
    match permit {
        Some(permit) => {
            permit.send(chunk);
            true
        }
        None => false,
    }
}
