//! A SQLite file of the legacy Python state store.

use std::path::Path;

use store_sqlite::{SqliteConnection, SqliteOptions};

const OLD_TABLE: &str = "
CREATE TABLE work_items (
    work_item_id TEXT PRIMARY KEY, source_system TEXT NOT NULL, source_name TEXT NOT NULL, resource_type TEXT NOT NULL,
    resource_id TEXT NOT NULL, request_uri TEXT NOT NULL, request_method TEXT NOT NULL DEFAULT 'GET', request_headers TEXT,
    request_body TEXT, metadata TEXT, priority INTEGER NOT NULL DEFAULT 100, status TEXT NOT NULL DEFAULT 'pending',
    attempt INTEGER NOT NULL DEFAULT 0, run_id TEXT, discovered_from TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    error_message TEXT, dedupe_key TEXT NOT NULL
);
CREATE UNIQUE INDEX ix_work_items_dedupe ON work_items (dedupe_key);";

/// Creates a file with this number of items: the first is completed, the second in progress, the others pending.
pub(crate) fn legacy_file(file: &Path, items: usize) {
    let connection = SqliteConnection::open(&SqliteOptions::new(file)).unwrap();
    let connection = connection.as_rusqlite();
    // The default of SQLite, which the Python state store kept.
    connection.pragma_update(None, "journal_mode", "delete").unwrap();
    connection.execute_batch(OLD_TABLE).unwrap();
    for number in 1..=items {
        let status = ["completed", "in_progress", "pending"][(number - 1).min(2)];
        let sql = format!(
            "INSERT INTO work_items (work_item_id, source_system, source_name, resource_type, resource_id, request_uri, status,
             run_id, created_at, updated_at, dedupe_key) VALUES ('old-{number:03}', 'http', 'docs', 'page', '{number}',
             'https://docs.example/{number}', '{status}', 'run-1', '2026-01-21T10:00:00+00:00', '2026-01-21T10:00:01+00:00',
             'http:docs:page:{number}')"
        );
        connection.execute_batch(&sql).unwrap();
    }
}
