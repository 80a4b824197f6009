//! A statement is prepared once, whatever the values of its parameters.

#![expect(clippy::unwrap_used, reason = "a failed `unwrap` fails the test")]

mod common;

use common::{Item, memory};
use rusqlite::StatementStatus;
use rusqlite::config::DbConfig;
use store::prelude::*;

/// Runs a statement with each of the values, and returns how often SQLite prepared it again.
fn prepared_again(connection: &rusqlite::Connection, sql: &str, values: &[i64]) -> i32 {
    let mut statement = connection.prepare(sql).unwrap();
    for value in values {
        statement.raw_bind_parameter(1, value).unwrap();
        let mut rows = statement.raw_query();
        while rows.next().unwrap().is_some() {}
    }
    statement.get_status(StatementStatus::RePrepare)
}

#[test]
fn a_claim_is_prepared_once_for_all_limits() {
    let connection = memory().into_rusqlite();
    let plain = rusqlite::Connection::open_in_memory().unwrap();
    for sql in Item::SQL.of(Dialect::Sqlite).create() {
        plain.execute_batch(sql).unwrap();
    }
    let claim = Item::claim(1).sql(Dialect::Sqlite);
    // Also on a connection of the application, whose settings are its own.
    for connection in [&connection, &plain] {
        assert_eq!(prepared_again(connection, claim, &[1, 2, 3]), 0);
    }
    let bare = claim.replace("?1 + 0", "?1");
    assert_ne!(bare, claim);
    assert!(prepared_again(&plain, &bare, &[1, 2, 3]) > 0, "SQLite plans for the value of a bare parameter");
}

#[test]
fn statistics_do_not_make_plans_depend_on_values() {
    let again = |options: fn(rusqlite::Connection) -> rusqlite::Connection| {
        let mut connection = memory();
        let items: Vec<Item> =
            (0..1_000).map(|id| Item { priority: i32::try_from(id).unwrap(), ..Item::new(id) }).collect();
        connection.blocking().insert_many(&items).unwrap();
        let connection = options(connection.into_rusqlite());
        connection.execute_batch("CREATE INDEX by_priority ON ingest_items (priority); ANALYZE").unwrap();
        prepared_again(&connection, "SELECT * FROM main.ingest_items WHERE priority > ?1", &[1, 500, 2])
    };
    assert_eq!(again(|connection| connection), 0);
    let without_guarantee = again(|connection| {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, false).unwrap();
        connection
    });
    assert!(without_guarantee > 0, "SQLite plans for the value of a parameter that statistics describe");
}
