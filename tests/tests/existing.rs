//! The structs that `scaffold` writes for existing schemas: they compile, have no drift, and read and write all rows.
#![allow(
    missing_docs,
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test panics to fail, and the structs are generated"
)]

#[rustfmt::skip]
#[path = "../existing/cms/mssql.rs"]
mod cms_mssql;
#[rustfmt::skip]
#[path = "../existing/cms/sqlite.rs"]
mod cms_sqlite;
#[rustfmt::skip]
#[path = "../existing/forum/mssql.rs"]
mod forum_mssql;
#[rustfmt::skip]
#[path = "../existing/forum/sqlite.rs"]
mod forum_sqlite;
#[rustfmt::skip]
#[path = "../existing/lists.rs"]
#[macro_use]
mod lists;
#[rustfmt::skip]
#[path = "../existing/orders/mssql.rs"]
mod orders_mssql;
#[rustfmt::skip]
#[path = "../existing/orders/sqlite.rs"]
mod orders_sqlite;

use std::fmt::Debug;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use store::diff::{Drift, drift_from_statements};
use store::schema::StatementKind;
use store::{Connection as _, ConnectionExt as _, Dialect, ErrorKind, FromRow, Params, Statement, Table};
use store_sqlite::SqliteConnection;
use store_tests::existing::statements_of;

fn script(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("existing").join(name)).unwrap()
}

/// Returns a SQLite database with a schema and its rows.
fn sqlite(schema: &str) -> SqliteConnection {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.execute_batch(&script(&format!("{schema}/sqlite.sql"))).unwrap();
    connection.execute_batch(&script(&format!("{schema}/sqlite_rows.sql"))).unwrap();
    // Rows are deleted and inserted table by table.
    connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    SqliteConnection::from_rusqlite(connection)
}

async fn assert_no_drift<T: Table>(db: &mut SqliteConnection) {
    let drift: Vec<String> = db.drift::<T>().await.unwrap().iter().map(Drift::to_string).collect();
    assert_eq!(drift, <[String; 0]>::default(), "{}", T::MODEL.name);
    let plan = db.plan_repair::<T>().await.unwrap();
    assert!(plan.is_empty(), "{}: {plan:?}", T::MODEL.name);
}

/// Reads all rows of a table.
async fn rows<T: Table + FromRow + Send + 'static>(
    db: &mut SqliteConnection,
) -> Result<Vec<T>, store::Error> {
    // The query by key without its condition.
    let (_, by_key) =
        T::SQL.of(Dialect::Sqlite).statements().find(|(name, _)| name.starts_with("select_by")).unwrap();
    let sql: &'static str = by_key.split_once("\nWHERE").unwrap().0;
    let statement = Statement::new(sql, "all", StatementKind::Read, T::MODEL);
    let mut rows = Vec::new();
    let keep = |row| {
        rows.push(row);
        ControlFlow::Continue(())
    };
    db.for_each(statement, Params::all(&[]), keep).await?;
    Ok(rows)
}

/// The columns with a value whose type is not the declared one, or with NULL in a primary key: SQLite accepts both, and a struct
/// cannot read them.
const OF_OTHER_TYPES: [(&str, &str); 5] = [
    ("frm_notifications", "data"),
    ("frm_tags", "name"),
    ("frm_topics", "hotness"),
    ("frm_topic_tags", "tag_id"),
    ("frm_users", "last_seen_at"),
];

/// Reads all rows, deletes them, inserts them, and reads them again. Returns their number.
async fn round_trip<T: Table + FromRow + Clone + Debug + PartialEq + Send + Sync + 'static>(
    db: &mut SqliteConnection,
) -> usize {
    let before = match rows::<T>(db).await {
        Ok(rows) => rows,
        Err(error) if error.kind() == ErrorKind::Decode => {
            let column = (T::MODEL.name, error.column().unwrap_or_default());
            assert!(OF_OTHER_TYPES.contains(&column), "{error}");
            return 1;
        }
        Err(error) => panic!("{}: {error}", T::MODEL.name),
    };
    let table = store::ident::check(T::MODEL.name)
        .map_or_else(|_| format!("`{}`", T::MODEL.name), |()| T::MODEL.name.to_owned());
    db.execute_ddl(&[&format!("DELETE FROM {table}")]).await.unwrap();
    db.insert_many_verbatim(&before).await.unwrap_or_else(|error| panic!("{table}: {error}"));
    assert_eq!(rows::<T>(db).await.unwrap(), before, "{table}");
    before.len()
}

macro_rules! on_sqlite {
    ($module:ident: $($name:ident),*) => {{
        let mut db = sqlite(stringify!($module).strip_suffix("_sqlite").unwrap());
        $(assert_no_drift::<$module::$name>(&mut db).await;)*
        $(assert_ne!(round_trip::<$module::$name>(&mut db).await, 0, "{}", stringify!($name));)*
    }};
}

#[tokio::test]
async fn orders_on_sqlite() {
    orders_sqlite!(on_sqlite);
}

#[tokio::test]
async fn forum_on_sqlite() {
    forum_sqlite!(on_sqlite);
}

#[tokio::test]
async fn cms_on_sqlite() {
    cms_sqlite!(on_sqlite);
}

/// Asserts that a struct has no drift from the statements that create its table on SQL Server.
fn assert_no_drift_from<T: Table>(statements: &[&str]) {
    let drift = drift_from_statements(Dialect::Mssql, T::MODEL, statements);
    let drift: Vec<String> = drift.iter().map(Drift::to_string).collect();
    assert_eq!(drift, <[String; 0]>::default(), "{}", T::MODEL.name);
}

macro_rules! on_mssql {
    ($module:ident: $($name:ident),*) => {{
        let schema = stringify!($module).strip_suffix("_mssql").unwrap();
        let statements = statements_of(&script(&format!("{schema}/mssql.sql")));
        let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
        $(assert_no_drift_from::<$module::$name>(&statements);)*
    }};
}

#[test]
fn orders_on_sql_server() {
    orders_mssql!(on_mssql);
}

#[test]
fn forum_on_sql_server() {
    forum_mssql!(on_mssql);
}

#[test]
fn cms_on_sql_server() {
    cms_mssql!(on_mssql);
}
