//! The table of the SQL cases. Every library creates it with the statements of this derive.

use std::path::PathBuf;

use store::prelude::*;
use store_bench_worker::SqlJob;

#[derive(Table, Clone, Debug, PartialEq)]
#[table(schema = "bench", name = "items")]
#[table(unique(name = "ux_items_key", columns(source, external_key)))]
#[table(index(name = "ix_items_claim", columns(status, priority, id)))]
#[query(claim claim(status = "pending") order_by(priority, id) set(status = "busy", attempt += 1))]
#[query(select every() order_by(id))]
pub(crate) struct Item {
    #[column(primary_key, len = 36)]
    pub(crate) id: String,
    #[column(len = 50)]
    pub(crate) source: String,
    #[column(len = 400)]
    pub(crate) external_key: String,
    #[column(len = 20)]
    pub(crate) status: String,
    pub(crate) priority: i32,
    pub(crate) attempt: i32,
    #[column(len = 200)]
    pub(crate) title: String,
    pub(crate) created: i64,
    pub(crate) note: Option<String>,
}

store_bench_worker::row!(Item);

/// Returns the job of the SQL cases.
pub(crate) fn sql_job(file: PathBuf, rows: usize) -> SqlJob {
    let schema = Item::SQL.of(Dialect::Sqlite).create().map(str::to_owned).collect();
    SqlJob { file, rows, schema, claim: Item::claim(1).sql(Dialect::Sqlite).to_owned() }
}
