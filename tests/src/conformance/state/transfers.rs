//! A whole store on its way into another one, on the other engine, or into a file.

use std::time::Duration;

use serde_json::json;
use store::prelude::*;
use store::state::transfer::{Transferred, compare, copy, export, import};
use store::state::{
    CheckpointKey, Completion, Content, Failure, NewRun, Recrawl, SourceControl, StateStore, Status,
    WorkItem, WorkerHeartbeat, WorkerStatus,
};
use store_sqlite::{Sqlite, SqliteOptions};

use super::samples::{claim, claim_one, item, open, page, read};

/// A store on the other side.
async fn other() -> StateStore<Sqlite> {
    open(&Sqlite::open(SqliteOptions::in_memory()).await.unwrap()).await
}

/// More items than are read or written at once.
const ITEMS: u32 = 1_100;

/// Leaves something in every table, on all ways that the verbs have.
async fn fill<D: Database>(store: &StateStore<D>) {
    let run = store.start_run(NewRun::new("nightly").metadata(json!({ "n": 0.1 }))).await.unwrap().run_id;
    let new = |number: u32| item(&format!("{number:04} ß 漢 🦀 '")).rank(9).run(run.clone());
    store.enqueue_many((0..ITEMS).map(new).collect()).await.unwrap();
    let odd = item("odd ").headers(json!({ "a": [1.5, null, "\u{1} \\ \""] })).body("\r\n\t").priority(-7);
    store.enqueue(odd.metadata(json!({}))).await.unwrap();
    let batch = store.start_batch(&run, Some("w"), 3).await.unwrap();
    for round in [&b"first"[..], b"second"] {
        let taken = claim_one(store, "w").await;
        assert_eq!(taken.item().resource_id, "odd ");
        let content =
            Content::of(round).status_code(200).location("s3://bucket/odd").content_type("text/html");
        let links = ["found", "odd "].map(item);
        store.complete(&taken, Completion::new().content(content).links(links)).await.unwrap();
        let again = store.start_run(NewRun::new("again").parent(run.clone())).await.unwrap().run_id;
        store.reset_for_recrawl(&Recrawl::new(again)).await.unwrap();
    }
    let taken = claim(store, "w", 4).await;
    store.fail(&taken[0], Failure::new("503")).await.unwrap();
    store.fail(&taken[1], Failure::new("410").is_final()).await.unwrap();
    store.skip(&taken[2], "robots.txt").await.unwrap();
    let cursor = CheckpointKey::of_source(&taken[3].item().source(), "cursor");
    store.save_checkpoint(&cursor, json!({ "page": 7 }), 0, Some(&taken[3])).await.unwrap();
    store.finish_batch(&batch, 2, 1).await.unwrap();
    store.finish_run(&run).await.unwrap();
    let source = taken[3].item().source();
    store.set_min_delay(&source, Duration::from_millis(1_500)).await.unwrap();
    store.pause(source, Some("too slow")).await.unwrap();
    let now = read(store, "found").await.created_at;
    let worker = WorkerHeartbeat {
        worker_id: "w".into(),
        host: "here".into(),
        pid: 7,
        run_id: Some(run),
        status: WorkerStatus::Stopped,
        current_item: Some(taken[3].work_item_id().clone()),
        completed: 2,
        failed: 2,
        started_at: now,
        beat_at: now,
    };
    store.beat(worker).await.unwrap();
}

#[track_caller]
fn all_same(tables: &[Transferred]) {
    assert_eq!(tables.len(), 10);
    for table in tables {
        assert!(table.is_same(), "{table:?}");
        assert!(table.source.rows() > 0, "{table:?}");
    }
}

fn written(tables: &[Transferred]) -> u64 {
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
    go_on_alike(&here, &there).await;
}

pub async fn out_of_another_engine<D: Database>(db: &D) {
    let (here, there) = (open(db).await, other().await);
    fill(&there).await;
    all_same(&copy(&there, &here, |_| {}).await.unwrap());
    go_on_alike(&there, &here).await;
}

