//! Enqueuing resources, and reading the queue.

use serde_json::json;
use store::prelude::*;
use store::state::{
    Enqueue, EnqueueOutcome, Identity, LaterSightings, NewItem, RunId, SeenResource, StateOptions,
    StateStore, Status, WorkItem, WorkItemFilter,
};
use store::{Database, ErrorKind, UnitOfWork};

use super::samples::{claim_one, enqueue, item, open, options, page, read};

pub async fn duplicates_report_their_status<D: Database>(db: &D) {
    let store = open(db).await;
    let first = store.enqueue(item("a")).await.unwrap();
    assert!(first.is_new());
    let id = first.work_item_id();
    assert!(store.exists(page("a")).await.unwrap());
    assert!(!store.exists(page("b")).await.unwrap());
    let again = |status| EnqueueOutcome::Existing { work_item_id: id.clone(), status };
    assert_eq!(store.enqueue(item("a").priority(1)).await.unwrap(), again(Status::Pending));
    assert_eq!(read(&store, "a").await.priority, 100, "the existing item is unchanged");
    claim_one(&store, "w").await;
    assert_eq!(store.enqueue(item("a")).await.unwrap(), again(Status::InProgress));
    let seen = store.seen(page("a")).await.unwrap().unwrap();
    assert_eq!((seen.seen_count, seen.dedupe_key.as_str()), (3, "http:docs:page:a"));
    assert_eq!(store.seen(page("b")).await.unwrap(), None);
}

pub async fn many_at_once<D: Database>(db: &D) {
    let store = open(db).await;
    assert!(store.enqueue_many(Vec::new()).await.unwrap().is_empty());
    let there = enqueue(&store, &["1", "3"]).await;
    let numbers: Vec<String> = (0..1_200).map(|number| (number % 1_000).to_string()).collect();
    let enqueued = store.enqueue_many(numbers.iter().map(|id| item(id)).collect()).await.unwrap();
    let enqueued: Vec<EnqueueOutcome> = enqueued.into_iter().map(Result::unwrap).collect();
    assert_eq!(enqueued.len(), 1_200);
    for (number, one) in enqueued.iter().enumerate() {
        let expected = match number {
            1 => Some(&there[0]),
            3 => Some(&there[1]),
            number if number >= 1_000 => Some(enqueued[number - 1_000].work_item_id()),
            _ => None,
        };
        assert_eq!(one.is_new(), expected.is_none(), "{number}");
        assert!(expected.is_none_or(|id| one.work_item_id() == id), "{number}");
    }
    let seen = async |id: &str| store.seen(page(id)).await.unwrap().map(|seen: SeenResource| seen.seen_count);
    assert_eq!([seen("1").await, seen("3").await, seen("500").await], [Some(3), Some(3), Some(1)]);
    assert_eq!(store.stats().await.unwrap().total.pending, 1_000);
}

pub async fn identities_are_distinct<D: Database>(db: &D) {
    let store = open(db).await;
    let identities = [
        Identity::new("a", "b:c", "page", "1"),
        Identity::new("a:b", "c", "page", "1"),
        Identity::new("a", "b", "c:page", "1"),
        Identity::new("a", "b:c", "page", "1 "),
        Identity::new("A", "b:c", "page", "1"),
        Identity::new("a", "b:c", "page", "1").with_variant("raw"),
        Identity::new("a", "b:c", "page", "1").with_variant(""),
        Identity::new("a", "b:c", "page", "1:raw"),
    ];
    for identity in identities {
        let enqueued = store.enqueue(NewItem::new(identity, "x:")).await.unwrap();
        assert!(enqueued.is_new(), "{identity:?}");
        let found = store.find_by_identity(identity).await.unwrap().unwrap();
        assert_eq!(
            (&found.work_item_id, found.variant.as_deref()),
            (enqueued.work_item_id(), identity.variant)
        );
    }
    for identity in identities {
        assert!(!store.enqueue(NewItem::new(identity, "x:")).await.unwrap().is_new(), "{identity:?}");
    }
}

pub async fn rows_of_all_columns<D: Database>(db: &D) {
    let store = open(db).await;
    let run = RunId::new();
    let full = item("full")
        .method("POST")
        .headers(json!({ "Accept": "text/html" }))
        .body("{}")
        .metadata(json!([1]))
        .priority(-5)
        .rank(7)
        .run(run.clone());
    let id = store.enqueue(full).await.unwrap().work_item_id().clone();
    let read = store.get_work_item(&id).await.unwrap().unwrap();
    assert_eq!(
        (read.request_method.as_str(), read.request_uri.as_str(), read.request_body.as_deref()),
        ("POST", "https://docs.example/full", Some("{}"))
    );
    assert_eq!(read.request_headers, Some(json!({ "Accept": "text/html" })));
    assert_eq!((read.metadata, read.run_id), (Some(json!([1])), Some(run)));
    assert_eq!((read.priority, read.rank, read.attempt, read.status), (-5, 7, 0, Status::Pending));
    assert_eq!((read.source_key.as_str(), read.dedupe_key.as_str()), ("http/docs", "http:docs:page:full"));
    assert_eq!((read.lease_token, read.version, read.content_hash), (0, 0, None));
    assert_eq!(store.get_work_item(&"nobody".into()).await.unwrap(), None);
}

