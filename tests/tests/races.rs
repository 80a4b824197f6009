//! The methods of the state store while another writer changes the queue between their read and their write.
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

#[path = "races/racing.rs"]
mod racing;

use std::future::Future;
use std::time::Duration;

use store::ErrorKind;
use store::state::{
    CheckpointKey, ClaimRequest, ClaimedItem, Completion, Content, EnqueueOutcome, Identity, NewItem, Source,
    StateOptions, StateStore, Status,
};
use store_sqlite::{Sqlite, SqliteOptions};

use racing::Racing;

/// A store whose next write another writer precedes, and the store of that writer.
struct Race {
    store: StateStore<Racing>,
    other: StateStore<Sqlite>,
}

impl Race {
    async fn new() -> Self {
        let sqlite = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
        let other = StateStore::open(sqlite.clone(), StateOptions::default()).await.unwrap();
        let options = StateOptions::default().sweep_every(Duration::from_secs(3_600));
        Self { store: StateStore::open(Racing::new(sqlite), options).await.unwrap(), other }
    }

    /// Runs `write` with the other store after the next read of this one, before its write.
    fn before_next_write<F>(&self, write: impl FnOnce(StateStore<Sqlite>) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.store.database().before_next_write(write(self.other.clone()));
    }

    async fn claim(&self, count: usize) -> Vec<ClaimedItem> {
        self.store.enqueue_many((0..count).map(page).collect()).await.unwrap();
        let limit = count.try_into().unwrap();
        self.store.claim(ClaimRequest::new("worker").limit(limit)).await.unwrap()
    }
}

fn id(number: usize) -> String {
    number.to_string()
}

fn identity(id: &str) -> Identity<'_> {
    Identity::new("http", "docs", "page", id)
}

fn page(number: usize) -> NewItem {
    NewItem::new(identity(&id(number)), "https://docs.example/")
}

#[tokio::test]
async fn an_item_that_another_writer_adds_is_a_duplicate() {
    let race = Race::new().await;
    race.before_next_write(|other| async move {
        other.enqueue(page(1)).await.unwrap();
    });
    let enqueued = race.store.enqueue_many((0..3).map(page).collect()).await.unwrap();
    let is_new: Vec<bool> = enqueued.iter().map(|one| one.as_ref().unwrap().is_new()).collect();
    assert_eq!(is_new, [true, false, true]);
    let EnqueueOutcome::Existing { work_item_id, status } = enqueued[1].as_ref().unwrap() else { panic!() };
    let found = race.other.find_by_identity(identity(&id(1))).await.unwrap().unwrap();
    assert_eq!((work_item_id, *status), (&found.work_item_id, Status::Pending));
    assert_eq!(race.other.stats().await.unwrap().total.pending, 3);
    assert_eq!(race.other.seen(identity(&id(1))).await.unwrap().unwrap().seen_count, 2);
    assert_eq!(race.other.seen(identity(&id(0))).await.unwrap().unwrap().seen_count, 1);
    assert_eq!(race.other.rebuild_counters().await.unwrap(), 0, "the counters are right");
}

#[tokio::test]
async fn a_link_that_another_writer_adds_is_a_duplicate() {
    let race = Race::new().await;
    let claimed = race.claim(1).await.remove(0);
    race.before_next_write(|other| async move {
        other.enqueue(page(11)).await.unwrap();
    });
    let completion = Completion::new().content(Content::from_bytes(b"a")).links((10..13).map(page));
    let completed = race.store.complete(&claimed, completion).await.unwrap();
    assert_eq!((completed.discovered.len(), completed.duplicates), (2, 1));
    for linked in 10..13 {
        let links = race.other.links_to(identity(&id(linked)), None, 10).await.unwrap();
        assert_eq!(links.len(), 1, "{linked}");
    }
    let stats = race.other.stats().await.unwrap().total;
    assert_eq!((stats.completed, stats.pending), (1, 3));
    assert_eq!(race.other.rebuild_counters().await.unwrap(), 0, "the counters are right");
}

#[tokio::test]
async fn a_lease_that_is_lost_leaves_the_other_completions() {
    let race = Race::new().await;
    let claimed = race.claim(3).await;
    let lost = claimed[1].work_item_id().clone();
    race.before_next_write(|other| async move {
        other.update_status(&lost, Status::Pending, None).await.unwrap();
        other.enqueue(page(20)).await.unwrap();
    });
    let links = |at: usize| [page(20 + at), page(30 + at)];
    let completions =
        claimed.iter().enumerate().map(|(at, item)| (item.clone(), Completion::new().links(links(at))));
    let completed = race.store.complete_many(completions.collect()).await.unwrap();
    let kinds: Vec<_> = completed.iter().map(|one| one.as_ref().err().map(store::Error::kind)).collect();
    assert_eq!(kinds, [None, Some(ErrorKind::LeaseLost), None]);
    let discovered = |at: usize| completed[at].as_ref().unwrap().discovered.len();
    assert_eq!((discovered(0), discovered(2)), (1, 2));
    assert!(!race.other.exists(identity(&id(21))).await.unwrap(), "a link of the lost completion");
    let stats = race.other.stats().await.unwrap().total;
    assert_eq!((stats.completed, stats.in_progress, stats.pending), (2, 0, 5));
    assert_eq!(race.other.rebuild_counters().await.unwrap(), 0, "the counters are right");
}

#[tokio::test]
async fn a_status_that_changes_meanwhile_is_read_again() {
    let race = Race::new().await;
    let id = race.claim(1).await[0].work_item_id().clone();
    let item = id.clone();
    race.before_next_write(|other| async move {
        other.update_status(&item, Status::Skipped, Some("robots.txt")).await.unwrap();
    });
    race.store.update_status(&id, Status::Completed, None).await.unwrap();
    let stats = race.other.stats().await.unwrap().total;
    assert_eq!((stats.completed, stats.skipped, stats.open()), (1, 0, 0));
    assert_eq!(race.other.rebuild_counters().await.unwrap(), 0, "the counters are right");
}

#[tokio::test]
async fn a_checkpoint_is_refused_for_its_version_or_its_lease() {
    let race = Race::new().await;
    let claimed = race.claim(1).await.remove(0);
    let key = CheckpointKey::of_source(&Source::new("http", "docs"), "cursor");
    let save = async |expected| {
        let saved = race.store.save_checkpoint(&key, serde_json::json!(1), expected, Some(&claimed)).await;
        saved.map_err(|error| error.kind())
    };
    assert_eq!(save(0).await, Ok(1));
    assert_eq!(
        (save(0).await, save(2).await),
        (Err(ErrorKind::VersionConflict), Err(ErrorKind::VersionConflict))
    );
    race.other.update_status(claimed.work_item_id(), Status::Pending, None).await.unwrap();
    assert_eq!((save(1).await, save(0).await), (Err(ErrorKind::LeaseLost), Err(ErrorKind::LeaseLost)));
}
