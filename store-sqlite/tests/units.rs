//! Units of work that share a transaction on a handle: each has its own result, and a failed one leaves nothing.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed `unwrap` fails the test, and one unit panics on purpose"
)]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use common::{Counter, Item, prepared};
use futures_util::future::join_all;
use store::prelude::*;
use store_core::{Connection, Database, UnitOfWork};
use store_sqlite::{Sqlite, SqliteConnection};

/// What a unit does after it has inserted its counter.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Then {
    Succeed,
    /// Returns an error.
    Fail,
    /// Runs a batch whose last row violates a key, ignores the error, and inserts another counter.
    IgnoreFailedBatch,
    /// Inserts a row that a trigger answers with a rollback of the whole transaction, and ignores the error.
    IgnoreRollback,
    /// Runs a batch that fails after changes, ignores the error, and panics if the next statement fails.
    PanicAfterFailedBatch,
    /// Drops a table and returns an error.
    DropTableAndFail,
    Panic,
}

/// The id of a counter that a trigger does not accept.
const ROLLED_BACK: i64 = -1;

struct Unit {
    id: i64,
    then: Then,
    runs: Arc<AtomicUsize>,
}

impl UnitOfWork for Unit {
    type Output = ();

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<(), Error> {
        self.runs.fetch_add(1, Ordering::Relaxed);
        let counter = |id| Counter { id, item: None, number: 1 };
        if self.then != Then::DropTableAndFail {
            connection.insert(&counter(self.id)).await?;
        }
        match self.then {
            Then::Succeed => Ok(()),
            Then::Fail => Err(Error::new(ErrorKind::Other, "on purpose")),
            Then::IgnoreFailedBatch => {
                let rows = [counter(self.id + 1_000), counter(self.id + 2_000), counter(self.id)];
                let error = connection.insert_many(&rows).await.unwrap_err();
                if error.kind() == ErrorKind::UniqueViolation {
                    assert_eq!(connection.get::<Counter>(self.id + 1_000).await?, None, "undone");
                }
                connection.insert(&counter(self.id + 3_000)).await
            }
            Then::DropTableAndFail => {
                connection.drop_table::<Item>().await?;
                Err(Error::new(ErrorKind::Other, "on purpose"))
            }
            Then::IgnoreRollback => {
                let _ = connection.insert(&counter(ROLLED_BACK)).await;
                Ok(())
            }
            Then::PanicAfterFailedBatch => {
                let rows = [counter(self.id + 1_000), counter(self.id)];
                connection.insert_many(&rows).await.unwrap_err();
                assert!(connection.get::<Counter>(self.id).await.unwrap().is_some());
                Ok(())
            }
            Then::Panic => panic!("on purpose"),
        }
    }
}

