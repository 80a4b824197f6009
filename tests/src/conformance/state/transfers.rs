//! Copying a whole store into another one or into a file.

use std::time::Duration;

use serde_json::json;
use store::prelude::*;
use store::state::transfer::{TableTransfer, compare, copy, export, import};
use store::state::{
    CheckpointKey, Completion, Content, Failure, NewRun, Recrawl, SourceControl, StateStore, Status,
    WorkItem, WorkerHeartbeat, WorkerStatus,
};
use store_sqlite::{Sqlite, SqliteOptions};

use super::samples::{claim, claim_one, item, open, page, read};

/// Opens a second store.
async fn other() -> StateStore<Sqlite> {
    open(&Sqlite::open(SqliteOptions::in_memory()).await.unwrap()).await
}

/// More items than a page.
const ITEMS: u32 = 1_100;

/// Writes rows to every table by the methods of the store.
async fn fill<D: Database>(store: &StateStore<D>) {
    let run = store.start_run(NewRun::new("nightly").metadata(json!({ "n": 0.1 }))).await.unwrap().run_id;
    let new = |number: u32| item(&format!("{number:04} ß 漢 🦀 '")).rank(9).run(run.clone());
    store.enqueue_many((0..ITEMS).map(new).collect()).await.unwrap();
    let odd = item("odd ").headers(json!({ "a": [1.5, null, "\u{1} \\ \""] })).body("\r\n\t").priority(-7);
    store.enqueue(odd.metadata(json!({}))).await.unwrap();
    let batch = store.start_batch(&run, Some("w"), 3).await.unwrap();
    for round in [&b"first"[..], b"second"] {
        let claimed = claim_one(store, "w").await;
        assert_eq!(claimed.item().resource_id, "odd ");
        let content =
            Content::from_bytes(round).status_code(200).location("s3://bucket/odd").content_type("text/html");
        let links = ["found", "odd "].map(item);
        store.complete(&claimed, Completion::new().content(content).links(links)).await.unwrap();
        let again = store.start_run(NewRun::new("again").parent(run.clone())).await.unwrap().run_id;
        store.reset_for_recrawl(&Recrawl::new(again)).await.unwrap();
    }
    let claimed = claim(store, "w", 4).await;
    store.fail(&claimed[0], Failure::new("503")).await.unwrap();
    store.fail(&claimed[1], Failure::new("410").without_retry()).await.unwrap();
    store.skip(&claimed[2], "robots.txt").await.unwrap();
    let cursor = CheckpointKey::of_source(&claimed[3].item().source(), "cursor");
    store.save_checkpoint(&cursor, json!({ "page": 7 }), 0, Some(&claimed[3])).await.unwrap();
    store.finish_batch(&batch, 2, 1).await.unwrap();
    store.finish_run(&run).await.unwrap();
    let source = claimed[3].item().source();
    store.set_crawl_delay(&source, Duration::from_millis(1_500)).await.unwrap();
    store.pause(source, Some("too slow")).await.unwrap();
    let now = read(store, "found").await.created_at;
    let worker = WorkerHeartbeat {
        worker_id: "w".into(),
        host: "here".into(),
        pid: 7,
        run_id: Some(run),
        status: WorkerStatus::Stopped,
        current_item: Some(claimed[3].work_item_id().clone()),
        completed: 2,
        failed: 2,
        started_at: now,
        beat_at: now,
    };
    store.heartbeat(worker).await.unwrap();
}

#[track_caller]
fn all_same(tables: &[TableTransfer]) {
    assert_eq!(tables.len(), 10);
    for table in tables {
        assert!(table.is_same(), "{table:?}");
        assert!(table.source.rows() > 0, "{table:?}");
    }
}

fn written(tables: &[TableTransfer]) -> u64 {
    tables.iter().map(|table| table.written).sum()
}

pub async fn into_another_engine<D: Database>(db: &D) {
    let (here, there) = (open(db).await, other().await);
    fill(&here).await;
    let mut steps = Vec::new();
    let tables = copy(&here, &there, |step| steps.push(step)).await.unwrap();
    all_same(&tables);
    assert!(tables.iter().all(|table| table.written == table.source.rows()));
    let rows = steps.iter().filter(|step| step.table == "work_items").map(|step| step.rows);
    assert!(rows.max() >= Some(u64::from(ITEMS)), "{steps:?}");
    assert!(steps.iter().all(|step| step.of.is_some_and(|of| step.rows <= of)), "{steps:?}");
    behave_alike(&here, &there).await;
}

