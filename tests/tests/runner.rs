//! The runner: what becomes of items, and how it stops.
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use store::ErrorKind;
use store::runner::{Context, Event, HandlerOutcome, Renewal, Runner, Shutdown};
use store::state::{
    CheckpointKey, ClaimRequest, Completion, Content, Failure, NewItem, RetryPolicy, Source, StateOptions,
    StateStore, Status, Target, WorkItem, WorkItemFilter, WorkerStatus,
};
use store_sqlite::{Sqlite, SqliteOptions};
use store_tests::conformance::state::samples::{claim, enqueue, item, page};

type Store = StateStore<Sqlite>;

const SECOND: Duration = Duration::from_secs(1);

async fn open(options: StateOptions) -> Store {
    StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await.unwrap(), options).await.unwrap()
}

async fn statuses(store: &Store) -> BTreeMap<String, Status> {
    let known = store.known_resources(&WorkItemFilter::default(), None, 1_000).await.unwrap();
    known.into_iter().map(|item| (item.resource_id, item.status)).collect()
}

#[tokio::test]
async fn every_verdict_has_its_end() {
    let retry = RetryPolicy { retries: 1, base: Duration::from_millis(5), ..RetryPolicy::default() };
    let store = open(StateOptions::default().retry(retry).sweep_every(Duration::ZERO)).await;
    enqueue(&store, &["done", "fails", "gone", "skipped", "panics", "links"]).await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let runner =
        Runner::new(store.clone(), "w").workers(2).batch(2).poll(Duration::from_millis(5)).on_event({
            let told = Arc::clone(&told);
            move |event| {
                let line = match event {
                    Event::Failed { item, reason } => format!("failed {}: {reason}", item.resource_id),
                    Event::Skipped { item, reason } => format!("skipped {}: {reason}", item.resource_id),
                    _ => return,
                };
                told.lock().unwrap().push(line);
            }
        });
    let handler = async |found: WorkItem, context: Context<Sqlite>| -> HandlerOutcome {
        match found.resource_id.as_str() {
            "fails" => Failure::new("503").into(),
            "gone" => Failure::new("404").is_final().into(),
            "skipped" => HandlerOutcome::Skip("robots.txt".into()),
            "panics" => std::panic::panic_any("on purpose"),
            "links" => {
                context.discover(item("found"));
                Completion::new().content(Content::from_bytes(b"x")).link(item("done")).into()
            }
            _ => Completion::new().into(),
        }
    };
    let report = runner.run_until_empty(handler).await.unwrap();
    assert_eq!(
        (report.completed, report.failed, report.retried, report.skipped, report.lost, report.interrupted),
        (3, 3, 2, 1, 0, false)
    );
    assert_eq!((report.discovered, report.duplicates, report.changed), (1, 1, 1));
    let of = statuses(&store).await;
    for (id, status) in [
        ("done", Status::Completed),
        ("fails", Status::Failed),
        ("gone", Status::Failed),
        ("skipped", Status::Skipped),
        ("panics", Status::Failed),
        ("links", Status::Completed),
        ("found", Status::Completed),
    ] {
        assert_eq!(of[id], status, "{id}");
    }
    let mut told = told.lock().unwrap().clone();
    told.sort();
    let wanted = [
        "failed fails: 503",
        "failed gone: 404",
        "failed panics: the handler panicked",
        "skipped skipped: robots.txt",
    ];
    assert_eq!(told, wanted);
}

#[tokio::test]
async fn a_lease_is_renewed_while_work_goes_on() {
    let store = open(StateOptions::default().sweep_every(Duration::ZERO)).await;
    enqueue(&store, &["slow"]).await;
    let runner = Runner::new(store.clone(), "w").lease(Duration::from_millis(150));
    let thief = store.clone();
    let handler = move |_: WorkItem, _: Context<Sqlite>| {
        let thief = thief.clone();
        async move {
            for _ in 0..10 {
                tokio::time::sleep(Duration::from_millis(60)).await;
                assert_eq!(claim(&thief, "thief", 1).await, []);
            }
            Completion::new()
        }
    };
    let report = runner.run_until_empty(handler).await.unwrap();
    assert_eq!((report.completed, report.lost), (1, 0));
}

#[tokio::test]
async fn a_guard_renews_until_it_is_dropped_and_tells_when_the_lease_is_lost() {
    let store = open(StateOptions::default().sweep_every(Duration::ZERO)).await;
    enqueue(&store, &["a"]).await;
    let lease = Duration::from_millis(120);
    let take = async || store.claim(ClaimRequest::new("w").lease(lease)).await.unwrap();
    let claimed = take().await.remove(0);
    let guard = Renewal::start(store.clone(), claimed.clone());
    tokio::time::sleep(lease * 3).await;
    assert_eq!(take().await, []);
    assert!(!guard.is_lost());
    drop(guard);
    tokio::time::sleep(lease * 2).await;
    let again = take().await.remove(0);
    let guard = Renewal::start(store.clone(), again.clone());
    store.update_status(again.work_item_id(), Status::Skipped, None).await.unwrap();
    tokio::time::timeout(SECOND * 10, guard.lost()).await.unwrap();
    assert!(guard.is_lost());
}

