//! The queue cases with apalis-sqlite.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use apalis::layers::WorkerBuilderExt as _;
use apalis::prelude::*;
use apalis_sqlite::{Config, SqliteConnectOptions, SqlitePool, SqlitePoolOptions, SqliteStorage};
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use store_bench_worker::{About, QueueLibrary, page_uri, queue_main};
use tokio::runtime::Runtime;

/// The number of jobs that were run, and of all.
#[derive(Clone, Default)]
struct Progress {
    done: Arc<AtomicUsize>,
    items: usize,
}

async fn run(uri: String, progress: Data<Progress>, worker: WorkerContext) -> Result<String, BoxDynError> {
    if progress.done.fetch_add(1, Ordering::AcqRel) + 1 == progress.items {
        worker.stop()?;
    }
    Ok(uri)
}

struct Apalis {
    runtime: Runtime,
    pool: SqlitePool,
}

impl QueueLibrary for Apalis {
    fn open(file: &Path) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        // `SqliteStorage::setup` would set `synchronous = OFF`; its other settings are the same.
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", "64000")
            .pragma("journal_size_limit", "67108864");
        let pool = runtime.block_on(async {
            let pool = SqlitePoolOptions::new().connect_with(options).await.unwrap();
            SqliteStorage::migrations().run(&pool).await.unwrap();
            pool
        });
        Self { runtime, pool }
    }

    fn about(&mut self) -> About {
        let version = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&self.pool);
        About {
            version: "1.0.0".to_owned(),
            sqlite: self.runtime.block_on(version).unwrap(),
            notes: vec![
                "the settings of `SqliteStorage::setup`, but `synchronous = FULL` instead of `OFF`; one worker with \
                 a concurrency of the number of tasks, which fetches a batch at once; the result is stored; the \
                 statement that acknowledges jobs reads all jobs of its worker, finished ones included, with statistics \
                 too (`EXPLAIN QUERY PLAN`)"
                    .to_owned(),
            ],
        }
    }

    fn enqueue(&mut self, first: usize, count: usize) {
        let storage = SqliteStorage::<String>::new(&self.pool);
        let uris: Vec<String> = (first..first + count).map(page_uri).collect();
        self.runtime.block_on(async {
            let mut storage = storage;
            storage.push_bulk(uris).await.unwrap();
        });
    }

    fn drain(&mut self, items: usize, tasks: usize, batch: u32) {
        let config =
            Config::default().queue(std::any::type_name::<String>()).batch_size(batch.try_into().unwrap());
        let storage = SqliteStorage::<String>::new(&self.pool).with_config(config);
        self.runtime.block_on(async {
            WorkerBuilder::new("bench")
                .backend(storage)
                .data(Progress { items, ..Progress::default() })
                .concurrency(tasks)
                .build(run)
                .run()
                .await
                .unwrap();
            let done = sqlx::query_scalar("SELECT count(*) FROM Jobs WHERE status = 'Done'");
            let done: i64 = done.fetch_one(&self.pool).await.unwrap();
            assert_eq!(usize::try_from(done).unwrap(), items);
        });
    }
}

fn main() {
    queue_main::<Apalis>();
}
