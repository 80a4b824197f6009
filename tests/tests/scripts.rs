//! The scripts in `sql/` and the data dictionary are those that the structs generate.
//!
//! `STORE_WRITE_SCRIPTS=1 cargo test -p store-tests --test scripts` updates them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

#[path = "scripts/recorder.rs"]
mod recorder;
#[path = "scripts/roles.rs"]
mod roles;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use store::export::{Script, Scripts, for_shell};
use store::state::{
    ClaimRequest, Failure, Identity, NewItem, StateOptions, StateStore, WorkerHeartbeat, WorkerStatus,
    dictionary, drift, scripts, upgrade,
};
use store::{ConnectionExt as _, Dialect, ErrorKind, SchemaOverride};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};
use store_tests::schemas::unrecorded;
use store_tests::statements::scripts_of_views;
use store_tests::tables::{Account, HolderSale, Job, RegionSales, Sale};

const REFRESH: &str = "run STORE_WRITE_SCRIPTS=1 cargo test -p store-tests --test scripts";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn writes() -> bool {
    env::var_os("STORE_WRITE_SCRIPTS").is_some()
}

/// Returns the files of a folder and its subfolders by their relative paths.
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

/// Asserts that a committed file equals the generated text, and names the first line that differs.
fn assert_fresh(path: &Path, committed: &str, generated: &str) {
    let difference = committed.lines().zip(generated.lines()).find(|(old, new)| old != new);
    assert!(committed == generated, "{} is stale, first at {difference:?}: {REFRESH}", path.display());
}

#[test]
fn committed_scripts_are_fresh() {
    for dialect in Dialect::ALL {
        let folder = root().join("sql").join(dialect.name());
        let mut scripts = scripts(dialect, None).unwrap();
        // For databases of version 0.1 before scripts recorded themselves.
        let upgrade = upgrade(dialect, None, &unrecorded(dialect)).unwrap().script.unwrap();
        scripts.push(Script { text: for_shell(dialect, &upgrade.text), ..upgrade });
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
            assert_fresh(&folder.join(name), &committed[name], text);
        }
    }
}

#[test]
fn the_dictionary_is_fresh() {
    let path = root().join("docs/data-dictionary.md");
    if writes() {
        fs::write(&path, dictionary()).unwrap();
    }
    assert_fresh(&path, &fs::read_to_string(&path).unwrap(), &dictionary());
}

#[test]
fn scripts_name_the_fields_and_only_their_schema() {
    for dialect in Dialect::ALL {
        let scripts = scripts(dialect, Some("staging")).unwrap();
        // The table of applied scripts is in the first script, whose name differs.
        let tables: String = scripts[..2].iter().map(|script| script.text.as_str()).collect();
        for table in store::state::tables() {
            for column in table.model.columns.iter() {
                let field = format!(" -- {}::{}", table.name, column.field);
                assert!(tables.contains(&field), "{field}");
            }
        }
        for script in &scripts {
            for own in ["[ingest]", "N'ingest'", "`ingest_", "[ingest_worker]"] {
                assert!(
                    !script.text.contains(own),
                    "{} names the default schema instead of its own: {own}",
                    script.name
                );
            }
        }
    }
}

