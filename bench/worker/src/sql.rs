//! The cases of the SQL layer.

use crate::report::{About, Report};
use crate::{Item, SqlJob, Stopwatch, items};

/// The settings of every connection: a write-ahead log that survives the end of the process, and SQLite's own defaults
/// for the rest, whatever the defaults of the library are.
pub const PRAGMAS: [&str; 6] = [
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -2000",
    "PRAGMA mmap_size = 0",
    "PRAGMA wal_autocheckpoint = 1000",
];

/// The number of rows that a transaction writes.
pub const ROWS_PER_TRANSACTION: usize = 1_000;

const RESET: &str = "UPDATE bench_items SET status = 'pending', attempt = 0";

/// A library with an open database, which has the [`PRAGMAS`] and the tables of the job.
pub trait SqlLibrary: Sized {
    /// The struct of a row.
    type Item: 'static;

    /// Opens the file of the job, applies [`PRAGMAS`] and creates the tables.
    fn open(job: &SqlJob) -> Self;

    /// Describes the library.
    fn about(&mut self) -> About;

    /// Converts a row into the struct of the library.
    fn convert(item: Item) -> Self::Item;

    /// Inserts rows in one transaction, each unless its key exists. Returns the number of rows inserted.
    fn insert_if_absent(&mut self, rows: &[Self::Item]) -> usize;

    /// Inserts or updates rows in one transaction, each by its key.
    fn upsert(&mut self, rows: &[Self::Item]);

    /// Reads one row after the other by its key, each outside of a transaction. Returns the number of rows found.
    fn get(&mut self, keys: &[String]) -> usize;

    /// Reads all rows, ordered by key.
    fn select_all(&mut self) -> Vec<Self::Item>;

    /// Claims rows `limit` at a time, `calls` times in one transaction, each time in order of priority and key. Returns the
    /// number of rows claimed.
    fn claim(&mut self, limit: u32, calls: usize) -> usize;

    /// Executes a statement, which is not measured.
    fn execute(&mut self, sql: &str);
}

/// Runs all cases.
///
/// # Panics
///
/// When a result is wrong.
pub fn run_sql<L: SqlLibrary>(job: &SqlJob) -> Report {
    let mut library = L::open(job);
    let rows: Vec<L::Item> = items(job.rows).map(L::convert).collect();
    let keys: Vec<String> = items(job.rows).map(|item| item.id).collect();
    let mut figures = Vec::new();
    // Rates of short cases are taken over several passes.
    let mut measure = |case: &str, passes: usize, count: usize, run: &mut dyn FnMut()| {
        let watch = Stopwatch::start();
        (0..passes).for_each(|_| run());
        figures.extend(watch.figures(case, passes * count));
    };
    let insert = |library: &mut L| -> usize {
        rows.chunks(ROWS_PER_TRANSACTION).map(|part| library.insert_if_absent(part)).sum()
    };
    measure("insert if absent, new", 1, job.rows, &mut || assert_eq!(insert(&mut library), job.rows));
    measure("insert if absent, existing", 3, job.rows, &mut || assert_eq!(insert(&mut library), 0));
    measure("upsert, existing", 1, job.rows, &mut || {
        rows.chunks(ROWS_PER_TRANSACTION).for_each(|part| library.upsert(part));
    });
    measure("get by key", 3, job.rows, &mut || assert_eq!(library.get(&keys), job.rows));
    measure("select all, ordered", 5, job.rows, &mut || assert_eq!(library.select_all().len(), job.rows));
    for limit in [1, 100] {
        library.execute(RESET);
        let calls = ROWS_PER_TRANSACTION / limit as usize;
        let transactions = (job.rows / ROWS_PER_TRANSACTION / 2).max(1);
        measure(&format!("claim {limit}"), transactions, ROWS_PER_TRANSACTION, &mut || {
            assert_eq!(library.claim(limit, calls), ROWS_PER_TRANSACTION);
        });
    }
    Report { about: library.about(), figures }
}
