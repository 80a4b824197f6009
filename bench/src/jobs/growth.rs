//! Latencies and the rate of bulk enqueue while the store grows.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use store::state::{ClaimRequest, ClaimedItem, StateStore};
use store_bench_worker::{ENQUEUE, ENQUEUE_BATCH, Figure, Latencies, Stopwatch};
use store_sqlite::Sqlite;

use crate::libraries::{completion, drain, item, open_store};

/// The sizes at which the store is measured.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct GrowthJob {
    pub(crate) file: PathBuf,
    /// The numbers of retained items, increasing.
    pub(crate) sizes: Vec<usize>,
    /// The number of calls of each verb at each size.
    pub(crate) calls: usize,
    /// The number of items over which the rate of bulk enqueue is taken at each size.
    pub(crate) window: usize,
}

/// The names of the cases of single calls.
pub(crate) const CALLS: [&str; 4] = ["enqueue", "claim", "complete", "stats"];

/// The number of items that are enqueued before they are processed.
const CHUNK: usize = 50_000;

/// Runs the job: items are enqueued, completed and retained until the next size is reached.
pub(super) async fn run(job: &GrowthJob) -> Vec<Figure> {
    let store = open_store(&job.file).await;
    let mut figures = Vec::new();
    let mut size = 0;
    for &next in &job.sizes {
        let window = job.window.min(next - size);
        grow(&store, &mut size, next - window).await;
        let watch = Stopwatch::start();
        enqueue(&store, size, window).await;
        let bulk = watch.figures(ENQUEUE, window);
        size += window;
        drain(&store, 16, 50).await;
        let mut measured = measure(&store, size, job.calls).await;
        size += job.calls;
        measured.extend(bulk);
        figures.extend(measured.into_iter().map(|figure| figure.at(next as u64)));
    }
    store.close().await.unwrap();
    figures
}

/// Adds completed items until the store has `size` of them.
pub(super) async fn grow(store: &StateStore<Sqlite>, from: &mut usize, size: usize) {
    while *from < size {
        let count = CHUNK.min(size - *from);
        enqueue(store, *from, count).await;
        *from += count;
        drain(store, 16, 50).await;
    }
}

pub(super) async fn enqueue(store: &StateStore<Sqlite>, first: usize, count: usize) {
    for start in (first..first + count).step_by(ENQUEUE_BATCH) {
        let end = (start + ENQUEUE_BATCH).min(first + count);
        let enqueued = store.enqueue_many((start..end).map(item).collect()).await.unwrap();
        assert!(enqueued.into_iter().all(|one| one.unwrap().is_new()));
    }
}

/// Measures single calls of each verb, one after the other.
async fn measure(store: &StateStore<Sqlite>, first: usize, calls: usize) -> Vec<Figure> {
    let [enqueue, claim, complete, stats] = CALLS;
    let mut claimed: Vec<ClaimedItem> = Vec::new();
    let mut latencies = Latencies::start();
    for number in first..first + calls {
        assert!(latencies.time(store.enqueue(item(number))).await.unwrap().is_new());
    }
    let mut figures = latencies.figures(enqueue);
    let mut latencies = Latencies::start();
    for _ in 0..calls {
        claimed.extend(latencies.time(store.claim(ClaimRequest::new("worker"))).await.unwrap());
    }
    figures.extend(latencies.figures(claim));
    assert_eq!(claimed.len(), calls);
    let mut latencies = Latencies::start();
    for claimed in &claimed {
        latencies.time(store.complete(claimed, completion(claimed))).await.unwrap();
    }
    figures.extend(latencies.figures(complete));
    let mut latencies = Latencies::start();
    for _ in 0..calls {
        latencies.time(store.stats()).await.unwrap();
    }
    figures.extend(latencies.figures(stats));
    figures
}
