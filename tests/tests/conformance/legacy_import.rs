//! The legacy import, on tables and rows as the Python framework created them.

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use store::state::legacy::{self as import, Findings, ImportReport, LegacyItem};
use store::state::{ClaimRequest, Identity, NewItem, StateOptions, StateStore, Status, WorkItem, WorkItemId};
use store::{Connection, ConnectionExt as _, Database, Error, ErrorKind};
use store_mssql::{Mssql, MssqlConnection};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};

use super::server::Server;

pub(super) const SQLITE_TABLE: &str = "
CREATE TABLE work_items (
    work_item_id TEXT PRIMARY KEY, source_system TEXT NOT NULL, source_name TEXT NOT NULL,
    resource_type TEXT NOT NULL, resource_id TEXT NOT NULL, request_uri TEXT NOT NULL,
    request_method TEXT NOT NULL DEFAULT 'GET', request_headers TEXT, request_body TEXT, metadata TEXT,
    priority INTEGER NOT NULL DEFAULT 100, status TEXT NOT NULL DEFAULT 'pending', attempt INTEGER NOT NULL DEFAULT 0,
    run_id TEXT, discovered_from TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, error_message TEXT,
    dedupe_key TEXT NOT NULL
);
CREATE INDEX ix_work_items_status ON work_items (status, priority, created_at);
CREATE UNIQUE INDEX ix_work_items_dedupe ON work_items (dedupe_key);
CREATE INDEX ix_work_items_run_id ON work_items (run_id);";

pub(super) const SQL_SERVER_TABLE: &str = "
CREATE TABLE [SCHEMA].work_items (
    work_item_id NVARCHAR(36) NOT NULL PRIMARY KEY, source_system NVARCHAR(100) NOT NULL,
    source_name NVARCHAR(100) NOT NULL, resource_type NVARCHAR(100) NOT NULL, resource_id NVARCHAR(500) NOT NULL,
    request_uri NVARCHAR(2000) NOT NULL, request_method NVARCHAR(10) NOT NULL DEFAULT 'GET',
    request_headers NVARCHAR(MAX), request_body NVARCHAR(MAX), metadata NVARCHAR(MAX),
    priority INT NOT NULL DEFAULT 100, status NVARCHAR(20) NOT NULL, attempt INT NOT NULL DEFAULT 0,
    run_id NVARCHAR(36), discovered_from NVARCHAR(36), created_at DATETIME2 NOT NULL, updated_at DATETIME2 NOT NULL,
    error_message NVARCHAR(MAX), dedupe_key NVARCHAR(800) NOT NULL
);";

/// Two rows, one with all columns and one with the required columns, with the times `EARLY` and `LATE`.
const ROWS: [&str; 2] = [
    r#"INSERT INTO work_items VALUES ('0b2e6a4c-0000-4000-8000-000000000001', 'mediawiki', 'wookieepedia', 'page',
    N'Darth Vader ü', 'https://x/wiki?a=1', 'POST', '{"Accept": "text/html"}', 'body', '{''not'': json}', 5,
    'in_progress', 2, 'run-1', '0b2e6a4c-0000-4000-8000-000000000002', 'EARLY', 'LATE', 'time''s up',
    N'mediawiki:wookieepedia:page:Darth Vader ü')"#,
    "INSERT INTO work_items (work_item_id, source_system, source_name, resource_type, resource_id, request_uri, status,
    created_at, updated_at, dedupe_key) VALUES ('0b2e6a4c-0000-4000-8000-000000000002', 'http', 'a:b', 'page', 'c',
    'x:', 'skipped', 'LATE', 'LATE', 'http:a:b:page:c')",
];

/// Returns the statements that insert the rows.
fn rows(early: &str, late: &str) -> [String; 2] {
    ROWS.map(|row| row.replace("EARLY", early).replace("LATE", late))
}

