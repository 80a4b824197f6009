//! The runner: outcomes of items, retries, and how it stops.
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

#[path = "runner/failing.rs"]
mod failing;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use store::ErrorKind;
use store::runner::{Context, Event, HandlerOutcome, Renewal, Runner, Shutdown};
use store::state::{
    CheckpointKey, ClaimRequest, Completion, Content, ControlTarget, Failure, NewItem, RetryPolicy, Source,
    StateOptions, StateStore, Status, WorkItem, WorkItemFilter, WorkerStatus,
};
use store_sqlite::{Sqlite, SqliteOptions};
use store_tests::conformance::state::samples::{claim, enqueue, item, page};

use failing::{Failing, Failures};

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
async fn every_outcome_of_a_handler_is_written() {
    let retry = RetryPolicy::default().max_retries(1).base_delay(Duration::from_millis(5));
    let store = open(StateOptions::default().retry(retry).sweep_every(Duration::ZERO)).await;
    enqueue(&store, &["done", "fails", "gone", "skipped", "panics", "links"]).await;
    let reasons = Arc::new(Mutex::new(Vec::new()));
    let runner =
        Runner::new(store.clone(), "w").workers(2).batch(2).poll_interval(Duration::from_millis(5)).on_event(
            {
                let reasons = Arc::clone(&reasons);
                move |event| {
                    let line = match event {
                        Event::Failed { item, reason } => format!("failed {}: {reason}", item.resource_id),
                        Event::Skipped { item, reason } => format!("skipped {}: {reason}", item.resource_id),
                        _ => return,
                    };
                    reasons.lock().unwrap().push(line);
                }
            },
        );
    let handler = async |found: WorkItem, context: Context<Sqlite>| -> HandlerOutcome {
        match found.resource_id.as_str() {
            "fails" => Failure::new("503").into(),
            "gone" => Failure::new("404").without_retry().into(),
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
    let mut reasons = reasons.lock().unwrap().clone();
    reasons.sort();
    let expected = [
        "failed fails: 503",
        "failed gone: 404",
        "failed panics: the handler panicked",
        "skipped skipped: robots.txt",
    ];
    assert_eq!(reasons, expected);
}

#[tokio::test]
async fn a_lease_is_renewed_while_its_item_is_processed() {
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
async fn a_renewal_runs_until_it_is_dropped_and_reports_a_lost_lease() {
    let store = open(StateOptions::default().sweep_every(Duration::ZERO)).await;
    enqueue(&store, &["a"]).await;
    let lease = Duration::from_millis(120);
    let take = async || store.claim(ClaimRequest::new("w").lease(lease)).await.unwrap();
    let claimed = take().await.remove(0);
    let renewal = Renewal::start(store.clone(), claimed.clone());
    tokio::time::sleep(lease * 3).await;
    assert_eq!(take().await, []);
    assert!(!renewal.is_lost());
    drop(renewal);
    tokio::time::sleep(lease * 2).await;
    let again = take().await.remove(0);
    let renewal = Renewal::start(store.clone(), again.clone());
    store.update_status(again.work_item_id(), Status::Skipped, None).await.unwrap();
    tokio::time::timeout(SECOND * 10, renewal.lost()).await.unwrap();
    assert!(renewal.is_lost());
}

#[tokio::test]
async fn a_shutdown_finishes_the_item_in_progress_and_releases_the_rest() {
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
    assert_eq!(workers, [], "the worker has stopped");
}

#[tokio::test]
async fn a_second_shutdown_request_aborts_the_item_in_progress() {
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
async fn a_restarted_runner_takes_back_its_items() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["a", "b"]).await;
    // The first runner is killed: it releases nothing.
    claim(&store, "w", 2).await;
    let done = Runner::new(store.clone(), "w").run_until_empty(async |_, _| Completion::new());
    let report = tokio::time::timeout(SECOND * 10, done).await.unwrap().unwrap();
    assert_eq!(report.completed, 2);
}

#[tokio::test]
async fn a_limit_applies_to_all_workers_together() {
    let store = open(StateOptions::default()).await;
    let numbers: Vec<String> = (0..50).map(|number| number.to_string()).collect();
    store.enqueue_many(numbers.iter().map(|id| item(id)).collect()).await.unwrap();
    let runner = Runner::new(store.clone(), "w").workers(4).batch(3).limit(20);
    let report = runner.run_until_empty(async |_, _| Completion::new()).await.unwrap();
    assert_eq!(report.completed, 20);
    assert_eq!(store.stats().await.unwrap().total.pending, 30);
}

#[tokio::test]
async fn a_runner_claims_only_from_its_sources_and_stops_when_they_are_drained() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["a", "b"]).await;
    let other = NewItem::new(store::state::Identity::new("http", "wiki", "page", "w"), "x:");
    store.enqueue(other).await.unwrap();
    let docs = || {
        Runner::new(store.clone(), "w")
            .source(Source::new("http", "docs"))
            .poll_interval(Duration::from_millis(5))
    };
    store.drain(ControlTarget::All, None).await.unwrap();
    // `run` would wait forever if the sources were not draining.
    let report = tokio::time::timeout(SECOND * 10, docs().run(async |_, _| Completion::new()));
    assert_eq!(report.await.unwrap().unwrap().completed, 0);
    store.resume(ControlTarget::All).await.unwrap();
    assert_eq!(docs().run_until_empty(async |_, _| Completion::new()).await.unwrap().completed, 2);
    assert_eq!(statuses(&store).await["w"], Status::Pending);
}

