//! Inserting many rows on SQL Server, in batches and in bulk.

use serde::{Deserialize, Serialize};
use store::prelude::*;
use store::{Dialect, SchemaOverride};
use store_bench_worker::{Figure, Metric, Stopwatch, items};
use store_mssql::Mssql;

use super::proxied_server::{ProxiedServer, SCHEMA};
use crate::libraries::Item;

/// The names of the cases, in order.
pub(crate) const INSERT_CASES: [&str; 2] = ["insert_many", "bulk_insert"];

/// Inserts of rows in one call each, into an empty table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct InsertsJob {
    pub(crate) server: ProxiedServer,
    /// The number of rows.
    pub(crate) rows: usize,
}

/// Runs both cases.
pub(super) async fn run(job: &InsertsJob) -> Vec<Figure> {
    let schema = SchemaOverride::new(Dialect::Mssql, SCHEMA).unwrap().table::<Item>();
    let mut db = Mssql::open(job.server.options().schema(schema)).await.unwrap();
    let rows: Vec<Item> = items(job.rows).map(Item::from).collect();
    let mut figures = Vec::new();
    for case in INSERT_CASES {
        db.drop_table::<Item>().await.unwrap();
        db.create::<Item>().await.unwrap();
        let before = job.server.requests();
        let watch = Stopwatch::start();
        if case == INSERT_CASES[0] {
            db.insert_many(&rows).await.unwrap();
        } else {
            assert_eq!(db.bulk_insert(&rows).await.unwrap(), rows.len() as u64);
        }
        figures.extend(watch.figures(case, rows.len()));
        figures.push(Figure::new(case, Metric::Requests, f64::from(job.server.requests() - before)));
    }
    db.drop_table::<Item>().await.unwrap();
    figures
}