fn expected() -> [LegacyItem; 2] {
    let time = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let (early, late) = (time("2026-01-21T10:00:00.123456Z"), time("2026-01-21T12:30:05Z"));
    let id = |number: u8| WorkItemId::from(format!("0b2e6a4c-0000-4000-8000-00000000000{number}"));
    let least = LegacyItem {
        work_item_id: id(2),
        source_system: "http".into(),
        source_name: "a:b".into(),
        resource_type: "page".into(),
        resource_id: "c".into(),
        variant: None,
        request_uri: "x:".into(),
        request_method: "GET".into(),
        request_headers: None,
        request_body: None,
        metadata: None,
        priority: 100,
        rank: None,
        status: Status::Skipped,
        attempt: 0,
        run_id: None,
        discovered_from: None,
        created_at: late,
        updated_at: late,
        error_message: None,
        dedupe_key: "http:a:b:page:c".into(),
    };
    let full = LegacyItem {
        work_item_id: id(1),
        source_system: "mediawiki".into(),
        source_name: "wookieepedia".into(),
        resource_id: "Darth Vader ü".into(),
        request_uri: "https://x/wiki?a=1".into(),
        request_method: "POST".into(),
        request_headers: Some(r#"{"Accept": "text/html"}"#.into()),
        request_body: Some("body".into()),
        metadata: Some("{'not': json}".into()),
        priority: 5,
        status: Status::InProgress,
        attempt: 2,
        run_id: Some("run-1".into()),
        discovered_from: Some(id(2)),
        created_at: early,
        error_message: Some("time's up".into()),
        dedupe_key: "mediawiki:wookieepedia:page:Darth Vader ü".into(),
        ..least.clone()
    };
    [full, least]
}

pub(super) async fn reads_a_file() {
    let mut connection = in_memory();
    let run = |connection: &SqliteConnection, sql: &str| connection.as_rusqlite().execute_batch(sql).unwrap();
    run(&connection, SQLITE_TABLE);
    // In the format of Python's `isoformat`: without a fraction if it is zero, and with any offset.
    for row in rows("2026-01-21T12:00:00.123456+02:00", "2026-01-21T12:30:05+00:00") {
        run(&connection, &row.replace("N'", "'"));
    }
    assert_eq!(read_all(&mut connection).await.unwrap(), expected());
    run(&connection, "UPDATE work_items SET created_at = '2026-01-21T10:00:00.123456' WHERE priority = 5");
    assert_eq!(read_all(&mut connection).await.unwrap(), expected());
    for (damage, column) in [("status = 'paused'", "status"), ("updated_at = 'yesterday'", "updated_at")] {
        run(&connection, &format!("SAVEPOINT s; UPDATE work_items SET {damage}"));
        let error = read_all(&mut connection).await.unwrap_err();
        assert_eq!((error.kind(), error.column()), (ErrorKind::Decode, Some(column)));
        assert!(error.message().contains("0b2e6a4c"), "{error}");
        run(&connection, "ROLLBACK TO s; RELEASE s");
    }
    assert_eq!(read_all(&mut in_memory()).await.unwrap_err().kind(), ErrorKind::SchemaDrift);
}

/// Returns a legacy file with rows of every kind that a survey reports.
pub(super) fn legacy_file() -> SqliteConnection {
    let connection = in_memory();
    let run = |sql: &str| connection.as_rusqlite().execute_batch(sql).unwrap();
    run(SQLITE_TABLE);
    for row in rows("2026-01-21T12:00:00.123456+02:00", "2026-01-21T12:30:05+00:00") {
        run(&row.replace("N'", "'"));
    }
    let more = |number: u32, id: &str, status: &str, key: &str| {
        run(&format!(
            "INSERT INTO work_items (work_item_id, source_system, source_name, resource_type, resource_id, request_uri, status,
             run_id, discovered_from, created_at, updated_at, dedupe_key)
             VALUES ('more-{number:04}', 'http', 'docs', 'page', '{id}', 'https://docs.example/{id}', '{status}', 'run-2',
             '0b2e6a4c-0000-4000-8000-000000000002', '2026-01-21T10:00:00+00:00', '2026-01-21T11:00:00+00:00', '{key}')"
        ));
    };
    more(1, "Page", "completed", "http:docs:page:Page");
    more(2, "page", "failed", "http:docs:page:page");
    more(3, "Page", "pending", "by hand");
    // More rows than one batch.
    run("BEGIN");
    for number in 4..=1_100 {
        more(number, &number.to_string(), "pending", &format!("http:docs:page:{number}"));
    }
    run("COMMIT");
    connection
}

