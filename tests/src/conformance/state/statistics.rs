//! Statistics and heartbeats.

use std::time::Duration;

use chrono::Utc;
use store::state::{
    Completion, Counter, Failure, Identity, NewItem, NewRun, Stats, StatusCounts, WorkerHeartbeat,
    WorkerStatus,
};
use store::{ConnectionExt as _, Database};

use super::clock;
use super::samples::{claim, enqueue, item, open};

pub async fn are_kept<D: Database>(db: &D) {
    let store = open(db).await;
    assert_eq!(store.stats().await.unwrap(), Stats::default());
    enqueue(&store, &["a", "b", "c", "d", "e"]).await;
    store.enqueue(NewItem::new(Identity::new("http", "wiki", "page", "w"), "x:").rank(99)).await.unwrap();
    let claimed = claim(&store, "w", 4).await;
    store.complete(&claimed[0], Completion::new().link(item("f").rank(9))).await.unwrap();
    store.fail(&claimed[1], Failure::new("x").without_retry()).await.unwrap();
    store.skip(&claimed[2], "x").await.unwrap();
    let docs = StatusCounts { pending: 2, in_progress: 1, completed: 1, failed: 1, skipped: 1 };
    let wiki = StatusCounts { pending: 1, ..StatusCounts::default() };
    let total = StatusCounts { pending: 3, ..docs };
    let sources = [("http/docs".to_owned(), docs), ("http/wiki".to_owned(), wiki)].into();
    assert_eq!(store.stats().await.unwrap(), Stats { total, sources });
    store.release(&claimed[3]).await.unwrap();
    let total = store.stats().await.unwrap().total;
    assert_eq!((total.pending, total.in_progress), (4, 0));
}

/// Text columns ignore trailing spaces on both engines, and so do counts by text.
pub async fn trailing_spaces_of_sources_are_ignored<D: Database>(db: &D) {
    let store = open(db).await;
    let run = store.start_run(NewRun::new("crawl")).await.unwrap().run_id;
    for (rank, (system, name)) in (0..).zip([
        ("http", "docs"),
        ("http", "docs "),
        ("http ", "docs"),
        ("http", "docs  "),
        ("http", " docs"),
    ]) {
        let new = NewItem::new(Identity::new(system, name, "page", "1"), "x:").rank(rank).run(run.clone());
        assert!(store.enqueue(new).await.unwrap().is_new(), "another resource");
    }
    let claimed = claim(&store, "w", 3).await;
    store.complete(&claimed[0], Completion::new()).await.unwrap();
    store.fail(&claimed[1], Failure::new("x").without_retry()).await.unwrap();
    let docs = StatusCounts { pending: 1, in_progress: 1, completed: 1, failed: 1, skipped: 0 };
    let other = StatusCounts { pending: 1, ..StatusCounts::default() };
    let total = StatusCounts { pending: 2, ..docs };
    let sources = [("http/ docs".to_owned(), other), ("http/docs".to_owned(), docs)].into();
    let expected = Stats { total, sources };
    assert_eq!(store.stats().await.unwrap(), expected);
    assert_eq!(store.rebuild_counters().await.unwrap(), 0, "no counter was wrong");
    let counters = store.run(&run).await.unwrap().unwrap().counters;
    assert_eq!((counters.pending, counters.in_progress, counters.completed, counters.failed), (2, 1, 1, 1));

    // Another program may write the key with trailing spaces.
    let mut db = db.clone();
    let spelled = Counter {
        run_id: "  ".into(),
        source_key: "http/docs   ".into(),
        shard: 77,
        open_items: 2,
        skipped: 1,
        ..Counter::default()
    };
    db.insert(&spelled).await.unwrap();
    let mut kept = expected.clone();
    kept.total.pending += 2;
    kept.total.skipped += 1;
    let counts = kept.sources.get_mut("http/docs").unwrap();
    counts.pending += 2;
    counts.skipped += 1;
    assert_eq!(store.stats().await.unwrap(), kept);
    assert_eq!(store.rebuild_counters().await.unwrap(), 2);
    assert_eq!(store.stats().await.unwrap(), expected);
}

