//! The handle that tasks share, with one writer and several readers.

#![expect(clippy::unwrap_used, reason = "a failed `unwrap` fails the test")]

mod common;

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use common::{Counter, Item, prepared};
use futures_util::future::join_all;
use futures_util::{FutureExt, StreamExt, TryStreamExt};
use store_core::schema::StatementKind;
use store_core::{
    Connection, ConnectionExt, Error, ErrorKind, FromRow, Outcome, Params, Row, SqlType, Statement, Table,
    Transactional, Value,
};
use store_sqlite::{RowStream, Sqlite, SqliteConnection, SqliteOptions};

async fn open() -> (tempfile::TempDir, Sqlite) {
    let (folder, options) = prepared();
    (folder, Sqlite::open(options).await.unwrap())
}

async fn in_memory() -> Sqlite {
    let mut sqlite = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
    sqlite.create::<Item>().await.unwrap();
    sqlite.create::<Counter>().await.unwrap();
    sqlite
}

/// Keeps the writer busy until the sender is dropped, so that calls made meanwhile wait together.
async fn hold(sqlite: &Sqlite) -> (mpsc::Sender<()>, tokio::task::JoinHandle<Result<(), Error>>) {
    let (release, held) = mpsc::channel::<()>();
    let (running, started) = tokio::sync::oneshot::channel();
    let holder = sqlite.clone();
    let task = tokio::spawn(async move {
        let work = move |_: &mut SqliteConnection| {
            running.send(()).unwrap();
            let _ = held.recv();
            // Longer than a transaction accepts jobs, so that the waiting calls share the next one.
            std::thread::sleep(Duration::from_millis(20));
            Ok(())
        };
        holder.with_writer(work).await
    });
    started.await.unwrap();
    (release, task)
}

