//! Bulk inserts on the shared handle, whose rows move to the writer while it inserts them.

#![expect(clippy::unwrap_used, reason = "a failed `unwrap` fails the test")]

mod common;

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicI64, Ordering};

use common::{Item, prepared};
use futures_util::FutureExt;
use store_core::{ConnectionExt, ErrorKind};
use store_sqlite::{Sqlite, SqliteConnection};

async fn ids(sqlite: &mut Sqlite) -> Vec<i64> {
    Item::all().all(sqlite).await.unwrap().iter().map(|item| item.id).collect()
}

#[tokio::test]
async fn a_dropped_future_rolls_back_and_lets_the_writer_continue() {
    let (_folder, options) = prepared();
    let mut sqlite = Sqlite::open(options).await.unwrap();
    let mut other = sqlite.clone();
    let taken = AtomicI64::new(0);
    {
        // The first poll fills the channel; then the writer waits for more rows.
        let rows = (0..).map(|id| {
            taken.store(id, Ordering::Relaxed);
            Item::new(id)
        });
        let insert = sqlite.bulk_insert(rows);
        assert!(insert.now_or_never().is_none());
    }
    assert!((1_000..10_000).contains(&taken.into_inner()));
    other.insert(&Item::new(1)).await.unwrap();
    assert_eq!(ids(&mut other).await, [1]);
}

#[tokio::test]
async fn a_panic_of_the_iterator_rolls_back() {
    let (_folder, options) = prepared();
    let mut sqlite = Sqlite::open(options).await.unwrap();
    let rows = (0..).map(|id| {
        assert!(id < 5_000, "as scripted");
        Item::new(id)
    });
    AssertUnwindSafe(sqlite.bulk_insert(rows)).catch_unwind().await.unwrap_err();
    sqlite.insert(&Item::new(1)).await.unwrap();
    assert_eq!(ids(&mut sqlite).await, [1]);
}

#[tokio::test]
async fn an_error_of_the_writer_ends_the_call() {
    let (_folder, options) = prepared();
    let mut sqlite = Sqlite::open(options).await.unwrap();
    sqlite.insert(&Item::new(3)).await.unwrap();
    let error = sqlite.bulk_insert((0..).map(Item::new)).await.unwrap_err();
    assert_eq!((error.kind(), error.table()), (ErrorKind::UniqueViolation, Some("items")), "{error}");
    assert_eq!(ids(&mut sqlite).await, [3]);
}

/// The calls share a transaction, and an error of one does not undo the others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_calls_are_independent() {
    let (_folder, options) = prepared();
    let mut sqlite = Sqlite::open(options).await.unwrap();
    let tasks: Vec<_> = (0..20_i64)
        .map(|task| {
            let mut sqlite = sqlite.clone();
            tokio::spawn(async move {
                match task {
                    // The last row has the key of the first one.
                    7 => {
                        let rows = (100_000..102_500).chain([100_000]).map(Item::new);
                        sqlite.bulk_insert(rows).await.unwrap_err();
                    }
                    task if task % 5 == 0 => {
                        let first = 10_000 * (task + 1);
                        let rows = (first..first + 1_500).map(Item::new);
                        assert_eq!(sqlite.bulk_insert(rows).await.unwrap(), 1_500);
                    }
                    task => sqlite.insert(&Item::new(task)).await.unwrap(),
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(ids(&mut sqlite).await.len(), 4 * 1_500 + 15);
}

#[tokio::test]
async fn a_closed_handle_refuses_rows() {
    let (_folder, options) = prepared();
    let mut sqlite = Sqlite::open(options).await.unwrap();
    sqlite.close().await.unwrap();
    for count in [1, 2_000] {
        let error = sqlite.bulk_insert((0..count).map(Item::new)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Closed, "{error}");
    }
}

#[test]
fn rows_are_inserted_without_an_executor() {
    let (_folder, options) = prepared();
    let mut connection = SqliteConnection::open(&options).unwrap();
    assert_eq!(connection.blocking().bulk_insert((0..1_500).map(Item::new)).unwrap(), 1_500);
    let mut sqlite = pollster::block_on(Sqlite::open(options)).unwrap();
    assert_eq!(sqlite.blocking().bulk_insert((2_000..3_500).map(Item::new)).unwrap(), 1_500);
}

#[tokio::test]
async fn a_panic_of_the_iterator_rolls_back_on_a_direct_connection() {
    let (_folder, options) = prepared();
    let mut connection = SqliteConnection::open(&options).unwrap();
    let rows = (0..).map(|id| {
        assert!(id < 10, "as scripted");
        Item::new(id)
    });
    AssertUnwindSafe(connection.bulk_insert(rows)).catch_unwind().await.unwrap_err();
    assert!(connection.as_rusqlite().is_autocommit());
    connection.insert(&Item::new(1)).await.unwrap();
    drop(connection);
    let mut other = SqliteConnection::open(&options).unwrap();
    assert_eq!(Item::all().all(&mut other).await.unwrap().len(), 1);
}
