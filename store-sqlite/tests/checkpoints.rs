//! The write-ahead log of a handle: it is moved into the file while the handle is in use.

#![expect(clippy::unwrap_used, reason = "a failed `unwrap` fails the test")]

mod common;

use std::path::{Path, PathBuf};

use common::{Item, prepared};
use futures_util::StreamExt;
use futures_util::future::join_all;
use store_core::ConnectionExt;
use store_sqlite::{Sqlite, SqliteOptions};

/// The length at which the log is moved, in pages.
const PAGES: u32 = 50;

/// More pages than the log has when it is moved: the writer waits at four times the length, and then writes one transaction.
const BOUND: u64 = 10 * PAGES as u64;

fn log(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Returns the length of the log file in pages, the longest that the log has been.
fn log_pages(path: &Path) -> u64 {
    std::fs::metadata(log(path)).unwrap().len() / (4_096 + 24)
}

/// Writes many more pages than `BOUND` from several tasks, in transactions of a few pages.
async fn write(sqlite: &Sqlite) {
    join_all((0..4).map(|task| {
        let mut sqlite = sqlite.clone();
        tokio::spawn(async move {
            for round in 0..200 {
                let item = Item {
                    name: format!("{task} {round} {}", "x".repeat(80)),
                    ..Item::new(task * 1_000 + round)
                };
                sqlite.upsert(&item).await.unwrap();
            }
        })
    }))
    .await
    .into_iter()
    .for_each(|task| task.unwrap());
}

async fn open(pages: u32) -> (tempfile::TempDir, PathBuf, Sqlite) {
    let (folder, options) = prepared();
    let path = folder.path().join("test.db");
    let sqlite = Sqlite::open(options.wal_autocheckpoint(pages)).await.unwrap();
    (folder, path, sqlite)
}

#[tokio::test]
async fn the_log_is_bounded_under_sustained_writes() {
    let (_folder, path, sqlite) = open(PAGES).await;
    write(&sqlite).await;
    let pages = log_pages(&path);
    assert!(pages >= u64::from(PAGES) && pages < BOUND, "{pages} pages");
    sqlite.close().await.unwrap();
    assert!(!log(&path).exists(), "the last connection moves the whole log and deletes its file");
}

#[tokio::test]
async fn the_log_is_bounded_when_each_transaction_is_longer_than_its_length() {
    let (_folder, path, mut sqlite) = open(PAGES).await;
    // About 100 pages each.
    for round in 0..60 {
        let rows: Vec<Item> = (0..2_000).map(|id| Item::new(round * 2_000 + id)).collect();
        sqlite.insert_many(&rows).await.unwrap();
    }
    let pages = log_pages(&path);
    let of_one = pages_of_one_transaction().await;
    assert!(of_one > u64::from(PAGES), "{of_one} pages");
    let bound = 4 * u64::from(PAGES) + 3 * of_one;
    assert!(pages < bound, "{pages} pages, {of_one} in a transaction");
    sqlite.close().await.unwrap();
}

/// Returns the pages that the largest transaction of the test above writes.
async fn pages_of_one_transaction() -> u64 {
    let (_folder, path, mut sqlite) = open(0).await;
    let rows: Vec<Item> = (0..118_000).map(Item::new).collect();
    sqlite.insert_many(&rows).await.unwrap();
    let before = log_pages(&path);
    let rows: Vec<Item> = (118_000..120_000).map(Item::new).collect();
    sqlite.insert_many(&rows).await.unwrap();
    log_pages(&path) - before
}

#[tokio::test]
async fn without_checkpoints_the_log_grows_until_the_handle_is_closed() {
    let (_folder, path, sqlite) = open(0).await;
    write(&sqlite).await;
    let pages = log_pages(&path);
    assert!(pages > BOUND, "{pages} pages");
    sqlite.close().await.unwrap();
    assert!(!log(&path).exists());
}

#[tokio::test]
async fn a_reader_that_needs_old_pages_delays_the_checkpoint() {
    let (_folder, path, mut sqlite) = open(PAGES).await;
    let rows: Vec<Item> = (100_000..105_000).map(Item::new).collect();
    sqlite.insert_many(&rows).await.unwrap();
    let mut stream = sqlite.stream(&Item::all());
    stream.next().await.unwrap().unwrap();
    write(&sqlite).await;
    let grown = log_pages(&path);
    assert!(grown > BOUND, "{grown} pages");
    let rest = stream.collect::<Vec<_>>().await;
    assert_eq!(rest.len(), rows.len() - 1, "the stream sees the rows as they were when it began");

    write(&sqlite).await;
    let pages = log_pages(&path);
    assert!(pages < grown + BOUND, "the log has grown from {grown} to {pages} pages after the stream ended");
    sqlite.close().await.unwrap();
    assert!(!log(&path).exists());
}

#[tokio::test]
async fn two_handles_on_one_file_both_move_the_log() {
    let (folder, options) = prepared();
    let path = folder.path().join("test.db");
    let options: SqliteOptions = options.wal_autocheckpoint(PAGES);
    let (first, second) =
        (Sqlite::open(options.clone()).await.unwrap(), Sqlite::open(options).await.unwrap());
    tokio::join!(write(&first), write(&second));
    let pages = log_pages(&path);
    assert!(pages < BOUND, "{pages} pages");
    first.close().await.unwrap();
    second.close().await.unwrap();
    assert!(!log(&path).exists());
}
