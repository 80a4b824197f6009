//! The threads that read.

use std::future::{Future, poll_fn};
use std::mem;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use crossbeam_channel::Receiver;
use store_core::{Error, FromRow, Params, Statement, Value};
use tokio::sync::{mpsc, oneshot, watch};

use crate::connection::SqliteConnection;
use crate::error::closed;
use crate::job::panicked;

/// Rows that are handed out at once. A read of no more than `FIRST` takes one message.
const FIRST: usize = 64;
const REST: usize = 512;

/// Messages that wait for their consumer before the reader waits for it too.
const AHEAD: usize = 2;

/// What a handle sends to the readers.
pub(crate) enum Request {
    Read(Box<dyn Read>),
    /// One of them is to end.
    Close,
}

/// A query whose rows are read by whichever thread is free.
pub(crate) trait Read: Send {
    fn run(self: Box<Self>, connection: &mut SqliteConnection, closed: &watch::Receiver<bool>);
}

/// The first rows, and the way to the others.
pub(crate) struct Answer<T> {
    pub(crate) rows: Vec<T>,
    pub(crate) rest: Rest<T>,
}

pub(crate) enum Rest<T> {
    /// There are none.
    End(Result<(), Error>),
    /// They come here; the last part is the end, without which the database was closed meanwhile.
    More(mpsc::Receiver<Part<T>>),
}

pub(crate) enum Part<T> {
    Rows(Vec<T>),
    End(Result<(), Error>),
}

/// Works until it is told to close, or nobody is left to ask.
pub(crate) fn run(
    mut connection: SqliteConnection,
    requests: &Receiver<Request>,
    closed: &watch::Receiver<bool>,
) {
    while let Ok(Request::Read(read)) = requests.recv() {
        read.run(&mut connection, closed);
        connection.unwind_to(0);
    }
}

/// A read of all rows of a statement.
pub(crate) fn query<T: FromRow + Send + 'static>(
    statement: Statement,
    params: Vec<Value<'static>>,
) -> (Box<dyn Read>, oneshot::Receiver<Answer<T>>) {
    let (reply, receiver) = oneshot::channel();
    (Box::new(Query { statement, params, reply }), receiver)
}

struct Query<T> {
    statement: Statement,
    params: Vec<Value<'static>>,
    reply: oneshot::Sender<Answer<T>>,
}

impl<T: FromRow + Send + 'static> Read for Query<T> {
    fn run(self: Box<Self>, connection: &mut SqliteConnection, closed: &watch::Receiver<bool>) {
        let Self { statement, params, reply } = *self;
        let mut sink = Sink { rows: Vec::new(), to: To::Reply(reply), closed };
        let push = |row| sink.push(row);
        // Reading a row runs code of its type.
        let read = AssertUnwindSafe(|| connection.for_each_row::<T>(&statement, Params::all(&params), push));
        let result = catch_unwind(read).unwrap_or_else(|_| Err(panicked()));
        sink.end(result);
    }
}

/// Where the rows of a query go: first into the reply, then, if they are many, into a channel of bounded length.
struct Sink<'s, T> {
    rows: Vec<T>,
    to: To<T>,
    closed: &'s watch::Receiver<bool>,
}

enum To<T> {
    Reply(oneshot::Sender<Answer<T>>),
    Channel(mpsc::Sender<Part<T>>),
    Nobody,
}

impl<T> Sink<'_, T> {
    fn push(&mut self, row: T) -> ControlFlow<()> {
        self.rows.push(row);
        let most = if matches!(self.to, To::Reply(_)) { FIRST } else { REST };
        if self.rows.len() >= most {
            self.flush();
        }
        match self.to {
            To::Nobody => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }

    fn flush(&mut self) {
        let rows = mem::take(&mut self.rows);
        self.to = match mem::replace(&mut self.to, To::Nobody) {
            To::Reply(reply) => {
                let (sender, receiver) = mpsc::channel(AHEAD);
                match reply.send(Answer { rows, rest: Rest::More(receiver) }) {
                    Ok(()) => To::Channel(sender),
                    Err(_) => To::Nobody,
                }
            }
            To::Channel(sender) if send(&sender, Part::Rows(rows), self.closed) => To::Channel(sender),
            _ => To::Nobody,
        };
    }

    fn end(mut self, result: Result<(), Error>) {
        let rows = mem::take(&mut self.rows);
        match self.to {
            To::Reply(reply) => {
                // A caller that has gone away does not ask.
                let _ = reply.send(Answer { rows, rest: Rest::End(result) });
            }
            To::Channel(sender) => {
                if rows.is_empty() || send(&sender, Part::Rows(rows), self.closed) {
                    send(&sender, Part::End(result), self.closed);
                }
            }
            To::Nobody => {}
        }
    }
}

/// Waits until there is room for `part`; gives up when nobody wants it any more, or when the database is to
/// be closed.
fn send<T>(sender: &mpsc::Sender<Part<T>>, part: Part<T>, closed: &watch::Receiver<bool>) -> bool {
    let mut closed = closed.clone();
    let room = pollster::block_on(async {
        let mut room = pin!(sender.reserve());
        let mut closed = pin!(closed.wait_for(|closed| *closed));
        poll_fn(|context| match room.as_mut().poll(context) {
            Poll::Ready(room) => Poll::Ready(room.ok()),
            Poll::Pending => closed.as_mut().poll(context).map(|_| None),
        })
        .await
    });
    match room {
        Some(room) => {
            room.send(part);
            true
        }
        None => false,
    }
}

impl<T> Answer<T> {
    /// Hands out the rows until there are no more or `each` breaks off.
    pub(crate) async fn for_each(self, mut each: impl FnMut(T) -> ControlFlow<()>) -> Result<(), Error> {
        if self.rows.into_iter().try_for_each(&mut each).is_break() {
            return Ok(());
        }
        let mut parts = match self.rest {
            Rest::End(result) => return result,
            Rest::More(parts) => parts,
        };
        loop {
            match parts.recv().await {
                Some(Part::Rows(rows)) => {
                    if rows.into_iter().try_for_each(&mut each).is_break() {
                        return Ok(());
                    }
                }
                Some(Part::End(result)) => return result,
                None => return Err(closed()),
            }
        }
    }
}