/// An application exports the scripts of its own structs.
#[test]
fn scripts_of_an_application() {
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

/// A table is created after the tables that it references, in whatever order they are added.
#[test]
fn tables_are_created_after_those_they_reference() {
    use store_tests::conformance::errors::cascades::{Line, Order};
    let scripts = Scripts::new(Dialect::Mssql, "tests/src/conformance").table::<Line>().table::<Order>();
    let text = &scripts.files().unwrap()[1].text;
    let at = |table: &str| text.find(&format!("CREATE TABLE [conformance].[{table}]")).unwrap();
    assert!(at("cascade_orders") < at("cascade_lines"), "{text}");
}

/// Views are created after what they select from, in another schema too, and replaced when the scripts run again.
#[test]
fn scripts_create_views() {
    let schema = "staging";
    let scripts = scripts_of_views(Dialect::Sqlite).in_schema(schema).files().unwrap();
    let (up, down): (Vec<_>, Vec<_>) =
        scripts.into_iter().partition(|script| !script.name.starts_with("down/"));
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions::new(folder.path().join("views.db"));
    let connection = SqliteConnection::open(&options).unwrap();
    let run = |scripts: &[Script]| {
        for Script { name, text } in scripts {
            connection.as_rusqlite().execute_batch(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    };
    run(&up);
    connection
        .as_rusqlite()
        .execute_batch("DROP VIEW staging_region_sales; CREATE VIEW staging_region_sales AS SELECT 1 AS area")
        .unwrap();
    run(&up);
    let moved = SchemaOverride::new(Dialect::Sqlite, schema).unwrap();
    let moved = moved.table::<Sale>().table::<Account>().table::<HolderSale>().table::<RegionSales>();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut db = Sqlite::open(options.schema(moved)).await.unwrap();
        assert_eq!(db.drift::<HolderSale>().await.unwrap(), []);
        assert_eq!(db.drift::<RegionSales>().await.unwrap(), []);
        assert_eq!(RegionSales::all().all(&mut db).await.unwrap(), []);
        db.close().await.unwrap();
    });
    run(&down);
    run(&down);
    let left: i64 = connection
        .as_rusqlite()
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0, "everything is dropped");
}

