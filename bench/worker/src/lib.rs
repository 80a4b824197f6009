//! The work that the benchmark gives every library, and how it is measured.
//!
//! A worker is a process that runs one [`Job`] with one library and prints a [`Report`] as JSON. A library implements
//! [`SqlLibrary`] or [`QueueLibrary`]; the cases, their order and the measurement are written here, once for all.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a worker prints its figures and fails at the first error"
)]

mod figure;
mod item;
mod job;
mod queue;
mod report;
mod sql;
mod stopwatch;

pub use figure::{Figure, Metric};
pub use item::{Item, Row, items, page_uri, sort_claimed};
pub use job::{Job, PRAGMAS, QueueJob, SqlJob};
pub use queue::{ENQUEUE, ENQUEUE_BATCH, QueueLibrary, claim_and_complete, queue_main, run_queue};
pub use report::{About, Report, print};
pub use sql::{ROWS_PER_TRANSACTION, SQL_CASES, SqlLibrary, run_sql, sql_main};
pub use stopwatch::{Latencies, Stopwatch};