// Long because each step checks another consequence of one import.
pub(super) async fn imports_a_file<D: Database>(db: &D) {
    let mut old = legacy_file();
    let survey = import::sqlite::survey(&mut old, |_| {}).await.unwrap();
    assert_eq!((survey.items, survey.runs, survey.in_progress), (1_102, 2, 1));
    let examples = |findings: &Findings| (findings.count, findings.examples.clone());
    assert_eq!(examples(&survey.ambiguous), (1, vec!["http:a:b:page:c".to_owned()]));
    let pair = "\"http:docs:page:Page\" and \"http:docs:page:page\"";
    assert_eq!(examples(&survey.equal_keys), (1, vec![pair.to_owned()]));
    assert_eq!(examples(&survey.duplicates), (1, vec!["work item more-0003: by hand".to_owned()]));
    assert_eq!((survey.not_json.count, survey.invalid.count), (1, 0));
    assert!(survey.not_json.examples[0].contains("0000-4000-8000-000000000001: metadata"), "{survey:?}");

    let store = StateStore::open(db.clone(), StateOptions::default()).await.unwrap();
    let mut last = None;
    let imported = import::sqlite::import(&mut old, &store, |step| last = Some(step)).await.unwrap();
    assert_eq!(imported, ImportReport { rows: 1_102, written: 1_102, known: 0 });
    assert_eq!(last.map(|step| (step.rows, step.of)), Some((1_102, Some(1_102))));

    let total = store.stats().await.unwrap().total;
    let of = |status| total.of(status);
    assert_eq!(
        [of(Status::Pending), of(Status::Completed), of(Status::Failed), of(Status::Skipped)],
        [1_099, 1, 1, 1]
    );
    assert_eq!(of(Status::InProgress), 0);
    let full = store.get_work_item(&"0b2e6a4c-0000-4000-8000-000000000001".into()).await.unwrap().unwrap();
    let expected = expected();
    assert_eq!(full.identity(), expected[0].identity());
    assert_eq!((full.status, full.attempt, full.priority), (Status::Pending, 2, 5));
    assert_eq!(full.request_headers, Some(serde_json::json!({ "Accept": "text/html" })));
    assert_eq!(full.metadata, Some(serde_json::json!("{'not': json}")), "nothing is lost");
    assert_eq!((full.created_at, full.queued_at), (expected[0].created_at, expected[0].created_at));
    assert_eq!(full.error_message.as_deref(), Some("time's up"));
    let double = store.get_work_item(&"more-0003".into()).await.unwrap().unwrap();
    assert_eq!(double.variant.as_deref(), Some("legacy-more-0003"));
    let page = Identity::new("http", "docs", "page", "Page");
    assert_eq!(store.find_by_identity(page).await.unwrap().unwrap().work_item_id.as_str(), "more-0001");
    assert_eq!(store.seen(page).await.unwrap().unwrap().seen_count, 1);
    let links = store.links_to(page, None, 9).await.unwrap();
    assert_eq!(links[0].from_item.as_str(), "0b2e6a4c-0000-4000-8000-000000000002");
    let run = store.run(&"run-2".into()).await.unwrap().unwrap();
    let counted = (run.counters.enqueued, run.counters.completed, run.counters.failed, run.counters.pending);
    assert_eq!((run.run.name.as_str(), counted), ("legacy import", (1_100, 1, 1, 1_098)));

    // The imported items are known, and the resource that the old store refused is not.
    let enqueued = store.enqueue(NewItem::new(page, "x:")).await.unwrap();
    assert!(!enqueued.is_new());
    assert!(
        store.enqueue(NewItem::new(Identity::new("http", "a", "b:page", "c"), "x:")).await.unwrap().is_new()
    );

    // A second import changes nothing, and the old table is unchanged.
    let again = import::sqlite::import(&mut old, &store, |_| {}).await.unwrap();
    assert_eq!(again, ImportReport { rows: 1_102, written: 0, known: 1_102 });
    assert_eq!(store.stats().await.unwrap().total.of(Status::Pending), 1_100);
    assert_eq!(read_all(&mut old).await.unwrap()[..2], expected);

    // Rows that cannot be stored or read are reported and stop the import before the first write.
    let damage = "UPDATE work_items SET request_method = 'PROPPATCH-2' WHERE priority = 5;
        UPDATE work_items SET status = 'paused' WHERE work_item_id = 'more-0007';
        UPDATE work_items SET priority = 'high' WHERE work_item_id = 'more-0008';
        UPDATE work_items SET attempt = x'00' WHERE work_item_id = 'more-0009';
        UPDATE work_items SET work_item_id = NULL WHERE work_item_id = 'more-0010'";
    old.as_rusqlite().execute_batch(damage).unwrap();
    let survey = import::sqlite::survey(&mut old, |_| {}).await.unwrap();
    assert_eq!(survey.invalid.count, 5, "{survey:?}");
    assert!(!survey.is_importable());
    let invalid = survey.invalid.examples.join("\n");
    for part in ["more-0008: `priority`", "more-0009: `attempt`", "without an id: `work_item_id`"] {
        assert!(invalid.contains(part), "{part}: {invalid}");
    }
    let refused = import::sqlite::import(&mut old, &store, |_| {}).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Misuse);
    for part in ["request_method", "more-0007", "status"] {
        assert!(refused.to_string().contains(part), "{part}: {refused}");
    }
}

