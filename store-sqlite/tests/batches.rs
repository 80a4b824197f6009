//! Batches of several statements: transactions and threads.

#![expect(clippy::unwrap_used, reason = "a failed `unwrap` fails the test")]

mod common;

use std::sync::mpsc;

use common::{Item, memory, prepared};
use store_core::{Batch, BatchResults, Connection, ConnectionExt, Error, ErrorKind, Outcome};
use store_sqlite::{Sqlite, SqliteConnection};
use tokio::sync::oneshot;

/// Makes a row that cannot be decoded.
fn spoil(connection: &SqliteConnection) {
    let spoil = "PRAGMA ignore_check_constraints = ON; UPDATE ingest_items SET at = 'noon' WHERE id = 2";
    connection.as_rusqlite().execute_batch(spoil).unwrap();
}

/// A batch of one claim, or of one claim after another statement.
fn claim<'a>(alone: bool) -> Batch<'a> {
    let mut batch = Batch::new();
    if !alone {
        batch.execute(Item::reset("pending"));
    }
    batch.claim(Item::claim(5));
    batch
}

fn check_decode_error(result: Result<BatchResults, Error>) {
    let error = result.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Decode, Some("at")));
}

#[test]
fn a_claim_that_cannot_read_a_row_claims_none() {
    let mut connection = memory();
    let items = [Item::new(1), Item::new(2)];
    let mut batch = Batch::new();
    let inserted = batch.insert_if_absent(&items[0]);
    batch.insert(&items[1]);
    let mut results = connection.blocking().batch(batch).unwrap();
    assert_eq!(results.take(inserted).unwrap(), Outcome::Inserted);
    spoil(&connection);
    for alone in [true, false] {
        check_decode_error(connection.blocking().batch(claim(alone)));
        assert_eq!(connection.blocking().get::<Item>(1).unwrap().unwrap().status, "pending");
    }
}

#[tokio::test]
async fn a_claim_on_the_handle_that_cannot_read_a_row_claims_none() {
    let (_folder, options) = prepared();
    let mut sqlite = Sqlite::open(options).await.unwrap();
    sqlite.insert_many(&[Item::new(1), Item::new(2)]).await.unwrap();
    sqlite
        .with_writer(|connection| {
            spoil(connection);
            Ok(())
        })
        .await
        .unwrap();
    for alone in [true, false] {
        check_decode_error(sqlite.batch(claim(alone)).await);
        assert_eq!(sqlite.get::<Item>(1).await.unwrap().unwrap().status, "pending");
    }
    let mut batch = Batch::new();
    batch.select(Item::all());
    batch.get::<Item>(1);
    check_decode_error(sqlite.batch(batch).await);
}

#[tokio::test]
async fn a_batch_that_only_reads_does_not_wait_for_the_writer() {
    let (_folder, options) = prepared();
    let mut sqlite = Sqlite::open(options).await.unwrap();
    sqlite.insert(&Item::new(1)).await.unwrap();
    let before = sqlite.commit_count();
    let (release, held) = mpsc::channel::<()>();
    let (holding, is_holding) = oneshot::channel();
    let holder = sqlite.clone();
    let writer = tokio::spawn(async move {
        let wait = move |_: &mut SqliteConnection| {
            let _ = holding.send(());
            let _ = held.recv();
            Ok(())
        };
        holder.with_writer(wait).await
    });
    is_holding.await.unwrap();
    let mut batch = Batch::new();
    let all = batch.select(Item::all());
    let one = batch.get::<Item>(1);
    batch.expect(one, 1);
    let mut results = sqlite.batch(batch).await.unwrap();
    assert_eq!(results.take(all).unwrap(), [Item::new(1)]);
    assert_eq!(results.take(one).unwrap(), Some(Item::new(1)));
    assert_eq!(sqlite.commit_count(), before);
    drop(release);
    writer.await.unwrap().unwrap();
}

#[tokio::test]
async fn batches_of_a_closed_handle_are_refused() {
    let (_folder, options) = prepared();
    let mut sqlite = Sqlite::open(options).await.unwrap();
    sqlite.close().await.unwrap();
    let mut reads = Batch::new();
    reads.select(Item::all());
    assert_eq!(sqlite.batch(reads).await.unwrap_err().kind(), ErrorKind::Closed);
    assert_eq!(sqlite.batch(claim(true)).await.unwrap_err().kind(), ErrorKind::Closed);
}
