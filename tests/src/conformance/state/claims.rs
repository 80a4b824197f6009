//! Claiming items.

use std::collections::BTreeSet;

use store::Database;
use store::state::{ClaimRequest, Identity, NewItem, NewRun, Source, Status};

use super::samples::{LEASE, claim, enqueue, ids, item, open, status};

pub async fn come_in_order<D: Database>(db: &D) {
    let store = open(db).await;
    let new = [("late", 100, 0), ("later", 100, 0), ("ranked", 100, -1), ("first", 1, 9), ("last", 200, -9)];
    for (id, priority, rank) in new {
        store.enqueue(item(id).priority(priority).rank(rank)).await.unwrap();
    }
    assert_eq!(claim(&store, "w", 0).await, []);
    assert_eq!(ids(&claim(&store, "w", 2).await), ["first", "ranked"]);
    let rest = claim(&store, "w", 100).await;
    assert_eq!(ids(&rest), ["late", "later", "last"]);
    assert_eq!(claim(&store, "w", 100).await, []);
    let claimed = rest[0].item();
    assert_eq!(
        (claimed.status, claimed.attempt, claimed.claimed_by.as_deref()),
        (Status::InProgress, 1, Some("w"))
    );
    assert_eq!((rest[0].token(), rest[0].lease()), (1, LEASE));
    let lease = claimed.lease_expires_at.unwrap() - claimed.claimed_at.unwrap();
    assert_eq!(lease.to_std().unwrap(), LEASE, "both are by the clock of the database");
    assert_eq!(store.get_work_item(rest[0].work_item_id()).await.unwrap().as_ref(), Some(claimed));
}

pub async fn of_sources<D: Database>(db: &D) {
    let store = open(db).await;
    for (rank, name) in (0..).zip(["a", "b", "c", "a", "b", "d", "e", "d"]) {
        let id = rank.to_string();
        let new = NewItem::new(Identity::new("http", name, "page", &id), "x:").rank(rank);
        store.enqueue(new).await.unwrap();
    }
    let source = |name: &str| Source::new("http", name);
    let request = |names: &[&str]| {
        names.iter().fold(ClaimRequest::new("w").limit(2), |request, name| request.source(&source(name)))
    };
    assert_eq!(ids(&store.claim(request(&["c", "b"])).await.unwrap()), ["1", "2"]);
    assert_eq!(ids(&store.claim(request(&["b", "b"])).await.unwrap()), ["4"]);
    assert_eq!(store.claim(request(&["b", "nobody's"])).await.unwrap(), []);
    assert_eq!(ids(&store.claim(request(&[])).await.unwrap()), ["0", "3"]);
    assert_eq!(ids(&store.claim(request(&["d", "e", "d"])).await.unwrap()), ["5", "6"]);
    assert_eq!(ids(&store.claim(request(&["d"])).await.unwrap()), ["7"]);
}

pub async fn are_for_a_run<D: Database>(db: &D) {
    let store = open(db).await;
    let first = store.start_run(NewRun::new("crawl")).await.unwrap().run_id;
    let second = store.start_run(NewRun::new("crawl").parent(first.clone())).await.unwrap().run_id;
    store.enqueue(item("a").run(first.clone()).rank(0)).await.unwrap();
    store.enqueue(item("b").run(first.clone()).rank(1)).await.unwrap();
    let own = store.claim(ClaimRequest::new("w")).await.unwrap();
    assert_eq!(own[0].run(), Some(&first));
    let other = store.claim(ClaimRequest::new("w").run(second.clone())).await.unwrap();
    assert_eq!((other[0].run(), other[0].item().run_id.as_ref()), (Some(&second), Some(&first)));
}

/// Many workers claim from one queue: each item is claimed by one worker.
pub async fn share_nothing<D: Database>(db: &D) {
    const ITEMS: u16 = 400;
    let store = open(db).await;
    let numbers: Vec<String> = (0..ITEMS).map(|number| number.to_string()).collect();
    store.enqueue_many(numbers.iter().map(|id| item(id)).collect()).await.unwrap();
    let workers: Vec<_> = (0..8)
        .map(|worker| {
            let store = store.clone();
            tokio::spawn(async move {
                let (name, mut completed, mut none) = (format!("worker {worker}"), Vec::new(), 0);
                // On engines that do not skip locked rows, a claim can return nothing while items are left.
                while none < 20 {
                    let claimed = claim(&store, &name, 7).await;
                    none = if claimed.is_empty() { none + 1 } else { 0 };
                    for one in claimed {
                        store.complete(&one, Default::default()).await.unwrap();
                        completed.push(one.item().resource_id.clone());
                    }
                }
                completed
            })
        })
        .collect();
    let mut all = Vec::new();
    for worker in workers {
        all.extend(worker.await.unwrap());
    }
    assert_eq!(all.len(), usize::from(ITEMS), "no item was claimed twice");
    assert_eq!(all.into_iter().collect::<BTreeSet<_>>(), numbers.into_iter().collect());
    let total = store.stats().await.unwrap().total;
    assert_eq!((total.completed, total.total()), (ITEMS.into(), ITEMS.into()));
    enqueue(&store, &["0"]).await;
    assert_eq!(status(&store, "0").await, Status::Completed);
}