/// The columns that later versions of the framework added are part of the identity of an item.
pub(super) async fn imports_later_columns<D: Database>(db: &D) {
    let mut old = in_memory();
    let run = |sql: &str| old.as_rusqlite().execute_batch(sql).unwrap();
    run(SQLITE_TABLE);
    run("ALTER TABLE work_items ADD COLUMN variant TEXT; ALTER TABLE work_items ADD COLUMN rank INTEGER");
    for (id, variant, rank, key) in [
        ("1", "'raw'", "7", "k1"),
        ("2", "'html'", "NULL", "k2"),
        ("3", "NULL", "0", "k3"),
        ("4", "'raw'", "1", "k4"),
    ] {
        run(&format!(
            "INSERT INTO work_items (work_item_id, source_system, source_name, resource_type, resource_id, request_uri, status,
             created_at, updated_at, dedupe_key, variant, rank) VALUES ('{id}', 'http', 'docs', 'page', 'p', 'x:', 'pending',
             '2026-01-21T10:00:00', '2026-01-21T10:00:00', '{key}', {variant}, {rank})"
        ));
    }
    let survey = import::sqlite::survey(&mut old, |_| {}).await.unwrap();
    assert_eq!((survey.items, survey.duplicates.count), (4, 1), "{survey:?}");
    let read = read_all(&mut old).await.unwrap();
    assert_eq!((read[0].variant.as_deref(), read[0].rank), (Some("raw"), Some(7)));

    let store = StateStore::open(db.clone(), StateOptions::default()).await.unwrap();
    import::sqlite::import(&mut old, &store, |_| {}).await.unwrap();
    let plain = Identity::new("http", "docs", "page", "p");
    for (variant, id, rank) in
        [(Some("raw"), "1", 7), (Some("html"), "2", 0), (None, "3", 0), (Some("legacy-4"), "4", 1)]
    {
        let found = store.find_by_identity(Identity { variant, ..plain }).await.unwrap().unwrap();
        assert_eq!((found.work_item_id.as_str(), found.rank), (id, rank));
    }
}

/// Unusual rows are imported without losing values, and reading them ends.
pub(super) async fn imports_unusual_rows<D: Database>(db: &D) {
    let mut old = in_memory();
    let run = |old: &SqliteConnection, sql: &str| old.as_rusqlite().execute_batch(sql).unwrap();
    // Without a key, as `CREATE TABLE … AS` creates a table.
    run(
        &old,
        &SQLITE_TABLE
            .replace("TEXT PRIMARY KEY", "TEXT")
            .replace("CREATE UNIQUE INDEX", "-- CREATE UNIQUE INDEX"),
    );
    run(
        &old,
        "ALTER TABLE work_items ADD COLUMN variant TEXT; ALTER TABLE work_items ADD COLUMN rank INTEGER",
    );
    let insert = |old: &SqliteConnection, id: &str, variant: &str, run_id: &str, time: &str| {
        run(old, &format!(
            "INSERT INTO work_items (work_item_id, source_system, source_name, resource_type, resource_id, request_uri, status,
             created_at, updated_at, dedupe_key, variant, run_id) VALUES ({id}, 'http', 'docs', 'page', 'p', 'x:', 'pending',
             '{time}', '{time}', 'k', {variant}, '{run_id}')"
        ));
    };
    // A row already has the variant that the import would give another row.
    insert(&old, "'1'", "NULL", "", "2026-01-21 10:00:00");
    insert(&old, "'2'", "NULL", "r", "2026-01-21T10:00:00.5+0200");
    insert(&old, "'3'", "'legacy-2'", "", "2026-01-21");
    insert(&old, "'4'", "'legacy-5'", "", "2026-01-21T10:00");
    insert(&old, "'5'", "'legacy-5'", "", "2026-01-21T10:00:00Z");
    let store = StateStore::open(db.clone(), StateOptions::default()).await.unwrap();
    let imported = import::sqlite::import(&mut old, &store, |_| {}).await.unwrap();
    assert_eq!((imported.rows, imported.written), (5, 5));
    let again = import::sqlite::import(&mut old, &store, |_| {}).await.unwrap();
    assert_eq!((again.written, again.known), (0, 5));
    let stats = store.stats().await.unwrap();
    assert_eq!(stats.total.pending, 5, "rows of no run are counted once");
    assert_eq!(store.runs(None, None, 9).await.unwrap().len(), 1);
    let second = store.get_work_item(&"2".into()).await.unwrap().unwrap();
    assert_eq!(second.created_at.to_rfc3339(), "2026-01-21T08:00:00.500+00:00");
    // Rows with the same id are an error, also on different pages, and also if the ids differ only in trailing spaces.
    for number in 0..600 {
        let id = format!("'n{number:03}'");
        insert(&old, &id, &format!("'{number}'"), "", "2026-01-21");
    }
    let before = import::sqlite::survey(&mut old, |_| {}).await.unwrap();
    assert_eq!((before.items, before.invalid.count), (605, 0));
    insert(&old, "'n494'", "'again'", "", "2026-01-21");
    insert(&old, "'n100 '", "'space'", "", "2026-01-21");
    let survey = import::sqlite::survey(&mut old, |_| {}).await.unwrap();
    assert_eq!(survey.invalid.count, 2, "{survey:?}");
    assert!(survey.invalid.examples[0].contains("n100: duplicate id"), "{survey:?}");
    // A row without a readable id does not make the paging endless.
    old.as_rusqlite()
        .execute_batch("UPDATE work_items SET work_item_id = x'00' WHERE work_item_id LIKE 'n%'")
        .unwrap();
    let overlap = import::sqlite::overlap(&mut old, &store, |_| {}).await.unwrap();
    assert_eq!(overlap.known, 5);
    // One of the two later columns without the other is an error, since the values of the other would be lost.
    old.as_rusqlite().execute_batch("ALTER TABLE work_items DROP COLUMN rank").unwrap();
    let error = import::sqlite::survey(&mut old, |_| {}).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::SchemaDrift, Some("rank")), "{error}");
}