pub async fn from_another_engine<D: Database>(db: &D) {
    let (here, there) = (open(db).await, other().await);
    fill(&there).await;
    all_same(&copy(&there, &here, |_| {}).await.unwrap());
    behave_alike(&there, &here).await;
}

/// Checks that the same calls on a store and its copy have the same outcomes.
async fn behave_alike<A: Database, B: Database>(one: &StateStore<A>, other: &StateStore<B>) {
    assert_eq!(one.stats().await.unwrap(), other.stats().await.unwrap());
    assert_eq!(one.controls().await.unwrap(), other.controls().await.unwrap());
    let id = one.enqueue(item("odd ")).await.unwrap();
    assert_eq!(id, other.enqueue(item("odd ")).await.unwrap());
    assert!(!id.is_new());
    assert_eq!(
        one.versions(id.work_item_id()).await.unwrap(),
        other.versions(id.work_item_id()).await.unwrap()
    );
    assert_eq!(next(one).await, next(other).await);
}

/// Claims the next item, without controls.
async fn next<D: Database>(store: &StateStore<D>) -> String {
    let source = read(store, "odd ").await.source();
    store.database().clone().delete::<SourceControl>(&source.key()).await.unwrap();
    claim_one(store, "next").await.item().resource_id.clone()
}

pub async fn resume_after_an_interruption<D: Database>(db: &D) {
    let (here, there) = (open(db).await, other().await);
    fill(&there).await;
    // More items than are written at once.
    there.enqueue_many((0..6_000).map(|number| item(&format!("more {number}"))).collect()).await.unwrap();
    // Interrupted in the middle of the items: the rows that were written together are kept.
    let (cut, mut at_items) = tokio::sync::watch::channel(false);
    let broken_off = copy(&there, &here, |step| {
        cut.send_replace(step.table == "work_items" && step.rows >= 5_000);
    });
    tokio::select! {
        biased;
        _ = at_items.wait_for(|cut| *cut) => {}
        done = broken_off => panic!("it was to be broken off: {done:?}"),
    }
    let so_far = WorkItem::rows().total(&mut db.clone()).await.unwrap();
    assert!((5_000..7_000).contains(&so_far), "{so_far}");
    let tables = copy(&there, &here, |_| {}).await.unwrap();
    all_same(&tables);
    let items = tables.iter().find(|table| table.table == "work_items").unwrap();
    assert_eq!(i64::try_from(items.written).unwrap(), i64::try_from(items.source.rows()).unwrap() - so_far);
    let again = copy(&there, &here, |_| {}).await.unwrap();
    all_same(&again);
    assert_eq!(written(&again), 0);
    // Missing rows before the last one are also found.
    let lost = read(&here, "found").await;
    db.clone().delete::<WorkItem>(&lost.work_item_id).await.unwrap();
    let mended = copy(&there, &here, |_| {}).await.unwrap();
    all_same(&mended);
    assert_eq!(written(&mended), 1);
}

pub async fn refuse_a_target_with_foreign_rows<D: Database>(db: &D) {
    let (here, there) = (open(db).await, other().await);
    fill(&there).await;
    here.enqueue(item("mine")).await.unwrap();
    let refused = copy(&there, &here, |_| {}).await.unwrap_err();
    assert_eq!((refused.kind(), refused.table()), (ErrorKind::Misuse, Some("work_items")), "{refused}");
    assert_eq!(here.stats().await.unwrap().total.pending, 1, "nothing was written");
    assert_eq!(here.runs(None, None, 1).await.unwrap(), []);
    // In a file, runs come before the items that refer to them.
    let mut file = Vec::new();
    export(&there, &mut file, |_| {}).await.unwrap();
    let refused = import(&here, file.as_slice(), |_| {}).await.unwrap_err();
    assert_eq!((refused.kind(), refused.table()), (ErrorKind::Misuse, Some("ingest_runs")), "{refused}");
    assert_eq!(here.runs(None, None, 1).await.unwrap(), []);
}

