//! Compares the operations with hand-written rusqlite: `cargo bench -p store-sqlite`.
//!
//! Both run the same statements on a file of their own, with 1,000 rows per transaction, cached statements and a
//! write-ahead log. Each figure is the best of three runs.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints its results and fails at the first error"
)]

use std::cell::RefCell;
use std::time::Instant;

use rusqlite::params;
use store::prelude::*;
use store_core::Transaction;
use store_sqlite::{Blocking, Sqlite, SqliteConnection, SqliteOptions, Synchronous};

#[derive(Table, Clone, Debug, PartialEq)]
#[table(schema = "bench", name = "items")]
#[table(unique(name = "ux_items_key", columns(source, external_key)))]
#[table(index(name = "ix_items_claim", columns(status, priority, id)))]
#[query(claim claim(status = "pending") order_by(priority, id) set(status = "busy", attempt += 1))]
#[query(update reset() set(status = "pending"))]
struct Item {
    #[column(primary_key, len = 36)]
    id: String,
    #[column(len = 50)]
    source: String,
    #[column(len = 400)]
    external_key: String,
    #[column(len = 20)]
    status: String,
    priority: i32,
    attempt: i32,
    #[column(len = 200)]
    title: String,
    created: i64,
    note: Option<String>,
}

const ROWS: usize = 50_000;
const ROWS_PER_TRANSACTION: usize = 1_000;
const CLAIMED_ROWS: usize = 10_000;

fn items() -> Vec<Item> {
    (0..ROWS)
        .map(|at| Item {
            // In no order, like random UUIDs.
            id: format!("{:08x}-0000-4000-8000-{at:012x}", at.wrapping_mul(2_654_435_761) % (1 << 32)),
            source: "bench".to_owned(),
            external_key: format!("https://example.org/documents/{at}"),
            status: "pending".to_owned(),
            priority: i32::try_from(at % 10).unwrap(),
            attempt: 0,
            title: format!("Document number {at}"),
            created: 1_700_000_000_000_000,
            note: None,
        })
        .collect()
}

/// Returns the calls per second of the best of three runs.
fn best_rate(count: usize, prepare: impl Fn(), run: impl Fn()) -> f64 {
    let rate = |_| {
        prepare();
        let started = Instant::now();
        run();
        f64::from(u32::try_from(count).unwrap()) / started.elapsed().as_secs_f64()
    };
    (0..3).map(rate).fold(0.0, f64::max)
}

/// The operations, written by hand with rusqlite.
struct HandWritten(rusqlite::Connection);

impl HandWritten {
    fn transactions(&self, items: &[Item], mut each: impl FnMut(&rusqlite::Connection, &Item)) {
        for part in items.chunks(ROWS_PER_TRANSACTION) {
            self.0.execute_batch("BEGIN IMMEDIATE").unwrap();
            part.iter().for_each(|item| each(&self.0, item));
            self.0.execute_batch("COMMIT").unwrap();
        }
    }

    fn write(connection: &rusqlite::Connection, sql: &str, item: &Item) -> usize {
        connection
            .prepare_cached(sql)
            .unwrap()
            .execute(params![
                item.id,
                item.source,
                item.external_key,
                item.status,
                item.priority,
                item.attempt,
                item.title,
                item.created,
                item.note
            ])
            .unwrap()
    }

    fn update(connection: &rusqlite::Connection, sql: &str, item: &Item) -> usize {
        connection
            .prepare_cached(sql)
            .unwrap()
            .execute(params![
                item.source,
                item.external_key,
                item.status,
                item.priority,
                item.attempt,
                item.title,
                item.created,
                item.note,
                item.id
            ])
            .unwrap()
    }

    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Item> {
        Ok(Item {
            id: row.get(0)?,
            source: row.get(1)?,
            external_key: row.get(2)?,
            status: row.get(3)?,
            priority: row.get(4)?,
            attempt: row.get(5)?,
            title: row.get(6)?,
            created: row.get(7)?,
            note: row.get(8)?,
        })
    }

    fn claim(&self, sql: &str, limit: u32) -> usize {
        let mut statement = self.0.prepare_cached(sql).unwrap();
        let rows = statement.query_map([limit], Self::read).unwrap();
        rows.map(Result::unwrap).count()
    }
}

type StoreTransaction<'b, 't> = Blocking<'b, Transaction<'t, SqliteConnection>>;

fn transactions(
    connection: &RefCell<&mut SqliteConnection>,
    items: &[Item],
    mut each: impl FnMut(&mut StoreTransaction<'_, '_>, &Item),
) {
    for part in items.chunks(ROWS_PER_TRANSACTION) {
        let work = |transaction: &mut StoreTransaction<'_, '_>| {
            part.iter().for_each(|item| each(transaction, item));
            Ok(())
        };
        connection.borrow_mut().blocking().transaction(work).unwrap();
    }
}

const MEASUREMENTS: [&str; 6] = [
    "insert if absent, new",
    "insert if absent, existing",
    "upsert, existing",
    "get by key",
    "claim 1, rows",
    "claim 100, rows",
];

const CLEAR: &str = "DELETE FROM main.bench_items";
const RESET: &str = "UPDATE main.bench_items SET status = 'pending'";