/// Items that the store already has are reported before the first write.
pub(super) async fn reports_known_items_first<D: Database>(db: &D) {
    let mut old = legacy_file();
    let store = StateStore::open(db.clone(), StateOptions::default()).await.unwrap();
    let none = import::sqlite::overlap(&mut old, &store, |_| {}).await.unwrap();
    assert_eq!((none.known, none.conflicting.count), (0, 0));
    store.enqueue(NewItem::new(Identity::new("http", "docs", "page", "9"), "x:")).await.unwrap();
    let known = import::sqlite::overlap(&mut old, &store, |_| {}).await.unwrap();
    assert_eq!((known.known, known.conflicting.count), (1, 0));
    let other = store.enqueue(NewItem::new(Identity::new("other", "o", "page", "1"), "x:")).await.unwrap();
    let mut other = store.get_work_item(other.work_item_id()).await.unwrap().unwrap();
    db.clone().delete::<WorkItem>(&other.work_item_id).await.unwrap();
    other.work_item_id = "more-1000".into();
    db.clone().insert(&other).await.unwrap();
    let taken = import::sqlite::overlap(&mut old, &store, |_| {}).await.unwrap();
    assert_eq!((taken.known, taken.conflicting.count), (1, 1));
    assert!(taken.conflicting.examples[0].contains("more-1000"), "{taken:?}");
    let refused = import::sqlite::import(&mut old, &store, |_| {}).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Misuse);
    assert_eq!(WorkItem::rows().total(&mut db.clone()).await.unwrap(), 2, "nothing was written");
}

