//! Leases on items.

use std::time::Duration;

use store::Database;
use store::ErrorKind;
use store::state::{
    ClaimRequest, ClaimedItem, Completion, Failure, Retention, RetryPolicy, StateOptions, StateStore, Status,
    SweepReport,
};

use super::clock;
use super::samples::{LEASE, claim, claim_one, enqueue, ids, open, read};

/// Checks that every call under the lease is refused.
async fn has_lost<D: Database>(store: &StateStore<D>, claimed: &ClaimedItem) {
    let before = store.get_work_item(claimed.work_item_id()).await.unwrap();
    let link = super::samples::item("found under a lost lease");
    let errors = [
        store.renew(claimed).await.unwrap_err(),
        store.release(claimed).await.unwrap_err(),
        store.skip(claimed, "x").await.unwrap_err(),
        store.fail(claimed, Failure::new("x")).await.unwrap_err(),
        store.fail(claimed, Failure::new("x").without_retry()).await.unwrap_err(),
        store.complete(claimed, Completion::new().link(link)).await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::LeaseLost, "{error}");
    }
    assert_eq!(store.get_work_item(claimed.work_item_id()).await.unwrap(), before);
    assert!(store.seen(super::samples::page("found under a lost lease")).await.unwrap().is_none());
}

/// A lease of zero duration would give an item to two workers, and the date functions of the database do not accept a very
/// long one.
pub async fn out_of_range_are_refused<D: Database>(db: &D) {
    const MOST: Duration = Duration::from_millis(i32::MAX.unsigned_abs() as u64);
    let store = open(db).await;
    enqueue(&store, &["a"]).await;
    let refused =
        [Duration::ZERO, Duration::from_micros(999), MOST + Duration::from_millis(1), Duration::MAX];
    for lease in refused {
        let request = || ClaimRequest::new("w").lease(lease);
        let options = super::samples::options().lease(lease);
        let errors = [
            store.claim(request()).await.unwrap_err(),
            store.reclaim(request()).await.unwrap_err(),
            StateStore::open(db.clone(), options).await.err().unwrap(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::Misuse, "{error}");
            assert!(error.message().contains("choose from 1 ms to 24 days"), "{error}");
        }
    }
    assert_eq!(read(&store, "a").await.attempt, 0);
    let claimed = store.claim(ClaimRequest::new("w").lease(MOST)).await.unwrap().remove(0);
    let until = read(&store, "a").await.lease_expires_at;
    for lease in refused {
        assert_eq!(store.renew_for(&claimed, lease).await.unwrap_err().kind(), ErrorKind::Misuse);
    }
    assert_eq!(read(&store, "a").await.lease_expires_at, until);
    store.renew_for(&claimed, Duration::from_millis(1)).await.unwrap();

    for policy in [
        RetryPolicy::default().base_delay(Duration::MAX),
        RetryPolicy::default().max_delay(MOST * 2),
        RetryPolicy::default().max_retry_after(MOST * 2),
    ] {
        let opened = StateStore::open(db.clone(), StateOptions::default().retry(policy)).await;
        let error = opened.err().unwrap();
        assert_eq!(error.kind(), ErrorKind::Misuse, "{error}");
    }
    let ages = Retention::new().versions(LEASE).workers(Duration::MAX);
    assert_eq!(store.prune(&ages).await.unwrap_err().kind(), ErrorKind::Misuse);
    assert_eq!(store.prunable(&ages).await.unwrap_err().kind(), ErrorKind::Misuse);
}

pub async fn are_fenced<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["a"]).await;
    let slow = claim_one(&store, "slow").await;
    clock::pass(&store, LEASE * 2).await;
    // No sweep has ended the lease: the completion is written.
    store.renew(&slow).await.unwrap();
    assert_eq!(claim(&store, "quick", 1).await, []);
    clock::pass(&store, LEASE * 2).await;
    let quick = claim_one(&store, "quick").await;
    assert!(quick.token() > slow.token());
    has_lost(&store, &slow).await;
    store.complete(&quick, Completion::new()).await.unwrap();
    has_lost(&store, &slow).await;
    has_lost(&store, &quick).await;
}

