//! Files of earlier versions of the schema, in `tests/databases`: the program opens them, upgrades them, and finds their rows. Scripts
//! upgrade the tables of earlier scripts.
//!
//! `STORE_WRITE_DATABASES=1 cargo test -p store-tests --test upgrades` writes the file of a new version of the schema. A file of an
//! earlier version is never written again.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

#[path = "upgrades/own_tables.rs"]
mod own_tables;
#[path = "upgrades/scripts.rs"]
mod scripts;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use store::ErrorKind;
use store::state::{
    AppliedScript, CheckpointKey, ClaimRequest, Completion, Content, Failure, Identity, NewItem, NewRun,
    Retention, SCHEMA_VERSION, Source, StateOptions, StateStore, drift, schema_version,
};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("databases")
}

fn file_of(version: i32) -> PathBuf {
    folder().join(format!("schema-{version}.db"))
}

fn page(id: &str) -> Identity<'_> {
    Identity::new("http", "docs", "page", id)
}

fn item(id: &str) -> NewItem {
    NewItem::new(page(id), format!("https://docs.example/{id}"))
}

/// Writes rows of every table: a completed item with a version and a link, a failed one, one that is claimed, and one that waits.
async fn fill(store: &StateStore<Sqlite>) {
    let run = store.start_run(NewRun::new("nightly")).await.unwrap().run_id;
    let docs = Source::new("http", "docs");
    store.enqueue_many(["1", "2", "3"].map(|id| item(id).run(run.clone())).into()).await.unwrap();
    let claimed = store.claim(ClaimRequest::new("w").limit(3).lease(Duration::from_secs(1))).await.unwrap();
    let linked = item("4").metadata(serde_json::json!({ "lang": "de" }));
    let completion = Completion::new().content(Content::from_bytes(b"one")).link(linked);
    store.complete(&claimed[0], completion).await.unwrap();
    store.fail(&claimed[1], Failure::new("410 Gone").without_retry()).await.unwrap();
    let key = CheckpointKey::of_run(&run, "page");
    store.save_checkpoint(&key, serde_json::json!({ "page": 7 }), 0, Some(&claimed[2])).await.unwrap();
    let batch = store.start_batch(&run, Some("w"), 2).await.unwrap();
    store.finish_batch(&batch, 1, 1).await.unwrap();
    store.set_crawl_delay(&docs, Duration::ZERO).await.unwrap();
    // The lease expires.
    tokio::time::sleep(Duration::from_secs(1)).await;
}

/// Writes the file of this version of the schema.
async fn write(path: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let open = folder.path().join("state.db");
    let sqlite = Sqlite::open(SqliteOptions::new(&open)).await.unwrap();
    let store = StateStore::open(sqlite, StateOptions::default()).await.unwrap();
    fill(&store).await;
    store.close().await.unwrap();
    let connection = SqliteConnection::open(&SqliteOptions::new(&open)).unwrap();
    connection.as_rusqlite().execute("VACUUM INTO ?1", [path.to_str().unwrap()]).unwrap();
}

#[tokio::test]
async fn databases_of_all_versions_are_opened_and_upgraded() {
    let newest = file_of(SCHEMA_VERSION);
    if std::env::var_os("STORE_WRITE_DATABASES").is_some() && !newest.exists() {
        fs::create_dir_all(folder()).unwrap();
        write(&newest).await;
    }
    for version in 1..=SCHEMA_VERSION {
        let copies = tempfile::tempdir().unwrap();
        let copy = copies.path().join("state.db");
        fs::copy(file_of(version), &copy).unwrap_or_else(|error| {
            panic!("no file of schema version {version} ({error}): run the test with STORE_WRITE_DATABASES=1")
        });
        let sqlite = Sqlite::open(SqliteOptions::new(&copy)).await.unwrap();
        if version == SCHEMA_VERSION {
            // A change of the tables, also an addition that opening the file would make, requires a new version.
            assert_eq!(drift(&mut sqlite.clone()).await.unwrap(), [], "raise `SCHEMA_VERSION`");
        }
        let store = StateStore::open(sqlite.clone(), StateOptions::default()).await.unwrap();
        assert_eq!(schema_version(&mut sqlite.clone()).await.unwrap(), Some(SCHEMA_VERSION));
        assert_eq!(drift(&mut sqlite.clone()).await.unwrap(), []);
        let applied: Vec<AppliedScript> = store.applied_scripts().await.unwrap();
        assert_eq!(applied[0].schema_version, version);
        check_rows(&store).await;
        store.close().await.unwrap();
    }
}

