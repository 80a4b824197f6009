//! Pausing, draining, and crawl delays.

use std::time::Duration;

use store::state::{
    ClaimRequest, ControlState, ControlTarget, Identity, NewItem, Source, SourceControl, StateStore,
};
use store::{ConnectionExt as _, Database};

use super::clock;
use super::samples::{claim, ids, open, options};

async fn fill<D: Database>(store: &StateStore<D>, rows: &[(&str, &str)]) {
    for (rank, (name, id)) in (0..).zip(rows) {
        let new = NewItem::new(Identity::new("http", name, "page", id), "x:").rank(rank);
        store.enqueue(new).await.unwrap();
    }
}

fn source(name: &str) -> Source {
    Source::new("http", name)
}

pub async fn drain_and_pause<D: Database>(db: &D) {
    let store = open(db).await;
    // Another process.
    let other = StateStore::open(db.clone(), options()).await.unwrap();
    fill(&store, &[("a", "a1"), ("b", "b1"), ("a", "a2"), ("b", "b2")]).await;
    store.pause(source("a"), Some("too many errors")).await.unwrap();
    assert_eq!(other.control_state(Some(&source("a"))).await.unwrap(), ControlState::Paused);
    assert_eq!(other.control_state(None).await.unwrap(), ControlState::Running);
    assert_eq!(ids(&claim(&other, "w", 1).await), ["b1"]);
    store.drain(ControlTarget::All, None).await.unwrap();
    assert_eq!(claim(&other, "w", 10).await, []);
    assert_eq!(other.control_state(Some(&source("b"))).await.unwrap(), ControlState::Draining);
    store.resume(source("a")).await.unwrap();
    assert_eq!(claim(&other, "w", 10).await, [], "all sources are still drained");
    store.resume(ControlTarget::All).await.unwrap();
    assert_eq!(ids(&claim(&other, "w", 10).await), ["a1", "a2", "b2"]);
    let controls = store.controls().await.unwrap();
    assert_eq!(controls.len(), 2);
    assert!(
        controls.iter().all(|control| control.state == ControlState::Running && control.reason.is_none())
    );
}

pub async fn one_at_a_time<D: Database>(db: &D) {
    let store = open(db).await;
    fill(&store, &[("a", "a1"), ("a", "a2"), ("b", "b1"), ("a", "a3"), ("c", "c1"), ("b", "b2")]).await;
    let minute = Duration::from_secs(60);
    store.set_crawl_delay(&source("a"), minute).await.unwrap();
    store.set_crawl_delay(&source("c"), minute).await.unwrap();
    assert_eq!(
        ids(&claim(&store, "w", 3).await),
        ["a1", "b1", "c1"],
        "one item of each source with a crawl delay, in order"
    );
    assert_eq!(ids(&claim(&store, "w", 3).await), ["b2"]);
    assert_eq!(claim(&store, "w", 3).await, []);
    clock::pass(&store, minute + minute).await;
    let next = claim(&store, "w", 3).await;
    assert_eq!(ids(&next), ["a2"]);
    assert_eq!(
        (next[0].item().attempt, next[0].item().expiries),
        (1, 0),
        "an item that is handed back has no attempt"
    );
    store.set_crawl_delay(&source("a"), Duration::ZERO).await.unwrap();
    assert_eq!(claim(&store, "w", 3).await, [], "the crawl delay has not passed");
    clock::pass(&store, minute + minute).await;
    assert_eq!(ids(&claim(&store, "w", 3).await), ["a3"]);
}

/// Source keys compare like their columns: trailing spaces are ignored.
pub async fn ignore_trailing_spaces_of_keys<D: Database>(db: &D) {
    let store = open(db).await;
    let blank = |name: &str| NewItem::new(Identity::new("http", name, "page", "1"), "x:");
    store.enqueue_many(vec![blank("docs"), blank("docs "), blank("docs  ")]).await.unwrap();
    let (docs, spelled) = (source("docs"), source("docs "));
    assert_eq!((&docs, docs.key()), (&spelled, spelled.key()));
    store.pause(spelled.clone(), None).await.unwrap();
    assert_eq!(store.control_state(Some(&docs)).await.unwrap(), ControlState::Paused);
    assert_eq!(claim(&store, "w", 3).await, []);
    store.resume(docs.clone()).await.unwrap();

    // As another program may have written the row.
    let mut db = db.clone();
    let mut control = store.controls().await.unwrap().remove(0);
    assert!(db.delete::<SourceControl>(control.source_key.as_str()).await.unwrap());
    control.source_key = "http/docs   ".into();
    control.state = ControlState::Draining;
    db.insert(&control).await.unwrap();
    assert_eq!(store.control_state(Some(&docs)).await.unwrap(), ControlState::Draining);
    assert_eq!(claim(&store, "w", 3).await, []);
    let of_docs = ClaimRequest::new("w").source(&docs);
    assert_eq!(store.claim(of_docs.clone()).await.unwrap(), []);
    store.resume(docs.clone()).await.unwrap();
    store.set_crawl_delay(&docs, Duration::from_secs(100)).await.unwrap();
    assert_eq!(
        claim(&store, "w", 3).await.len(),
        1,
        "one item at a time, whether or not its key has trailing spaces"
    );
    assert_eq!(claim(&store, "w", 3).await, []);
    clock::pass(&store, Duration::from_secs(200)).await;
    assert_eq!(store.claim(of_docs.limit(3)).await.unwrap().len(), 1);
}

pub async fn not_before<D: Database>(db: &D) {
    let store = open(db).await;
    fill(&store, &[("a", "a1"), ("b", "b1")]).await;
    store.defer_source(&source("a"), Duration::from_secs(300)).await.unwrap();
    assert_eq!(ids(&claim(&store, "w", 3).await), ["b1"]);
    let only = ClaimRequest::new("w").source(&source("a"));
    assert_eq!(store.claim(only.clone()).await.unwrap(), []);
    clock::pass(&store, Duration::from_secs(400)).await;
    assert_eq!(ids(&store.claim(only).await.unwrap()), ["a1"]);
}
