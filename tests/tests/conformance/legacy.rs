//! Rows of the Python era, in tables as its code made them.

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use store::state::legacy::{LegacyItem, each_item_of_sql_server_era, each_item_of_sqlite_era};
use store::state::{Status, WorkItemId};
use store::{Connection, Error, ErrorKind};
use store_mssql::MssqlConnection;
use store_sqlite::{SqliteConnection, SqliteOptions};

use super::server::Server;

const SQLITE_TABLE: &str = "
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

const SQL_SERVER_TABLE: &str = "
CREATE TABLE [SCHEMA].work_items (
    work_item_id NVARCHAR(36) NOT NULL PRIMARY KEY, source_system NVARCHAR(100) NOT NULL,
    source_name NVARCHAR(100) NOT NULL, resource_type NVARCHAR(100) NOT NULL, resource_id NVARCHAR(500) NOT NULL,
    request_uri NVARCHAR(2000) NOT NULL, request_method NVARCHAR(10) NOT NULL DEFAULT 'GET',
    request_headers NVARCHAR(MAX), request_body NVARCHAR(MAX), metadata NVARCHAR(MAX),
    priority INT NOT NULL DEFAULT 100, status NVARCHAR(20) NOT NULL, attempt INT NOT NULL DEFAULT 0,
    run_id NVARCHAR(36), discovered_from NVARCHAR(36), created_at DATETIME2 NOT NULL, updated_at DATETIME2 NOT NULL,
    error_message NVARCHAR(MAX), dedupe_key NVARCHAR(800) NOT NULL
);";

/// Two rows, one with everything and one with the least, with the times `EARLY` and `LATE`.
const ROWS: [&str; 2] = [
    r#"INSERT INTO work_items VALUES ('0b2e6a4c-0000-4000-8000-000000000001', 'mediawiki', 'wookieepedia', 'page',
    N'Darth Vader ü', 'https://x/wiki?a=1', 'POST', '{"Accept": "text/html"}', 'body', '{''not'': json}', 5,
    'in_progress', 2, 'run-1', '0b2e6a4c-0000-4000-8000-000000000002', 'EARLY', 'LATE', 'time''s up',
    N'mediawiki:wookieepedia:page:Darth Vader ü')"#,
    "INSERT INTO work_items (work_item_id, source_system, source_name, resource_type, resource_id, request_uri, status,
    created_at, updated_at, dedupe_key) VALUES ('0b2e6a4c-0000-4000-8000-000000000002', 'http', 'a:b', 'page', 'c',
    'x:', 'skipped', 'LATE', 'LATE', 'http:a:b:page:c')",
];

/// The rows for one of the engines.
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
        request_uri: "x:".into(),
        request_method: "GET".into(),
        request_headers: None,
        request_body: None,
        metadata: None,
        priority: 100,
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

pub(super) async fn of_sqlite() {
    let mut connection = in_memory();
    let run = |connection: &SqliteConnection, sql: &str| connection.as_rusqlite().execute_batch(sql).unwrap();
    run(&connection, SQLITE_TABLE);
    // As Python's `isoformat` writes them: without a fraction where there is none, and with whatever offset.
    for row in rows("2026-01-21T12:00:00.123456+02:00", "2026-01-21T12:30:05+00:00") {
        run(&connection, &row.replace("N'", "'"));
    }
    assert_eq!(of_sqlite_era(&mut connection).await.unwrap(), expected());
    run(&connection, "UPDATE work_items SET created_at = '2026-01-21T10:00:00.123456' WHERE priority = 5");
    assert_eq!(of_sqlite_era(&mut connection).await.unwrap(), expected());
    for (damage, column) in [("status = 'paused'", "status"), ("updated_at = 'yesterday'", "updated_at")] {
        run(&connection, &format!("SAVEPOINT s; UPDATE work_items SET {damage}"));
        let error = of_sqlite_era(&mut connection).await.unwrap_err();
        assert_eq!((error.kind(), error.column()), (ErrorKind::Decode, Some(column)));
        assert!(error.message().contains("0b2e6a4c"), "{error}");
        run(&connection, "ROLLBACK TO s; RELEASE s");
    }
    assert_eq!(of_sqlite_era(&mut in_memory()).await.unwrap_err().kind(), ErrorKind::SchemaDrift);
}

fn in_memory() -> SqliteConnection {
    SqliteConnection::open(&SqliteOptions::in_memory()).unwrap()
}

async fn of_sqlite_era(connection: &mut impl Connection) -> Result<Vec<LegacyItem>, Error> {
    let mut items = Vec::new();
    let push = |item| {
        items.push(item);
        ControlFlow::Continue(())
    };
    each_item_of_sqlite_era(connection, push).await.map(|()| items)
}

pub(super) async fn of_sql_server(connection: &mut MssqlConnection, server: &mut Server, schema: &str) {
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
    each_item_of_sql_server_era(connection, push).await.unwrap();
    assert_eq!(items, expected());
}