/// A lease is not lost by its expiry but by a sweep, which counts the expiry and returns the item to the queue.
pub async fn expired_and_swept<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["a", "b"]).await;
    let claimed = claim(&store, "w", 2).await;
    clock::pass(&store, LEASE * 2).await;
    store.complete(&claimed[0], Completion::new()).await.unwrap();
    assert_eq!(
        read(&store, "a").await.expiries,
        0,
        "the item was completed before a sweep found the expired lease"
    );
    assert_eq!(store.sweep().await.unwrap(), SweepReport { expired: 1, ..SweepReport::default() });
    // The lease is lost although no other worker has claimed the item.
    has_lost(&store, &claimed[1]).await;
    let b = read(&store, "b").await;
    assert_eq!((b.status, b.expiries, b.lease_token), (Status::Pending, 1, claimed[1].token()));
    assert_eq!(ids(&claim(&store, "w", 2).await), ["b"]);
    has_lost(&store, &claimed[1]).await;
}

pub async fn renewed<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["a"]).await;
    let claimed = claim_one(&store, "w").await;
    for _ in 0..3 {
        clock::pass(&store, LEASE * 3 / 4).await;
        store.renew(&claimed).await.unwrap();
        assert_eq!(claim(&store, "other", 1).await, []);
    }
    store.renew_for(&claimed, Duration::from_secs(10)).await.unwrap();
    clock::pass(&store, Duration::from_secs(60)).await;
    assert_eq!(claim_one(&store, "other").await.item().expiries, 1);
}

pub async fn released<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["a"]).await;
    let first = claim_one(&store, "w").await;
    store.release(&first).await.unwrap();
    has_lost(&store, &first).await;
    let second = claim_one(&store, "w").await;
    let item = second.item();
    assert_eq!((item.failures, item.expiries, item.attempt), (0, 0, 2));
}

pub async fn expire<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["a", "b", "c"]).await;
    claim(&store, "w", 2).await;
    assert_eq!(store.sweep().await.unwrap(), SweepReport::default());
    clock::pass(&store, LEASE * 2).await;
    let again = claim(&store, "other", 3).await;
    assert_eq!(ids(&again), ["a", "b", "c"], "in their original order");
    assert_eq!(again.iter().map(|claimed| claimed.item().expiries).collect::<Vec<_>>(), [1, 1, 0]);
    assert!(again.iter().all(|claimed| claimed.item().failures == 0));
    clock::pass(&store, LEASE * 2).await;
    assert_eq!(store.sweep().await.unwrap(), SweepReport { expired: 3, ..SweepReport::default() });
    assert_eq!(read(&store, "a").await.status, Status::Pending);
}

pub async fn that_expire_too_often<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["poison", "cure"]).await;
    for expiries in 0..=3 {
        let claimed = claim_one(&store, "w").await;
        assert_eq!((claimed.item().resource_id.as_str(), claimed.item().expiries), ("poison", expiries));
        clock::pass(&store, LEASE * 2).await;
    }
    assert_eq!(ids(&claim(&store, "w", 5).await), ["cure"]);
    let poison = read(&store, "poison").await;
    assert_eq!((poison.status, poison.expiries, poison.failures), (Status::Failed, 4, 0));
    assert!(poison.error_message.unwrap().contains("lease expired too often"));
    assert!(poison.finished_at.is_some());
    assert_eq!(store.stats().await.unwrap().total.failed, 1);
}

pub async fn of_a_restarted_worker<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["a", "b", "c"]).await;
    let before = claim(&store, "w-1", 2).await;
    claim(&store, "w-2", 1).await;
    let back = store.reclaim(ClaimRequest::new("w-1").limit(10)).await.unwrap();
    assert_eq!(ids(&back), ["a", "b"]);
    has_lost(&store, &before[0]).await;
    assert_eq!(back[0].item().expiries, 0, "no lease expired");
    store.complete(&back[0], Completion::new()).await.unwrap();
    let back = store.reclaim(ClaimRequest::new("w-1").limit(10)).await.unwrap();
    assert_eq!(ids(&back), ["b"]);
    assert_eq!(store.reclaim(ClaimRequest::new("w-3").limit(10)).await.unwrap(), []);
}