/// A foreign row in the target is found anywhere, not only as the last row or by the number of rows.
pub async fn find_any_foreign_row<D: Database>(db: &D) {
    let (here, there) = (open(db).await, other().await);
    fill(&there).await;
    all_same(&copy(&there, &here, |_| {}).await.unwrap());
    let mine = here.enqueue(item("mine")).await.unwrap().work_item_id().clone();
    let mut mine = here.get_work_item(&mine).await.unwrap().unwrap();
    db.clone().delete::<WorkItem>(&mine.work_item_id).await.unwrap();
    let lost = read(&here, "found").await;
    db.clone().delete::<WorkItem>(&lost.work_item_id).await.unwrap();
    mine.work_item_id = "0".into();
    db.clone().insert(&mine).await.unwrap();
    let refused = copy(&there, &here, |_| {}).await.unwrap_err();
    assert_eq!((refused.kind(), refused.table()), (ErrorKind::Misuse, Some("work_items")), "{refused}");
    assert!(here.find_by_identity(page("found")).await.unwrap().is_none(), "nothing was written");
    let mut file = Vec::new();
    export(&there, &mut file, |_| {}).await.unwrap();
    let refused = import(&here, file.as_slice(), |_| {}).await.unwrap_err();
    assert_eq!((refused.kind(), refused.table()), (ErrorKind::Misuse, Some("work_items")), "{refused}");
    assert!(here.find_by_identity(page("found")).await.unwrap().is_none(), "nothing was written");
}

/// JSON that the program would read differently or not at all, as another program may have written it.
const JSON: [&str; 5] = [
    "123456789012345678901234567890",
    "{\"a\": 1.10, \"a\": 1e2}",
    "null",
    "[ \"\\u00df\\/\" ]",
    "{\r\n  \"in\": \"lines\"\r\n}",
];

/// The id and the metadata of an item, read as text.
#[derive(Table)]
#[table(schema = "ingest", name = "work_items")]
#[query(update set_metadata(work_item_id) set(metadata))]
struct Written {
    #[column(primary_key, len = 36)]
    work_item_id: String,
    metadata: Option<String>,
}

/// Returns the metadata of the items whose ids are the numbers from 0.
async fn metadata(store: &StateStore<Sqlite>) -> Vec<Option<String>> {
    let mut texts = Vec::new();
    for number in 0..JSON.len() {
        let id = store.find_by_identity(page(&number.to_string())).await;
        // Reads the item even if its metadata is not readable as JSON.
        let id = id.unwrap().expect("it was copied").work_item_id;
        let written = store.database().clone().get::<Written>(id.as_str()).await.unwrap().unwrap();
        texts.push(written.metadata);
    }
    texts
}

pub async fn keep_json_unchanged<D: Database>(db: &D) {
    let (here, there, back, again) = (open(db).await, other().await, other().await, other().await);
    for (number, text) in JSON.iter().enumerate() {
        let id = there.enqueue(item(&number.to_string())).await.unwrap().work_item_id().clone();
        let mut sqlite = there.database().clone();
        assert_eq!(Written::set_metadata(id.as_str(), Some(text)).execute(&mut sqlite).await.unwrap(), 1);
    }
    let is_same = |tables: &[TableTransfer]| assert!(tables.iter().all(TableTransfer::is_same), "{tables:?}");
    is_same(&copy(&there, &here, |_| {}).await.unwrap());
    is_same(&copy(&here, &back, |_| {}).await.unwrap());
    assert_eq!(metadata(&back).await, JSON.map(|text| Some(text.to_owned())));
    // In a file a row is one line; the import still equals the original.
    let mut file = Vec::new();
    is_same(&export(&here, &mut file, |_| {}).await.unwrap());
    is_same(&import(&again, file.as_slice(), |_| {}).await.unwrap());
    assert_eq!(metadata(&again).await, JSON.map(|text| Some(text.replace(['\r', '\n'], " "))));
    is_same(&compare(&again, &there, |_| {}).await.unwrap());
    // Each store is a copy of the other.
    is_same(&copy(&again, &there, |_| {}).await.unwrap());
    is_same(&import(&there, file.as_slice(), |_| {}).await.unwrap());
}

