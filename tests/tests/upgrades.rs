//! Files of earlier versions of the schema, in `tests/databases`: the program opens them, upgrades them, and finds their rows. Scripts
//! upgrade the tables of earlier scripts, in `tests/schemas`.
//!
//! `STORE_WRITE_DATABASES=1 cargo test -p store-tests --test upgrades` writes the file of a new version of the schema. A file of an
//! earlier version is never written again.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use store::export::{Script, Upgrade};
use store::state::{
    AppliedScript, CheckpointKey, ClaimRequest, Completion, Content, Failure, Identity, NewItem, NewRun,
    Retention, SCHEMA_VERSION, Source, StateOptions, StateStore, WorkItemId, drift, plan_repair,
    schema_version, upgrade,
};
use store::{Connection as _, Dialect, ErrorKind};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};
use store_tests::schemas;

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

/// A program of an earlier version changes nothing in a database of a later one.
#[tokio::test]
async fn a_later_database_is_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let sqlite = Sqlite::open(SqliteOptions::new(&path)).await.unwrap();
    StateStore::open(sqlite.clone(), StateOptions::default()).await.unwrap().close().await.unwrap();
    let connection = SqliteConnection::open(&SqliteOptions::new(&path)).unwrap();
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

/// Rows of the tables before scripts recorded themselves: a completed item with a link, and a pending one.
const UNRECORDED_ROWS: &str = "
    INSERT INTO ingest_ingest_runs (run_id, name, started_at) VALUES ('r', 'nightly', '2026-01-02T03:04:05.000000Z');
    INSERT INTO ingest_work_items (work_item_id, source_system, source_name, resource_type, resource_id, request_uri, status, run_id,
        created_at, updated_at, queued_at, finished_at, version, content_hash, source_key, dedupe_key, dedupe_hash)
    VALUES ('one', 'http', 'docs', 'page', '1', 'https://docs.example/1', 'completed', 'r', '2026-01-02T03:04:05.000000Z',
            '2026-01-02T03:04:06.000000Z', '2026-01-02T03:04:05.000000Z', '2026-01-02T03:04:06.000000Z', 1, zeroblob(32), 'http/docs',
            'http:docs:page:1', x'0000000000000000000000000000000000000000000000000000000000000001'),
           ('two', 'http', 'docs', 'page', '2', 'https://docs.example/2', 'pending', 'r', '2026-01-02T03:04:05.000000Z',
            '2026-01-02T03:04:05.000000Z', '2026-01-02T03:04:05.000000Z', NULL, 0, NULL, 'http/docs',
            'http:docs:page:2', x'0000000000000000000000000000000000000000000000000000000000000002');
    INSERT INTO ingest_resource_versions (work_item_id, version, run_id, attempt, content_hash, size, fetched_at, changed)
    VALUES ('one', 1, 'r', 1, zeroblob(32), 7, '2026-01-02T03:04:06.000000Z', 1);
    INSERT INTO ingest_discovered_links (from_item, to_hash, run_id, first_seen_at, last_seen_at)
    VALUES ('one', x'0000000000000000000000000000000000000000000000000000000000000002', 'r', '2026-01-02T03:04:06.000000Z',
            '2026-01-02T03:04:06.000000Z');
    INSERT INTO ingest_checkpoints (scope, owner, name, value, version, updated_at)
    VALUES ('run', 'r', 'page', '{\"page\":7}', 3, '2026-01-02T03:04:06.000000Z');";

async fn repair(connection: &mut SqliteConnection) {
    for (_, plan) in plan_repair(connection).await.unwrap() {
        let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
        connection.execute_ddl(&statements).await.unwrap();
    }
}