/// Asserts that the rows are those that [`fill`] writes, and works on them.
async fn check_rows(store: &StateStore<Sqlite>) {
    let total = store.stats().await.unwrap().total;
    assert_eq!((total.pending, total.completed, total.failed), (1, 1, 1), "{total:?}");
    assert_eq!(total.in_progress, 1, "{total:?}");
    let run = store.runs(None, None, 9).await.unwrap().remove(0);
    assert_eq!((run.name.as_str(), run.batches), ("nightly", 1));
    let key = CheckpointKey::of_run(&run.run_id, "page");
    let checkpoint = store.checkpoint(&key).await.unwrap().unwrap();
    assert_eq!(checkpoint.value, serde_json::json!({ "page": 7 }));
    let one = store.find_by_identity(page("1")).await.unwrap().unwrap();
    assert_eq!(store.versions(&one.work_item_id).await.unwrap().len(), 1);
    let links = store.links_from(&one.work_item_id, None, 9).await.unwrap();
    let four = store.find_by_identity(page("4")).await.unwrap().unwrap();
    assert_eq!((links.len(), &links[0].to_item), (1, &four.work_item_id));
    assert_eq!(four.metadata, Some(serde_json::json!({ "lang": "de" })));
    let two = store.find_by_identity(page("2")).await.unwrap().unwrap();
    assert_eq!(two.error_message.as_deref(), Some("410 Gone"));
    // The lease of the claimed item has expired long ago.
    store.sweep().await.unwrap();
    let claimed = store.claim(ClaimRequest::new("again").limit(9)).await.unwrap();
    assert_eq!(claimed.len(), 2, "{claimed:?}");
    store.complete(&claimed[0], Completion::new().content(Content::from_bytes(b"more"))).await.unwrap();
    store.prune(&Retention::new().links(Duration::ZERO)).await.unwrap();
    assert_eq!(store.rebuild_counters().await.unwrap(), 0, "the counters are right");
}

/// Returns a connection to a new file with the tables of this version.
async fn created(path: &Path) -> SqliteConnection {
    let sqlite = Sqlite::open(SqliteOptions::new(path)).await.unwrap();
    StateStore::open(sqlite, StateOptions::default()).await.unwrap().close().await.unwrap();
    SqliteConnection::open(&SqliteOptions::new(path)).unwrap()
}

/// A program of an earlier version changes nothing in a database of a later one.
#[tokio::test]
async fn a_later_database_is_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let connection = created(&path).await;
    let later = format!(
        "INSERT INTO ingest_store_meta (schema_version, script, compatible_from, program_version) VALUES ({0}, 'program', {0}, '7.0');
         DROP INDEX ingest_ix_work_items_claim",
        SCHEMA_VERSION + 1
    );
    connection.as_rusqlite().execute_batch(&later).unwrap();
    let schema = |connection: &SqliteConnection| -> i64 {
        connection.as_rusqlite().query_row("PRAGMA schema_version", [], |row| row.get(0)).unwrap()
    };
    let before = schema(&connection);
    let sqlite = Sqlite::open(SqliteOptions::new(&path)).await.unwrap();
    let error = StateStore::open(sqlite, StateOptions::default()).await.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::SchemaDrift, "{error}");
    assert!(error.message().contains("written by version 7.0"), "{error}");
    assert_eq!(schema(&connection), before);
}

/// A program of an earlier version works with a later schema that only adds.
#[tokio::test]
async fn a_later_compatible_database_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let connection = created(&path).await;
    let later = format!(
        "ALTER TABLE ingest_work_items ADD COLUMN later TEXT;
         ALTER TABLE ingest_work_items ADD COLUMN amount INTEGER NOT NULL DEFAULT 7;
         CREATE INDEX ingest_ix_later ON ingest_work_items (later);
         CREATE TABLE ingest_later (id INTEGER PRIMARY KEY) STRICT;
         INSERT INTO ingest_store_meta (schema_version, script, compatible_from, program_version)
         VALUES ({}, 'program', {SCHEMA_VERSION}, '7.0')",
        SCHEMA_VERSION + 1
    );
    connection.as_rusqlite().execute_batch(&later).unwrap();
    for auto_init in [false, true] {
        let sqlite = Sqlite::open(SqliteOptions::new(&path)).await.unwrap();
        let store = StateStore::open(sqlite, StateOptions::default().auto_init(auto_init)).await.unwrap();
        store.enqueue(item(&auto_init.to_string())).await.unwrap();
        let claimed = store.claim(ClaimRequest::new("w")).await.unwrap();
        store.complete(&claimed[0], Completion::new()).await.unwrap();
        store.close().await.unwrap();
    }
}
