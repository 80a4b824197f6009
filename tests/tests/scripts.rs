//! The scripts in `sql/` and the data dictionary are those that the structs give.
//!
//! `STORE_WRITE_SCRIPTS=1 cargo test -p store-tests --test scripts` writes them anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

#[path = "scripts/recorder.rs"]
mod recorder;
#[path = "scripts/roles.rs"]
mod roles;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use store::export::{Script, Scripts};
use store::state::{
    ClaimRequest, Failure, Identity, NewItem, StateOptions, StateStore, WorkerHeartbeat, WorkerStatus,
    dictionary, drift, scripts,
};
use store::{Dialect, ErrorKind};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};
use store_tests::tables::Job;

const REFRESH: &str = "run STORE_WRITE_SCRIPTS=1 cargo test -p store-tests --test scripts";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn writes() -> bool {
    env::var_os("STORE_WRITE_SCRIPTS").is_some()
}

/// All files beneath a folder, by their names within it.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
        } else {
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    found
}

#[test]
fn committed_scripts_are_fresh() {
    for dialect in Dialect::ALL {
        let folder = root().join("sql").join(dialect.name());
        let scripts = scripts(dialect, None).unwrap();
        if writes() {
            let _ = fs::remove_dir_all(&folder);
            for Script { name, text } in &scripts {
                let path = folder.join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
        }
        let fresh: BTreeMap<String, String> =
            scripts.into_iter().map(|script| (script.name, script.text)).collect();
        let committed = files(&folder);
        assert!(committed.keys().eq(fresh.keys()), "{} is stale: {REFRESH}", folder.display());
        for (name, text) in &fresh {
            assert_eq!(&committed[name], text, "{name} in {} is stale: {REFRESH}", folder.display());
        }
    }
}

#[test]
fn the_dictionary_is_fresh() {
    let path = root().join("docs/data-dictionary.md");
    if writes() {
        fs::write(&path, dictionary()).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), dictionary(), "it is stale: {REFRESH}");
}

#[test]
fn scripts_say_where_all_comes_from() {
    for dialect in Dialect::ALL {
        let scripts = scripts(dialect, Some("staging")).unwrap();
        let tables = scripts.iter().find(|script| script.name.ends_with("_tables.sql")).unwrap();
        for table in store::state::tables() {
            for column in table.model.columns.iter() {
                let field = format!(" -- {}::{}", table.name, column.field);
                assert!(tables.text.contains(&field), "{field}");
            }
        }
        for script in &scripts {
            for own in ["[ingest]", "N'ingest'", "`ingest_", "[ingest_worker]"] {
                assert!(
                    !script.text.contains(own),
                    "{} names the schema that it is not in: {own}",
                    script.name
                );
            }
        }
    }
}

/// An application exports the scripts of its own structs.
#[test]
fn of_tables_of_ones_own() {
    let files = Scripts::new(Dialect::Mssql, "tests/src/tables").table::<Job>().files().unwrap();
    let names: Vec<&str> = files.iter().map(|script| script.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "0001_schema.sql",
            "0002_tables.sql",
            "0003_indexes.sql",
            "0004_descriptions.sql",
            "0005_roles.sql",
            "down/0001_down.sql"
        ]
    );
    assert!(files[1].text.contains("-- Job: A job in a queue."), "{}", files[1].text);
    assert!(
        files[4].text.contains(
            "GRANT SELECT, INSERT, UPDATE, DELETE, VIEW DEFINITION ON [conformance].[jobs] TO [conformance_worker];"
        )
    );
}

/// A table is created after those that it refers to, whichever is given first.
#[test]
fn of_tables_in_any_order() {
    use store_tests::conformance::errors::cascades::{Line, Order};
    let scripts = Scripts::new(Dialect::Mssql, "tests/src/conformance").table::<Line>().table::<Order>();
    let text = &scripts.files().unwrap()[1].text;
    let at = |table: &str| text.find(&format!("CREATE TABLE [conformance].[{table}]")).unwrap();
    assert!(at("cascade_orders") < at("cascade_lines"), "{text}");
}

/// Tables that SQL Server would not create side by side have no scripts.
#[test]
fn of_tables_in_conflict() {
    use store_tests::conformance::errors::cascades::{Line, Order, Part};
    for dialect in Dialect::ALL {
        let scripts = Scripts::new(dialect, "tests/src/conformance").table::<Order>().table::<Line>();
        scripts.files().unwrap();
        let error = scripts.table::<Part>().files().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidDefinition);
        let reason = "table conformance.cascade_parts, foreign key fk_cascade_parts__order_id: a delete in \
                      conformance.cascade_orders would reach conformance.cascade_parts on two paths";
        assert!(error.to_string().contains(reason), "{error}");
    }
}