#[tokio::test]
async fn a_paused_runner_waits_until_it_is_resumed() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["a"]).await;
    store.pause(ControlTarget::All, Some("maintenance")).await.unwrap();
    let resumed = store.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        resumed.resume(ControlTarget::All).await.unwrap();
    });
    let runner = Runner::new(store.clone(), "w").poll_interval(Duration::from_millis(5));
    assert_eq!(runner.run_until_empty(async |_, _| Completion::new()).await.unwrap().completed, 1);
}

#[tokio::test]
async fn a_handler_saves_checkpoints_and_heartbeats_name_its_item() {
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
                // The next heartbeat names the item.
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
async fn the_outcome_of_an_item_with_a_lost_lease_is_discarded() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["a"]).await;
    let administrator = store.clone();
    let handler = move |found: WorkItem, _: Context<Sqlite>| {
        let store = administrator.clone();
        async move {
            store.update_status(&found.work_item_id, Status::Failed, Some("by hand")).await.unwrap();
            Completion::new().content(Content::from_bytes(b"discarded")).link(item("discarded"))
        }
    };
    let report = Runner::new(store.clone(), "w").run_until_empty(handler).await.unwrap();
    assert_eq!((report.completed, report.lost), (0, 1));
    assert_eq!(statuses(&store).await, [("a".to_owned(), Status::Failed)].into());
}

#[tokio::test]
async fn an_outcome_that_does_not_fit_its_columns_fails_only_its_item() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["good", "bad", "fine"]).await;
    let handler = async |found: WorkItem, _: Context<Sqlite>| {
        let length = if found.resource_id == "bad" { 201 } else { 5 };
        let content = Content::from_bytes(b"text").content_type("x".repeat(length));
        Completion::new().content(content).link(item("found"))
    };
    let report = Runner::new(store.clone(), "w").batch(3).run_until_empty(handler).await.unwrap();
    assert_eq!((report.completed, report.failed), (3, 1), "two items and the item that they found");
    let bad = store.find_by_identity(page("bad")).await.unwrap().unwrap();
    assert!(bad.error_message.unwrap().contains("content_type"));
}

