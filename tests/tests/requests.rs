//! The number of requests that each method of the state store sends to SQL Server, counted on the wire.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

#[path = "requests/server.rs"]
mod server;

use std::time::Duration;

use store::state::{
    CheckpointKey, ClaimRequest, ClaimedItem, Completion, Content, Failure, Identity, NewItem, Source,
    StateOptions, StateStore, Status, WorkItem, WorkerHeartbeat, WorkerStatus,
};
use store_mssql::{Encryption, Mssql, MssqlOptions};
use store_sqlite::{Sqlite, SqliteOptions};

use server::QueueServer;

fn page(number: usize) -> NewItem {
    NewItem::new(Identity::new("http", "docs", "page", &number.to_string()), "https://docs.example/")
}

/// Returns claimed items, as a server returns them.
async fn claimed_items(count: usize) -> Vec<WorkItem> {
    let sqlite = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
    let store = StateStore::open(sqlite, StateOptions::default()).await.unwrap();
    store.enqueue_many((0..count).map(page).collect()).await.unwrap();
    let claimed = store.claim(ClaimRequest::new("worker").limit(count.try_into().unwrap())).await.unwrap();
    claimed.into_iter().map(|claimed| claimed.item().clone()).collect()
}

struct Requests {
    server: QueueServer,
    store: StateStore<Mssql>,
    seen: usize,
}

impl Requests {
    async fn new(claimed: usize) -> Self {
        let server = QueueServer::start(claimed_items(claimed).await);
        let options = MssqlOptions::new("127.0.0.1", "queue")
            .port(server.port())
            .login("queue", "queue")
            .encryption(Encryption::Off);
        let database = Mssql::open(options).await.unwrap();
        let options = StateOptions::default().sweep_every(Duration::from_secs(3_600));
        let store = StateStore::open(database, options).await.unwrap();
        // The first claim sweeps.
        store.claim(ClaimRequest::new("worker").limit(0)).await.unwrap();
        let seen = server.requests();
        Self { server, store, seen }
    }

    /// Claims items, which is not counted.
    async fn claim(&mut self, limit: u32) -> Vec<ClaimedItem> {
        let claimed = self.store.claim(ClaimRequest::new("worker").limit(limit)).await.unwrap();
        self.count();
        claimed
    }

    /// Returns the number of requests since the last count.
    fn count(&mut self) -> usize {
        let before = std::mem::replace(&mut self.seen, self.server.requests());
        self.seen - before
    }
}

#[tokio::test]
async fn a_claim_is_one_request_and_a_sweep_another() {
    let mut requests = Requests::new(50).await;
    let claim = ClaimRequest::new("worker").limit(50);
    assert_eq!(requests.store.claim(claim.clone()).await.unwrap().len(), 50);
    assert_eq!(requests.count(), 1);
    let of_source = claim.clone().source(&Source::new("http", "docs"));
    requests.store.claim(of_source.clone()).await.unwrap();
    assert_eq!(requests.count(), 1, "the claim from one source");
    let of_several = of_source.source(&Source::new("http", "forum"));
    assert_eq!(requests.store.claim(of_several).await.unwrap().len(), 50);
    assert_eq!(requests.count(), 2, "the claim from several sources");
    requests.store.reclaim(claim.clone()).await.unwrap();
    assert_eq!(requests.count(), 1, "the claim after a restart");
    requests.store.claim(claim.limit(100)).await.unwrap();
    assert_eq!(requests.count(), 2, "a claim that returns fewer items also sweeps");
    requests.store.sweep().await.unwrap();
    assert_eq!(requests.count(), 1, "a sweep that finds nothing");
}

#[tokio::test]
async fn an_enqueue_is_two_requests() {
    let mut requests = Requests::new(0).await;
    requests.store.enqueue(page(0)).await.unwrap();
    assert_eq!(requests.count(), 2, "one item");
    let enqueued = requests.store.enqueue_many((0..2_500).map(page).collect()).await.unwrap();
    assert!(enqueued.iter().all(|one| one.as_ref().unwrap().is_new()));
    assert_eq!(requests.count(), 2, "several thousand items");
}