pub async fn too_long_parts_are_refused<D: Database>(db: &D) {
    let store = open(db).await;
    let long = "x".repeat(501);
    let error = store.enqueue(item(&long)).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Truncated, Some("resource_id")));
    // The other items of the batch are enqueued, each with its own result.
    let uri = NewItem::new(page("uri"), "x".repeat(2_001));
    let batch = vec![item(&long), item("a"), uri, item(&long), item("b"), item("a"), item(&long)];
    let enqueued = store.enqueue_many(batch).await.unwrap();
    let results: Vec<Result<bool, Option<&str>>> =
        enqueued.iter().map(|one| one.as_ref().map(EnqueueOutcome::is_new).map_err(Error::column)).collect();
    let (id, uri) = (Err(Some("resource_id")), Err(Some("request_uri")));
    assert_eq!(results, [id, Ok(true), uri, id, Ok(true), Ok(false), id]);
    assert!(enqueued.iter().flatten().all(|one| one.work_item_id().as_str().len() == 36));
    assert_eq!(store.stats().await.unwrap().total.pending, 2);
    assert_eq!(store.seen(page(&long)).await.unwrap(), None);
    let refused = store.enqueue_many(vec![item(&long)]).await.unwrap();
    assert_eq!(refused[0].as_ref().unwrap_err().kind(), ErrorKind::Truncated);
    assert!(store.enqueue(item(&long[..500])).await.unwrap().is_new());
}

pub async fn known_resources<D: Database>(db: &D) {
    let store = open(db).await;
    let run = RunId::new();
    let mut expected: Vec<WorkItem> = Vec::new();
    for number in 0..25 {
        let (name, id) = (["docs", "wiki"][number % 2], format!("{number:02}"));
        let mut new = NewItem::new(Identity::new("http", name, "page", &id), "x:");
        if number % 3 == 0 {
            new = new.run(run.clone());
        }
        let id = store.enqueue(new).await.unwrap().work_item_id().clone();
        expected.push(store.get_work_item(&id).await.unwrap().unwrap());
    }
    for filter in [
        WorkItemFilter::default(),
        WorkItemFilter::default().source_name("wiki"),
        WorkItemFilter::default().source_system("http").source_name("docs").status(Status::Pending),
        WorkItemFilter::default().run(run.clone()),
        WorkItemFilter::default().status(Status::Failed),
        WorkItemFilter::default().source_system("HTTP"),
    ] {
        let wanted: Vec<&WorkItem> = expected
            .iter()
            .filter(|item| match format!("{filter:?}") {
                text if text.contains("wiki") => item.source_name == "wiki",
                text if text.contains("docs") => item.source_name == "docs",
                text if text.contains("RunId") => item.run_id.is_some(),
                text if text.contains("Failed") || text.contains("HTTP") => false,
                _ => true,
            })
            .collect();
        let mut found: Vec<WorkItem> = Vec::new();
        loop {
            let after = found.last().map(|item| item.work_item_id.clone());
            let page = store.known_resources(&filter, after.as_ref(), 4).await.unwrap();
            if page.is_empty() {
                break;
            }
            found.extend(page);
        }
        assert_eq!(found.iter().collect::<Vec<_>>(), wanted, "{filter:?}");
    }
}

pub async fn within_a_transaction_of_the_application<D: Database>(db: &D) {
    let store = open(db).await;
    struct Failing(Enqueue);
    impl UnitOfWork for Failing {
        type Output = ();
        async fn run<C: Connection>(&self, connection: &mut C) -> Result<(), Error> {
            assert!(matches!(&self.0.run(connection).await?[0], Ok(one) if one.is_new()));
            Err(Error::new(ErrorKind::Other, "application error"))
        }
    }
    let error = db.transaction(Failing(Enqueue::new(vec![item("a"), item("b")]))).await.unwrap_err();
    assert_eq!(error.message(), "application error");
    assert!(!store.exists(page("a")).await.unwrap());
    assert_eq!(store.stats().await.unwrap().total.total(), 0, "the counters are rolled back too");
    assert_eq!(db.transaction(Enqueue::new(vec![item("a"), item("b")])).await.unwrap().len(), 2);
    assert_eq!(store.stats().await.unwrap().total.pending, 2);
}

pub async fn without_tables<D: Database>(db: &D) {
    let absent = StateStore::open(db.clone(), StateOptions::default().auto_init(false)).await;
    let error = absent.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::SchemaDrift);
    for table in ["work_items", "ingest_runs", "counters"] {
        assert!(error.message().contains(table), "{error}");
    }
    open(db).await.enqueue(item("a")).await.unwrap();
    let store = StateStore::open(db.clone(), options().auto_init(false)).await.unwrap();
    assert!(store.exists(page("a")).await.unwrap());
    let mut connection = db.clone();
    connection.drop_table::<LaterSightings>().await.unwrap();
    let error = StateStore::open(db.clone(), options().auto_init(false)).await.err().unwrap();
    assert!(
        error.message().contains("later_sightings") && !error.message().contains("work_items"),
        "{error}"
    );
    assert!(open(db).await.exists(page("a")).await.unwrap(), "creating the missing tables keeps the others");
}
