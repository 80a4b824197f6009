//! The cases of the SQL layer.

use std::time::Duration;

use crate::report::{About, Report, print};
use crate::{Job, Row, SqlJob, Stopwatch, items};

/// The number of rows that a transaction writes.
pub const ROWS_PER_TRANSACTION: usize = 1_000;

/// The names of the cases, in order.
pub const SQL_CASES: [&str; 7] = [
    "insert if absent, new",
    "insert if absent, existing",
    "upsert, existing",
    "get by key",
    "select all, ordered",
    "claim 1",
    "claim 100",
];

/// The time for which a case is repeated, if it can be: a disturbance of the machine weighs less in a longer measurement.
const LEAST_DURATION: Duration = Duration::from_millis(500);

const RESET: &str = "UPDATE bench_items SET status = 'pending', attempt = 0";

const CLEAR: &str = "DELETE FROM bench_items";

/// A library with an open database, which has the [`PRAGMAS`](crate::PRAGMAS) and the tables of the job.
pub trait SqlLibrary: Sized {
    /// The struct of a row.
    type Item: Row;

    /// Opens the file of the job, and executes its [setup](SqlJob::setup).
    fn open(job: &SqlJob) -> Self;

    /// Describes the library.
    fn about(&mut self) -> About;

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
    let rows: Vec<L::Item> = items(job.rows).map(L::Item::from).collect();
    let keys: Vec<String> = items(job.rows).map(|item| item.id).collect();
    let mut figures = Vec::new();
    let [new, existing, upsert, get, select_all, claim_1, claim_100] = SQL_CASES;
    let insert = |library: &mut L| -> usize {
        rows.chunks(ROWS_PER_TRANSACTION).map(|part| library.insert_if_absent(part)).sum()
    };
    let (mut watch, mut passes) = (Stopwatch::start(), 0);
    while watch.elapsed() < LEAST_DURATION {
        if passes > 0 {
            watch.pause(|| library.execute(CLEAR));
        }
        assert_eq!(insert(&mut library), job.rows);
        passes += 1;
    }
    figures.extend(watch.figures(new, passes * job.rows));
    let mut measure = |case: &str, passes: Option<usize>, count: usize, run: &mut dyn FnMut()| {
        let watch = Stopwatch::start();
        let mut done = 0;
        while passes.map_or_else(|| watch.elapsed() < LEAST_DURATION, |passes| done < passes) {
            run();
            done += 1;
        }
        figures.extend(watch.figures(case, done * count));
    };
    measure(existing, None, job.rows, &mut || assert_eq!(insert(&mut library), 0));
    measure(upsert, None, job.rows, &mut || {
        rows.chunks(ROWS_PER_TRANSACTION).for_each(|part| library.upsert(part));
    });
    measure(get, None, job.rows, &mut || assert_eq!(library.get(&keys), job.rows));
    measure(select_all, None, job.rows, &mut || assert_eq!(library.select_all().len(), job.rows));
    for (case, limit) in [(claim_1, 1), (claim_100, 100)] {
        library.execute(RESET);
        let calls = ROWS_PER_TRANSACTION / limit as usize;
        let transactions = (job.rows / ROWS_PER_TRANSACTION / 2).max(1);
        measure(case, Some(transactions), ROWS_PER_TRANSACTION, &mut || {
            assert_eq!(library.claim(limit, calls), ROWS_PER_TRANSACTION);
        });
    }
    Report { about: library.about(), figures }
}

/// Runs the process of a library with SQL: its last argument is the job, and the report is printed.
///
/// # Panics
///
/// When the job is no SQL job, or a call of the library fails.
pub fn sql_main<L: SqlLibrary>() {
    match Job::from_arguments() {
        Job::Sql(job) => print(&run_sql::<L>(&job)),
        Job::Queue(_) => panic!("the library is no queue"),
    }
}