/// Runs the units in as few transactions as the handle needs; returns their results and the numbers of their runs.
async fn run_together(sqlite: &Sqlite, units: &[(i64, Then)]) -> Vec<(Result<(), Error>, usize)> {
    let (release, held) = mpsc::channel::<()>();
    let (running, started) = tokio::sync::oneshot::channel();
    let holder = sqlite.clone();
    let holder = tokio::spawn(async move {
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
    let tasks: Vec<_> = units
        .iter()
        .map(|(id, then)| {
            let runs = Arc::new(AtomicUsize::new(0));
            let unit = Unit { id: *id, then: *then, runs: Arc::clone(&runs) };
            let sqlite = sqlite.clone();
            tokio::spawn(async move { (sqlite.transaction(unit).await, runs.load(Ordering::Relaxed)) })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop(release);
    holder.await.unwrap().unwrap();
    join_all(tasks).await.into_iter().map(Result::unwrap).collect()
}

/// Creates a trigger that rolls back the transaction which inserts the counter `ROLLED_BACK`.
async fn create_trigger(sqlite: &Sqlite) {
    let create = |connection: &mut SqliteConnection| {
        let trigger = format!(
            "CREATE TRIGGER refuses BEFORE INSERT ON ingest_counters WHEN NEW.id = {ROLLED_BACK}
             BEGIN SELECT RAISE(ROLLBACK, 'refused'); END"
        );
        connection.as_rusqlite().execute_batch(&trigger).unwrap();
        Ok(())
    };
    sqlite.with_writer(create).await.unwrap();
}

async fn counters(sqlite: &Sqlite) -> Vec<i64> {
    let read = |connection: &mut SqliteConnection| {
        let mut statement =
            connection.as_rusqlite().prepare("SELECT id FROM ingest_counters ORDER BY id").unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        Ok(rows.map(Result::unwrap).collect())
    };
    sqlite.with_writer(read).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn units_that_succeed_run_once_in_one_transaction() {
    let (_folder, options) = prepared();
    let sqlite = Sqlite::open(options).await.unwrap();
    let before = sqlite.commit_count();
    let units: Vec<(i64, Then)> = (0..50).map(|id| (id, Then::Succeed)).collect();
    for (result, runs) in run_together(&sqlite, &units).await {
        result.unwrap();
        assert_eq!(runs, 1);
    }
    assert!(sqlite.commit_count() - before <= 5, "{}", sqlite.commit_count() - before);
    assert_eq!(counters(&sqlite).await, (0..50).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_unit_leaves_nothing_and_the_others_are_kept() {
    for failing in [Then::Fail, Then::IgnoreFailedBatch, Then::DropTableAndFail, Then::Panic] {
        let (_folder, options) = prepared();
        let mut sqlite = Sqlite::open(options).await.unwrap();
        let before = sqlite.commit_count();
        let units: Vec<(i64, Then)> =
            (0..50).map(|id| (id, if id % 10 == 7 { failing } else { Then::Succeed })).collect();
        let results = run_together(&sqlite, &units).await;
        let ignores = failing == Then::IgnoreFailedBatch;
        for ((id, then), (result, runs)) in units.iter().zip(results) {
            assert_eq!(result.is_ok(), *then == Then::Succeed || ignores, "{failing:?} {id}: {result:?}");
            let most = if *then == Then::Panic { 1 } else { 2 };
            assert!(runs <= most, "{failing:?} {id} ran {runs} times");
        }
        let mut expected: Vec<i64> = (0..50).filter(|id| ignores || id % 10 != 7).collect();
        expected.extend((0..50).filter(|id| ignores && id % 10 == 7).map(|id| id + 3_000));
        assert_eq!(counters(&sqlite).await, expected, "{failing:?}");
        assert_eq!(Item::all().all(&mut sqlite).await.unwrap(), [], "the table still exists");
        assert!(sqlite.commit_count() - before <= 5, "{failing:?}: {}", sqlite.commit_count() - before);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_unit_that_ignores_a_rollback_of_the_transaction_fails() {
    let (_folder, options) = prepared();
    let sqlite = Sqlite::open(options).await.unwrap();
    create_trigger(&sqlite).await;
    let units: Vec<(i64, Then)> =
        (0..20).map(|id| (id, if id == 7 { Then::IgnoreRollback } else { Then::Succeed })).collect();
    for ((id, then), (result, _)) in units.iter().zip(run_together(&sqlite, &units).await) {
        match then {
            Then::Succeed => result.unwrap(),
            _ => assert_eq!(result.unwrap_err().kind(), ErrorKind::Misuse, "{id}"),
        }
    }
    assert_eq!(counters(&sqlite).await, (0..20).filter(|id| *id != 7).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_unit_that_only_the_first_run_makes_panic_succeeds() {
    let (_folder, options) = prepared();
    let sqlite = Sqlite::open(options).await.unwrap();
    let units = [(1, Then::Succeed), (2, Then::PanicAfterFailedBatch), (3, Then::Succeed)];
    for (result, _) in run_together(&sqlite, &units).await {
        result.unwrap();
    }
    assert_eq!(counters(&sqlite).await, [1, 2, 3]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closure_is_kept_when_a_unit_after_it_fails() {
    let (_folder, options) = prepared();
    let sqlite = Sqlite::open(options).await.unwrap();
    let (release, held) = mpsc::channel::<()>();
    let holder = sqlite.clone();
    let holder = tokio::spawn(async move {
        holder
            .with_writer(move |_| {
                let _ = held.recv();
                std::thread::sleep(Duration::from_millis(20));
                Ok(())
            })
            .await
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let runs = Arc::new(AtomicUsize::new(0));
    let unit = |id, then| {
        let (sqlite, runs) = (sqlite.clone(), Arc::clone(&runs));
        tokio::spawn(async move { sqlite.transaction(Unit { id, then, runs }).await })
    };
    let first = unit(1, Then::Succeed);
    tokio::time::sleep(Duration::from_millis(50)).await;
    let closure = {
        let sqlite = sqlite.clone();
        let insert = |connection: &mut SqliteConnection| {
            connection.blocking().insert(&Counter { id: 2, item: None, number: 1 })
        };
        tokio::spawn(async move { sqlite.with_writer(insert).await })
    };
    tokio::time::sleep(Duration::from_millis(50)).await;
    let failed = unit(3, Then::Fail);
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop(release);
    holder.await.unwrap().unwrap();
    first.await.unwrap().unwrap();
    closure.await.unwrap().unwrap();
    failed.await.unwrap().unwrap_err();
    assert_eq!(counters(&sqlite).await, [1, 2]);
    assert_eq!(runs.load(Ordering::Relaxed), 2, "no unit ran twice");
}
