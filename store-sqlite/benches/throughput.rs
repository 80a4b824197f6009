//! The operations side by side with hand-written rusqlite: `cargo bench -p store-sqlite`.
//!
//! Both write the same statements to a file of their own, 1,000 rows a transaction, with cached statements and a
//! write-ahead log. Each measurement is the best of three.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a program that reports")]

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
const PER_TRANSACTION: usize = 1_000;
const CLAIMED: usize = 10_000;

fn items() -> Vec<Item> {
    (0..ROWS)
        .map(|at| Item {
            // Not in the order of the key, as with random ones.
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

/// Calls a second of the best of three runs.
fn best(count: usize, prepare: impl Fn(), run: impl Fn()) -> f64 {
    let rate = |_| {
        prepare();
        let started = Instant::now();
        run();
        f64::from(u32::try_from(count).unwrap()) / started.elapsed().as_secs_f64()
    };
    (0..3).map(rate).fold(0.0, f64::max)
}

struct Raw(rusqlite::Connection);

impl Raw {
    fn transactions(&self, items: &[Item], mut each: impl FnMut(&rusqlite::Connection, &Item)) {
        for part in items.chunks(PER_TRANSACTION) {
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

type Store<'b, 't> = Blocking<'b, Transaction<'t, SqliteConnection>>;

fn transactions(
    connection: &RefCell<&mut SqliteConnection>,
    items: &[Item],
    mut each: impl FnMut(&mut Store<'_, '_>, &Item),
) {
    for part in items.chunks(PER_TRANSACTION) {
        let work = |transaction: &mut Store<'_, '_>| {
            part.iter().for_each(|item| each(transaction, item));
            Ok(())
        };
        connection.borrow_mut().blocking().transaction(work).unwrap();
    }
}

const WORK: [&str; 6] = [
    "insert if absent, new",
    "insert if absent, existing",
    "upsert, existing",
    "get by key",
    "claim 1, rows",
    "claim 100, rows",
];

const CLEAR: &str = "DELETE FROM main.bench_items";
const RESET: &str = "UPDATE main.bench_items SET status = 'pending'";

/// One connection after the other: connections of one process share the memory for their pages.
fn main() {
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str| {
        let options = SqliteOptions::new(folder.path().join(name)).synchronous(Synchronous::Normal);
        let mut connection = SqliteConnection::open(&options).unwrap();
        connection.blocking().create::<Item>().unwrap();
        connection
    };
    let items = items();
    let raw = manual_steps(&Raw(open("raw.db").into_rusqlite()), &items);
    let own = by_store(&mut open("own.db"), &items);
    println!("{:<28}{:>14}{:>14}{:>10}", "", "rusqlite", "store-sqlite", "ratio");
    for ((what, raw), own) in WORK.iter().zip(raw).zip(own) {
        println!("{what:<28}{raw:>12.0}/s{own:>12.0}/s{:>9.2}×", own / raw);
    }
    group_commit(&folder.path().join("shared.db"), &items);
}

fn manual_steps(raw: &Raw, items: &[Item]) -> [f64; 6] {
    let sql = Item::SQL.of(store::Dialect::Sqlite);
    let prepare = |text: &str| raw.0.execute_batch(text).unwrap();
    let claim = |limit: u32| {
        let text = Item::claim(limit).sql(Dialect::Sqlite);
        best(
            CLAIMED,
            || prepare(RESET),
            || {
                raw.0.execute_batch("BEGIN IMMEDIATE").unwrap();
                let taken: usize = (0..CLAIMED / limit as usize).map(|_| raw.claim(text, limit)).sum();
                raw.0.execute_batch("COMMIT").unwrap();
                assert_eq!(taken, CLAIMED);
            },
        )
    };
    let insert = |changed| {
        raw.transactions(items, |c, item| assert_eq!(Raw::write(c, sql.insert_if_absent(), item), changed));
    };
    [
        best(ROWS, || prepare(CLEAR), || insert(1)),
        best(ROWS, || {}, || insert(0)),
        best(
            ROWS,
            || {},
            || {
                raw.transactions(items, |c, item| assert_eq!(Raw::update(c, sql.update(), item), 1));
            },
        ),
        best(
            ROWS,
            || {},
            || {
                for item in items {
                    let mut statement = raw.0.prepare_cached(sql.select()).unwrap();
                    assert_eq!(statement.query_row([&item.id], Raw::read).unwrap().created, item.created);
                }
            },
        ),
        claim(1),
        claim(100),
    ]
}

fn by_store(own: &mut SqliteConnection, items: &[Item]) -> [f64; 6] {
    let own = RefCell::new(own);
    let prepare = |text: &str| own.borrow().as_rusqlite().execute_batch(text).unwrap();
    let claim = |limit: u32| {
        best(
            CLAIMED,
            || prepare(RESET),
            || {
                let claims = |transaction: &mut Store<'_, '_>| {
                    let mut taken = 0;
                    while taken < CLAIMED {
                        taken += transaction.run(async |c| Item::claim(limit).all(c).await)?.len();
                    }
                    Ok(())
                };
                own.borrow_mut().blocking().transaction(claims).unwrap();
            },
        )
    };
    let insert = |outcome| {
        transactions(&own, items, |c, item| assert_eq!(c.insert_if_absent(item).unwrap(), outcome));
    };
    [
        best(ROWS, || prepare(CLEAR), || insert(Outcome::Inserted)),
        best(ROWS, || {}, || insert(Outcome::Existing)),
        best(
            ROWS,
            || {},
            || {
                transactions(&own, items, |c, item| assert_eq!(c.upsert(item).unwrap(), Outcome::Updated));
            },
        ),
        best(
            ROWS,
            || {},
            || {
                for item in items {
                    let found = own.borrow_mut().blocking().get::<Item>(&item.id).unwrap().unwrap();
                    assert_eq!(found.created, item.created);
                }
            },
        ),
        claim(1),
        claim(100),
    ]
}

/// Durable writes of concurrent callers.
fn group_commit(path: &std::path::Path, items: &[Item]) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    for callers in [1, 8, 64] {
        let _ = std::fs::remove_file(path);
        runtime.block_on(async {
            let mut sqlite = Sqlite::open(SqliteOptions::new(path)).await.unwrap();
            sqlite.create::<Item>().await.unwrap();
            let count = if callers == 1 { 500 } else { 5_000 };
            let before = sqlite.commits();
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
                sqlite.commits() - before
            );
            sqlite.close().await.unwrap();
        });
    }
}