async fn settle() {
    tokio::time::sleep(Duration::from_millis(50)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_calls_share_a_transaction_and_fail_separately() {
    let (_folder, mut sqlite) = open().await;
    sqlite.insert(&Item::new(50)).await.unwrap();
    let (release, held) = hold(&sqlite).await;
    let before = sqlite.commit_count();
    let tasks: Vec<_> = (0..100)
        .map(|id| {
            let mut sqlite = sqlite.clone();
            tokio::spawn(async move { sqlite.insert(&Item::new(id)).await })
        })
        .collect();
    settle().await;
    drop(release);
    held.await.unwrap().unwrap();
    for (id, task) in tasks.into_iter().enumerate() {
        match task.await.unwrap() {
            Ok(()) => assert_ne!(id, 50),
            Err(error) => assert_eq!((id, error.kind()), (50, ErrorKind::UniqueViolation)),
        }
    }
    let commits = sqlite.commit_count() - before;
    assert!(commits <= 5, "100 callers took {commits} transactions");
    assert_eq!(Item::all().all(&mut sqlite).await.unwrap().len(), 100);
}

#[tokio::test]
async fn every_operation_works_on_the_handle() {
    for memory in [false, true] {
        let (_folder, mut sqlite) = open().await;
        if memory {
            sqlite = in_memory().await;
        }
        let rows: Vec<Item> = (0..200).map(Item::new).collect();
        sqlite.insert_many(&rows).await.unwrap();
        assert_eq!(sqlite.upsert(&rows[0]).await.unwrap(), Outcome::Updated);
        assert_eq!(sqlite.insert_if_absent_by(&rows[0], Item::BY_NAME).await.unwrap(), Outcome::Existing);
        assert_eq!(sqlite.upsert(&Item::new(200)).await.unwrap(), Outcome::Inserted);
        assert!(!sqlite.update(&Item::new(300)).await.unwrap());
        assert_eq!(sqlite.get::<Item>(7).await.unwrap(), Some(Item::new(7)));
        assert_eq!(sqlite.get::<Item>(300).await.unwrap(), None);
        assert_eq!(Item::all().all(&mut sqlite).await.unwrap().len(), 201);
        assert_eq!(Item::all().first(&mut sqlite).await.unwrap(), Some(Item::new(0)));
        assert_eq!(sqlite.stream(&Item::all()).try_collect::<Vec<_>>().await.unwrap().len(), 201);
        let claimed = Item::claim(3).all(&mut sqlite).await.unwrap();
        assert_eq!(claimed.iter().map(|item| item.id).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(Item::reset("done").execute(&mut sqlite).await.unwrap(), 201);
        assert!(sqlite.delete::<Item>(0).await.unwrap());
        let error = sqlite.insert_many(&[Item::new(0), Item::new(1)]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UniqueViolation);
        assert_eq!(sqlite.get::<Item>(0).await.unwrap(), None);
        sqlite.blocking().insert(&Item::new(0)).unwrap();
        sqlite.drop_table::<Counter>().await.unwrap();
        assert_eq!(sqlite.get::<Counter>(1).await.unwrap_err().kind(), ErrorKind::SchemaDrift);
        sqlite.close().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_claims_never_return_the_same_row() {
    let (_folder, mut sqlite) = open().await;
    sqlite.insert_many(&(0..500).map(Item::new).collect::<Vec<_>>()).await.unwrap();
    let workers = (0..8).map(|_| {
        let mut sqlite = sqlite.clone();
        tokio::spawn(async move {
            let mut mine = Vec::new();
            loop {
                let items = Item::claim(7).all(&mut sqlite).await.unwrap();
                if items.is_empty() {
                    return mine;
                }
                mine.extend(items.iter().map(|item| item.id));
            }
        })
    });
    let mut all: Vec<i64> = join_all(workers).await.into_iter().flat_map(Result::unwrap).collect();
    all.sort_unstable();
    assert_eq!(all, (0..500).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_closure_is_kept_or_rolled_back_as_a_whole() {
    let (_folder, mut sqlite) = open().await;
    let inserted = sqlite
        .with_writer(|connection| {
            let mut store = connection.blocking();
            store.insert(&Item::new(1))?;
            store.insert(&Counter { id: 1, item: Some(1), number: 1 })?;
            let _ = store.transaction(|inner| {
                inner.insert(&Item::new(2))?;
                inner.insert(&Item::new(2))
            });
            Ok(1)
        })
        .await;
    assert_eq!(inserted.unwrap(), 1);
    let failed = sqlite.with_writer(|connection| {
        connection.blocking().insert(&Item::new(3))?;
        connection.blocking().insert(&Item::new(1))
    });
    assert_eq!(failed.await.unwrap_err().kind(), ErrorKind::UniqueViolation);
    let panicked = sqlite.with_writer(|connection| -> Result<(), Error> {
        connection.blocking().insert(&Item::new(3))?;
        panic!("on purpose")
    });
    assert_eq!(panicked.await.unwrap_err().kind(), ErrorKind::Other);
    let left_open = sqlite.with_writer(|connection| {
        connection.blocking().insert(&Item::new(4))?;
        pollster::block_on(connection.begin())?;
        connection.blocking().insert(&Item::new(5))
    });
    left_open.await.unwrap();
    let ended_by_hand = sqlite.with_writer(|connection| pollster::block_on(connection.commit()));
    assert_eq!(ended_by_hand.await.unwrap_err().kind(), ErrorKind::Misuse);
    let ids: Vec<i64> = Item::all().all(&mut sqlite).await.unwrap().iter().map(|item| item.id).collect();
    assert_eq!(ids, [1, 4]);
    let autocommit = sqlite.with_writer(|connection| Ok(connection.as_rusqlite().is_autocommit())).await;
    assert!(!autocommit.unwrap(), "a closure runs in a transaction");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_calls_run_again_when_sqlite_rolls_back_their_transaction() {
    let (_folder, mut sqlite) = open().await;
    sqlite
        .with_writer(|connection| {
            let rusqlite = connection.as_rusqlite();
            let pages: i64 = rusqlite.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
            let set = format!("PRAGMA max_page_count = {}", pages + 3);
            rusqlite.query_row(&set, [], |_| Ok(())).unwrap();
            Ok(())
        })
        .await
        .unwrap();
    let (release, held) = hold(&sqlite).await;
    let insert = |item: Item| {
        let mut sqlite = sqlite.clone();
        tokio::spawn(async move { sqlite.insert(&item).await })
    };
    let first = insert(Item::new(1));
    settle().await;
    let closure = {
        let sqlite = sqlite.clone();
        tokio::spawn(async move { sqlite.with_writer(|c| c.blocking().insert(&Item::new(2))).await })
    };
    settle().await;
    let too_large = insert(Item { note: Some("x".repeat(100_000)), ..Item::new(3) });
    settle().await;
    let last = insert(Item::new(4));
    settle().await;
    drop(release);
    held.await.unwrap().unwrap();
    assert_eq!(too_large.await.unwrap().unwrap_err().kind(), ErrorKind::DiskFull);
    first.await.unwrap().unwrap();
    last.await.unwrap().unwrap();
    let closure = closure.await.unwrap().unwrap_err();
    assert_eq!(closure.kind(), ErrorKind::Busy, "a closure is not run again: {closure}");
    let ids: Vec<i64> = Item::all().all(&mut sqlite).await.unwrap().iter().map(|item| item.id).collect();
    assert_eq!(ids, [1, 4]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closure_that_ends_the_transaction_does_not_affect_other_calls() {
    for (end, kept) in [("COMMIT", vec![1, 2, 3]), ("ROLLBACK", vec![1, 3]), ("COMMIT; BEGIN", vec![1, 2, 3])]
    {
        let (_folder, mut sqlite) = open().await;
        let (release, held) = hold(&sqlite).await;
        let insert = |id: i64| {
            let mut sqlite = sqlite.clone();
            tokio::spawn(async move { sqlite.insert(&Item::new(id)).await })
        };
        let first = insert(1);
        settle().await;
        let closure = {
            let sqlite = sqlite.clone();
            tokio::spawn(async move {
                sqlite
                    .with_writer(move |connection| {
                        connection.blocking().insert(&Item::new(2))?;
                        connection.as_rusqlite().execute_batch(end).unwrap();
                        Ok(())
                    })
                    .await
            })
        };
        settle().await;
        let last = insert(3);
        settle().await;
        drop(release);
        held.await.unwrap().unwrap();
        assert_eq!(closure.await.unwrap().unwrap_err().kind(), ErrorKind::Misuse, "{end}");
        first.await.unwrap().unwrap();
        last.await.unwrap().unwrap();
        let ids: Vec<i64> = Item::all().all(&mut sqlite).await.unwrap().iter().map(|item| item.id).collect();
        assert_eq!(ids, kept, "{end}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deferred_check_fails_only_its_own_caller() {
    let (_folder, mut sqlite) = open().await;
    let (release, held) = hold(&sqlite).await;
    let mut other = sqlite.clone();
    let insert = tokio::spawn(async move { other.insert(&Item::new(1)).await });
    settle().await;
    let other = sqlite.clone();
    let dangling = tokio::spawn(async move {
        other
            .with_writer(|connection| {
                connection.as_rusqlite().execute_batch("PRAGMA defer_foreign_keys = ON").unwrap();
                connection.blocking().insert(&Counter { id: 1, item: Some(99), number: 1 })
            })
            .await
    });
    settle().await;
    drop(release);
    held.await.unwrap().unwrap();
    insert.await.unwrap().unwrap();
    assert!(dangling.await.unwrap().is_err());
    assert_eq!(sqlite.get::<Item>(1).await.unwrap(), Some(Item::new(1)));
    assert_eq!(sqlite.get::<Counter>(1).await.unwrap(), None);
}

/// A row that refers to another of its table.
#[derive(store::Table, Clone, Debug, PartialEq)]
#[table(schema = "ingest", name = "links")]
#[table(foreign_key(name = "fk_links_next", columns(next_id), references(table = "links", columns(id))))]
struct Link {
    #[column(primary_key)]
    id: i64,
    next_id: Option<i64>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deferred_check_does_not_affect_a_batch_in_the_same_transaction() {
    let (_folder, mut sqlite) = open().await;
    sqlite.create::<Link>().await.unwrap();
    let link = |id, next_id| Link { id, next_id: Some(next_id) };
    let (release, held) = hold(&sqlite).await;
    let other = sqlite.clone();
    let dangling = tokio::spawn(async move {
        other
            .with_writer(move |connection| {
                connection.as_rusqlite().execute_batch("PRAGMA defer_foreign_keys = ON").unwrap();
                connection.blocking().insert(&link(1, 99))
            })
            .await
    });
    settle().await;
    let batch = |rows: [Link; 2]| {
        let mut other = sqlite.clone();
        tokio::spawn(async move { other.insert_many(&rows).await })
    };
    let (good, bad) = (batch([link(2, 3), link(3, 2)]), batch([link(4, 5), link(5, 99)]));
    settle().await;
    drop(release);
    held.await.unwrap().unwrap();
    assert_eq!(dangling.await.unwrap().unwrap_err().kind(), ErrorKind::ForeignKeyViolation);
    assert_eq!(bad.await.unwrap().unwrap_err().kind(), ErrorKind::ForeignKeyViolation);
    good.await.unwrap().unwrap();
    assert_eq!(sqlite.get::<Link>(3).await.unwrap(), Some(link(3, 2)));
    assert_eq!(sqlite.get::<Link>(1).await.unwrap(), None);
    assert_eq!(sqlite.get::<Link>(4).await.unwrap(), None);
}

#[tokio::test]
async fn dropping_a_future_does_not_affect_other_calls() {
    let (_folder, mut sqlite) = open().await;
    let item = Item::new(1);
    assert!(sqlite.insert(&item).now_or_never().is_none());
    assert!(sqlite.get::<Item>(1).now_or_never().is_none());
    assert!(sqlite.with_writer(|c| c.blocking().insert(&Item::new(2))).now_or_never().is_none());
    sqlite.insert(&Item::new(3)).await.unwrap();
    assert_eq!(Item::all().all(&mut sqlite).await.unwrap().len(), 3);
}

#[tokio::test]
async fn the_lock_of_another_program_is_waited_for() {
    let (_folder, options) = prepared();
    let holder = SqliteConnection::open(&options).unwrap();
    let timeout = Duration::from_millis(200);
    let mut sqlite = Sqlite::open(options.busy_timeout(timeout)).await.unwrap();
    holder.as_rusqlite().execute_batch("BEGIN IMMEDIATE").unwrap();
    let started = Instant::now();
    let inserts = (0..10).map(|id| {
        let mut sqlite = sqlite.clone();
        async move { sqlite.insert(&Item::new(id)).await }
    });
    for result in join_all(inserts).await {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Busy);
    }
    assert!(started.elapsed() < timeout * 5, "the calls wait together: {:?}", started.elapsed());
    holder.as_rusqlite().execute_batch("COMMIT").unwrap();
    sqlite.insert(&Item::new(1)).await.unwrap();
}

#[tokio::test]
async fn close_completes_earlier_calls_and_refuses_later_ones() {
    let (folder, mut sqlite) = open().await;
    let mut clone = sqlite.clone();
    let item = Item::new(1);
    assert!(sqlite.insert(&item).now_or_never().is_none());
    sqlite.close().await.unwrap();
    let wal = folder.path().join("test.db-wal");
    assert!(!wal.exists(), "the log was moved into the database");
    assert_eq!(clone.insert(&Item::new(2)).await.unwrap_err().kind(), ErrorKind::Closed);
    assert_eq!(clone.get::<Item>(2).await.unwrap_err().kind(), ErrorKind::Closed);
    assert_eq!(clone.with_writer(|_| Ok(())).await.unwrap_err().kind(), ErrorKind::Closed);
    assert_eq!(clone.close().await.unwrap_err().kind(), ErrorKind::Closed);
    let mut stream = clone.stream(&Item::all());
    assert_eq!(stream.next().await.unwrap().unwrap_err().kind(), ErrorKind::Closed);
    assert!(stream.next().await.is_none());
    let mut connection = SqliteConnection::open(&SqliteOptions::new(folder.path().join("test.db"))).unwrap();
    assert_eq!(connection.blocking().get::<Item>(1).unwrap(), Some(item));
}

#[tokio::test]
async fn dropping_the_last_handle_completes_earlier_calls() {
    let (folder, mut sqlite) = open().await;
    let items: Vec<Item> = (0..100).map(Item::new).collect();
    for item in &items {
        assert!(sqlite.insert(item).now_or_never().is_none());
    }
    drop(sqlite);
    let mut connection = SqliteConnection::open(&SqliteOptions::new(folder.path().join("test.db"))).unwrap();
    assert_eq!(connection.blocking().run(async |c| Item::all().all(c).await).unwrap(), items);
}

#[tokio::test]
async fn a_closure_may_hold_the_last_handle() {
    let (folder, sqlite) = open().await;
    let own = sqlite.clone();
    let future = sqlite.with_writer(move |connection| {
        std::thread::sleep(Duration::from_millis(50));
        connection.blocking().insert(&Item::new(1))?;
        drop(own);
        Ok(())
    });
    assert!(Box::pin(future).now_or_never().is_none());
    drop(sqlite);
    let mut connection = SqliteConnection::open(&SqliteOptions::new(folder.path().join("test.db"))).unwrap();
    let deadline = Instant::now() + Duration::from_secs(5);
    while connection.blocking().get::<Item>(1).unwrap().is_none() {
        assert!(Instant::now() < deadline, "the changes of the closure are kept");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[tokio::test]
async fn errors_of_opening_are_returned() {
    let folder = tempfile::tempdir().unwrap();
    let missing = SqliteOptions::new(folder.path().join("none.db")).create_if_missing(false);
    assert_eq!(Sqlite::open(missing).await.unwrap_err().kind(), ErrorKind::Config);
    let text = folder.path().join("text.db");
    std::fs::write(&text, "x".repeat(5_000)).unwrap();
    assert_eq!(Sqlite::open(SqliteOptions::new(text)).await.unwrap_err().kind(), ErrorKind::Corrupt);
}

#[tokio::test]
async fn a_handle_opened_for_reading_refuses_writes() {
    let (_folder, options) = prepared();
    SqliteConnection::open(&options).unwrap().blocking().insert(&Item::new(1)).unwrap();
    let mut sqlite = Sqlite::open(options.read_only(true)).await.unwrap();
    assert_eq!(sqlite.get::<Item>(1).await.unwrap(), Some(Item::new(1)));
    assert_eq!(sqlite.insert(&Item::new(2)).await.unwrap_err().kind(), ErrorKind::ReadOnly);
    assert_eq!(Item::claim(1).all(&mut sqlite).await.unwrap_err().kind(), ErrorKind::ReadOnly);
    sqlite.close().await.unwrap();
}

/// A row that counts the live rows of its type.
struct Counted(i64);

static LIVE: AtomicI64 = AtomicI64::new(0);
static MOST: AtomicI64 = AtomicI64::new(0);

impl FromRow for Counted {
    fn from_row<R: Row>(row: &R) -> Result<Self, Error> {
        let Ok(Value::I64(number)) = row.value(0, SqlType::I64) else {
            return Err(Error::new(ErrorKind::Decode, "no number"));
        };
        MOST.fetch_max(LIVE.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        Ok(Self(number))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Ordering::SeqCst);
    }
}

fn numbers(to: i64) -> (Statement, [Value<'static>; 1]) {
    let sql = "SELECT value FROM (WITH RECURSIVE n(value) AS \
               (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT ?1) SELECT value FROM n)";
    (Statement::new(sql, "numbers", StatementKind::Read, Item::MODEL), [Value::I64(to)])
}

#[tokio::test]
async fn rows_are_streamed_in_bounded_memory() {
    let (_folder, mut sqlite) = open().await;
    let (statement, params) = numbers(100_000);
    let mut next = 1;
    let each = |row: Counted| {
        assert_eq!(row.0, next);
        next += 1;
        ControlFlow::Continue(())
    };
    sqlite.for_each(statement, Params::all(&params), each).await.unwrap();
    assert_eq!(next, 100_001);
    let most = MOST.load(Ordering::SeqCst);
    assert!(most < 3_000, "{most} rows were in memory at once");
    assert_eq!(LIVE.load(Ordering::SeqCst), 0);

    let mut seen = 0;
    let each = |_: (i64,)| {
        seen += 1;
        if seen == 1_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    sqlite.for_each(statement, Params::all(&params), each).await.unwrap();
    assert_eq!(seen, 1_000);
}

#[tokio::test]
async fn a_slow_consumer_does_not_block_other_calls() {
    let (_folder, options) = prepared();
    let mut sqlite = Sqlite::open(options.readers(1)).await.unwrap();
    let rows: Vec<Item> = (0..5_000).map(Item::new).collect();
    sqlite.insert_many(&rows).await.unwrap();
    let mut stream: RowStream<Item> = sqlite.stream(&Item::all());
    assert_eq!(stream.next().await.unwrap().unwrap(), rows[0]);
    sqlite.insert(&Item::new(5_000)).await.unwrap();
    assert_eq!(Item::reset("busy").execute(&mut sqlite).await.unwrap(), 5_001);
    let rest: Vec<Item> = stream.try_collect().await.unwrap();
    assert_eq!(rest, rows[1..], "the stream sees the rows as they were when it began");

    // Dropping a stream halfway frees the only reader.
    let mut stream = sqlite.stream(&Item::all());
    stream.next().await.unwrap().unwrap();
    drop(stream);
    assert!(sqlite.get::<Item>(5_000).await.unwrap().is_some());

    // Closing the database ends an open stream with an error.
    let mut stream = sqlite.stream(&Item::all());
    stream.next().await.unwrap().unwrap();
    sqlite.close().await.unwrap();
    let last = stream.collect::<Vec<_>>().await.pop().unwrap();
    assert_eq!(last.unwrap_err().kind(), ErrorKind::Closed);
}

#[tokio::test]
async fn a_row_that_cannot_be_decoded_is_an_error_in_the_stream() {
    let (_folder, mut sqlite) = open().await;
    sqlite.insert_many(&(0..100).map(Item::new).collect::<Vec<_>>()).await.unwrap();
    sqlite
        .with_writer(|connection| {
            let spoil = "UPDATE ingest_items SET at = 'noon' WHERE id = 70";
            let rusqlite = connection.as_rusqlite();
            rusqlite.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
            rusqlite.execute_batch(spoil).unwrap();
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(Item::all().all(&mut sqlite).await.unwrap_err().kind(), ErrorKind::Decode);
    let mut rows = sqlite.stream(&Item::all()).collect::<Vec<_>>().await;
    assert_eq!(rows.pop().unwrap().unwrap_err().column(), Some("at"));
    assert_eq!(rows.len(), 70);
    assert_eq!(Item::claim(100).all(&mut sqlite).await.unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(sqlite.get::<Item>(1).await.unwrap().unwrap().status, "pending");
}

#[tokio::test]
async fn a_statement_that_changes_data_and_returns_rows_runs_on_the_writer() {
    let (_folder, mut sqlite) = open().await;
    sqlite.insert(&Item::new(1)).await.unwrap();
    let before = sqlite.commit_count();
    for sql in [
        "UPDATE main.ingest_items SET priority = 5 RETURNING id",
        "WITH one AS (SELECT 1) UPDATE main.ingest_items SET priority = 6 RETURNING id",
        "  -- a comment\n DELETE FROM main.ingest_items RETURNING id",
    ] {
        let statement = Statement::new(sql, "test", StatementKind::Write, Item::MODEL);
        let mut ids = Vec::new();
        let each = |(id,): (i64,)| {
            ids.push(id);
            ControlFlow::Continue(())
        };
        sqlite.for_each(statement, Params::all(&[]), each).await.unwrap();
        assert_eq!(ids, [1], "{sql}");
    }
    assert_eq!(sqlite.commit_count() - before, 3);
}

#[test]
fn handles_and_connections_can_move_between_threads() {
    fn send<T: Send>() {}
    fn sync<T: Sync>() {}
    send::<Sqlite>();
    sync::<Sqlite>();
    send::<SqliteConnection>();
    send::<RowStream<Item>>();
}
