//! Re-crawls.

use store::state::{ClaimRequest, Completion, Content, Failure, Identity, NewItem, NewRun, Recrawl, Status};
use store::{Database, ErrorKind};

use super::samples::{claim, enqueue, item, open, read};

// Long because each step checks another consequence of one re-crawl.
pub async fn keep_history<D: Database>(db: &D) {
    let store = open(db).await;
    let first = store.start_run(NewRun::new("crawl")).await.unwrap().run_id;
    for (rank, id) in (0..).zip(["same", "changed", "gone"]) {
        store.enqueue(item(id).rank(rank).run(first.clone())).await.unwrap();
    }
    for claimed in claim(&store, "w", 3).await {
        let content = Content::from_bytes(claimed.item().resource_id.as_bytes());
        store.complete(&claimed, Completion::new().content(content)).await.unwrap();
    }
    store.finish_run(&first).await.unwrap();

    let second = store.start_run(NewRun::new("crawl").parent(first.clone())).await.unwrap().run_id;
    let recrawl = Recrawl::new(second.clone());
    assert_eq!(store.reset_for_recrawl(&recrawl.clone().dry_run()).await.unwrap(), 3);
    assert_eq!(read(&store, "same").await.status, Status::Completed, "a dry run changes nothing");
    assert_eq!(store.reset_for_recrawl(&recrawl).await.unwrap(), 3);
    assert_eq!(store.reset_for_recrawl(&recrawl).await.unwrap(), 0, "a second call returns no item");
    let waiting = read(&store, "same").await;
    assert_eq!(
        (waiting.status, waiting.attempt, waiting.run_id.as_ref()),
        (Status::Pending, 0, Some(&second))
    );
    assert_eq!((waiting.version, waiting.finished_at), (1, None));
    for claimed in store.claim(ClaimRequest::new("w").limit(3)).await.unwrap() {
        match claimed.item().resource_id.as_str() {
            "gone" => drop(store.fail(&claimed, Failure::new("404").without_retry()).await.unwrap()),
            id => {
                let text = if id == "same" { id } else { "new text" };
                let content = Content::from_bytes(text.as_bytes());
                store.complete(&claimed, Completion::new().content(content)).await.unwrap();
            }
        }
    }
    let (same, changed, gone) =
        (read(&store, "same").await, read(&store, "changed").await, read(&store, "gone").await);
    let history = async |item: &store::state::WorkItem| {
        let versions = store.versions(&item.work_item_id).await.unwrap();
        let of = |run: &Option<_>| if run.as_ref() == Some(&first) { 1 } else { 2 };
        versions
            .into_iter()
            .map(|version| {
                (version.version, of(&version.run_id), version.changed, version.superseded_at.is_some())
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(history(&same).await, [(1, 1, true, true), (2, 2, false, false)]);
    assert_eq!(history(&changed).await, [(1, 1, true, true), (2, 2, true, false)]);
    assert_eq!(history(&gone).await, [(1, 1, true, false)], "the version before the page disappeared");
    assert_eq!(gone.status, Status::Failed);
    let of_second = |changed| store.versions_of_run(&second, changed, None, 10);
    assert_eq!(of_second(Some(true)).await.unwrap()[0].work_item_id, changed.work_item_id);
    assert_eq!(of_second(Some(false)).await.unwrap()[0].work_item_id, same.work_item_id);
    assert_eq!(of_second(None).await.unwrap().len(), 2);

    let counters = async |run| store.run(run).await.unwrap().unwrap().counters;
    let (one, two) = (counters(&first).await, counters(&second).await);
    assert_eq!(
        (one.completed, one.failed, one.pending, one.changed),
        (3, 0, 0, 3),
        "the first run stays as it was"
    );
    assert_eq!((two.completed, two.failed, two.changed, two.unchanged), (2, 1, 1, 1));
    let total = store.stats().await.unwrap().total;
    assert_eq!((total.completed, total.failed, total.total()), (2, 1, 3));
}

pub async fn by_filter<D: Database>(db: &D) {
    let store = open(db).await;
    for (name, id) in [("docs", "1"), ("docs", "2"), ("wiki", "1"), ("wiki", "2")] {
        let new = NewItem::new(Identity::new("http", name, "page", id), "x:");
        store.enqueue(new).await.unwrap();
    }
    for claimed in claim(&store, "w", 4).await {
        match claimed.item().resource_id.as_str() {
            "1" => drop(store.complete(&claimed, Completion::new()).await.unwrap()),
            _ => drop(store.fail(&claimed, Failure::new("x").without_retry()).await.unwrap()),
        }
    }
    let run = store.start_run(NewRun::new("again")).await.unwrap().run_id;
    let recrawl = || Recrawl::new(run.clone());
    let both = [Status::Failed, Status::Completed, Status::Failed];
    assert_eq!(store.reset_for_recrawl(&recrawl().source_system("ftp")).await.unwrap(), 0);
    assert_eq!(store.reset_for_recrawl(&recrawl().statuses(&both).dry_run()).await.unwrap(), 4);
    assert_eq!(store.reset_for_recrawl(&recrawl().source_name("wiki").statuses(&both)).await.unwrap(), 2);
    assert_eq!(store.reset_for_recrawl(&recrawl().statuses(&[Status::Failed])).await.unwrap(), 1);
    assert_eq!(
        store.reset_for_recrawl(&recrawl().source_system("http").source_name("docs")).await.unwrap(),
        1
    );
    assert_eq!(claim(&store, "w", 10).await.len(), 4);
}

pub async fn of_open_items_are_refused<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["a"]).await;
    let run = store.start_run(NewRun::new("again")).await.unwrap().run_id;
    for status in [Status::Pending, Status::InProgress] {
        let error =
            store.reset_for_recrawl(&Recrawl::new(run.clone()).statuses(&[status])).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Misuse);
    }
}