/// Tables that SQL Server would not create together are an error.
#[test]
fn cascades_along_two_paths_are_an_error() {
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

/// Runs the scripts that create, or the one that drops everything.
fn run(connection: &SqliteConnection, down: bool) {
    for Script { name, text } in scripts(Dialect::Sqlite, None).unwrap() {
        if name.starts_with("down/") == down {
            connection.as_rusqlite().execute_batch(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}

#[test]
fn scripts_create_the_tables_of_the_store_and_can_be_repeated() {
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
        // Each script records itself once, and a program that may create tables has nothing to add.
        let store = StateStore::open(sqlite, StateOptions::default()).await.map(|_| store).unwrap();
        let applied = store.applied_scripts().await.unwrap();
        let names: Vec<&str> = applied.iter().map(|applied| applied.script.as_str()).collect();
        assert_eq!(names, ["0001_tables.sql", "0002_indexes.sql", "0003_views.sql"]);
        assert!(applied.iter().all(|applied| applied.checksum.is_some()));
        assert_ne!(applied[0].checksum, applied[1].checksum);
        store.close().await.unwrap();
    });
    for _ in 0..2 {
        run(&connection, true);
    }
    let left: i64 = connection
        .as_rusqlite()
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0, "everything is dropped");
}

/// Runs the scripts on a database whose newest record has this version. Each stops with the message and changes nothing.
fn all_stop(version: i32, message: &str) {
    let connection = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
    run(&connection, false);
    let other = format!(
        "DELETE FROM ingest_store_meta;
         INSERT INTO ingest_store_meta (schema_version, script, compatible_from, program_version) VALUES ({version}, 'program', {version}, '9.9');
         DROP VIEW ingest_queue_health; DROP INDEX ingest_ix_work_items_claim; DROP TABLE ingest_counters"
    );
    connection.as_rusqlite().execute_batch(&other).unwrap();
    let objects = || -> (i64, i64) {
        let count = "SELECT (SELECT count(*) FROM sqlite_schema), (SELECT count(*) FROM ingest_store_meta)";
        connection.as_rusqlite().query_row(count, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
    };
    let before = objects();
    for Script { name, text } in scripts(Dialect::Sqlite, None).unwrap() {
        if !name.starts_with("down/") {
            let error = connection.as_rusqlite().execute_batch(&text).unwrap_err();
            assert!(error.to_string().contains(message), "{name}: {error}");
            assert!(connection.as_rusqlite().is_autocommit(), "{name}");
        }
    }
    assert_eq!(objects(), before);
}

#[test]
fn a_script_does_not_run_over_a_newer_schema() {
    all_stop(99, "the schema is newer than this script");
}

/// Otherwise its record would hide that the tables have to be upgraded.
#[test]
fn a_script_does_not_run_over_an_older_schema() {
    all_stop(0, "the schema is older than this script: run the upgrade script first");
}

/// Fills a store with seven items, of which one failed for good and one waits for a retry, and with three workers.
fn fill(options: SqliteOptions) {
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
        store.fail(&claimed[0], Failure::new("410").without_retry()).await.unwrap();
        store.fail(&claimed[1], Failure::new("503")).await.unwrap();
        let now = claimed[0].item().created_at;
        for (id, status, ago) in [
            ("a", WorkerStatus::Running, 1),
            ("b", WorkerStatus::Running, 4_000),
            ("c", WorkerStatus::Stopped, 1),
        ] {
            let worker = WorkerHeartbeat {
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
            store.heartbeat(worker).await.unwrap();
        }
        store.close().await.unwrap();
    });
}

/// Sets times of the rows to some seconds ago: one of each age, and one on each side of a limit.
fn age(connection: &SqliteConnection) {
    for (table, column, condition, seconds) in [
        ("work_items", "queued_at", "resource_id = '4'", 60),
        ("work_items", "queued_at", "resource_id = '5'", 301),
        ("work_items", "queued_at", "resource_id = '6'", 90_000),
        ("work_items", "next_retry_at", "next_retry_at IS NOT NULL", 400),
        ("work_items", "lease_expires_at", "status = 'in_progress'", 4_000),
        ("work_items", "finished_at", "status = 'failed'", 100_000),
        ("worker_heartbeats", "beat_at", "worker_id = 'b'", 4_000),
    ] {
        let ago = format!("strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', '-{seconds} seconds')");
        let sql = format!("UPDATE ingest_{table} SET {column} = {ago} WHERE {condition}");
        connection.as_rusqlite().execute_batch(&sql).unwrap();
    }
}

/// Returns the rows of a view: the group, and the counts in total and by age.
fn ages(connection: &SqliteConnection, view: &str, group: &str) -> Vec<(String, Vec<i64>)> {
    let sql = format!(
        "SELECT {group}, items, under_5_minutes, under_1_hour, under_1_day, over_1_day FROM ingest_{view} ORDER BY 1"
    );
    let mut statement = connection.as_rusqlite().prepare(&sql).unwrap();
    let row = |row: &rusqlite::Row<'_>| {
        let numbers: Result<Vec<i64>, _> = (1..6).map(|at| row.get(at)).collect();
        Ok((row.get::<_, String>(0)?, numbers?))
    };
    let rows: Result<Vec<(String, Vec<i64>)>, _> = statement.query_map([], row).unwrap().collect();
    rows.unwrap()
}

#[test]
fn views_count_by_age() {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions::new(folder.path().join("views.db"));
    let connection = SqliteConnection::open(&options).unwrap();
    run(&connection, false);
    fill(options);
    age(&connection);
    let row = |group: &str, numbers: [i64; 5]| (group.to_owned(), numbers.to_vec());
    assert_eq!(
        ages(&connection, "queue_health", "source_key || ' ' || status"),
        [
            row("http/docs in_progress", [1, 1, 0, 0, 0]),
            row("http/docs pending", [4, 2, 1, 0, 1]),
            row("http/wiki pending", [1, 1, 0, 0, 0]),
        ]
    );
    let leases = ages(&connection, "lease_health", "source_key || ' ' || claimed_by");
    assert_eq!(leases, [row("http/docs w", [1, 0, 0, 1, 0])]);
    assert_eq!(ages(&connection, "retry_health", "source_key"), [row("http/docs", [1, 0, 1, 0, 0])]);
    assert_eq!(ages(&connection, "failure_health", "source_key"), [row("http/docs", [1, 0, 0, 0, 1])]);
    assert_eq!(ages(&connection, "worker_health", "status"), [row("running", [2, 1, 0, 1, 0])]);
}
