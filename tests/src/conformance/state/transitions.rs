//! Every transition between statuses, made once.

use store::state::{
    ClaimRequest, ClaimedItem, Completion, Failure, NewRun, Recrawl, StateStore, Status, TRANSITIONS,
    Transition,
};
use store::{Database, ErrorKind};

use super::clock;
use super::samples::{LEASE, claim_one, enqueue, item, open, page, read};

/// Brings an item to a status. Returns its lease, if it has one.
async fn bring<D: Database>(store: &StateStore<D>, id: &str, to: Status) -> Option<ClaimedItem> {
    enqueue(store, &[id]).await;
    if to == Status::Pending {
        return None;
    }
    let claimed = claim_one(store, "w").await;
    match to {
        Status::Completed => drop(store.complete(&claimed, Completion::new()).await.unwrap()),
        Status::Failed => drop(store.fail(&claimed, Failure::new("x").is_final()).await.unwrap()),
        Status::Skipped => store.skip(&claimed, "x").await.unwrap(),
        Status::Pending | Status::InProgress => {}
    }
    Some(claimed)
}

/// Makes a transition.
async fn go<D: Database>(store: &StateStore<D>, id: &str, way: &Transition, claimed: Option<ClaimedItem>) {
    let held = || claimed.as_ref().expect("an item in progress");
    let work_item_id = match way.from {
        Some(_) => read(store, id).await.work_item_id,
        None => item(id).work_item_id().clone(),
    };
    match way.verb {
        "enqueue" => assert!(store.enqueue(item(id)).await.unwrap().is_new()),
        "claim" => drop(claim_one(store, "w").await),
        "reclaim" => drop(store.reclaim(ClaimRequest::new("w")).await.unwrap()),
        "renew" => store.renew(held()).await.unwrap(),
        "complete" => drop(store.complete(held(), Completion::new()).await.unwrap()),
        "fail" if way.to == Status::Failed => {
            store.fail(held(), Failure::new("x").is_final()).await.unwrap();
        }
        "fail" => drop(store.fail(held(), Failure::new("x")).await.unwrap()),
        "skip" => store.skip(held(), "x").await.unwrap(),
        "release" => store.release(held()).await.unwrap(),
        "release_worker" => assert_eq!(store.release_worker("w").await.unwrap(), 1),
        "sweep" => {
            let times = if way.to == Status::Failed { 4 } else { 1 };
            for time in 1..=times {
                clock::pass(store, LEASE * 2).await;
                store.sweep().await.unwrap();
                if time < times {
                    claim_one(store, "w").await;
                }
            }
        }
        "update_status" => store.update_status(&work_item_id, way.to, Some("x")).await.unwrap(),
        "reset_for_recrawl" => {
            let run = store.start_run(NewRun::new("again")).await.unwrap().run_id;
            let recrawl = Recrawl::new(run).statuses(&[way.from.expect("a finished item")]);
            // Includes the items of earlier transitions.
            assert!(store.reset_for_recrawl(&recrawl).await.unwrap() >= 1);
        }
        other => unreachable!("the verb {other} has no case here"),
    }
}

pub async fn lead_to_the_listed_status<D: Database>(db: &D) {
    let store = open(db).await;
    for (number, way) in TRANSITIONS.iter().enumerate() {
        let id = number.to_string();
        let claimed = match way.from {
            Some(from) => bring(&store, &id, from).await,
            None => None,
        };
        if let Some(from) = way.from {
            assert_eq!(read(&store, &id).await.status, from, "{way:?}");
        }
        go(&store, &id, way, claimed).await;
        let after = read(&store, &id).await;
        assert_eq!(after.status, way.to, "{way:?}");
        assert_eq!(after.finished_at.is_some(), after.status.is_finished(), "{way:?}");
        assert_eq!(after.lease_expires_at.is_some(), after.status == Status::InProgress, "{way:?}");
        // So that the next transition does not claim it.
        store.update_status(&after.work_item_id, Status::Skipped, None).await.unwrap();
        let error = store.update_status(&after.work_item_id, Status::InProgress, None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Misuse);
    }
    let total = store.stats().await.unwrap().total;
    let ways = i64::try_from(TRANSITIONS.len()).unwrap();
    assert_eq!(total.total(), ways);
    assert!(store.exists(page("0")).await.unwrap());
}
