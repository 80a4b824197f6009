//! Completing items: versions, links and sightings.

use std::time::Duration;

use serde_json::json;
use store::state::{ClaimRequest, Completion, Content, NewRun, Recrawl, StateStore, Status, VersionInfo};
use store::{Database, ErrorKind};

use super::clock;
use super::samples::{LEASE, claim, claim_one, enqueue, ids, item, open, options, page, read};

pub async fn keep_versions_and_links<D: Database>(db: &D) {
    let store = open(db).await;
    let run = store.start_run(NewRun::new("crawl")).await.unwrap().run_id;
    store.enqueue(item("a").run(run.clone())).await.unwrap();
    store.enqueue(item("known").rank(9)).await.unwrap();
    let claimed = claim_one(&store, "w").await;
    let content = Content::from_bytes(b"<a href=b>")
        .content_type("text/html")
        .status_code(200)
        .location("pages/a.html")
        .metadata(json!({ "etag": "x" }));
    let links = ["b", "known", "b", "c"].map(item);
    let completed =
        store.complete(&claimed, Completion::new().content(content.clone()).links(links)).await.unwrap();
    assert_eq!(
        (completed.version, completed.duplicates),
        (Some(VersionInfo { number: 1, changed: true }), 2)
    );
    let (b, c) = (read(&store, "b").await, read(&store, "c").await);
    assert_eq!(completed.discovered, [b.work_item_id.clone(), c.work_item_id.clone()]);
    for found in [&b, &c] {
        assert_eq!(found.discovered_from.as_ref(), Some(claimed.work_item_id()));
        assert_eq!((found.run_id.as_ref(), found.discovered_in.as_ref()), (Some(&run), Some(&run)));
    }
    let done = read(&store, "a").await;
    assert_eq!((done.status, done.version, done.content_hash), (Status::Completed, 1, Some(content.hash())));
    assert!(done.finished_at.is_some() && done.lease_expires_at.is_none());
    let versions = store.versions(&done.work_item_id).await.unwrap();
    let version = &versions[0];
    assert_eq!((versions.len(), version.version, version.changed, version.size), (1, 1, true, 10));
    assert_eq!((version.run_id.as_ref(), version.attempt), (Some(&run), 1));
    assert_eq!((version.content_type.as_deref(), version.status_code), (Some("text/html"), Some(200)));
    assert_eq!(
        (version.location.as_deref(), &version.metadata),
        (Some("pages/a.html"), &Some(json!({ "etag": "x" })))
    );
    assert_eq!(store.seen(page("b")).await.unwrap().unwrap().seen_count, 2);
    let known = store.seen(page("known")).await.unwrap().unwrap();
    assert_eq!((known.seen_count, known.last_run_id.as_ref()), (2, Some(&run)));
    assert!(known.last_seen_at > known.first_seen_at);
    let first = store.seen(page("c")).await.unwrap().unwrap();
    assert_eq!(
        (first.seen_count, first.last_run_id.as_ref(), first.last_seen_at),
        (1, Some(&run), first.first_seen_at)
    );

    let to_known = store.links_to(page("known"), None, 10).await.unwrap();
    assert_eq!(to_known.iter().map(|link| &link.from_item).collect::<Vec<_>>(), [&done.work_item_id]);
    let mut from_a = store.links_from(&done.work_item_id, None, 2).await.unwrap();
    let last = from_a[1].to_item.clone();
    from_a.extend(store.links_from(&done.work_item_id, Some(&last), 2).await.unwrap());
    let mut expected = [b.work_item_id, c.work_item_id, read(&store, "known").await.work_item_id];
    expected.sort_unstable();
    assert_eq!(from_a.into_iter().map(|link| link.to_item).collect::<Vec<_>>(), expected);
}

