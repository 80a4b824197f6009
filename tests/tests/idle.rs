//! Idle workers do not query the database.
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use store::runner::{Context, Runner};
use store::state::{Completion, NewItem, StateOptions, StateStore, WorkItem};
use store_sqlite::{Sqlite, SqliteOptions};
use store_tests::conformance::state::samples::item;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// The number of claims in this process, which runs a single test.
static CLAIMS: AtomicUsize = AtomicUsize::new(0);

/// Counts the claims among the statements that the driver traces.
struct ClaimCounter;

impl Visit for ClaimCounter {
    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "statement" && value == "next" {
            CLAIMS.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Subscriber for ClaimCounter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("store_sqlite")
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Self);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn idle_workers_wait_until_they_are_woken() {
    tracing::subscriber::set_global_default(ClaimCounter).unwrap();
    let sqlite = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
    let store = StateStore::open(sqlite, StateOptions::default()).await.unwrap();
    store.enqueue(item("first")).await.unwrap();
    // A chain of items: at any time one worker has an item and seven are idle. Idle workers claim only when woken.
    let chain = |found: WorkItem, context: Context<Sqlite>| async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let next: Option<NewItem> = match found.resource_id.as_str() {
            "first" => Some(item("second")),
            "second" => Some(item("third")),
            _ => None,
        };
        next.into_iter().for_each(|next| context.discover(next));
        Completion::new()
    };
    let began = Instant::now();
    let runner = Runner::new(store, "w").workers(8).poll_interval(Duration::from_secs(600));
    assert_eq!(runner.run_until_empty(chain).await.unwrap().completed, 3);
    // Each worker claims once at its start and once for each completed item, twice where it sweeps in between.
    let claims = CLAIMS.load(Ordering::Relaxed);
    assert!((3..=64).contains(&claims), "{claims} claims for 3 items");
    assert!(began.elapsed() < Duration::from_secs(60), "a worker was not woken");
}
