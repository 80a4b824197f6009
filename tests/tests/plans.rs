//! The query plans of SQLite: the statements of the state store seek in an index, whatever the number of rows. The
//! exceptions are listed with the reason.
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

use std::collections::BTreeMap;

use store::Dialect;
use store::export::TableInfo;
use store::state::{Candidate, ItemState, tables};
use store_sqlite::{SqliteConnection, SqliteOptions};

/// The statements that read a whole table or index, or sort, with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("WorkItem.next", READS_IN_ORDER),
    ("WorkItem.next_with_ids", "sorts the items of one claim"),
    ("WorkItem.oldest_pending", READS_IN_ORDER),
    ("WorkItem.in_progress", FEW_IN_PROGRESS),
    ("WorkItem.reclaim", FEW_IN_PROGRESS),
    ("WorkItem.release_worker", FEW_IN_PROGRESS),
    ("ItemState.in_progress", FEW_IN_PROGRESS),
    ("WorkItem.known_resources", READS_IN_ORDER),
    ("WorkItem.matching", "a dry run counts all items that the run would take"),
    ("WorkItem.by_source_and_status", "rebuilds the counters"),
    ("DiscoveredLink.old_page", "retention reads the table once"),
    ("DiscoveredLink.prunable", "retention reads the table once"),
    ("IngestRun.newest", READS_IN_ORDER),
    ("IngestRun.children_of", "a run has few children"),
    ("SourceControl.active", FEW_ROWS),
    ("SourceControl.blocked", FEW_ROWS),
    ("SourceControl.known", FEW_ROWS),
    ("WorkerHeartbeat.alive", FEW_ROWS),
    ("WorkerHeartbeat.known", FEW_ROWS),
];

const READS_IN_ORDER: &str = "reads the first rows of an index in its order";
const FEW_IN_PROGRESS: &str = "the items in progress are few, and have an index";
const FEW_ROWS: &str = "the table has few rows";

/// Returns the steps of the plan of a statement.
fn plan(connection: &SqliteConnection, sql: &str) -> Vec<String> {
    let mut statement = connection.as_rusqlite().prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let mut rows = statement.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        steps.push(row.get("detail").unwrap());
    }
    steps
}

/// Returns whether a step reads all rows of a table or an index, or sorts rows.
fn is_slow(step: &str) -> bool {
    // The elements of an `IN` list are a virtual table. Rows with equal first columns may be sorted by the last one.
    (step.starts_with("SCAN") && !step.contains("VIRTUAL TABLE"))
        || (step.contains("USE TEMP B-TREE") && !step.contains("FOR LAST TERM OF ORDER BY"))
}

/// Returns whether the statement is a page of a whole table: an index has its order.
fn is_page(name: &str) -> bool {
    ["in_order", "last", "rows"].iter().any(|query| name.contains(&format!(".{query}")))
}

fn connection() -> SqliteConnection {
    let connection = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
    for table in tables() {
        for sql in table.sql.of(Dialect::Sqlite).create() {
            connection.as_rusqlite().execute_batch(sql).unwrap();
        }
    }
    connection
}

#[test]
fn statements_seek_in_an_index() {
    let connection = connection();
    let mut slow: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut checked = 0;
    for table in tables().into_iter().chain([TableInfo::of::<ItemState>(), TableInfo::of::<Candidate>()]) {
        for (name, sql) in table.sql.of(Dialect::Sqlite).statements() {
            let verb = sql.split_whitespace().next().unwrap();
            if !["SELECT", "UPDATE", "DELETE", "INSERT"].contains(&verb) {
                continue;
            }
            checked += 1;
            let name = format!("{}.{name}", table.name);
            let steps = plan(&connection, sql);
            if !is_page(&name) && steps.iter().any(|step| is_slow(step)) {
                slow.insert(name, steps);
            }
        }
    }
    assert!(checked > 100, "{checked}");
    let is_exception = |name: &str| {
        EXCEPTIONS.iter().find(|(exception, _)| {
            name == *exception || name.rsplit_once('_').is_some_and(|(query, _)| query == *exception)
        })
    };
    for (name, steps) in
        slow.iter().filter(|(name, _)| is_exception(name).is_some_and(|(_, why)| *why == READS_IN_ORDER))
    {
        assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{name} sorts: {steps:#?}");
    }
    let mut used: Vec<&str> =
        slow.keys().filter_map(|name| is_exception(name)).map(|(name, _)| *name).collect();
    slow.retain(|name, _| is_exception(name).is_none());
    assert!(slow.is_empty(), "{slow:#?}");
    used.sort_unstable();
    let unused: Vec<_> = EXCEPTIONS.iter().filter(|(name, _)| used.binary_search(name).is_err()).collect();
    assert!(unused.is_empty(), "no longer an exception: {unused:?}");
}
