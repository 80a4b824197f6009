//! The query plans of SQLite: claims, sweeps and statistics read from indexes, whatever the number of items.
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

use store::Dialect;
use store::state::{Counter, RunId, Source, SourceControl, WorkItem};
use store_sqlite::{SqliteConnection, SqliteOptions};

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

#[test]
fn queries_read_from_indexes_without_sorting() {
    let mut connection = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
    connection.blocking().create::<WorkItem>().unwrap();
    connection.blocking().create::<SourceControl>().unwrap();
    connection.blocking().create::<Counter>().unwrap();
    let source = Source::new("http", "docs").key();
    let run = RunId::new();
    let sqlite = Dialect::Sqlite;
    for (sql, index) in [
        (WorkItem::next(None, None, None, 1, 1).sql(sqlite), "ix_work_items_claim"),
        (WorkItem::next(None, Some(&[]), None, 1, 1).sql(sqlite), "ix_work_items_claim"),
        (WorkItem::next_of(&source, None, 1, 1).sql(sqlite), "ix_work_items_claim_source (source_key=?)"),
        (WorkItem::overdue().sql(sqlite), "ix_work_items_lease (lease_expires_at<?)"),
        (WorkItem::expire(1, 1).sql(sqlite), "ix_work_items_lease (lease_expires_at<?)"),
        (WorkItem::due(1).sql(sqlite), "ix_work_items_retry (next_retry_at<?)"),
        (WorkItem::strip(1, 1).sql(sqlite), "ix_work_items_finished"),
        (WorkItem::finished_within(1).sql(sqlite), "ix_work_items_finished (finished_at>?)"),
        (WorkItem::oldest_pending().sql(sqlite), "ix_work_items_queued"),
        (WorkItem::in_progress_of_run(&run).sql(sqlite), "ix_work_items_run_id (run_id=?)"),
        (WorkItem::by_hash(&[0; 32]).sql(sqlite), "ux_work_items_dedupe (dedupe_hash=?)"),
        (Counter::of_run("").sql(sqlite), "sqlite_autoindex_ingest_counters_1 (run_id=?)"),
    ] {
        let steps = plan(&connection, sql);
        assert!(steps.iter().any(|step| step.contains(index)), "{sql}\n{steps:#?}");
        let whole_table = |step: &String| step.starts_with("SCAN") && !step.contains("INDEX");
        assert!(!steps.iter().any(whole_table), "{sql}\n{steps:#?}");
        // Sorting rows of equal time by id is allowed, sorting all rows is not.
        let sorted = steps.iter().any(|step| step.contains("TEMP B-TREE FOR ORDER BY"));
        assert!(!sorted, "{sql}\n{steps:#?}");
    }
    // The items in progress are few, and have an index.
    let steps = plan(&connection, WorkItem::in_progress().sql(sqlite));
    assert!(steps[0].contains("ix_work_items_lease"), "{steps:#?}");
}