pub async fn are_rebuilt<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["a", "b", "c", "d", "e"]).await;
    store.enqueue(NewItem::new(Identity::new("http", "wiki", "page", "w"), "x:").rank(99)).await.unwrap();
    let claimed = claim(&store, "w", 4).await;
    store.complete(&claimed[0], Completion::new()).await.unwrap();
    store.fail(&claimed[1], Failure::new("x").without_retry()).await.unwrap();
    store.skip(&claimed[2], "x").await.unwrap();
    let before = store.stats().await.unwrap();
    assert_eq!(store.rebuild_counters().await.unwrap(), 0, "no counter was wrong");
    // One counter is lost, and one counts items that no longer exist.
    let mut db = db.clone();
    for mut row in Counter::of_run("").all(&mut db).await.unwrap() {
        row.completed = 0;
        assert!(db.update(&row).await.unwrap());
    }
    let gone = Counter { source_key: "http/gone".into(), failed: 7, ..Counter::default() };
    db.insert(&gone).await.unwrap();
    assert_ne!(store.stats().await.unwrap(), before);
    assert_eq!(store.rebuild_counters().await.unwrap(), 2);
    let after = store.stats().await.unwrap();
    assert_eq!((after.total, &after.sources["http/docs"]), (before.total, &before.sources["http/docs"]));
}

pub async fn of_progress<D: Database>(db: &D) {
    let store = open(db).await;
    let hour = Duration::from_secs(3_600);
    let progress = store.progress(hour).await.unwrap();
    assert_eq!((progress.finished, progress.time_to_finish, progress.oldest_pending), (0, None, None));
    enqueue(&store, &["a", "b", "c", "d"]).await;
    clock::pass(&store, hour * 2).await;
    for claimed in claim(&store, "w", 2).await {
        store.complete(&claimed, Completion::new()).await.unwrap();
    }
    let progress = store.progress(hour).await.unwrap();
    assert_eq!(progress.finished, 2);
    assert!((progress.per_second * 3_600.0 - 2.0).abs() < 1e-9);
    assert_eq!(progress.time_to_finish.unwrap().as_secs(), 3_600);
    let oldest = progress.oldest_pending.unwrap();
    assert!(hour * 2 <= oldest && oldest < hour * 3, "{oldest:?}");
    clock::pass(&store, hour * 2).await;
    assert_eq!(store.progress(hour).await.unwrap().finished, 0);
}

pub async fn of_workers<D: Database>(db: &D) {
    let store = open(db).await;
    let minute = Duration::from_secs(60);
    let id = enqueue(&store, &["a"]).await.remove(0);
    let worker = |name: &str, status| WorkerHeartbeat {
        worker_id: name.into(),
        host: "machine".into(),
        pid: 4_000_000_000,
        run_id: None,
        status,
        current_item: Some(id.clone()),
        completed: 5,
        failed: 1,
        started_at: Utc::now(),
        // The clock of the worker is not used.
        beat_at: Utc::now() - chrono::TimeDelta::days(1),
    };
    store.heartbeat(worker("w-1", WorkerStatus::Running)).await.unwrap();
    store.heartbeat(worker("w-2", WorkerStatus::Stopped)).await.unwrap();
    store.heartbeat(worker("w-1", WorkerStatus::Draining)).await.unwrap();
    let alive = store.workers(minute).await.unwrap();
    assert_eq!(alive.len(), 1);
    let one = &alive[0];
    assert_eq!((one.worker_id.as_str(), one.status, one.pid), ("w-1", WorkerStatus::Draining, 4_000_000_000));
    assert_eq!((one.completed, one.failed, one.current_item.as_ref()), (5, 1, Some(&id)));
    clock::pass(&store, minute * 2).await;
    assert_eq!(store.workers(minute).await.unwrap(), []);
    assert_eq!(store.workers(minute * 10).await.unwrap().len(), 1);
}