/// Measures one connection after the other, since the connections of a process share the memory for pages.
fn main() {
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str| {
        let options = SqliteOptions::new(folder.path().join(name)).synchronous(Synchronous::Normal);
        let mut connection = SqliteConnection::open(&options).unwrap();
        connection.blocking().create::<Item>().unwrap();
        connection
    };
    let items = items();
    let rusqlite = measure_rusqlite(&HandWritten(open("rusqlite.db").into_rusqlite()), &items);
    let store = measure_store(&mut open("store.db"), &items);
    println!("{:<28}{:>14}{:>14}{:>10}", "", "rusqlite", "store-sqlite", "ratio");
    for ((name, rusqlite), store) in MEASUREMENTS.iter().zip(rusqlite).zip(store) {
        println!("{name:<28}{rusqlite:>12.0}/s{store:>12.0}/s{:>9.2}×", store / rusqlite);
    }
    measure_group_commit(&folder.path().join("handle.db"), &items);
}

fn measure_rusqlite(rusqlite: &HandWritten, items: &[Item]) -> [f64; 6] {
    let sql = Item::SQL.of(Dialect::Sqlite);
    let prepare = |sql: &str| rusqlite.0.execute_batch(sql).unwrap();
    let claim = |limit: u32| {
        let claim = Item::claim(limit).sql(Dialect::Sqlite);
        best_rate(
            CLAIMED_ROWS,
            || prepare(RESET),
            || {
                rusqlite.0.execute_batch("BEGIN IMMEDIATE").unwrap();
                let taken: usize =
                    (0..CLAIMED_ROWS / limit as usize).map(|_| rusqlite.claim(claim, limit)).sum();
                rusqlite.0.execute_batch("COMMIT").unwrap();
                assert_eq!(taken, CLAIMED_ROWS);
            },
        )
    };
    let insert = |changed| {
        rusqlite.transactions(items, |c, item| {
            assert_eq!(HandWritten::write(c, sql.insert_if_absent(), item), changed);
        });
    };
    let update = || {
        rusqlite.transactions(items, |c, item| {
            assert_eq!(HandWritten::update(c, sql.update(), item), 1);
        });
    };
    let get = || {
        for item in items {
            let mut statement = rusqlite.0.prepare_cached(sql.select()).unwrap();
            let found = statement.query_row([&item.id], HandWritten::read).unwrap();
            assert_eq!(found.created, item.created);
        }
    };
    [
        best_rate(ROWS, || prepare(CLEAR), || insert(1)),
        best_rate(ROWS, || {}, || insert(0)),
        best_rate(ROWS, || {}, update),
        best_rate(ROWS, || {}, get),
        claim(1),
        claim(100),
    ]
}

fn measure_store(store: &mut SqliteConnection, items: &[Item]) -> [f64; 6] {
    let store = RefCell::new(store);
    let prepare = |sql: &str| store.borrow().as_rusqlite().execute_batch(sql).unwrap();
    let claim = |limit: u32| {
        best_rate(
            CLAIMED_ROWS,
            || prepare(RESET),
            || {
                let claims = |transaction: &mut StoreTransaction<'_, '_>| {
                    let mut taken = 0;
                    while taken < CLAIMED_ROWS {
                        taken += transaction.run(async |c| Item::claim(limit).all(c).await)?.len();
                    }
                    Ok(())
                };
                store.borrow_mut().blocking().transaction(claims).unwrap();
            },
        )
    };
    let insert = |outcome| {
        transactions(&store, items, |c, item| assert_eq!(c.insert_if_absent(item).unwrap(), outcome));
    };
    let upsert = || {
        transactions(&store, items, |c, item| assert_eq!(c.upsert(item).unwrap(), Outcome::Updated));
    };
    let get = || {
        for item in items {
            let found = store.borrow_mut().blocking().get::<Item>(&item.id).unwrap().unwrap();
            assert_eq!(found.created, item.created);
        }
    };
    [
        best_rate(ROWS, || prepare(CLEAR), || insert(Outcome::Inserted)),
        best_rate(ROWS, || {}, || insert(Outcome::Existing)),
        best_rate(ROWS, || {}, upsert),
        best_rate(ROWS, || {}, get),
        claim(1),
        claim(100),
    ]
}

/// Measures durable writes of concurrent callers.
fn measure_group_commit(path: &std::path::Path, items: &[Item]) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    for callers in [1, 8, 64] {
        let _ = std::fs::remove_file(path);
        runtime.block_on(async {
            let mut sqlite = Sqlite::open(SqliteOptions::new(path)).await.unwrap();
            sqlite.create::<Item>().await.unwrap();
            let count = if callers == 1 { 500 } else { 5_000 };
            let before = sqlite.commit_count();
            let started = Instant::now();
            let tasks: Vec<_> = (0..callers)
                .map(|caller| {
                    let mut sqlite = sqlite.clone();
                    let mine: Vec<Item> =
                        items[..count].iter().skip(caller).step_by(callers).cloned().collect();
                    tokio::spawn(async move {
                        for item in &mine {
                            sqlite.upsert(item).await.unwrap();
                        }
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
            let rate = f64::from(u32::try_from(count).unwrap()) / started.elapsed().as_secs_f64();
            println!(
                "durable upserts, {callers:>2} callers {rate:>10.0}/s in {} transactions",
                sqlite.commit_count() - before
            );
            sqlite.close().await.unwrap();
        });
    }
}
