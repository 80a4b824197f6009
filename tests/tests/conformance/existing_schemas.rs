//! The existing schemas of `tests/existing` on the server, each in a database of its own: their structs read and write the rows, and have no
//! drift.

#[rustfmt::skip]
#[path = "../../existing/cms/mssql.rs"]
mod cms_mssql;
#[rustfmt::skip]
#[path = "../../existing/forum/mssql.rs"]
mod forum_mssql;
#[rustfmt::skip]
#[path = "../../existing/lists.rs"]
#[macro_use]
#[allow(unused_macros, reason = "shared with the tests on SQLite")]
mod lists;
#[rustfmt::skip]
#[path = "../../existing/orders/mssql.rs"]
mod orders_mssql;

use std::env;
use std::fs;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use futures_util::FutureExt as _;
use store::diff::Drift;
use store::schema::StatementKind;
use store::{Connection as _, ConnectionExt as _, Dialect, FromRow, Params, Statement, Table};
use store_mssql::{MssqlConnection, MssqlOptions};
use store_tests::existing::batches_of;

use super::server::Server;

/// A database with an existing schema and its rows.
struct Existing {
    db: MssqlConnection,
}

impl Existing {
    /// Reads all rows of a table, and writes each one back unchanged. Returns the number of rows.
    async fn read_and_write<T: Table + FromRow + Send + Sync + 'static>(&mut self) -> usize {
        let all = T::SQL.of(Dialect::Mssql).statements().find(|(name, _)| name.starts_with("select_by"));
        let sql: &'static str = all.unwrap().1.split_once("\nWHERE").unwrap().0;
        let mut rows: Vec<T> = Vec::new();
        let keep = |row| {
            rows.push(row);
            ControlFlow::Continue(())
        };
        let statement = Statement::new(sql, "all", StatementKind::Read, T::MODEL);
        self.db.for_each(statement, Params::all(&[]), keep).await.unwrap();
        for row in &rows {
            assert!(self.db.update(row).await.unwrap(), "{}", T::MODEL.name);
        }
        rows.len()
    }

    async fn assert_no_drift<T: Table>(&mut self) {
        let drift: Vec<String> = self.db.drift::<T>().await.unwrap().iter().map(Drift::to_string).collect();
        assert_eq!(drift, <[String; 0]>::default(), "{}", T::MODEL.name);
    }
}

fn script(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("existing").join(name)).unwrap()
}

/// Runs a case in a new database with a schema. `text` is the connection string of the server.
async fn with_schema(text: &str, schema: &str, case: impl AsyncFnOnce(&mut Existing)) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    let name = format!("store_existing_{schema}_{now}");
    Server::connect(text).await.run(&format!("CREATE DATABASE [{name}]")).await;
    let result = AssertUnwindSafe(in_database(text, &name, schema, case)).catch_unwind().await;
    let drop = Server::connect(text).await.try_run(&format!("DROP DATABASE [{name}]")).await;
    result.unwrap_or_else(|panic| resume_unwind(panic));
    drop.unwrap();
}

async fn in_database(text: &str, name: &str, schema: &str, case: impl AsyncFnOnce(&mut Existing)) {
    let is_database = |part: &&str| {
        let keyword = part.split('=').next().unwrap_or_default().trim().to_lowercase();
        keyword == "database" || keyword == "initial catalog"
    };
    let others: Vec<&str> = text.split(';').filter(|part| !part.is_empty() && !is_database(part)).collect();
    let text = format!("{};Database={name}", others.join(";"));
    let is_babelfish = Server::connect(&text).await.babelfish().await;
    let mut server = Server::connect(&text).await;
    for file in ["mssql.sql", "mssql_rows.sql"] {
        for batch in batches_of(&script(&format!("{schema}/{file}"))) {
            // Babelfish lacks a few types and clauses, so that it has not all of the tables.
            if let Err(error) = server.try_run(&batch).await {
                assert!(is_babelfish, "{error}: {batch}");
            }
        }
    }
    drop(server);
    let options = MssqlOptions::from_connection_string(&text).unwrap();
    case(&mut Existing { db: MssqlConnection::open(&options).await.unwrap() }).await;
}

macro_rules! round_trip {
    ($module:ident: $($name:ident),*) => {
        async |existing: &mut Existing| {
            let (mut tables, mut rows) = (0, 0);
            $(if existing.db.is_created::<$module::$name>().await.unwrap() {
                tables += 1;
                rows += existing.read_and_write::<$module::$name>().await;
            })*
            assert!(tables >= 15 && rows >= 20, "only {tables} tables with {rows} rows");
        }
    };
}

/// The tables have structs that read and write all rows.
pub(super) async fn are_read_and_written(text: &str) {
    with_schema(text, "orders", orders_mssql!(round_trip)).await;
    with_schema(text, "forum", forum_mssql!(round_trip)).await;
    with_schema(text, "cms", cms_mssql!(round_trip)).await;
}

macro_rules! no_drift {
    ($module:ident: $($name:ident),*) => {
        async |existing: &mut Existing| {
            let scaffold = existing.db.scaffold(&[]).await.unwrap();
            assert_eq!(scaffold.tables.len(), [$(stringify!($name)),*].len(), "{}", scaffold.source);
            $(existing.assert_no_drift::<$module::$name>().await;)*
        }
    };
}

/// The tables are scaffolded, and the structs have no drift.
pub(super) async fn have_no_drift(text: &str) {
    with_schema(text, "orders", orders_mssql!(no_drift)).await;
    with_schema(text, "forum", forum_mssql!(no_drift)).await;
    with_schema(text, "cms", cms_mssql!(no_drift)).await;
}
