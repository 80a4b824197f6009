//! The queue cases with the state store.

use std::path::Path;

use store::state::{
    ClaimRequest, ClaimedItem, Completion, Content, Identity, NewItem, StateOptions, StateStore,
};
use store_bench_worker::{About, QueueLibrary, page_uri};
use store_sqlite::{Sqlite, SqliteOptions, TempStore};
use tokio::runtime::Runtime;

/// The options of [`open_store`], for the settings of a suite.
pub(crate) const STORE_SETTINGS: &str = "the state store has the options of `create_state_store`: 16 MiB of cache, temporary \
     tables in memory, a log of 4,000 pages; `synchronous = FULL`";

/// A state store on a file, opened by [`open_store`].
pub(crate) struct StoreQueue {
    runtime: Runtime,
    store: StateStore<Sqlite>,
}

/// Opens a state store that keeps links and versions, the default, with the SQLite options of `store::factory`.
pub(crate) async fn open_store(file: &Path) -> StateStore<Sqlite> {
    open_store_with(file, StateOptions::default()).await
}

/// Opens a state store like [`open_store`], with other options of the state store.
pub(crate) async fn open_store_with(file: &Path, options: StateOptions) -> StateStore<Sqlite> {
    let sqlite = Sqlite::open(store_options(file)).await.unwrap();
    StateStore::open(sqlite, options).await.unwrap()
}

/// Returns the defaults of the settings in `store::factory`, which would also read the environment: a variable there must not
/// change the figures.
pub(crate) fn store_options(file: &Path) -> SqliteOptions {
    SqliteOptions::new(file).cache_size(16 << 20).temp_store(TempStore::Memory).wal_autocheckpoint(4_000)
}

/// Returns the item with a number.
pub(crate) fn item(number: usize) -> NewItem {
    let id = number.to_string();
    let page = Identity::new("http", "bench.example", "page", &id);
    NewItem::new(page, page_uri(number))
}

/// Returns the completion of an item, with the version of its content.
pub(crate) fn completion(claimed: &ClaimedItem) -> Completion {
    Completion::new().content(Content::from_bytes(claimed.item().request_uri.as_bytes()))
}

/// Claims and completes items until the queue is empty. Returns their number.
async fn work(store: StateStore<Sqlite>, worker: String, batch: u32) -> usize {
    let mut done = 0;
    loop {
        let claimed = store.claim(ClaimRequest::new(&worker).limit(batch)).await.unwrap();
        if claimed.is_empty() {
            return done;
        }
        done += claimed.len();
        let completions = claimed.into_iter().map(|item| (item.clone(), completion(&item))).collect();
        let completed = store.complete_many(completions).await.unwrap();
        assert!(completed.iter().all(Result::is_ok), "a lease was lost");
    }
}

/// Runs concurrent tasks until the queue is empty. Returns the number of items processed.
pub(crate) async fn drain(store: &StateStore<Sqlite>, tasks: usize, batch: u32) -> usize {
    let tasks: Vec<_> =
        (0..tasks).map(|task| tokio::spawn(work(store.clone(), format!("worker-{task}"), batch))).collect();
    let mut done = 0;
    for task in tasks {
        done += task.await.unwrap();
    }
    done
}

impl QueueLibrary for StoreQueue {
    fn open(file: &Path) -> Self {
        let runtime = runtime();
        let store = runtime.block_on(open_store(file));
        Self { runtime, store }
    }

    fn about(&mut self) -> About {
        About {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            sqlite: rusqlite::version().to_owned(),
            notes: vec![
                "each completion writes a version with the SHA-256 of the content, and keeps the counters"
                    .to_owned(),
            ],
        }
    }

    fn enqueue(&mut self, first: usize, count: usize) {
        let items = (first..first + count).map(item).collect();
        let enqueued = self.runtime.block_on(self.store.enqueue_many(items)).unwrap();
        assert!(enqueued.into_iter().all(|one| one.unwrap().is_new()));
    }

    fn drain(&mut self, items: usize, tasks: usize, batch: u32) {
        assert_eq!(self.runtime.block_on(drain(&self.store, tasks, batch)), items);
    }
}

/// Returns the runtime of a worker process.
pub(crate) fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap()
}