/// A copy is not only the same rows: what is done next has the same outcome.
async fn go_on_alike<A: Database, B: Database>(one: &StateStore<A>, other: &StateStore<B>) {
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

/// What is taken next, when nothing holds it back.
async fn next<D: Database>(store: &StateStore<D>) -> String {
    let source = read(store, "odd ").await.source();
    store.database().clone().delete::<SourceControl>(&source.key()).await.unwrap();
    claim_one(store, "next").await.item().resource_id.clone()
}

pub async fn go_on_where_they_were_broken_off<D: Database>(db: &D) {
    let (here, there) = (open(db).await, other().await);
    fill(&there).await;
    // Ended in the middle of the items: what is written is kept, batch by batch.
    let (cut, mut at_items) = tokio::sync::watch::channel(false);
    let broken_off = copy(&there, &here, |step| {
        cut.send_replace(step.table == "work_items" && step.rows >= 500);
    });
    tokio::select! {
        biased;
        _ = at_items.wait_for(|cut| *cut) => {}
        done = broken_off => panic!("it was to be broken off: {done:?}"),
    }
    let so_far = WorkItem::rows().total(&mut db.clone()).await.unwrap();
    assert!((500..i64::from(ITEMS)).contains(&so_far), "{so_far}");
    let tables = copy(&there, &here, |_| {}).await.unwrap();
    all_same(&tables);
    let items = tables.iter().find(|table| table.table == "work_items").unwrap();
    assert_eq!(i64::try_from(items.written).unwrap(), i64::try_from(items.source.rows()).unwrap() - so_far);
    let again = copy(&there, &here, |_| {}).await.unwrap();
    all_same(&again);
    assert_eq!(written(&again), 0);
    // Rows that are missing before the last one are found too.
    let lost = read(&here, "found").await;
    db.clone().delete::<WorkItem>(&lost.work_item_id).await.unwrap();
    let mended = copy(&there, &here, |_| {}).await.unwrap();
    all_same(&mended);
    assert_eq!(written(&mended), 1);
}

pub async fn refuse_rows_of_the_targets_own<D: Database>(db: &D) {
    let (here, there) = (open(db).await, other().await);
    fill(&there).await;
    here.enqueue(item("mine")).await.unwrap();
    let refused = copy(&there, &here, |_| {}).await.unwrap_err();
    assert_eq!((refused.kind(), refused.table()), (ErrorKind::Misuse, Some("work_items")), "{refused}");
    assert_eq!(here.stats().await.unwrap().total.pending, 1, "nothing was written");
    assert_eq!(here.runs(None, None, 1).await.unwrap(), []);
    let mut file = Vec::new();
    export(&there, &mut file, |_| {}).await.unwrap();
    let refused = import(&here, file.as_slice(), |_| {}).await.unwrap_err();
    assert_eq!((refused.kind(), refused.table()), (ErrorKind::Misuse, Some("work_items")), "{refused}");
}

pub async fn tell_what_differs<D: Database>(db: &D) {
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
    assert_eq!(differ().await, ["work_items", "tallies"]);
    // A copy writes no row again: it tells that the sides have gone on apart.
    let tables = copy(&here, &there, |_| {}).await.unwrap();
    assert!(tables.iter().any(|table| !table.is_same()));
    assert_eq!(differ().await, ["work_items", "tallies"]);
    // Where that shows before anything is read, nothing is.
    let last = read(&there, "found").await.work_item_id;
    there.update_status(&last, Status::Skipped, None).await.unwrap();
    let refused = copy(&here, &there, |_| {}).await.unwrap_err();
    assert_eq!((refused.kind(), refused.table()), (ErrorKind::Misuse, Some("work_items")), "{refused}");
}

pub async fn files_there_and_back<D: Database>(db: &D) {
    let (here, there) = (open(db).await, other().await);
    fill(&here).await;
    let mut file = Vec::new();
    let written = export(&here, &mut file, |_| {}).await.unwrap();
    assert_eq!(written.len(), 10);
    let text = String::from_utf8(file.clone()).unwrap();
    let rows: u64 = written.iter().map(|(_, digest)| digest.rows()).sum();
    assert_eq!(text.lines().count() as u64, rows + 2);

    // Cut off, and gone on with.
    let half = text.lines().take(700).collect::<Vec<_>>().join("\n");
    let cut_off = import(&there, half.as_bytes(), |_| {}).await.unwrap_err();
    assert_eq!(cut_off.kind(), ErrorKind::Decode, "{cut_off}");
    assert!(cut_off.to_string().contains("cut off"), "{cut_off}");
    let tables = import(&there, text.as_bytes(), |_| {}).await.unwrap();
    all_same(&tables);
    let items = tables.iter().find(|table| table.table == "work_items").unwrap();
    assert!(items.written < items.source.rows(), "{items:?}");
    let mut again = Vec::new();
    export(&there, &mut again, |_| {}).await.unwrap();
    assert_eq!(String::from_utf8(again).unwrap(), text);
    assert!(there.exists(page("odd ")).await.unwrap());

    // What is not what was written is not taken for it.
    let empty = open(&Sqlite::open(SqliteOptions::in_memory()).await.unwrap()).await;
    let damaged = [
        (text.replace("\"pid\":7", "\"pid\":8"), "worker_heartbeats"),
        (text.replace("\"pid\":7", "\"pid\":\"7\""), "pid"),
        (text.replace("{\"worker_heartbeats\"", "{\"workers\""), "not known"),
        (text.replacen("{\"ingest_runs\"", "\n{\"ingest_runs\"", 1), "line 2"),
        ("{\"work_items\":{}}".to_owned(), "no export"),
        (String::new(), "no export"),
        ("SQLite format 3\0".to_owned(), "line 1"),
    ];
    for (text, expected) in damaged {
        let refused = import(&empty, text.as_bytes(), |_| {}).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Decode, "{refused}");
        assert!(refused.to_string().contains(expected), "{expected}: {refused}");
    }
}