#[tokio::test]
async fn what_is_begun_is_ended_and_the_rest_put_back() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["a", "b", "c", "d"]).await;
    let shutdown = Shutdown::new();
    let runner = Runner::new(store.clone(), "w").batch(3).shutdown(shutdown.clone());
    let handler = move |_: WorkItem, context: Context<Sqlite>| {
        let shutdown = shutdown.clone();
        async move {
            shutdown.request();
            context.cancelled().await;
            assert!(context.is_cancelled());
            Completion::new()
        }
    };
    let report = runner.run(handler).await.unwrap();
    assert_eq!((report.completed, report.released, report.interrupted), (1, 2, true));
    let stats = store.stats().await.unwrap().total;
    assert_eq!((stats.completed, stats.pending, stats.in_progress), (1, 3, 0));
    let workers = store.workers(SECOND * 60).await.unwrap();
    assert_eq!(workers, [], "it has ended");
}

#[tokio::test]
async fn asked_twice_it_drops_what_it_has_begun() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["a"]).await;
    let shutdown = Shutdown::new();
    let runner = Runner::new(store.clone(), "w").shutdown(shutdown.clone());
    let handler = move |_: WorkItem, _: Context<Sqlite>| {
        let shutdown = shutdown.clone();
        async move {
            shutdown.request();
            shutdown.request();
            std::future::pending::<Completion>().await
        }
    };
    let report = tokio::time::timeout(SECOND * 10, runner.run(handler)).await.unwrap().unwrap();
    assert_eq!((report.released, report.interrupted), (1, true));
    assert_eq!(store.stats().await.unwrap().total.pending, 1);
}

#[tokio::test]
async fn a_runner_of_the_same_name_begins_with_what_the_last_one_had() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["a", "b"]).await;
    // Killed before it could say so.
    claim(&store, "w", 2).await;
    let done = Runner::new(store.clone(), "w").run_until_empty(async |_, _| Completion::new());
    let report = tokio::time::timeout(SECOND * 10, done).await.unwrap().unwrap();
    assert_eq!(report.completed, 2);
}

#[tokio::test]
async fn a_limit_holds_for_all_workers() {
    let store = open(StateOptions::default()).await;
    let numbers: Vec<String> = (0..50).map(|number| number.to_string()).collect();
    store.enqueue_many(numbers.iter().map(|id| item(id)).collect()).await.unwrap();
    let runner = Runner::new(store.clone(), "w").workers(4).batch(3).limit(20);
    let report = runner.run_until_empty(async |_, _| Completion::new()).await.unwrap();
    assert_eq!(report.completed, 20);
    assert_eq!(store.stats().await.unwrap().total.pending, 30);
}

#[tokio::test]
async fn sources_are_kept_apart_and_drained() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["a", "b"]).await;
    let other = NewItem::new(store::state::Identity::new("http", "wiki", "page", "w"), "x:");
    store.enqueue(other).await.unwrap();
    let docs =
        || Runner::new(store.clone(), "w").source(Source::new("http", "docs")).poll(Duration::from_millis(5));
    store.drain(Target::All, None).await.unwrap();
    // It would wait for ever, were it not told to drain.
    let report = tokio::time::timeout(SECOND * 10, docs().run(async |_, _| Completion::new()));
    assert_eq!(report.await.unwrap().unwrap().completed, 0);
    store.resume(Target::All).await.unwrap();
    assert_eq!(docs().run_until_empty(async |_, _| Completion::new()).await.unwrap().completed, 2);
    assert_eq!(statuses(&store).await["w"], Status::Pending);
}

#[tokio::test]
async fn a_pause_is_waited_out() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["a"]).await;
    store.pause(Target::All, Some("maintenance")).await.unwrap();
    let resumed = store.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        resumed.resume(Target::All).await.unwrap();
    });
    let runner = Runner::new(store.clone(), "w").poll(Duration::from_millis(5));
    assert_eq!(runner.run_until_empty(async |_, _| Completion::new()).await.unwrap().completed, 1);
}

