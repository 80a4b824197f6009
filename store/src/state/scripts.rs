//! What database administrators are given.

use super::schema::{in_schema, tables};
use super::{WorkItem, WorkerHeartbeat};
use crate::export::{self, AgeBucketsView, Relation, Script, Scripts};
use crate::{Dialect, Error, Table};

/// Where the structs are.
const ORIGIN: &str = "store/src/state/records";

/// Returns the scripts of `sql/`, which create the tables of the store with indexes, descriptions, roles and views,
/// and the one that drops them; in `schema`, or in `ingest` by default.
///
/// # Errors
///
/// [`Config`](crate::ErrorKind::Config) when the name of the schema breaks the rule of [`ident::check`](crate::ident::check).
///
/// ```
/// use store::Dialect;
///
/// let scripts = store::state::scripts(Dialect::Mssql, Some("staging"))?;
/// assert_eq!(scripts[1].name, "0002_tables.sql");
/// assert!(scripts[1].text.contains("CREATE TABLE [staging].[work_items]"));
/// # Ok::<(), store::Error>(())
/// ```
pub fn scripts(dialect: Dialect, schema: Option<&str>) -> Result<Vec<Script>, Error> {
    let mut scripts = Scripts::new(dialect, ORIGIN).tables(tables());
    for view in views() {
        scripts = scripts.view(view);
    }
    if let Some(schema) = schema {
        scripts = scripts.in_schema(in_schema(dialect, schema)?.name());
    }
    scripts.files()
}

/// Returns the data dictionary of the store as Markdown with a diagram.
pub fn dictionary() -> String {
    export::dictionary("Data dictionary", &tables(), RELATIONS, &views())
}

/// The views on the health of the queue, by the age of what is in it.
fn views() -> [AgeBucketsView; 5] {
    let items = WorkItem::MODEL;
    [
        AgeBucketsView::new("queue_health", "Open items by source and status, by how long ago they came into the queue.", items, "queued_at")
            .by(&["source_key", "status"])
            .only("status", &["pending", "in_progress"]),
        AgeBucketsView::new("lease_health", "Items whose lease has run out, by source and worker, by how long ago: many old ones mean that no worker takes items.", items, "lease_expires_at")
            .by(&["source_key", "claimed_by"])
            .only("status", &["in_progress"])
            .past("lease_expires_at"),
        AgeBucketsView::new("retry_health", "Items whose wait after a failure is over, by source, by how long ago: many old ones mean that no worker takes items.", items, "next_retry_at")
            .by(&["source_key"])
            .past("next_retry_at"),
        AgeBucketsView::new("failure_health", "Items that failed for good, by source, by how long ago.", items, "finished_at")
            .by(&["source_key"])
            .only("status", &["failed"]),
        AgeBucketsView::new("worker_health", "Workers that have not ended, by what they do, by how long ago they gave a sign of life: every 30 seconds is usual.", WorkerHeartbeat::MODEL, "beat_at")
            .by(&["status"])
            .only("status", &["running", "draining"]),
    ]
}

/// What tells something of what.
const RELATIONS: &[Relation] = &[
    relation("work_items", "run_id", "ingest_runs", "run_id", "was put in the queue or taken last by"),
    relation("work_items", "discovered_from", "work_items", "work_item_id", "was found first in"),
    relation("ingest_runs", "parent_run_id", "ingest_runs", "run_id", "crawls again what was crawled by"),
    relation("run_batches", "run_id", "ingest_runs", "run_id", "is a part of"),
    relation("resource_versions", "work_item_id", "work_items", "work_item_id", "is what was fetched of"),
    relation("resource_versions", "run_id", "ingest_runs", "run_id", "was fetched by"),
    relation("discovered_links", "from_item", "work_items", "work_item_id", "stands in"),
    relation("discovered_links", "to_hash", "work_items", "dedupe_hash", "leads to"),
    relation("discovered_links", "run_id", "ingest_runs", "run_id", "was found last by"),
    relation("seen_resources", "dedupe_hash", "work_items", "dedupe_hash", "is the resource of"),
    relation("seen_resources", "last_run_id", "ingest_runs", "run_id", "was seen last by"),
    relation("checkpoints", "work_item_id", "work_items", "work_item_id", "was written by whoever had"),
    relation("worker_heartbeats", "run_id", "ingest_runs", "run_id", "works for"),
    relation("worker_heartbeats", "current_item", "work_items", "work_item_id", "works on"),
    relation("source_controls", "source_key", "work_items", "source_key", "says what is given out of"),
    relation("counters", "run_id", "ingest_runs", "run_id", "counts for"),
    relation("counters", "source_key", "work_items", "source_key", "counts"),
];

const fn relation(
    from: &'static str,
    column: &'static str,
    to: &'static str,
    other: &'static str,
    what: &'static str,
) -> Relation {
    Relation { from: (from, column), to: (to, other), what }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_between_columns_that_are_there() {
        let tables = tables();
        let column = |(table, column): (&str, &str)| {
            let found = tables.iter().find(|found| found.model.name == table).unwrap();
            found.model.column(column).unwrap_or_else(|| panic!("{table} has no column {column}")).ty
        };
        for relation in RELATIONS {
            let (one, other) = (column(relation.from), column(relation.to));
            // An empty run stands for all runs, in a text of its own.
            assert_eq!(std::mem::discriminant(&one), std::mem::discriminant(&other), "{relation:?}");
        }
    }
}
