//! Several processes on one file.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use store::state::{ClaimRequest, ClaimedItem, StateStore};
use store::{Error, ErrorKind};
use store_bench_worker::{ENQUEUE_BATCH, Figure, Metric, Stopwatch};
use store_sqlite::Sqlite;

use crate::libraries::{completion, item, open_store, runtime};

/// The number of concurrent tasks in each process.
pub(crate) const TASKS_PER_PROCESS: usize = 4;

/// The number of items that a task claims at once.
const BATCH: u32 = 10;

/// One of several processes on a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ProcessJob {
    pub(crate) file: PathBuf,
    /// The number of the process.
    pub(crate) process: usize,
    /// The file that this process creates when it is ready.
    pub(crate) ready: PathBuf,
    /// The file whose creation starts all processes.
    pub(crate) start: PathBuf,
}

/// Creates a store with pending items.
pub(crate) fn fill(file: &Path, items: usize) {
    runtime().block_on(async {
        let store = open_store(file).await;
        for first in (0..items).step_by(ENQUEUE_BATCH) {
            let end = (first + ENQUEUE_BATCH).min(items);
            store.enqueue_many((first..end).map(item).collect()).await.unwrap();
        }
        store.close().await.unwrap();
    });
}

/// The work of a task.
#[derive(Clone, Copy, Debug, Default)]
struct Work {
    /// The number of items.
    done: u32,
    /// The number of `Busy` errors.
    busy: u32,
    /// The duration of the longest call.
    longest: Duration,
}

impl Work {
    async fn timed<R>(&mut self, call: impl Future<Output = R>) -> R {
        let started = Instant::now();
        let result = call.await;
        self.longest = self.longest.max(started.elapsed());
        result
    }

    fn add(self, other: Self) -> Self {
        let Self { done, busy, longest } = other;
        Self { done: self.done + done, busy: self.busy + busy, longest: self.longest.max(longest) }
    }
}

/// Completes items, again and again while another process holds the lock.
async fn complete(store: &StateStore<Sqlite>, mut claimed: Vec<ClaimedItem>, work: &mut Work) {
    while !claimed.is_empty() {
        let completions = claimed.iter().map(|item| (item.clone(), completion(item))).collect();
        match work.timed(store.complete_many(completions)).await {
            Ok(completed) => {
                let mut completed = completed.into_iter();
                claimed.retain(|_| {
                    completed.next().unwrap().is_err_and(|error| {
                        assert_busy(&error);
                        work.busy += 1;
                        true
                    })
                });
            }
            Err(error) => {
                assert_busy(&error);
                work.busy += 1;
            }
        }
    }
}

fn assert_busy(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::Busy, "{error}");
}

/// Processes items until the queue is empty.
async fn work(store: StateStore<Sqlite>, worker: String) -> Work {
    let mut work = Work::default();
    loop {
        let claimed = match work.timed(store.claim(ClaimRequest::new(&worker).limit(BATCH))).await {
            Ok(claimed) => claimed,
            Err(error) => {
                assert_busy(&error);
                work.busy += 1;
                continue;
            }
        };
        if claimed.is_empty() {
            return work;
        }
        work.done += u32::try_from(claimed.len()).unwrap();
        complete(&store, claimed, &mut work).await;
    }
}

/// Runs the process: figures are the number of items, the elapsed time, the longest call and the number of `Busy` errors.
pub(super) async fn run(job: &ProcessJob) -> Vec<Figure> {
    let store = open_store(&job.file).await;
    std::fs::write(&job.ready, "").unwrap();
    while !job.start.exists() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let watch = Stopwatch::start();
    let tasks: Vec<_> = (0..TASKS_PER_PROCESS)
        .map(|task| tokio::spawn(work(store.clone(), format!("worker-{}-{task}", job.process))))
        .collect();
    let mut all = Work::default();
    for task in tasks {
        all = all.add(task.await.unwrap());
    }
    let elapsed = watch.elapsed().as_secs_f64();
    store.close().await.unwrap();
    vec![
        Figure::new("items", Metric::Items, f64::from(all.done)),
        Figure::new("elapsed", Metric::Seconds, elapsed),
        Figure::new("longest", Metric::LongestMillis, all.longest.as_secs_f64() * 1e3),
        Figure::new("busy", Metric::Busy, f64::from(all.busy)),
    ]
}
