//! Tests of the factory that opens the state store, down to the SQLite file.
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use store::ErrorKind;
use store::factory::{AnyDatabase, Backend, StateConfig, create_state_store};
use store::state::{Identity, NewItem, StateOptions, StateStore};
use store_sqlite::{SqliteConnection, SqliteOptions};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Records the targets of events at level WARN or above.
#[derive(Clone, Default)]
struct Warnings(Arc<Mutex<Vec<String>>>);

impl Subscriber for Warnings {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        if *event.metadata().level() <= tracing::Level::WARN {
            self.0.lock().unwrap().push(event.metadata().target().to_owned());
        }
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn sqlite(path: &Path) -> StateConfig {
    StateConfig::new().backend(Backend::Sqlite).db_path(path)
}

fn item() -> NewItem {
    NewItem::new(Identity::new("http", "docs", "page", "1"), "x:")
}

async fn open(config: StateConfig) -> StateStore<AnyDatabase> {
    create_state_store(config).await.unwrap()
}

#[tokio::test]
async fn sqlite_opens_with_one_warning_and_creates_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("local/state/ingest_state.db");
    let warnings = Warnings::default();
    let subscribed = tracing::subscriber::set_default(warnings.clone());
    let store = open(sqlite(&path)).await;
    store.enqueue(item()).await.unwrap();
    store.close().await.unwrap();
    drop(subscribed);
    assert_eq!(*warnings.0.lock().unwrap(), ["store::deprecated"]);
    assert!(path.exists());
    let again = open(sqlite(&path).auto_init(false)).await;
    assert!(again.exists(Identity::new("http", "docs", "page", "1")).await.unwrap());
}

#[tokio::test]
async fn rows_of_the_python_framework_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let change = |sql: &str| {
        SqliteConnection::open(&SqliteOptions::new(&path)).unwrap().as_rusqlite().execute_batch(sql).unwrap();
    };
    let warnings = Warnings::default();
    let subscribed = tracing::subscriber::set_default(warnings.clone());
    let warns = async || {
        open(sqlite(&path)).await.close().await.unwrap();
        let targets = std::mem::take(&mut *warnings.0.lock().unwrap());
        targets.iter().any(|target| target == "store::legacy")
    };
    change("CREATE TABLE work_items (somebody TEXT); INSERT INTO work_items VALUES ('else')");
    assert!(!warns().await);
    change(
        "DROP TABLE work_items; CREATE TABLE work_items (work_item_id TEXT PRIMARY KEY, source_system TEXT, source_name TEXT,
         resource_type TEXT, resource_id TEXT, request_uri TEXT, request_method TEXT, request_headers TEXT, request_body TEXT,
         metadata TEXT, priority INTEGER, status TEXT, attempt INTEGER, run_id TEXT, discovered_from TEXT, created_at TEXT,
         updated_at TEXT, error_message TEXT, dedupe_key TEXT)",
    );
    assert!(!warns().await, "the table is empty");
    change(
        "INSERT INTO work_items VALUES ('1', 'http', 'docs', 'page', '1', 'x:', 'GET', NULL, NULL, NULL, 100, 'pending', 0, NULL,
         NULL, '2026-01-02T03:04:05+00:00', '2026-01-02T03:04:05+00:00', NULL, 'http:docs:page:1')",
    );
    assert!(warns().await);
    open(sqlite(&path)).await.enqueue(item()).await.unwrap();
    warnings.0.lock().unwrap().clear();
    assert!(!warns().await, "the store is in use");
    drop(subscribed);
}

#[tokio::test]
async fn a_file_supplies_settings_that_the_program_does_not_set() {
    let folder = tempfile::tempdir().unwrap();
    let (yaml, db) = (folder.path().join("store.yaml"), folder.path().join("from-file.db"));
    std::fs::write(&yaml, format!("state:\n  type: sqlite\n  db_path: {}\n", db.display())).unwrap();
    let store = open(StateConfig::new().file(&yaml)).await;
    assert!(matches!(store.database(), AnyDatabase::Sqlite(_)));
    assert!(db.exists());
}

#[tokio::test]
async fn missing_tables_are_an_error_without_auto_init() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let error = create_state_store(sqlite(&path).auto_init(false)).await.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::SchemaDrift);
    assert!(error.to_string().contains("work_items"), "{error}");
    // `StateOptions::auto_init` applies if no setting does.
    let options = StateOptions::default().auto_init(false).lease(Duration::from_secs(9));
    let error = create_state_store(sqlite(&path).options(options)).await.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::SchemaDrift);
}

#[tokio::test]
async fn differences_of_tables_are_reported_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    open(sqlite(&path)).await.close().await.unwrap();
    let change = |sql: &str| {
        SqliteConnection::open(&SqliteOptions::new(&path)).unwrap().as_rusqlite().execute_batch(sql).unwrap();
    };
    // Harmless differences do not prevent the store from opening.
    change(
        "ALTER TABLE ingest_work_items ADD COLUMN remark TEXT; CREATE INDEX ix_mine ON ingest_work_items (remark)",
    );
    open(sqlite(&path).auto_init(false)).await.close().await.unwrap();
    change(
        "DROP INDEX ingest_ux_work_items_dedupe; ALTER TABLE ingest_work_items ADD COLUMN urgency INTEGER NOT NULL DEFAULT 3;
         ALTER TABLE ingest_checkpoints DROP COLUMN work_item_id; DROP TABLE ingest_counters;
         ALTER TABLE ingest_ingest_runs RENAME COLUMN batches TO parts",
    );
    let error = create_state_store(sqlite(&path).auto_init(false)).await.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::SchemaDrift);
    for part in [
        "work_items: key ingest_ux_work_items_dedupe is missing: UNIQUE (dedupe_hash)",
        "checkpoints: column work_item_id is missing: TEXT COLLATE RTRIM NULL",
        "counters: the table is missing",
        "ingest_runs: column batches is missing",
        "ingest_runs: check ck_ingest_runs__batches is parts between",
    ] {
        assert!(error.message().contains(part), "{part}: {error}");
    }
    assert!(!error.message().contains("urgency") && !error.message().contains("remark"), "{error}");
}

#[tokio::test]
async fn sql_server_is_the_default_and_errors_name_the_setting() {
    let refused = |config: StateConfig| async { create_state_store(config).await.err().unwrap() };
    let error = refused(StateConfig::new().host("127.0.0.1")).await;
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("SQLSERVER_PASSWORD"), "{error}");
    let server = || StateConfig::new().host("127.0.0.1").password("s3cret");
    let error = refused(server().schema("two words")).await;
    assert!(error.to_string().contains("SQLSERVER_SCHEMA"), "{error}");
    // No server listens on this port.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = refused(server().port(port)).await;
    assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error}");
    assert!(!format!("{error} {error:?} {:?}", server()).contains("s3cret"));
}
