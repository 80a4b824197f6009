//! Scripts and documentation for database administrators.

use super::schema_version::stamp;
use super::tables::{tables, tables_in_schema};
use crate::export::{self, AgeBucketsView, Reference, Script, Scripts, Upgrade};
use crate::state::{DiscoveredLink, WorkItem, WorkerHeartbeat};
use crate::{Dialect, Error, Table};

/// The folder of the structs, which the header of each script names.
const ORIGIN: &str = "store/src/state";

/// Returns the scripts of `sql/`: those that create the tables of the store with indexes, descriptions, roles and views,
/// and the one that drops them. The schema is `schema`, or `ingest` by default.
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
    all_scripts(dialect, schema)?.files()
}

/// Returns the script that upgrades the tables of an earlier version, which `earlier` creates: the scripts that [`scripts`] returned in
/// that version, for the same schema. No database is needed. The program accepts the upgraded database.
///
/// # Errors
///
/// [`Config`](crate::ErrorKind::Config) when the name of the schema is invalid, and as [`Scripts::upgrade`].
///
/// ```
/// use store::Dialect;
/// use store::state::{scripts, upgrade};
///
/// let earlier = scripts(Dialect::Sqlite, None)?;
/// assert_eq!(upgrade(Dialect::Sqlite, None, &earlier)?.script, None, "nothing has changed");
/// # Ok::<(), store::Error>(())
/// ```
pub fn upgrade(dialect: Dialect, schema: Option<&str>, earlier: &[Script]) -> Result<Upgrade, Error> {
    all_scripts(dialect, schema)?.fill::<DiscoveredLink>("to_item", TO_ITEM).upgrade(earlier)
}

/// The item to which a link leads. Links of tables without a recorded version have the hash of its identity.
const TO_ITEM: &str = "(SELECT i.work_item_id FROM {WorkItem} AS i WHERE i.dedupe_hash = to_hash)";

fn all_scripts(dialect: Dialect, schema: Option<&str>) -> Result<Scripts, Error> {
    let mut scripts = Scripts::new(dialect, ORIGIN).tables(tables()).stamp(stamp());
    for view in views() {
        scripts = scripts.view(view);
    }
    if let Some(schema) = schema {
        scripts = scripts.in_schema(tables_in_schema(dialect, schema)?.name());
    }
    Ok(scripts)
}

/// Returns the data dictionary of the store as Markdown with a diagram.
pub fn dictionary() -> String {
    export::dictionary("Data dictionary", &tables(), REFERENCES, &views())
}

/// Returns the views on the health of the queue, each by age.
fn views() -> [AgeBucketsView; 5] {
    let items = WorkItem::MODEL;
    let view = AgeBucketsView::new;
    [
        view("queue_health", "Open items by source and status, by time in the queue.", items, "queued_at")
            .group_by(&["source_key", "status"])
            .where_in("status", &["pending", "in_progress"]),
        view("lease_health", "Items with an expired lease by source and worker, by time since the expiry. Many old ones mean that no worker claims items.", items, "lease_expires_at")
            .group_by(&["source_key", "claimed_by"])
            .where_in("status", &["in_progress"])
            .where_past("lease_expires_at"),
        view("retry_health", "Items with a due retry by source, by time since the retry was due. Many old ones mean that no worker claims items.", items, "next_retry_at")
            .group_by(&["source_key"])
            .where_past("next_retry_at"),
        view("failure_health", "Failed items by source, by time since the failure.", items, "finished_at")
            .group_by(&["source_key"])
            .where_in("status", &["failed"]),
        view("worker_health", "Workers that have not stopped by status, by time since the last heartbeat. Workers usually write a heartbeat every 30 seconds.", WorkerHeartbeat::MODEL, "beat_at")
            .group_by(&["status"])
            .where_in("status", &["running", "draining"]),
    ]
}

/// The references between the tables, for the diagram: a table and its column, the other table and its column, and the verb.
const REFERENCES: &[Reference] = &[
    reference("work_items", "run_id", "ingest_runs", "run_id", "is queued for or finished by"),
    reference("work_items", "discovered_from", "work_items", "work_item_id", "was first found in"),
    reference("work_items", "discovered_in", "ingest_runs", "run_id", "was first found by"),
    reference("ingest_runs", "parent_run_id", "ingest_runs", "run_id", "repeats or continues"),
    reference("run_batches", "run_id", "ingest_runs", "run_id", "is a part of"),
    reference("resource_versions", "work_item_id", "work_items", "work_item_id", "is a version of"),
    reference("resource_versions", "run_id", "ingest_runs", "run_id", "was fetched by"),
    reference("discovered_links", "from_item", "work_items", "work_item_id", "was found in"),
    reference("discovered_links", "to_item", "work_items", "work_item_id", "leads to"),
    reference("discovered_links", "run_id", "ingest_runs", "run_id", "was last found by"),
    reference("later_sightings", "work_item_id", "work_items", "work_item_id", "are sightings of"),
    reference("later_sightings", "last_run_id", "ingest_runs", "run_id", "were last made by"),
    reference("checkpoints", "work_item_id", "work_items", "work_item_id", "was written under the lease of"),
    reference("worker_heartbeats", "run_id", "ingest_runs", "run_id", "works for"),
    reference("worker_heartbeats", "current_item", "work_items", "work_item_id", "is processing"),
    reference("source_controls", "source_key", "work_items", "source_key", "controls"),
    reference("counters", "run_id", "ingest_runs", "run_id", "counts for"),
    reference("counters", "source_key", "work_items", "source_key", "counts"),
];

const fn reference(
    from: &'static str,
    column: &'static str,
    to: &'static str,
    other: &'static str,
    what: &'static str,
) -> Reference {
    Reference { from: (from, column), to: (to, other), what }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_between_existing_columns_of_one_type() {
        let tables = tables();
        let column = |(table, column): (&str, &str)| {
            let found = tables.iter().find(|found| found.model.name == table).unwrap();
            found.model.column(column).unwrap_or_else(|| panic!("{table} has no column {column}")).ty
        };
        for reference in REFERENCES {
            let (one, other) = (column(reference.from), column(reference.to));
            // Only the kind of type: the id of a run in `counters` is plain text, since it can be empty.
            assert_eq!(std::mem::discriminant(&one), std::mem::discriminant(&other), "{reference:?}");
        }
    }
}