/// An export of a store that changes meanwhile reports that its tables are of different times.
pub async fn report_changes_during_an_export<D: Database>(db: &D) {
    let store = open(db).await;
    fill(&store).await;
    let mut file = Vec::new();
    let (change, mut at_versions) = tokio::sync::watch::channel(false);
    let exported = {
        let mut exported = std::pin::pin!(export(&store, &mut file, |step| {
            // The next step may follow before the change is seen.
            if step.table == "resource_versions" {
                change.send_replace(true);
            }
        }));
        tokio::select! {
            biased;
            _ = at_versions.wait_for(|at| *at) => {}
            done = &mut exported => panic!("it was to be held up: {done:?}"),
        }
        // The items are written, and not yet read again.
        store.enqueue(item("meanwhile")).await.unwrap();
        exported.await.unwrap()
    };
    let differ: Vec<&str> =
        exported.iter().filter(|table| !table.is_same()).map(|table| table.table).collect();
    assert!(differ.contains(&"work_items"), "{differ:?}");
    // The file matches its own checksums.
    all_same(&import(&other().await, file.as_slice(), |_| {}).await.unwrap());
}

pub async fn report_differences<D: Database>(db: &D) {
    let (here, there) = (open(db).await, other().await);
    fill(&here).await;
    all_same(&copy(&here, &there, |_| {}).await.unwrap());
    let id = read(&there, "0500 ß 漢 🦀 '").await.work_item_id;
    there.update_status(&id, Status::Skipped, None).await.unwrap();
    let differ = async || {
        let tables = compare(&here, &there, |_| {}).await.unwrap();
        let differ = tables.iter().filter(|table| !table.is_same()).map(|table| table.table);
        differ.collect::<Vec<&str>>()
    };
    assert_eq!(differ().await, ["work_items", "counters"]);
    // A copy writes no row twice, and nothing after rows that differ.
    let refused = copy(&here, &there, |_| {}).await.unwrap_err();
    assert_eq!((refused.kind(), refused.table()), (ErrorKind::Misuse, Some("work_items")), "{refused}");
}

pub async fn round_trip_through_a_file<D: Database>(db: &D) {
    let (here, there) = (open(db).await, other().await);
    fill(&here).await;
    let mut file = Vec::new();
    let exported = export(&here, &mut file, |_| {}).await.unwrap();
    all_same(&exported);
    let text = String::from_utf8(file.clone()).unwrap();
    assert_eq!(text.lines().count() as u64, written(&exported) + 2);

    // Truncated, then resumed.
    let half = text.lines().take(700).collect::<Vec<_>>().join("\n");
    let cut_off = import(&there, half.as_bytes(), |_| {}).await.unwrap_err();
    assert_eq!(cut_off.kind(), ErrorKind::Decode, "{cut_off}");
    assert!(cut_off.to_string().contains("truncated"), "{cut_off}");
    let tables = import(&there, text.as_bytes(), |_| {}).await.unwrap();
    all_same(&tables);
    let items = tables.iter().find(|table| table.table == "work_items").unwrap();
    assert!(items.written < items.source.rows(), "{items:?}");
    let mut again = Vec::new();
    export(&there, &mut again, |_| {}).await.unwrap();
    assert_eq!(String::from_utf8(again).unwrap(), text);
    assert!(there.exists(page("odd ")).await.unwrap());
    // With a byte order mark, as some editors and shells write it.
    all_same(&import(&other().await, format!("\u{feff}{text}\n").as_bytes(), |_| {}).await.unwrap());

    // A damaged file is refused.
    let damaged = [
        (text.replace("\"pid\":7", "\"pid\":8"), "worker_heartbeats"),
        (text.replace("\"pid\":7", "\"pid\":\"7\""), "pid"),
        (text.replace("{\"worker_heartbeats\"", "{\"workers\""), "unknown or misplaced table `workers`"),
        (text.replacen("{\"ingest_runs\"", "\n{\"ingest_runs\"", 1), "line 2"),
        (text.clone() + &text, "after the end"),
        ("{\"work_items\":{}}".to_owned(), "not an export"),
        (String::new(), "not an export"),
        ("SQLite format 3\0".to_owned(), "line 1"),
    ];
    for (text, expected) in damaged {
        let refused = import(&other().await, text.as_bytes(), |_| {}).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Decode, "{refused}");
        assert!(refused.to_string().contains(expected), "{expected}: {refused}");
    }
}
