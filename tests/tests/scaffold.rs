//! The structs of the existing schemas in `tests/existing` are those that `scaffold` writes.
//!
//! `STORE_WRITE_STRUCTS=1 cargo test -p store-tests --test scaffold` updates them. The test `existing` compiles and uses them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use store::scaffold::{Scaffold, scaffold_from_statements};
use store::{ConnectionExt as _, Dialect, ErrorKind};
use store_sqlite::SqliteConnection;
use store_tests::existing::{SCHEMAS, statements_of};

const REFRESH: &str = "run STORE_WRITE_STRUCTS=1 cargo test -p store-tests --test scaffold";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("existing")
}

/// Compares a committed file with the generated text, or writes it.
fn assert_fresh(file: &str, generated: &str) {
    let path = folder().join(file);
    if env::var_os("STORE_WRITE_STRUCTS").is_some() {
        fs::write(&path, generated).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let difference = committed.lines().zip(generated.lines()).find(|(old, new)| old != new);
    assert!(committed == generated, "{file} is stale, first at {difference:?}: {REFRESH}");
}

/// Returns a SQLite database with a schema.
fn sqlite(schema: &str) -> SqliteConnection {
    let script = fs::read_to_string(folder().join(schema).join("sqlite.sql")).unwrap();
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.execute_batch(&script).unwrap();
    SqliteConnection::from_rusqlite(connection)
}

/// Returns the structs for the statements of a schema on SQL Server.
fn on_mssql(schema: &str) -> Scaffold {
    let script = fs::read_to_string(folder().join(schema).join("mssql.sql")).unwrap();
    let statements = statements_of(&script);
    let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
    scaffold_from_statements(Dialect::Mssql, &statements)
}

#[tokio::test]
async fn committed_structs_are_fresh() {
    let mut lists =
        String::from("// The structs of each module, which `tests/tests/scaffold.rs` generates.\n");
    for schema in SCHEMAS {
        for (engine, scaffold) in
            [("sqlite", sqlite(schema).scaffold(&[]).await.unwrap()), ("mssql", on_mssql(schema))]
        {
            let structs: Vec<&str> = scaffold
                .source
                .lines()
                .filter_map(|line| line.strip_prefix("pub struct ")?.strip_suffix(" {"))
                .collect();
            assert_eq!(structs.len(), scaffold.tables.len());
            lists.push_str(&format!(
                "\nmacro_rules! {schema}_{engine} {{\n    ($with:ident) => {{\n        $with! {{ {schema}_{engine}: {} }}\n    }};\n}}\n",
                structs.join(", ")
            ));
            assert_fresh(&format!("{schema}/{engine}.rs"), &scaffold.source);
        }
    }
    assert_fresh("lists.rs", &lists);
}

#[tokio::test]
async fn tables_are_chosen_by_name() {
    let mut db = sqlite("orders");
    let all = db.scaffold(&[]).await.unwrap();
    let some = db.scaffold(&["order details", "Region"]).await.unwrap();
    assert_eq!(some.tables, ["Region", "Order Details"]);
    assert!(
        all.source.contains(some.source.split_once("/// A row of").unwrap().1.split_once("\n}\n").unwrap().0)
    );
    let error = db.scaffold(&["Region", "Regions"]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Misuse);
    assert!(error.to_string().contains("no table `Regions`"), "{error}");
}