/// The upgrade from the tables before scripts recorded themselves keeps all rows; the manual steps complete it.
#[tokio::test]
async fn the_script_upgrades_tables_with_rows() {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions::new(folder.path().join("state.db"));
    let mut connection = SqliteConnection::open(&options).unwrap();
    let earlier = schemas::unrecorded(Dialect::Sqlite);
    for script in &earlier {
        connection.as_rusqlite().execute_batch(&script.text).unwrap();
    }
    connection.as_rusqlite().execute_batch(UNRECORDED_ROWS).unwrap();
    let Upgrade { script, manual_steps } = upgrade(Dialect::Sqlite, None, &earlier).unwrap();
    let script = script.unwrap();
    assert_eq!(script.name, format!("upgrade/{SCHEMA_VERSION:04}_upgrade.sql"));
    let starts = |start: &str| manual_steps.iter().any(|step| step.starts_with(start));
    for start in [
        "discovered_links: column to_item has no default",
        "discovered_links: check ck_discovered_links_to_hash is not declared",
        "ingest_seen_resources: the table is not declared any more",
        "ingest_tallies: the table is not declared any more",
    ] {
        assert!(starts(start), "{start}: {manual_steps:?}");
    }
    assert_eq!(manual_steps.len(), 4, "{manual_steps:?}");
    assert!(script.text.contains("-- Manual step: discovered_links: column to_item"), "{}", script.text);

    connection.as_rusqlite().execute_batch(&script.text).unwrap();
    let count = |connection: &SqliteConnection| -> i64 {
        let sql = "SELECT (SELECT count(*) FROM ingest_work_items) * 100 + (SELECT count(*) FROM ingest_discovered_links) * 10
                   + (SELECT count(*) FROM ingest_resource_versions)";
        connection.as_rusqlite().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(count(&connection), 211);
    let again = connection.as_rusqlite().execute_batch(&script.text).unwrap_err();
    assert!(again.to_string().contains("the schema is not older than this upgrade"), "{again}");
    assert_eq!(count(&connection), 211);

    let manual = "UPDATE ingest_discovered_links
        SET to_item = (SELECT work_item_id FROM ingest_work_items WHERE dedupe_hash = to_hash)";
    connection.as_rusqlite().execute_batch(manual).unwrap();
    repair(&mut connection).await;
    // The check of a column that no struct declares is left to the user.
    let drift = drift(&mut connection).await.unwrap();
    let left: Vec<String> =
        drift.iter().filter(|(_, drift)| drift.breaks()).map(|(_, drift)| drift.part.to_string()).collect();
    assert_eq!(left, ["check ck_discovered_links_to_hash"]);
    drop(connection);

    let sqlite = Sqlite::open(options).await.unwrap();
    let store = StateStore::open(sqlite, StateOptions::default()).await.unwrap();
    assert_eq!(store.applied_scripts().await.unwrap()[0].script, format!("{SCHEMA_VERSION:04}_upgrade.sql"));
    assert_eq!(store.rebuild_counters().await.unwrap(), 2);
    let total = store.stats().await.unwrap().total;
    assert_eq!((total.pending, total.completed), (1, 1));
    let one = WorkItemId::from("one");
    assert_eq!(store.versions(&one).await.unwrap()[0].size, 7);
    assert_eq!(store.links_from(&one, None, 9).await.unwrap()[0].to_item.as_str(), "two");
    let claimed = store.claim(ClaimRequest::new("w")).await.unwrap();
    assert_eq!(claimed[0].item().resource_id, "2");
    store.close().await.unwrap();
}

#[test]
fn scripts_of_other_tables_are_refused() {
    let other = vec![Script {
        name: "0001_tables.sql".into(),
        text: "CREATE TABLE `main`.`x` (\n`a` INTEGER)".into(),
    }];
    for earlier in [other, schemas::unrecorded(Dialect::Mssql)] {
        let error = upgrade(Dialect::Sqlite, None, &earlier).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{error}");
        assert!(error.message().starts_with("the earlier scripts create none of the tables"), "{error}");
    }
    let staging = upgrade(Dialect::Mssql, Some("staging"), &schemas::unrecorded(Dialect::Mssql)).unwrap_err();
    assert_eq!(staging.kind(), ErrorKind::Config, "{staging}");
}
