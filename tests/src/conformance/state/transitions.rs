//! Every transition of `TRANSITIONS`.

use store::state::{
    ClaimRequest, ClaimedItem, Completion, Failure, NewRun, Recrawl, StateStore, Status, TRANSITIONS,
    Transition,
};
use store::{Database, ErrorKind};

use super::clock;
use super::samples::{LEASE, claim_one, enqueue, item, open, page, read};

/// Brings an item to a status. Returns its lease, if it has one.
async fn bring_to_status<D: Database>(store: &StateStore<D>, id: &str, to: Status) -> Option<ClaimedItem> {
    enqueue(store, &[id]).await;
    if to == Status::Pending {
        return None;
    }
    let claimed = claim_one(store, "w").await;
    match to {
        Status::Completed => drop(store.complete(&claimed, Completion::new()).await.unwrap()),
        Status::Failed => drop(store.fail(&claimed, Failure::new("x").without_retry()).await.unwrap()),
        Status::Skipped => store.skip(&claimed, "x").await.unwrap(),
        Status::Pending | Status::InProgress => {}
    }
    Some(claimed)
}

/// Calls the verb of a transition.
async fn make_transition<D: Database>(
    store: &StateStore<D>,
    id: &str,
    transition: &Transition,
    claimed: Option<ClaimedItem>,
) {
    let held = || claimed.as_ref().expect("an item in progress");
    let work_item_id = match transition.from {
        Some(_) => read(store, id).await.work_item_id,
        None => item(id).work_item_id().clone(),
    };
    match transition.verb {
        "enqueue" => assert!(store.enqueue(item(id)).await.unwrap().is_new()),
        "claim" => drop(claim_one(store, "w").await),
        "reclaim" => drop(store.reclaim(ClaimRequest::new("w")).await.unwrap()),
        "renew" => store.renew(held()).await.unwrap(),
        "complete" => drop(store.complete(held(), Completion::new()).await.unwrap()),
        "fail" if transition.to == Status::Failed => {
            store.fail(held(), Failure::new("x").without_retry()).await.unwrap();
        }
        "fail" => drop(store.fail(held(), Failure::new("x")).await.unwrap()),
        "skip" => store.skip(held(), "x").await.unwrap(),
        "release" => store.release(held()).await.unwrap(),
        "release_worker" => assert_eq!(store.release_worker("w").await.unwrap(), 1),
        "sweep" => {
            let times = if transition.to == Status::Failed { 4 } else { 1 };
            for time in 1..=times {
                clock::pass(store, LEASE * 2).await;
                store.sweep().await.unwrap();
                if time < times {
                    claim_one(store, "w").await;
                }
            }
        }
        "update_status" => store.update_status(&work_item_id, transition.to, Some("x")).await.unwrap(),
        "reset_for_recrawl" => {
            let run = store.start_run(NewRun::new("again")).await.unwrap().run_id;
            let recrawl = Recrawl::new(run).statuses(&[transition.from.expect("a finished item")]);
            // Includes the items of earlier transitions.
            assert!(store.reset_for_recrawl(&recrawl).await.unwrap() >= 1);
        }
        other => unreachable!("the verb {other} has no case here"),
    }
}

pub async fn lead_to_the_listed_status<D: Database>(db: &D) {
    let store = open(db).await;
    for (number, transition) in TRANSITIONS.iter().enumerate() {
        let id = number.to_string();
        let claimed = match transition.from {
            Some(from) => bring_to_status(&store, &id, from).await,
            None => None,
        };
        if let Some(from) = transition.from {
            assert_eq!(read(&store, &id).await.status, from, "{transition:?}");
        }
        make_transition(&store, &id, transition, claimed).await;
        let after = read(&store, &id).await;
        assert_eq!(after.status, transition.to, "{transition:?}");
        assert_eq!(after.finished_at.is_some(), after.status.is_finished(), "{transition:?}");
        assert_eq!(after.lease_expires_at.is_some(), after.status == Status::InProgress, "{transition:?}");
        // So that the next transition does not claim it.
        store.update_status(&after.work_item_id, Status::Skipped, None).await.unwrap();
        let error = store.update_status(&after.work_item_id, Status::InProgress, None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Misuse);
    }
    let total = store.stats().await.unwrap().total;
    let count = i64::try_from(TRANSITIONS.len()).unwrap();
    assert_eq!(total.total(), count);
    assert!(store.exists(page("0")).await.unwrap());
}
