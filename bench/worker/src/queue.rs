//! The cases of a durable queue.

use std::path::Path;

use crate::report::{About, Report, print};
use crate::{Job, QueueJob, Stopwatch};

/// The number of items that are enqueued in one transaction.
pub const ENQUEUE_BATCH: usize = 1_000;

/// The name of the case that enqueues [`ENQUEUE_BATCH`] items at a time.
pub const ENQUEUE: &str = "enqueue in thousands";

/// Returns the name of the case that claims this number of items at a time.
#[must_use]
pub fn claim_and_complete(batch: u32) -> String {
    format!("claim and complete, batch {batch}")
}

/// A queue in a file that survives a power failure after every commit.
pub trait QueueLibrary: Sized {
    /// Opens a queue in a new file.
    fn open(file: &Path) -> Self;

    /// Describes the library.
    fn about(&mut self) -> About;

    /// Adds `count` items, numbered from `first`, in one transaction where the library can.
    fn enqueue(&mut self, first: usize, count: usize);

    /// Processes all `items` of the queue in concurrent tasks, each of which claims `batch` items at a time, and returns
    /// when the last one is recorded as done.
    fn drain(&mut self, items: usize, tasks: usize, batch: u32);
}

/// Runs all cases, each on a queue of its own.
pub fn run_queue<L: QueueLibrary>(job: &QueueJob) -> Report {
    let mut report = Report { about: About::default(), figures: Vec::new() };
    for &batch in &job.batches {
        // One by one, a tenth is enough.
        let items = if batch == 1 { job.items / 10 } else { job.items };
        let mut library = L::open(&job.folder.join(format!("batch-{batch}.db")));
        let watch = Stopwatch::start();
        for first in (0..items).step_by(ENQUEUE_BATCH) {
            library.enqueue(first, ENQUEUE_BATCH.min(items - first));
        }
        // The large queues are equal: one of them shows the rate.
        if Some(&batch) == job.batches.last() {
            report.figures.extend(watch.figures(ENQUEUE, items));
        }
        let watch = Stopwatch::start();
        library.drain(items, job.tasks, batch);
        report.figures.extend(watch.figures(&claim_and_complete(batch), items));
        report.about = library.about();
    }
    report
}

/// Runs the process of a queue: its last argument is the job, and the report is printed.
///
/// # Panics
///
/// When the job is no job of a queue, or a call of the library fails.
pub fn queue_main<L: QueueLibrary>() {
    match Job::from_arguments() {
        Job::Queue(job) => print(&run_queue::<L>(&job)),
        Job::Sql(_) => panic!("the library is a queue, without SQL"),
    }
}