/// Runs the scripts, or the one that takes all away.
fn run(connection: &SqliteConnection, down: bool) {
    for Script { name, text } in scripts(Dialect::Sqlite, None).unwrap() {
        if name.starts_with("down/") == down {
            connection.as_rusqlite().execute_batch(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}

#[test]
fn scripts_make_what_the_store_looks_for_and_may_be_run_twice() {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions::new(folder.path().join("scripts.db"));
    let connection = SqliteConnection::open(&options).unwrap();
    for _ in 0..2 {
        run(&connection, false);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let sqlite = Sqlite::open(options.clone()).await.unwrap();
        let store = StateStore::open(sqlite.clone(), StateOptions::default().auto_init(false)).await.unwrap();
        assert!(drift(&mut sqlite.clone()).await.unwrap().is_empty());
        store.close().await.unwrap();
    });
    for _ in 0..2 {
        run(&connection, true);
    }
    let left: i64 = connection
        .as_rusqlite()
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0, "all is gone");
}

#[test]
fn views_count_by_age() {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions::new(folder.path().join("views.db"));
    let connection = SqliteConnection::open(&options).unwrap();
    run(&connection, false);
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let store =
            StateStore::open(Sqlite::open(options).await.unwrap(), StateOptions::default()).await.unwrap();
        let item = |source, id: u32| {
            NewItem::new(Identity::new("http", source, "page", &id.to_string()), "x:")
                .rank(id.try_into().unwrap())
        };
        store
            .enqueue_many((1..=6).map(|id| item("docs", id)).chain([item("wiki", 7)]).collect())
            .await
            .unwrap();
        let claimed = store.claim(ClaimRequest::new("w").limit(3)).await.unwrap();
        store.fail(&claimed[0], Failure::new("410").is_final()).await.unwrap();
        store.fail(&claimed[1], Failure::new("503")).await.unwrap();
        let now = claimed[0].item().created_at;
        let worker = |id: &str, status, ago: i64| WorkerHeartbeat {
            worker_id: id.to_owned(),
            host: "here".into(),
            pid: 1,
            run_id: None,
            status,
            current_item: None,
            completed: 0,
            failed: 0,
            started_at: now,
            beat_at: now - chrono::TimeDelta::seconds(ago),
        };
        for (id, status, ago) in [
            ("a", WorkerStatus::Running, 1),
            ("b", WorkerStatus::Running, 4_000),
            ("c", WorkerStatus::Stopped, 1),
        ] {
            store.heartbeat(worker(id, status, ago)).await.unwrap();
        }
        store.close().await.unwrap();
    });
    let ago = |seconds: u32| format!("strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', '-{seconds} seconds')");
    let change = |sql: String| connection.as_rusqlite().execute_batch(&sql).unwrap();
    // One of each age, and one on each side of a limit.
    for (id, seconds) in [(4, 60), (5, 301), (6, 90_000)] {
        change(format!(
            "UPDATE ingest_work_items SET queued_at = {} WHERE resource_id = '{id}'",
            ago(seconds)
        ));
    }
    change(format!(
        "UPDATE ingest_work_items SET next_retry_at = {} WHERE next_retry_at IS NOT NULL",
        ago(400)
    ));
    change(format!(
        "UPDATE ingest_work_items SET lease_expires_at = {} WHERE status = 'in_progress'",
        ago(4_000)
    ));
    change(format!("UPDATE ingest_work_items SET finished_at = {} WHERE status = 'failed'", ago(100_000)));
    change(format!("UPDATE ingest_worker_heartbeats SET beat_at = {} WHERE worker_id = 'b'", ago(4_000)));
    let ages = |view: &str, groups: &str| {
        let sql = format!(
            "SELECT {groups}, items, under_5_minutes, under_1_hour, under_1_day, over_1_day FROM ingest_{view} ORDER BY 1"
        );
        let mut statement = connection.as_rusqlite().prepare(&sql).unwrap();
        let row = |row: &rusqlite::Row<'_>| {
            let numbers: Result<Vec<i64>, _> = (1..6).map(|at| row.get(at)).collect();
            Ok((row.get::<_, String>(0)?, numbers?))
        };
        let rows: Result<Vec<(String, Vec<i64>)>, _> = statement.query_map([], row).unwrap().collect();
        rows.unwrap()
    };
    let row = |group: &str, numbers: [i64; 5]| (group.to_owned(), numbers.to_vec());
    assert_eq!(
        ages("queue_health", "source_key || ' ' || status"),
        [
            row("http/docs in_progress", [1, 1, 0, 0, 0]),
            row("http/docs pending", [4, 2, 1, 0, 1]),
            row("http/wiki pending", [1, 1, 0, 0, 0]),
        ]
    );
    assert_eq!(
        ages("lease_health", "source_key || ' ' || claimed_by"),
        [row("http/docs w", [1, 0, 0, 1, 0])]
    );
    assert_eq!(ages("retry_health", "source_key"), [row("http/docs", [1, 0, 1, 0, 0])]);
    assert_eq!(ages("failure_health", "source_key"), [row("http/docs", [1, 0, 0, 0, 1])]);
    assert_eq!(ages("worker_health", "status"), [row("running", [2, 1, 0, 1, 0])]);
}
