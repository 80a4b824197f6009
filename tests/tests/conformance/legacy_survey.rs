//! How a survey compares keys, and the message of an interrupted import.

use store::ConnectionExt as _;
use store::state::legacy::{self as import, ImportReport, KeyComparison};
use store::state::{Counter, StateOptions, StateStore};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};

use super::legacy_import::{
    SQL_SERVER_TABLE, SQLITE_TABLE, create_server_table_on_sqlite, in_memory, legacy_file,
};

/// Creates the legacy SQL Server table in SQLite, without its indexes and with another collation of its keys.
fn table_with_collation(connection: &rusqlite::Connection, collation: &str) {
    let table = SQL_SERVER_TABLE.replace("[SCHEMA].work_items", "ingest_work_items");
    let table = table.replace("NVARCHAR(MAX)", "TEXT").replace("DATETIME2", "TEXT");
    connection
        .execute_batch(
            &table.replace("dedupe_key NVARCHAR(800)", &format!("dedupe_key NVARCHAR(800) {collation}")),
        )
        .unwrap();
}

/// Keys whose differences a collation may ignore, and keys whose differences no collation ignores.
const ALIKE: [&str; 9] = ["A", "a", "b", "b ", "c", "c\u{a0}", "c\r", "c\n", "c\u{2028}"];

fn insert_alike(connection: &rusqlite::Connection, table: &str) {
    for (number, key) in ALIKE.iter().enumerate() {
        let sql = format!(
            "INSERT INTO {table} (work_item_id, source_system, source_name, resource_type, resource_id, request_uri, request_method,
             status, created_at, updated_at, dedupe_key) VALUES ('{number}', 'http', 'docs', 'page', '{number}', 'x:', 'GET',
             'pending', '2026-01-21T10:00:00.000000Z', '2026-01-21T10:00:00.000000Z', ?1)"
        );
        connection.execute(&sql, [key]).unwrap();
    }
}

/// In place, the database compares keys by the collation of the column; for a file, the survey compares them in lower case. The
/// survey names the comparison.
pub(super) async fn compares_keys_as_the_old_database() {
    let folder = tempfile::tempdir().unwrap();
    for (collation, name, pairs) in [
        ("COLLATE NOCASE", "NOCASE", vec!["\"A\" and \"a\""]),
        ("COLLATE RTRIM", "RTRIM", vec!["\"b\" and \"b \""]),
        ("", "", vec![]),
    ] {
        let options = SqliteOptions::new(folder.path().join(format!("{name}.db")));
        let connection = SqliteConnection::open(&options).unwrap();
        table_with_collation(connection.as_rusqlite(), collation);
        insert_alike(connection.as_rusqlite(), "ingest_work_items");
        let db = Sqlite::open(options).await.unwrap();
        let survey = import::mssql::survey(&mut db.clone(), |_| {}).await.unwrap();
        assert_eq!(survey.equal_keys.examples, pairs, "{survey:?}");
        assert_eq!(survey.equal_keys.count, pairs.len() as u64);
        let named = (!name.is_empty()).then(|| name.to_owned());
        assert_eq!(survey.key_comparison, KeyComparison::Database(named), "{survey:?}");
        db.close().await.unwrap();
    }

    let mut old = in_memory();
    old.as_rusqlite().execute_batch(SQLITE_TABLE).unwrap();
    insert_alike(old.as_rusqlite(), "work_items");
    let survey = import::sqlite::survey(&mut old, |_| {}).await.unwrap();
    assert_eq!(survey.equal_keys.examples, ["\"A\" and \"a\"", "\"b\" and \"b \""]);
    assert_eq!(survey.key_comparison, KeyComparison::LowerCase);
}

/// An error during an import reports the number of imported rows, and the next call imports the rest.
pub(super) async fn resumes_after_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let fails = |connection: &rusqlite::Connection| {
        // The counters of the second batch.
        let trigger = "CREATE TRIGGER fails BEFORE INSERT ON ingest_counters
            WHEN NEW.run_id = '' AND EXISTS (
                SELECT 1 FROM ingest_counters WHERE run_id = '' AND source_key = NEW.source_key
            ) BEGIN SELECT RAISE(ABORT, 'no more'); END";
        connection.execute_batch(trigger).unwrap();
    };
    let repaired =
        |connection: &rusqlite::Connection| connection.execute_batch("DROP TRIGGER fails").unwrap();

    // From a file.
    let options = SqliteOptions::new(folder.path().join("new.db"));
    let connection = SqliteConnection::open(&options).unwrap();
    let db = Sqlite::open(options).await.unwrap();
    let store = StateStore::open(db.clone(), StateOptions::default()).await.unwrap();
    fails(connection.as_rusqlite());
    let mut old = legacy_file();
    let error = import::sqlite::import(&mut old, &store, |_| {}).await.unwrap_err();
    let done = "; the first 500 of 1102 rows are in the store; the old table is unchanged; remove the cause and run it again";
    assert!(error.message().ends_with(done), "{error}");
    repaired(connection.as_rusqlite());
    let imported = import::sqlite::import(&mut old, &store, |_| {}).await.unwrap();
    assert_eq!(imported, ImportReport { rows: 1_102, written: 602, known: 500 });
    db.close().await.unwrap();

    // In place.
    let options = SqliteOptions::new(folder.path().join("server.db"));
    let connection = SqliteConnection::open(&options).unwrap();
    let connection = connection.as_rusqlite();
    create_server_table_on_sqlite(connection);
    let db = Sqlite::open(options).await.unwrap();
    db.clone().create::<Counter>().await.unwrap();
    fails(connection);
    let error = import::mssql::import_in_place(&db, |_| {}).await.unwrap_err();
    assert!(error.message().contains("; the first 500 of 1102 rows have their identity; "), "{error}");
    assert!(error.message().ends_with("; remove the cause and run it again"), "{error}");
    assert_eq!(error.table(), Some("counters"), "the details of the database error are kept: {error}");
    repaired(connection);
    assert_eq!(import::mssql::import_in_place(&db, |_| {}).await.unwrap().rows, 1_102);
    let store = StateStore::open(db.clone(), StateOptions::default().auto_init(false)).await.unwrap();
    assert_eq!(store.stats().await.unwrap().total.total(), 1_102);
    db.close().await.unwrap();

    // An error before the first row.
    let options = SqliteOptions::new(folder.path().join("unreadable.db"));
    let connection = SqliteConnection::open(&options).unwrap();
    table_with_collation(connection.as_rusqlite(), "");
    let db = Sqlite::open(options).await.unwrap();
    db.close().await.unwrap();
    let error = import::mssql::import_in_place(&db, |_| {}).await.unwrap_err();
    assert!(error.message().ends_with("; nothing was changed; remove the cause and run it again"), "{error}");
}
