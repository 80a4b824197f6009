//! Removing old rows.

use std::time::Duration;

use serde_json::json;
use store::Database;
use store::prelude::*;
use store::state::{
    Completion, Content, DiscoveredLink, NewRun, PruneReport, Recrawl, Retention, Status, WorkerHeartbeat,
    WorkerStatus,
};

use super::clock;
use super::samples::{claim_one, item, open, page, read};

pub async fn keeps_identities<D: Database>(db: &D) {
    let store = open(db).await;
    let day = Duration::from_secs(86_400);
    let new = item("a").headers(json!({})).body("body").metadata(json!({ "x": 1 }));
    store.enqueue(new).await.unwrap();
    for version in 1..=3u8 {
        let claimed = claim_one(&store, "w").await;
        assert_eq!(claimed.item().resource_id, "a");
        let content = Content::from_bytes(&[version]);
        let link = item("b").rank(9);
        store.complete(&claimed, Completion::new().content(content).link(link)).await.unwrap();
        let run = store.start_run(NewRun::new("again")).await.unwrap().run_id;
        if version < 3 {
            store.reset_for_recrawl(&Recrawl::new(run)).await.unwrap();
            clock::pass(&store, day).await;
        }
    }
    let a = read(&store, "a").await;
    let worker = WorkerHeartbeat {
        worker_id: "w".into(),
        host: "here".into(),
        pid: 1,
        run_id: None,
        status: WorkerStatus::Stopped,
        current_item: None,
        completed: 0,
        failed: 0,
        started_at: a.created_at,
        beat_at: a.created_at,
    };
    store.heartbeat(worker).await.unwrap();
    let none = Retention::new().items(day);
    assert_eq!(store.prune(&none).await.unwrap(), PruneReport::default(), "no row is old enough");
    let some = Retention::new().versions(day / 2);
    assert_eq!(store.prune(&some).await.unwrap(), PruneReport { versions: 1, ..PruneReport::default() });
    clock::pass(&store, day * 2).await;
    let mut links = store.links_to(page("b"), None, 10).await.unwrap();
    links[0].last_seen_at -= chrono::TimeDelta::days(2);
    db.clone().update::<DiscoveredLink>(&links[0]).await.unwrap();
    let all = Retention::new().versions(day).links(day).items(day).workers(day);
    let prunable = store.prunable(&all).await.unwrap();
    let pruned = store.prune(&all).await.unwrap();
    assert_eq!(prunable, pruned, "`prunable` returned the numbers that `prune` removed");
    assert_eq!(pruned, PruneReport { versions: 1, links: 1, items: 1, workers: 1 });
    assert_eq!(store.prune(&all).await.unwrap(), PruneReport::default());

    let versions = store.versions(&a.work_item_id).await.unwrap();
    assert_eq!(
        versions.iter().map(|version| version.version).collect::<Vec<_>>(),
        [3],
        "the newest version is kept"
    );
    let left = read(&store, "a").await;
    assert_eq!((left.request_headers, left.request_body, left.metadata), (None, None, None));
    assert_eq!((left.status, left.content_hash, left.version), (Status::Completed, a.content_hash, 3));
    assert!(!store.enqueue(item("a")).await.unwrap().is_new(), "the identity is kept");
    assert!(store.seen(page("a")).await.unwrap().is_some());
}
