//! Draining a queue on SQL Server.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};
use store::Dialect;
use store::state::{ClaimRequest, StateOptions, StateStore, in_schema};
use store_bench_worker::{ENQUEUE_BATCH, Figure, Stopwatch};
use store_mssql::tiberius::{Client, Config};
use store_mssql::{Mssql, MssqlOptions};
use tokio::net::TcpStream;
use tokio_util::compat::TokioAsyncWriteCompatExt as _;

use crate::libraries::{completion, item};

/// A part of the work on a queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct DrainJob {
    /// The connection string of the server.
    pub(crate) server: String,
    /// The port of a proxy on this machine.
    pub(crate) port: u16,
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

/// The schema of the benchmark.
const SCHEMA: &str = "store_bench";

/// Runs a part.
pub(super) async fn run(job: &DrainJob) -> Vec<Figure> {
    if job.step == DrainStep::Clear {
        clear(&job.server).await;
        return Vec::new();
    }
    let options: MssqlOptions = job.server.parse().unwrap();
    let schema = in_schema(Dialect::Mssql, SCHEMA).unwrap();
    let mssql =
        Mssql::open(options.server("127.0.0.1").unwrap().port(job.port).schema(schema)).await.unwrap();
    let store = StateStore::open(mssql, StateOptions::default()).await.unwrap();
    if job.step == DrainStep::Enqueue {
        let watch = Stopwatch::start();
        for first in (0..job.items).step_by(ENQUEUE_BATCH) {
            let end = (first + ENQUEUE_BATCH).min(job.items);
            let items = (first..end).map(|number| item(number).body("x".repeat(250))).collect();
            assert!(store.enqueue_many(items).await.unwrap().iter().all(Result::is_ok));
        }
        return watch.figures("enqueue in thousands", job.items);
    }
    let done = Arc::new(AtomicUsize::new(0));
    let watch = Stopwatch::start();
    let tasks: Vec<_> = (0..job.tasks)
        .map(|task| tokio::spawn(work(store.clone(), job.clone(), task, Arc::clone(&done))))
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    watch.figures("claim and complete", done.load(Ordering::Acquire))
}

/// Claims and completes batches until enough items are done. A claim that waited for another may be empty.
async fn work(store: StateStore<Mssql>, job: DrainJob, task: usize, done: Arc<AtomicUsize>) {
    while done.load(Ordering::Acquire) < job.items {
        let request = ClaimRequest::new(format!("worker-{task}")).limit(job.batch);
        let claimed = store.claim(request).await.unwrap();
        let completions: Vec<_> =
            claimed.into_iter().map(|claimed| (claimed.clone(), completion(&claimed))).collect();
        let completed = store.complete_many(completions).await.unwrap();
        done.fetch_add(completed.iter().filter(|one| one.is_ok()).count(), Ordering::AcqRel);
    }
}

/// Drops the tables of the benchmark.
async fn clear(server: &str) {
    let config = Config::from_ado_string(server).unwrap();
    let stream = TcpStream::connect(config.get_addr()).await.unwrap();
    let mut client = Client::connect(config, stream.compat_write()).await.unwrap();
    let query = format!(
        "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = '{SCHEMA}' ORDER BY TABLE_NAME DESC"
    );
    let tables = client.simple_query(query).await.unwrap().into_first_result().await.unwrap();
    // In this order a table comes before the tables that it references.
    for table in tables {
        let drop = format!("DROP TABLE [{SCHEMA}].[{}]", table.get::<&str, _>(0).unwrap());
        client.simple_query(drop).await.unwrap().into_results().await.unwrap();
    }
}