#[tokio::test]
async fn handlers_keep_checkpoints_and_are_seen() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["a", "b", "c"]).await;
    let key = CheckpointKey::of_source(&Source::new("http", "docs"), "cursor");
    let handler = {
        let key = key.clone();
        move |found: WorkItem, context: Context<Sqlite>| {
            let key = key.clone();
            async move {
                let (_, version) = context.checkpoint(&key).await.unwrap();
                context.save_checkpoint(&key, json!(found.resource_id), version).await.unwrap();
                context.renew().await.unwrap();
                // The sign of life tells what it is at, from the next beat on.
                let deadline = tokio::time::Instant::now() + SECOND * 10;
                loop {
                    let alive = context.store().workers(SECOND * 60).await.unwrap();
                    let at = alive.first().and_then(|worker| worker.current_item.clone());
                    if at.as_ref() == Some(&found.work_item_id) && alive[0].status == WorkerStatus::Running {
                        return Completion::new();
                    }
                    assert!(tokio::time::Instant::now() < deadline, "{alive:?}");
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
        }
    };
    let runner = Runner::new(store.clone(), "w").heartbeat_interval(Duration::from_millis(5));
    assert_eq!(runner.run_until_empty(handler).await.unwrap().completed, 3);
    let saved = store.checkpoint(&key).await.unwrap().unwrap();
    assert_eq!((saved.value, saved.version), (json!("c"), 3));
}

#[tokio::test]
async fn an_item_that_another_has_by_now_is_left_to_it() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["a"]).await;
    let administrator = store.clone();
    let handler = move |found: WorkItem, _: Context<Sqlite>| {
        let store = administrator.clone();
        async move {
            store.update_status(&found.work_item_id, Status::Failed, Some("by hand")).await.unwrap();
            Completion::new().content(Content::from_bytes(b"in vain")).link(item("in vain"))
        }
    };
    let report = Runner::new(store.clone(), "w").run_until_empty(handler).await.unwrap();
    assert_eq!((report.completed, report.lost), (0, 1));
    assert_eq!(statuses(&store).await, [("a".to_owned(), Status::Failed)].into());
}

#[tokio::test]
async fn what_cannot_be_written_fails_its_item_alone() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["good", "bad", "fine"]).await;
    let handler = async |found: WorkItem, _: Context<Sqlite>| {
        let length = if found.resource_id == "bad" { 201 } else { 5 };
        let content = Content::from_bytes(b"text").content_type("x".repeat(length));
        Completion::new().content(content).link(item("found"))
    };
    let report = Runner::new(store.clone(), "w").batch(3).run_until_empty(handler).await.unwrap();
    assert_eq!((report.completed, report.failed), (3, 1), "two items and what they found");
    let bad = store.find_by_identity(page("bad")).await.unwrap().unwrap();
    assert!(bad.error_message.unwrap().contains("content_type"));
}

#[tokio::test]
async fn a_bad_link_is_refused_alone_and_named() {
    const TOO_LONG: usize = 501;
    for batch in [1, 3] {
        let store = open(StateOptions::default()).await;
        enqueue(&store, &["a"]).await;
        let named = Arc::new(Mutex::new(Vec::new()));
        let names = Arc::clone(&named);
        let runner = Runner::new(store.clone(), "w").batch(batch).on_event(move |event| {
            if let Event::LinkRefused { item, refused } = event {
                let column = refused.error.column().map(str::to_owned);
                let link = refused.link.request_uri().to_owned();
                names.lock().unwrap().push((item.resource_id.clone(), link, column));
            }
        });
        let handler = async |found: WorkItem, context: Context<Sqlite>| {
            let content = Content::from_bytes(found.resource_id.as_bytes());
            if found.resource_id != "a" {
                return Completion::new().content(content);
            }
            context.discover(item("b"));
            context.discover(item(&"x".repeat(TOO_LONG)));
            Completion::new().content(content).link(item(&"x".repeat(TOO_LONG))).link(item("c"))
        };
        let report = runner.run_until_empty(handler).await.unwrap();
        assert_eq!((report.completed, report.failed, report.changed), (3, 0, 3));
        assert_eq!((report.discovered, report.duplicates, report.refused), (2, 0, 2));
        let one = (
            "a".to_owned(),
            format!("https://docs.example/{}", "x".repeat(TOO_LONG)),
            Some("resource_id".to_owned()),
        );
        assert_eq!(*named.lock().unwrap(), [one.clone(), one]);
    }
}

#[tokio::test]
async fn an_error_that_does_not_pass_ends_the_runner() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["a", "b"]).await;
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let closing = store.clone();
    let handler = move |_: WorkItem, _: Context<Sqlite>| {
        counted.fetch_add(1, Ordering::Relaxed);
        let store = closing.clone();
        async move {
            let _ = store.close().await;
            Completion::new()
        }
    };
    let error = Runner::new(store.clone(), "w").run_until_empty(handler).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Closed);
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn times_out_of_range_are_refused_before_anything_is_done() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["a"]).await;
    let runner = || Runner::new(store.clone(), "w");
    for runner in [
        runner().lease(Duration::ZERO),
        runner().lease(Duration::MAX),
        runner().poll(Duration::ZERO),
        runner().heartbeat_interval(Duration::from_micros(999)),
    ] {
        let error = runner.run_until_empty(async |_, _| Completion::new()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Misuse, "{error}");
    }
    assert_eq!(statuses(&store).await["a"], Status::Pending);
}
