//! The query plans of SQLite: the statements of the state store seek in an index, whatever the number of rows. The
//! exceptions are listed with the reason.
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

use std::collections::BTreeMap;

use store::export::TableInfo;
use store::state::{Candidate, ItemState, OpenItem, tables};
use store::{Dialect, Table};
use store_sqlite::{SqliteConnection, SqliteOptions};
use store_tests::tables::Page;

/// The statements that read a whole table or index, or sort, with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("WorkItem.next_0", READS_IN_ORDER),
    ("WorkItem.next_1", READS_IN_ORDER),
    ("WorkItem.next_with_ids", "sorts the items of one claim"),
    ("WorkItem.oldest_pending", READS_IN_ORDER),
    ("WorkItem.reclaim", FEW_IN_PROGRESS),
    ("WorkItem.release_worker", FEW_IN_PROGRESS),
    ("OpenItem.in_progress", FEW_IN_PROGRESS),
    // Without the key of a source and without a run.
    ("WorkItem.known_resources_0", READS_IN_ORDER),
    ("WorkItem.known_resources_2", READS_IN_ORDER),
    ("WorkItem.known_resources_4", READS_IN_ORDER),
    ("WorkItem.known_resources_6", READS_IN_ORDER),
    ("WorkItem.known_resources_8", READS_IN_ORDER),
    ("WorkItem.known_resources_10", READS_IN_ORDER),
    ("WorkItem.known_resources_12", READS_IN_ORDER),
    ("WorkItem.known_resources_14", READS_IN_ORDER),
    ("WorkItem.matching_0", DRY_RUN),
    ("WorkItem.matching_2", DRY_RUN),
    ("WorkItem.matching_4", DRY_RUN),
    ("WorkItem.matching_6", DRY_RUN),
    ("WorkItem.by_source_and_status", "rebuilds the counters"),
    ("DiscoveredLink.old_page_0", "retention reads the table once"),
    ("DiscoveredLink.prunable", "retention reads the table once"),
    ("IngestRun.newest_0", READS_IN_ORDER),
    ("IngestRun.newest_1", READS_IN_ORDER),
    ("IngestRun.newest_2", READS_IN_ORDER),
    ("IngestRun.newest_3", READS_IN_ORDER),
    ("IngestRun.children_of", "a run has few children"),
    ("AppliedScript.newest", FEW_ROWS),
    ("SourceControl.active", FEW_ROWS),
    ("SourceControl.first_active", FEW_ROWS),
    ("SourceControl.blocked", FEW_ROWS),
    ("SourceControl.known", FEW_ROWS),
    ("WorkerHeartbeat.alive", FEW_ROWS),
    ("WorkerHeartbeat.known", FEW_ROWS),
];

const READS_IN_ORDER: &str = "reads the first rows of an index in its order";
const FEW_IN_PROGRESS: &str = "the items in progress are few, and have an index";
const DRY_RUN: &str = "a dry run counts all items that a re-crawl would take";
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
    let parts = [TableInfo::of::<ItemState>(), TableInfo::of::<Candidate>(), TableInfo::of::<OpenItem>()];
    for table in tables().into_iter().chain(parts) {
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
    for (name, reason) in EXCEPTIONS {
        let steps = slow.remove(*name).unwrap_or_else(|| panic!("{name} is no longer an exception"));
        let contains = |part: &str| steps.iter().any(|step| step.contains(part));
        match *reason {
            READS_IN_ORDER => assert!(!contains("TEMP B-TREE"), "{name} sorts: {steps:#?}"),
            FEW_IN_PROGRESS => {
                assert!(contains("ix_work_items_lease"), "{name} reads other items: {steps:#?}")
            }
            _ => {}
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn the_start_of_text_is_a_range() {
    let connection = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
    for sql in Page::SQL.of(Dialect::Sqlite).create() {
        connection.as_rusqlite().execute_batch(sql).unwrap();
    }
    let statements: BTreeMap<String, &str> = Page::SQL.of(Dialect::Sqlite).statements().collect();
    for name in ["starting_1", "secure"] {
        let steps = plan(&connection, statements[name]);
        let is_range = |step: &String| step.contains("ix_pages__url (url>? AND url<?)");
        assert!(steps.iter().any(is_range), "{name}: {steps:?}");
    }
}
