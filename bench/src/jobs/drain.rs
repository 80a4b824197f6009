//! Draining a queue on SQL Server.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};
use store::Dialect;
use store::state::{ClaimRequest, StateOptions, StateStore, in_schema};
use store_bench_worker::{ENQUEUE, ENQUEUE_BATCH, Figure, Metric, Stopwatch};
use store_mssql::Mssql;
use tokio::task::JoinSet;

use super::proxied_server::{ProxiedServer, SCHEMA};
use crate::libraries::{completion, item};

/// A part of the work on a queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct DrainJob {
    pub(crate) server: ProxiedServer,
    pub(crate) step: DrainStep,
    /// The number of items.
    pub(crate) items: usize,
    pub(crate) batch: u32,
    pub(crate) tasks: usize,
}

/// The parts, each in a process of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DrainStep {
    /// Drops the tables of an earlier run.
    Clear,
    /// Adds the items to the queue, with bodies of 250 bytes.
    Enqueue,
    /// Claims and completes some of the items.
    Drain,
}

/// The name of the case of [`DrainStep::Drain`].
pub(crate) const DRAIN: &str = "claim and complete";

/// Runs a part.
pub(super) async fn run(job: &DrainJob) -> Vec<Figure> {
    if job.step == DrainStep::Clear {
        job.server.clear().await;
        return Vec::new();
    }
    let schema = in_schema(Dialect::Mssql, SCHEMA).unwrap();
    let mssql = Mssql::open(job.server.options().schema(schema)).await.unwrap();
    let store = StateStore::open(mssql, StateOptions::default()).await.unwrap();
    let before = job.server.requests();
    let watch = Stopwatch::start();
    let mut figures = if job.step == DrainStep::Enqueue {
        for first in (0..job.items).step_by(ENQUEUE_BATCH) {
            let end = (first + ENQUEUE_BATCH).min(job.items);
            let items = (first..end).map(|number| item(number).body("x".repeat(250))).collect();
            assert!(store.enqueue_many(items).await.unwrap().iter().all(Result::is_ok));
        }
        watch.figures(ENQUEUE, job.items)
    } else {
        let done = Arc::new(AtomicUsize::new(0));
        let mut tasks: JoinSet<()> =
            (0..job.tasks).map(|task| work(store.clone(), job.clone(), task, Arc::clone(&done))).collect();
        while let Some(ended) = tasks.join_next().await {
            ended.unwrap();
        }
        watch.figures(DRAIN, done.load(Ordering::Acquire))
    };
    let case = figures[0].case.clone();
    figures.push(Figure::new(case, Metric::Requests, f64::from(job.server.requests() - before)));
    figures
}

/// Claims and completes batches until enough items are done.
async fn work(store: StateStore<Mssql>, job: DrainJob, task: usize, done: Arc<AtomicUsize>) {
    while done.load(Ordering::Acquire) < job.items {
        let request = ClaimRequest::new(format!("worker-{task}")).limit(job.batch);
        let claimed = store.claim(request).await.unwrap();
        let completions: Vec<_> =
            claimed.into_iter().map(|claimed| (claimed.clone(), completion(&claimed))).collect();
        let completed = store.complete_many(completions).await.unwrap();
        let count = completed.len();
        completed.into_iter().for_each(|one| drop(one.unwrap()));
        done.fetch_add(count, Ordering::AcqRel);
    }
}