#[tokio::test]
async fn a_link_that_does_not_fit_its_columns_is_refused_alone_with_an_event() {
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
async fn an_error_that_is_not_transient_ends_the_runner() {
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
async fn a_duration_out_of_range_is_refused_before_anything_is_done() {
    let store = open(StateOptions::default()).await;
    enqueue(&store, &["a"]).await;
    let runner = || Runner::new(store.clone(), "w");
    for runner in [
        runner().lease(Duration::ZERO),
        runner().lease(Duration::MAX),
        runner().poll_interval(Duration::ZERO),
        runner().heartbeat_interval(Duration::from_micros(999)),
    ] {
        let error = runner.run_until_empty(async |_, _| Completion::new()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Misuse, "{error}");
    }
    assert_eq!(statuses(&store).await["a"], Status::Pending);
}

/// Opens a store whose calls can be made to fail.
async fn open_failing() -> (StateStore<Failing<Sqlite>>, Failures) {
    let sqlite = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
    let (database, failures) = Failing::new(sqlite);
    (StateStore::open(database, StateOptions::default()).await.unwrap(), failures)
}

#[tokio::test]
async fn a_worker_waits_out_a_transient_error_without_repeating_the_call_of_the_driver() {
    let (store, failures) = open_failing().await;
    store.enqueue(item("a")).await.unwrap();
    failures.next_claims(ErrorKind::Busy, 2);
    let handler = async |_: WorkItem, _: Context<Failing<Sqlite>>| Completion::new();
    let report = Runner::new(store, "w").run_until_empty(handler).await.unwrap();
    assert_eq!(report.completed, 1);
    // Two turns that failed, the turn that claimed the item, and the turn that found the queue empty. An idle claim looks
    // a second time after its sweep.
    assert!((4..=6).contains(&failures.claims()), "{} claims", failures.claims());
}

#[tokio::test]
async fn a_transient_error_that_does_not_pass_ends_the_runner() {
    let (store, failures) = open_failing().await;
    failures.next_claims(ErrorKind::Busy, usize::MAX);
    let handler = async |_: WorkItem, _: Context<Failing<Sqlite>>| Completion::new();
    let done = Runner::new(store, "w").run_until_empty(handler);
    let error = tokio::time::timeout(SECOND * 60, done).await.unwrap().unwrap_err();
    assert_eq!((error.kind(), failures.claims()), (ErrorKind::Busy, 5), "one claim in each of five turns");
}

#[tokio::test]
async fn an_outcome_is_written_again_after_the_connection_was_lost() {
    for kind in [ErrorKind::ConnectionLost, ErrorKind::Timeout] {
        let (store, failures) = open_failing().await;
        store.enqueue(item("a")).await.unwrap();
        let losing = failures.clone();
        let handler = move |_: WorkItem, _: Context<Failing<Sqlite>>| {
            losing.next_completions(kind, 2);
            async { Completion::new() }
        };
        let report = Runner::new(store, "w").run_until_empty(handler).await.unwrap();
        assert_eq!((report.completed, report.lost, failures.completions()), (1, 0, 3), "{kind:?}");
    }
}

#[tokio::test]
async fn an_outcome_that_the_driver_has_retried_is_not_written_again() {
    let (store, failures) = open_failing().await;
    store.enqueue(item("a")).await.unwrap();
    let handled = Arc::new(AtomicUsize::new(0));
    let (busy, calls) = (failures.clone(), Arc::clone(&handled));
    let handler = move |_: WorkItem, _: Context<Failing<Sqlite>>| {
        if calls.fetch_add(1, Ordering::Relaxed) == 0 {
            busy.next_completions(ErrorKind::Deadlock, 1);
        }
        async { Completion::new() }
    };
    let runner =
        Runner::new(store, "w").lease(Duration::from_millis(100)).poll_interval(Duration::from_millis(20));
    let done = tokio::time::timeout(SECOND * 60, runner.run_until_empty(handler));
    assert_eq!(done.await.unwrap().unwrap().completed, 1);
    // The item returned to the queue with its lease, and was processed again.
    assert_eq!((handled.load(Ordering::Relaxed), failures.completions()), (2, 2));
}
