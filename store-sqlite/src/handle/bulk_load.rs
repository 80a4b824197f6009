//! Bulk inserts, whose rows move from the caller to the writer while it inserts them.

use std::vec;

use store_core::{Error, ErrorKind, Params, TableValues, Value, Write};
use tokio::sync::mpsc;

use super::Sqlite;
use super::job;
use crate::connection::SqliteConnection;
use crate::error::closed;

/// The number of chunks that wait for the writer before the caller waits too.
const CHANNEL_CAPACITY: usize = 2;

/// The values of a row, in a form that can move to the writer's thread.
struct OwnedRow(Vec<Value<'static>>);

impl TableValues for OwnedRow {
    type Values<'a> = &'a [Value<'a>];

    fn values(&self) -> Result<&[Value<'_>], Error> {
        Ok(&self.0)
    }
}

/// The next rows, none of them after the last one; or why a row cannot be written.
type Chunk = Result<Vec<OwnedRow>, Error>;

/// The rows as the writer receives them.
struct ReceivedRows {
    chunks: mpsc::Receiver<Chunk>,
    chunk: vec::IntoIter<OwnedRow>,
}

impl Iterator for ReceivedRows {
    type Item = Result<OwnedRow, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(row) = self.chunk.next() {
            return Some(Ok(row));
        }
        match pollster::block_on(self.chunks.recv()) {
            Some(Ok(rows)) => {
                self.chunk = rows.into_iter();
                self.chunk.next().map(Ok)
            }
            Some(Err(error)) => Some(Err(error)),
            // The error rolls back; nobody waits for it.
            None => Some(Err(Error::new(ErrorKind::Other, "the caller dropped the future of a bulk insert"))),
        }
    }
}

impl Sqlite {
    /// Inserts all rows or none, and returns their number. Few rows are a job like any other call; during a longer insert, the
    /// writer waits for rows, and other calls wait for the writer.
    pub(super) async fn insert_from(
        &self,
        write: Write,
        mut rows: impl Iterator<Item: TableValues> + Send,
    ) -> Result<u64, Error> {
        let first = next_chunk(&mut rows)?;
        if first.len() < Write::MAX_ROWS {
            let insert = move |connection: &mut SqliteConnection| {
                connection.bulk_load_now(&write, first.iter().map(Ok))
            };
            return self.submit(job::repeatable(insert)).await;
        }
        let (to_writer, chunks) = mpsc::channel(CHANNEL_CAPACITY);
        let received = ReceivedRows { chunks, chunk: Vec::new().into_iter() };
        let inserted = self.start(job::once(move |connection| connection.bulk_load_now(&write, received)))?;
        send(&to_writer, first, rows).await;
        inserted.await.map_err(|_| closed())?
    }
}

/// Sends rows up to the last one or the first that cannot be written, or until the writer ends the job with an error.
async fn send<I>(to_writer: &mpsc::Sender<Chunk>, first: Vec<OwnedRow>, mut rows: I)
where
    I: Iterator<Item: TableValues> + Send,
{
    let mut chunk = Ok(first);
    loop {
        let is_last = chunk.as_ref().is_ok_and(Vec::is_empty) || chunk.is_err();
        if to_writer.send(chunk).await.is_err() || is_last {
            return;
        }
        chunk = next_chunk(&mut rows);
    }
}

/// Takes the next rows.
fn next_chunk(rows: &mut impl Iterator<Item: TableValues>) -> Chunk {
    rows.take(Write::MAX_ROWS)
        .map(|row| Ok(OwnedRow(Params::all(row.values()?.as_ref()).to_owned())))
        .collect()
}