#[tokio::test]
async fn a_completion_is_one_request_and_two_with_links() {
    let mut requests = Requests::new(50).await;
    let claimed = requests.claim(50).await;
    requests.store.complete(&claimed[0], Completion::new()).await.unwrap();
    assert_eq!(requests.count(), 1, "without links");
    let result = || Completion::new().content(Content::from_bytes(b"text"));
    requests.store.complete(&claimed[0], result().links((0..20).map(page))).await.unwrap();
    assert_eq!(requests.count(), 2, "with 20 links");
    let many = |links: usize| {
        let with_links = |at: usize| result().links((0..links).map(|link| page(at * links + link)));
        claimed.iter().cloned().enumerate().map(|(at, item)| (item, with_links(at))).collect()
    };
    for (links, expected) in [(0, 1), (50, 2)] {
        let completed = requests.store.complete_many(many(links)).await.unwrap();
        assert!(completed.iter().all(Result::is_ok));
        assert_eq!(requests.count(), expected, "50 items with {links} links each");
    }
}

#[tokio::test]
async fn other_calls_on_an_item_are_one_request() {
    let mut requests = Requests::new(1).await;
    let claimed = requests.claim(1).await.remove(0);
    requests.store.renew(&claimed).await.unwrap();
    assert_eq!(requests.count(), 1, "renew");
    requests.store.release(&claimed).await.unwrap();
    assert_eq!(requests.count(), 1, "release");
    requests.store.fail(&claimed, Failure::new("503")).await.unwrap();
    assert_eq!(requests.count(), 1, "fail, with a retry");
    requests.store.fail(&claimed, Failure::new("404").without_retry()).await.unwrap();
    assert_eq!(requests.count(), 1, "fail, at last");
    requests.store.skip(&claimed, "robots.txt").await.unwrap();
    assert_eq!(requests.count(), 1, "skip");
    requests.store.update_status(claimed.work_item_id(), Status::Pending, None).await.unwrap();
    assert_eq!(requests.count(), 2, "update_status, which reads the item first");
    let key = CheckpointKey::of_source(&Source::new("http", "docs"), "cursor");
    for version in [0, 1] {
        let value = serde_json::json!("a");
        requests.store.save_checkpoint(&key, value, version, Some(&claimed)).await.unwrap();
        assert_eq!(requests.count(), 1, "save_checkpoint");
    }
}

#[tokio::test]
async fn heartbeats_statistics_and_settings_are_one_request() {
    let mut requests = Requests::new(0).await;
    let now = chrono::Utc::now();
    let worker = WorkerHeartbeat {
        worker_id: "worker".into(),
        host: "machine".into(),
        pid: 1,
        run_id: None,
        status: WorkerStatus::Running,
        current_item: None,
        completed: 0,
        failed: 0,
        started_at: now,
        beat_at: now,
    };
    requests.store.heartbeat(worker).await.unwrap();
    assert_eq!(requests.count(), 1, "heartbeat");
    requests.store.stats().await.unwrap();
    assert_eq!(requests.count(), 1, "stats");
    let source = Source::new("http", "docs");
    requests.store.set_crawl_delay(&source, Duration::from_secs(1)).await.unwrap();
    assert_eq!(requests.count(), 1, "set_crawl_delay");
    requests.store.defer_source(&source, Duration::from_secs(1)).await.unwrap();
    assert_eq!(requests.count(), 1, "defer_source");
    requests.store.pause(source.clone(), None).await.unwrap();
    assert_eq!(requests.count(), 1, "pause");
    requests.store.drain(source.clone(), None).await.unwrap();
    assert_eq!(requests.count(), 1, "drain");
    requests.store.resume(source).await.unwrap();
    assert_eq!(requests.count(), 1, "resume");
}