pub async fn keep_what_the_options_say<D: Database>(db: &D) {
    let few = StateStore::open(db.clone(), options().keep_links(false).keep_seen(false)).await.unwrap();
    few.enqueue_many(["a", "known", "known"].map(item).to_vec()).await.unwrap();
    let claimed = few.claim(ClaimRequest::new("w").limit(2)).await.unwrap();
    few.complete(&claimed[0], Completion::new().links(["known", "new"].map(item))).await.unwrap();
    let id = claimed[0].work_item_id();
    let kept = few.links_from(id, None, 9).await.unwrap();
    let new = read(&few, "new").await.work_item_id;
    assert_eq!(
        kept.iter().map(|link| &link.to_item).collect::<Vec<_>>(),
        [&new],
        "the link that found an item"
    );
    assert_eq!(few.seen(page("known")).await.unwrap().unwrap().seen_count, 1);
    // The same tables, opened with the defaults.
    let all = open(db).await;
    all.complete(&claimed[1], Completion::new().links(["new", "a"].map(item))).await.unwrap();
    assert_eq!(all.links_from(claimed[1].work_item_id(), None, 9).await.unwrap().len(), 2);
    assert_eq!(all.seen(page("new")).await.unwrap().unwrap().seen_count, 2);
}

pub async fn count_for_the_run_of_each_claim<D: Database>(db: &D) {
    let store = open(db).await;
    let first = store.start_run(NewRun::new("crawl")).await.unwrap().run_id;
    let second = store.start_run(NewRun::new("crawl")).await.unwrap().run_id;
    for id in ["a", "b", "c", "d"] {
        store.enqueue(item(id).run(first.clone())).await.unwrap();
    }
    let request = || ClaimRequest::new("w").limit(2);
    let mut claimed = store.claim(request().run(second.clone())).await.unwrap();
    claimed.extend(store.claim(request()).await.unwrap());
    let lost = claimed[3].clone();
    store.release(&lost).await.unwrap();
    // The runs alternate; one item is completed twice, and the lease on another is lost.
    let order = [0, 2, 1, 2, 3].map(|at| claimed[at].clone());
    let content = || Completion::new().content(Content::from_bytes(b"x"));
    let results = store.complete_many(order.map(|one| (one, content())).to_vec()).await.unwrap();
    let kinds: Vec<_> = results.iter().map(|result| result.as_ref().err().map(store::Error::kind)).collect();
    assert_eq!(kinds, [None, None, None, Some(ErrorKind::LeaseLost), Some(ErrorKind::LeaseLost)]);
    for (claimed, run) in [(&claimed[0], &second), (&claimed[1], &second), (&claimed[2], &first)] {
        let item = store.get_work_item(claimed.work_item_id()).await.unwrap().unwrap();
        assert_eq!((item.status, item.run_id.as_ref(), item.version), (Status::Completed, Some(run), 1));
        assert_eq!(store.versions(claimed.work_item_id()).await.unwrap().len(), 1);
    }
    let completed = async |run| store.run(run).await.unwrap().unwrap().counters.completed;
    assert_eq!((completed(&first).await, completed(&second).await), (1, 2));
}

pub async fn are_all_or_nothing<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["a"]).await;
    let claimed = claim_one(&store, "w").await;
    let before = read(&store, "a").await;
    let stats = store.stats().await.unwrap();
    let content = Content::from_bytes(b"x").content_type("x".repeat(201));
    let error =
        store.complete(&claimed, Completion::new().content(content).link(item("b"))).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Truncated, Some("content_type")));
    assert_eq!(read(&store, "a").await, before);
    assert_eq!(store.versions(&before.work_item_id).await.unwrap(), []);
    assert!(!store.exists(page("b")).await.unwrap() && store.seen(page("b")).await.unwrap().is_none());
    assert_eq!(store.stats().await.unwrap(), stats);
    store.complete(&claimed, Completion::new().link(item("b"))).await.unwrap();
    let done = read(&store, "a").await;
    assert_eq!((done.status, done.version, done.content_hash), (Status::Completed, 0, None));
}