/// JSON is imported unchanged, also if parsing would change it.
pub(super) async fn keeps_json_unchanged() {
    let mut old = legacy_file();
    let texts = ["{\"id\": 12345678901234567890123, \"n\": 1.10}", "{\"a\":1,\"a\":2}", "\"\\ud800\"", "NaN"];
    for (number, text) in (1..).zip(texts) {
        let sql = "UPDATE work_items SET metadata = ?1 WHERE work_item_id = ?2";
        old.as_rusqlite().execute(sql, (text, format!("more-{number:04}"))).unwrap();
    }
    let survey = import::sqlite::survey(&mut old, |_| {}).await.unwrap();
    // The two values that are not valid JSON, and the one from before.
    assert_eq!(survey.not_json.count, 3, "{survey:?}");
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions::new(folder.path().join("new.db"));
    let db = Sqlite::open(options.clone()).await.unwrap();
    let store = StateStore::open(db.clone(), StateOptions::default()).await.unwrap();
    import::sqlite::import(&mut old, &store, |_| {}).await.unwrap();
    db.close().await.unwrap();
    let new = SqliteConnection::open(&options).unwrap();
    let read = |number: usize| {
        let sql = "SELECT metadata FROM ingest_work_items WHERE work_item_id = ?1";
        new.as_rusqlite()
            .query_row(sql, [format!("more-{number:04}")], |row| row.get::<_, String>(0))
            .unwrap()
    };
    assert_eq!([read(1), read(2)], [texts[0], texts[1]]);
    assert_eq!([read(3), read(4)], [r#""\"\\ud800\"""#, "\"NaN\""]);
}

/// The indexes of the legacy table on SQL Server.
const SQL_SERVER_INDEXES: &str = "
CREATE INDEX ix_work_items_status ON [SCHEMA].work_items (status, priority, created_at);
CREATE UNIQUE INDEX ix_work_items_dedupe ON [SCHEMA].work_items (dedupe_key);
CREATE INDEX ix_work_items_run_id ON [SCHEMA].work_items (run_id);
CREATE INDEX ix_work_items_source ON [SCHEMA].work_items (source_system, source_name);";

/// Returns the statements that create the legacy SQL Server table with more rows than one batch, two of them for one resource.
fn legacy_server_table(table: &str, schema: &str) -> Vec<String> {
    let mut statements = vec![
        SQL_SERVER_TABLE.replace("[SCHEMA].work_items", table),
        SQL_SERVER_INDEXES.replace("[SCHEMA].work_items", table).replace("[SCHEMA]", schema),
    ];
    let rows = rows("2026-01-21T10:00:00.123456Z", "2026-01-21T12:30:05.000000Z");
    statements.extend(rows.map(|row| row.replace("INTO work_items", &format!("INTO {table}"))));
    for number in 1..=1_100 {
        let (id, key) = if number == 7 {
            (6, "by hand".to_owned())
        } else {
            (number, format!("http:docs:page:{number}"))
        };
        let status = ["completed", "failed", "in_progress", "pending"][number % 4];
        statements.push(format!(
            "INSERT INTO {table} (work_item_id, source_system, source_name, resource_type, resource_id, request_uri, status, run_id,
             created_at, updated_at, dedupe_key) VALUES ('more-{number:04}', 'http', 'docs', 'page', '{id}',
             'https://docs.example/{id}', '{status}', 'run-2', '2026-01-21T10:00:00.000000Z', '2026-01-21T11:00:00.000000Z', '{key}')"
        ));
    }
    statements
}

/// Creates the legacy SQL Server table with its rows in a SQLite file.
pub(super) fn create_server_table_on_sqlite(connection: &rusqlite::Connection) {
    connection.execute_batch("BEGIN").unwrap();
    for statement in legacy_server_table("ingest_work_items", "main") {
        let statement =
            statement.replace("NVARCHAR(MAX)", "TEXT").replace("DATETIME2", "TEXT").replace("N'", "'");
        connection.execute_batch(&statement).unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
}

/// The conversion in place on SQLite, with the legacy table of SQL Server.
pub(super) async fn converts_a_table_in_place_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions::new(folder.path().join("server.db"));
    let connection = SqliteConnection::open(&options).unwrap();
    create_server_table_on_sqlite(connection.as_rusqlite());
    let db = Sqlite::open(options).await.unwrap();
    converts_a_table_in_place(&db).await;
    db.close().await.unwrap();
}

/// Tables of later versions of the framework, with columns and tables whose names the store uses too.
// Long because most lines create the old tables.
pub(super) async fn converts_later_tables_in_place_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions::new(folder.path().join("server.db"));
    let connection = SqliteConnection::open(&options).unwrap();
    let connection = connection.as_rusqlite();
    let table = SQL_SERVER_TABLE.replace("[SCHEMA].work_items", "ingest_work_items");
    let table = table.replace("NVARCHAR(MAX)", "TEXT").replace("DATETIME2", "TEXT");
    connection.execute_batch(&table).unwrap();
    connection
        .execute_batch(
            "ALTER TABLE ingest_work_items ADD COLUMN variant NVARCHAR(20);
             ALTER TABLE ingest_work_items ADD COLUMN rank INT;
             ALTER TABLE ingest_work_items ADD COLUMN claimed_by NVARCHAR(100);
             ALTER TABLE ingest_work_items ADD COLUMN claimed_at TEXT;
             ALTER TABLE ingest_work_items ADD COLUMN lease_expires_at TEXT;
             ALTER TABLE ingest_work_items ADD COLUMN last_error TEXT;
             ALTER TABLE ingest_work_items ADD COLUMN next_retry_at TEXT;
             CREATE INDEX IX_work_items_source_variant ON ingest_work_items (source_system, source_name, variant, status);
             INSERT INTO ingest_work_items (work_item_id, source_system, source_name, resource_type, resource_id, request_uri, request_method,
              status, created_at, updated_at, dedupe_key, variant, rank, claimed_by, lease_expires_at, last_error, run_id, discovered_from)
             VALUES ('1', 'http', 'docs', 'page', 'p', 'x:', 'GET', 'in_progress', '2026-01-21T10:00:00.000000Z',
                     '2026-01-21T10:00:00.000000Z', 'k1', 'raw', 3, 'old', '2026-01-21T11:00:00.000000Z', 'once', '', ''),
                    ('2', 'http', 'docs', 'page', 'p', 'x:', 'GET', 'completed', '2026-01-21T10:00:00.000000Z',
                     '2026-01-21T10:00:00.000000Z', 'k2', 'html', NULL, NULL, NULL, NULL, NULL, NULL);
             CREATE TABLE ingest_worker_heartbeats (worker_id TEXT PRIMARY KEY, hostname TEXT NOT NULL)",
        )
        .unwrap();
    let db = Sqlite::open(options).await.unwrap();
    let survey = import::mssql::survey(&mut db.clone(), |_| {}).await.unwrap();
    assert_eq!((survey.duplicates.count, survey.obstacles.count), (0, 1), "{survey:?}");
    assert!(survey.obstacles.examples[0].contains("worker_heartbeats"), "{survey:?}");
    let refused = import::mssql::import_in_place(&db, |_| {}).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::SchemaDrift);
    assert!(refused.to_string().contains("rename it"), "{refused}");
    let tables = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name LIKE 'ingest%'";
    let count = |connection: &rusqlite::Connection| {
        connection.query_row(tables, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!(count(connection), 2, "nothing was changed");

    connection.execute_batch("ALTER TABLE ingest_worker_heartbeats RENAME TO old_heartbeats").unwrap();
    assert_eq!(import::mssql::import_in_place(&db, |_| {}).await.unwrap().written, 2);
    let store = StateStore::open(db.clone(), StateOptions::default().auto_init(false)).await.unwrap();
    let plain = Identity::new("http", "docs", "page", "p");
    let raw = store.find_by_identity(Identity { variant: Some("raw"), ..plain }).await.unwrap().unwrap();
    assert_eq!((raw.status, raw.rank, raw.lease_expires_at), (Status::Pending, 3, None));
    let html = store.find_by_identity(Identity { variant: Some("html"), ..plain }).await.unwrap().unwrap();
    assert_eq!((html.status, html.rank), (Status::Completed, 0));
    let kept =
        connection.query_row("SELECT last_error FROM ingest_work_items WHERE rank = 3", [], |row| row.get(0));
    assert_eq!(kept, Ok("once".to_owned()), "columns that the store does not have are kept");
    // Empty values are NULL.
    assert_eq!((raw.run_id, raw.discovered_from), (None, None));
    assert_eq!(store.stats().await.unwrap().total.pending, 1, "rows of no run are counted once");
    assert_eq!(store.runs(None, None, 9).await.unwrap(), []);
    let claimed = store.claim(ClaimRequest::new("w")).await.unwrap().remove(0);
    assert_eq!(claimed.work_item_id().as_str(), "1");
    // A converted table needs no further changes.
    connection.execute_batch("DROP INDEX ingest_ix_work_items_claim").unwrap();
    let survey = import::mssql::survey(&mut db.clone(), |_| {}).await.unwrap();
    assert!(survey.is_importable() && survey.changes.is_empty(), "{survey:?}");
    assert_eq!(import::mssql::import_in_place(&db, |_| {}).await.unwrap().written, 0);
    db.close().await.unwrap();
}

pub(super) async fn converts_a_table_in_place_on_the_server(db: &Mssql, server: &mut Server, schema: &str) {
    server.run(&format!("CREATE SCHEMA [{schema}]")).await;
    for statement in legacy_server_table(&format!("[{schema}].work_items"), schema) {
        server.run(&statement).await;
    }
    converts_a_table_in_place(db).await;
}

async fn converts_a_table_in_place<D: Database>(db: &D) {
    let survey = import::mssql::survey(&mut db.clone(), |_| {}).await.unwrap();
    assert_eq!((survey.items, survey.runs, survey.in_progress), (1_102, 2, 276), "{survey:?}");
    assert_eq!(
        (survey.duplicates.count, survey.not_json.count, survey.invalid.count),
        (1, 1, 0),
        "{survey:?}"
    );
    let changes = survey.changes.join("\n");
    for part in ["column dedupe_hash is missing", "ix_work_items_dedupe is not declared by the struct"] {
        assert!(changes.contains(part), "{part}: {changes}");
    }
    assert!(survey.is_importable(), "{survey:?}");
    // The legacy table is not mistaken for the table of the store.
    let check_only = StateOptions::default().auto_init(false);
    let refused = StateStore::open(db.clone(), check_only.clone()).await.err().unwrap();
    assert_eq!(refused.kind(), ErrorKind::SchemaDrift);

    let mut last = None;
    let imported = import::mssql::import_in_place(db, |step| last = Some(step)).await.unwrap();
    assert_eq!(imported, ImportReport { rows: 1_102, written: 1_102, known: 0 });
    assert_eq!(last.map(|step| step.rows), Some(1_102));
    let store = StateStore::open(db.clone(), check_only).await.unwrap();
    let total = store.stats().await.unwrap().total;
    let of = |status| total.of(status);
    assert_eq!(
        [of(Status::Pending), of(Status::Completed), of(Status::Failed), of(Status::Skipped)],
        [551, 275, 275, 1]
    );
    let full = store.get_work_item(&"0b2e6a4c-0000-4000-8000-000000000001".into()).await.unwrap().unwrap();
    assert_eq!(full.identity(), expected()[0].identity());
    assert_eq!(
        (full.status, full.attempt, full.request_uri.as_str()),
        (Status::Pending, 2, "https://x/wiki?a=1")
    );
    assert_eq!(full.metadata, Some(serde_json::json!("{'not': json}")));
    assert_eq!(full.created_at, expected()[0].created_at);
    let double = store.get_work_item(&"more-0007".into()).await.unwrap().unwrap();
    assert_eq!(double.variant.as_deref(), Some("legacy-more-0007"));
    let run = store.run(&"run-2".into()).await.unwrap().unwrap();
    assert_eq!((run.counters.enqueued, run.counters.completed, run.counters.pending), (1_100, 275, 550));
    // The store works: converted items are known, pages that differ only by case are distinct, and items can be claimed.
    let six = Identity::new("http", "docs", "page", "6");
    assert!(!store.enqueue(NewItem::new(six, "x:")).await.unwrap().is_new());
    assert!(
        store.enqueue(NewItem::new(Identity::new("HTTP", "docs", "page", "6"), "x:")).await.unwrap().is_new()
    );
    let claimed = store.claim(ClaimRequest::new("w")).await.unwrap().remove(0);
    assert_eq!(claimed.item().priority, 5, "the most urgent first");

    let again = import::mssql::import_in_place(db, |_| {}).await.unwrap();
    assert_eq!((again.written, again.known), (0, again.rows));
    assert_eq!(import::mssql::survey(&mut db.clone(), |_| {}).await.unwrap().changes, [] as [String; 0]);
    assert_eq!(store.stats().await.unwrap().total.of(Status::Completed), 275);
}

pub(super) fn in_memory() -> SqliteConnection {
    SqliteConnection::open(&SqliteOptions::in_memory()).unwrap()
}

async fn read_all(connection: &mut impl Connection) -> Result<Vec<LegacyItem>, Error> {
    let mut items = Vec::new();
    let push = |item| {
        items.push(item);
        ControlFlow::Continue(())
    };
    import::sqlite::each_item(connection, push).await.map(|()| items)
}

pub(super) async fn reads_a_server(connection: &mut MssqlConnection, server: &mut Server, schema: &str) {
    server.run(&format!("CREATE SCHEMA [{schema}]")).await;
    server.run(&SQL_SERVER_TABLE.replace("[SCHEMA]", &format!("[{schema}]"))).await;
    for row in rows("2026-01-21T10:00:00.123456", "2026-01-21T12:30:05") {
        server.run(&row.replace("INTO work_items", &format!("INTO [{schema}].work_items"))).await;
    }
    let mut items = Vec::new();
    let push = |item| {
        items.push(item);
        ControlFlow::Continue(())
    };
    import::mssql::each_item(connection, push).await.unwrap();
    assert_eq!(items, expected());
}
