//! Failing and skipping items, and setting their status directly.

use std::time::Duration;

use store::state::{Completion, FailOutcome, Failure, Status, SweepReport};
use store::{Database, ErrorKind};

use super::clock;
use super::samples::{claim, claim_one, enqueue, open, page, read, status};

pub async fn are_retried<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["a"]).await;
    for failures in 0..3u32 {
        let claimed = claim_one(&store, "w").await;
        assert_eq!(claimed.item().failures, i32::try_from(failures).unwrap());
        let failed = store.fail(&claimed, Failure::new(format!("reason {failures}"))).await.unwrap();
        let after = match failed {
            FailOutcome::Retry { after } => Some(after),
            FailOutcome::GivenUp => None,
        };
        let after = after.expect("a retry");
        let whole = Duration::from_secs(100 << failures).min(Duration::from_secs(300));
        assert!(whole / 2 <= after && after <= whole, "{after:?}");
        let item = read(&store, "a").await;
        assert_eq!((item.status, item.failures), (Status::Pending, claimed.item().failures + 1));
        assert_eq!(item.error_message, Some(format!("reason {failures}")));
        assert_eq!(claim(&store, "w", 1).await, [], "the retry is not due");
        clock::pass(&store, whole + Duration::from_secs(50)).await;
    }
    assert_eq!(store.sweep().await.unwrap(), SweepReport { due: 1, ..SweepReport::default() });
    let last = claim_one(&store, "w").await;
    assert_eq!(store.fail(&last, Failure::new("the end")).await.unwrap(), FailOutcome::GivenUp);
    let item = read(&store, "a").await;
    assert_eq!((item.status, item.failures, item.attempt), (Status::Failed, 4, 4));
    assert_eq!(item.error_message.as_deref(), Some("the end"));
    assert_eq!(claim(&store, "w", 1).await, []);
    assert_eq!(store.stats().await.unwrap().total.failed, 1);
}

pub async fn that_are_final<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["a", "b"]).await;
    let claimed = claim_one(&store, "w").await;
    assert_eq!(
        store.fail(&claimed, Failure::new("404").without_retry()).await.unwrap(),
        FailOutcome::GivenUp
    );
    assert_eq!(status(&store, "a").await, Status::Failed);
    // The source asks for a delay.
    let claimed = claim_one(&store, "w").await;
    let hour = Duration::from_secs(3_600);
    let failed = store.fail(&claimed, Failure::new("503").retry_after(hour)).await.unwrap();
    assert_eq!(failed, FailOutcome::Retry { after: hour });
    clock::pass(&store, hour - Duration::from_secs(60)).await;
    assert_eq!(claim(&store, "w", 1).await, []);
    clock::pass(&store, Duration::from_secs(120)).await;
    assert_eq!(claim_one(&store, "w").await.item().resource_id, "b");
}

pub async fn skips<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["a"]).await;
    let claimed = claim_one(&store, "w").await;
    store.skip(&claimed, "robots.txt").await.unwrap();
    let item = read(&store, "a").await;
    assert_eq!((item.status, item.error_message.as_deref()), (Status::Skipped, Some("robots.txt")));
    assert!(item.finished_at.is_some() && item.lease_expires_at.is_none());
    assert_eq!(store.stats().await.unwrap().total.skipped, 1);
}

pub async fn status_is_set_directly<D: Database>(db: &D) {
    let store = open(db).await;
    let id = enqueue(&store, &["a"]).await.remove(0);
    let claimed = claim_one(&store, "w").await;
    store.update_status(&id, Status::Failed, Some("broken")).await.unwrap();
    let error = store.complete(&claimed, Completion::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LeaseLost, "the worker has lost its lease");
    let item = read(&store, "a").await;
    assert_eq!((item.status, item.error_message.as_deref()), (Status::Failed, Some("broken")));
    store.update_status(&id, Status::Pending, None).await.unwrap();
    let item = read(&store, "a").await;
    assert_eq!((item.status, item.error_message, item.finished_at), (Status::Pending, None, None));
    let claimed = claim_one(&store, "w").await;
    store.update_status(&id, Status::Pending, None).await.unwrap();
    assert_eq!(store.renew(&claimed).await.unwrap_err().kind(), ErrorKind::LeaseLost);
    // From every status to every status; the counters follow.
    let to = [Status::Pending, Status::Completed, Status::Failed, Status::Skipped];
    for from in to {
        for to in to {
            store.update_status(&id, from, None).await.unwrap();
            store.update_status(&id, to, Some("why")).await.unwrap();
            assert_eq!(read(&store, "a").await.finished_at.is_some(), to.is_finished());
            let total = store.stats().await.unwrap().total;
            assert_eq!((total.of(to), total.total()), (1, 1), "{from:?} to {to:?}");
        }
    }
    let error = store.update_status(&id, Status::InProgress, None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Misuse);
    let error = store.update_status(&"nobody".into(), Status::Failed, None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(store.exists(page("a")).await.unwrap());
}