pub async fn refuse_a_bad_link_alone<D: Database>(db: &D) {
    let store = open(db).await;
    let run = store.start_run(NewRun::new("crawl")).await.unwrap().run_id;
    for id in ["a", "c"] {
        store.enqueue(item(id).run(run.clone())).await.unwrap();
    }
    let mut claimed = claim(&store, "w", 2).await;
    claimed.sort_by(|one, other| one.item().resource_id.cmp(&other.item().resource_id));
    let too_long = "x".repeat(501);
    let links = [item("b"), item(&too_long), item("a")];
    let completion = Completion::new().content(Content::from_bytes(b"x")).links(links);
    // Content that does not fit its columns affects only its item.
    let unfit =
        Completion::new().content(Content::from_bytes(b"y").content_type("x".repeat(201))).link(item("d"));
    let results =
        store.complete_many(vec![(claimed[1].clone(), unfit), (claimed[0].clone(), completion)]).await;
    let results = results.unwrap();
    assert_eq!(results[0].as_ref().unwrap_err().column(), Some("content_type"));
    let completed = results[1].as_ref().unwrap();
    assert_eq!(
        (completed.version, completed.discovered.len(), completed.duplicates),
        (Some(VersionInfo { number: 1, changed: true }), 1, 1)
    );
    let refused = &completed.refused[0];
    assert_eq!((completed.refused.len(), refused.error.kind()), (1, ErrorKind::Truncated));
    assert_eq!(
        (refused.error.column(), refused.link.dedupe_hash()),
        (Some("resource_id"), &page(&too_long).hash())
    );

    assert_eq!(
        (read(&store, "a").await.status, read(&store, "c").await.status),
        (Status::Completed, Status::InProgress)
    );
    assert_eq!(store.versions(claimed[0].work_item_id()).await.unwrap().len(), 1);
    assert_eq!(store.versions(claimed[1].work_item_id()).await.unwrap(), []);
    assert_eq!(store.links_from(claimed[0].work_item_id(), None, 9).await.unwrap().len(), 2);
    assert!(store.exists(page("b")).await.unwrap() && !store.exists(page("d")).await.unwrap());
    assert_eq!(store.seen(page(&too_long)).await.unwrap(), None);
    let total = store.stats().await.unwrap().total;
    assert_eq!((total.completed, total.in_progress, total.pending), (1, 1, 1));
}

pub async fn many_at_once<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["a", "b", "c"]).await;
    let slow = claim(&store, "slow", 1).await;
    clock::pass(&store, LEASE + Duration::from_secs(60)).await;
    let mut items = claim(&store, "w", 3).await;
    assert_eq!(ids(&items), ["a", "b", "c"]);
    items[0] = slow[0].clone();
    let completions = items
        .into_iter()
        .map(|claimed| {
            let link = format!("from {}", claimed.item().resource_id);
            (
                claimed,
                Completion::new()
                    .content(Content::from_bytes(b"same"))
                    .link(item(&link))
                    .link(item("shared")),
            )
        })
        .collect();
    let results = store.complete_many(completions).await.unwrap();
    assert_eq!(results[0].as_ref().unwrap_err().kind(), ErrorKind::LeaseLost);
    let counts: Vec<_> =
        results[1..].iter().flatten().map(|done| (done.discovered.len(), done.duplicates)).collect();
    assert_eq!(counts, [(2, 0), (1, 1)]);
    assert!(!store.exists(page("from a")).await.unwrap());
    let total = store.stats().await.unwrap().total;
    assert_eq!((total.completed, total.in_progress, total.pending), (2, 1, 3));
    assert_eq!(store.complete_many(Vec::new()).await.unwrap().len(), 0);
    let run = store.start_run(NewRun::new("again")).await.unwrap().run_id;
    assert_eq!(store.reset_for_recrawl(&Recrawl::new(run)).await.unwrap(), 2);
}
