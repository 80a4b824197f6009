//! The upgrade script from the tables of version 0.1 before scripts recorded themselves, in `tests/schemas/unrecorded`.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Barrier;
use std::thread;

use store::Dialect;
use store::ErrorKind;
use store::export::{Script, Upgrade, for_shell};
use store::state::{
    ClaimRequest, SCHEMA_VERSION, StateOptions, StateStore, WorkItemId, drift, scripts, upgrade,
};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};
use store_tests::schemas;

/// Rows of the earlier tables: a completed item with a version, a link and a checkpoint, and a pending item.
const ROWS: &str = "
    INSERT INTO ingest_ingest_runs (run_id, name, started_at) VALUES ('r', 'nightly', '2026-01-02T03:04:05.000000Z');
    INSERT INTO ingest_work_items (work_item_id, source_system, source_name, resource_type, resource_id, request_uri, status, run_id,
        created_at, updated_at, queued_at, finished_at, version, content_hash, source_key, dedupe_key, dedupe_hash)
    VALUES ('one', 'http', 'docs', 'page', '1', 'https://docs.example/1', 'completed', 'r', '2026-01-02T03:04:05.000000Z',
            '2026-01-02T03:04:06.000000Z', '2026-01-02T03:04:05.000000Z', '2026-01-02T03:04:06.000000Z', 1, zeroblob(32), 'http/docs',
            'http:docs:page:1', x'0000000000000000000000000000000000000000000000000000000000000001'),
           ('two', 'http', 'docs', 'page', '2', 'https://docs.example/2', 'pending', 'r', '2026-01-02T03:04:05.000000Z',
            '2026-01-02T03:04:05.000000Z', '2026-01-02T03:04:05.000000Z', NULL, 0, NULL, 'http/docs',
            'http:docs:page:2', x'0000000000000000000000000000000000000000000000000000000000000002');
    INSERT INTO ingest_resource_versions (work_item_id, version, run_id, attempt, content_hash, size, fetched_at, changed)
    VALUES ('one', 1, 'r', 1, zeroblob(32), 7, '2026-01-02T03:04:06.000000Z', 1);
    INSERT INTO ingest_discovered_links (from_item, to_hash, run_id, first_seen_at, last_seen_at)
    VALUES ('one', x'0000000000000000000000000000000000000000000000000000000000000002', 'r', '2026-01-02T03:04:06.000000Z',
            '2026-01-02T03:04:06.000000Z');
    INSERT INTO ingest_checkpoints (scope, owner, name, value, version, updated_at)
    VALUES ('run', 'r', 'page', '{\"page\":7}', 3, '2026-01-02T03:04:06.000000Z');";

/// A link to a resource that has no item, so that `to_item` has no value.
const DANGLING: &str = "
    INSERT INTO ingest_discovered_links (from_item, to_hash, run_id, first_seen_at, last_seen_at)
    VALUES ('one', zeroblob(32), 'r', '2026-01-02T03:04:06.000000Z', '2026-01-02T03:04:06.000000Z');";

fn script() -> Script {
    upgrade(Dialect::Sqlite, None, &schemas::unrecorded(Dialect::Sqlite)).unwrap().script.unwrap()
}

/// Creates the earlier tables with rows, and returns a connection to the file.
fn earlier(path: &Path) -> SqliteConnection {
    let connection = SqliteConnection::open(&SqliteOptions::new(path)).unwrap();
    for script in schemas::unrecorded(Dialect::Sqlite) {
        connection.as_rusqlite().execute_batch(&script.text).unwrap();
    }
    connection.as_rusqlite().execute_batch(ROWS).unwrap();
    connection
}

fn text(connection: &SqliteConnection, sql: &str) -> String {
    connection.as_rusqlite().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Returns the statements of all objects, the number of rows, and the links.
fn contents(connection: &SqliteConnection) -> String {
    text(
        connection,
        "SELECT (SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_schema ORDER BY name)) || (SELECT count(*) FROM ingest_work_items)
             || ' ' || (SELECT count(*) FROM ingest_checkpoints) || ' ' || (SELECT group_concat(hex(to_hash)) FROM ingest_discovered_links)",
    )
}

/// Runs the script and asserts that it stops with this message, and changes nothing.
fn stops(connection: &SqliteConnection, message: &str) {
    let before = contents(connection);
    let error = connection.as_rusqlite().execute_batch(&script().text).unwrap_err();
    assert!(error.to_string().contains(message), "{error}");
    if !connection.as_rusqlite().is_autocommit() {
        connection.as_rusqlite().execute_batch("ROLLBACK").unwrap();
    }
    assert_eq!(contents(connection), before);
}

#[tokio::test]
async fn the_rows_are_kept_and_the_program_accepts_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let mut connection = earlier(&path);
    let script = script();
    assert_eq!(script.name, format!("upgrade/{SCHEMA_VERSION:04}_from_0000.sql"));
    let left = "-- Left as they are, although no struct declares them any more: column to_hash of discovered_links, table \
                ingest_seen_resources, table ingest_tallies.\n";
    assert!(script.text.contains(left), "{}", script.text);
    connection.as_rusqlite().execute_batch(&script.text).unwrap();

    let found: Vec<String> = drift(&mut connection)
        .await
        .unwrap()
        .iter()
        .map(|(table, drift)| format!("{table}: {drift}"))
        .collect();
    assert_eq!(found, ["discovered_links: column to_hash is not declared by the struct: BLOB NULL"]);
    // The shell checks no foreign key, and no temporary object of a script remains in the session.
    let left = "SELECT count(*) || (SELECT count(*) FROM sqlite_temp_schema) FROM sqlite_schema WHERE name LIKE '#%'";
    assert_eq!(text(&connection, left), "00");
    assert_eq!(text(&connection, "PRAGMA integrity_check"), "ok");
    stops(&connection, &format!("the database already has schema version {SCHEMA_VERSION}: nothing to do"));
    drop(connection);

    for auto_init in [false, true] {
        let sqlite = Sqlite::open(SqliteOptions::new(&path)).await.unwrap();
        let store = StateStore::open(sqlite, StateOptions::default().auto_init(auto_init)).await.unwrap();
        let applied = store.applied_scripts().await.unwrap();
        assert_eq!(applied.len(), 1, "{applied:?}");
        assert_eq!(applied[0].script, format!("{SCHEMA_VERSION:04}_from_0000.sql"));
        store.close().await.unwrap();
    }
    check_rows(&path).await;
}

/// Asserts that the rows of [`ROWS`] are in an upgraded file, and works on them.
async fn check_rows(path: &Path) {
    let sqlite = Sqlite::open(SqliteOptions::new(path)).await.unwrap();
    let store = StateStore::open(sqlite, StateOptions::default()).await.unwrap();
    assert_eq!(store.rebuild_counters().await.unwrap(), 2);
    let total = store.stats().await.unwrap().total;
    assert_eq!((total.pending, total.completed), (1, 1));
    let one = WorkItemId::from("one");
    assert_eq!(store.versions(&one).await.unwrap()[0].size, 7);
    let links = store.links_from(&one, None, 9).await.unwrap();
    assert_eq!((links.len(), links[0].to_item.as_str()), (1, "two"));
    let key = store::state::CheckpointKey::of_run(&"r".into(), "page");
    let checkpoint = store.checkpoint(&key).await.unwrap().unwrap();
    assert_eq!((checkpoint.version, checkpoint.value), (3, serde_json::json!({ "page": 7 })));
    let claimed = store.claim(ClaimRequest::new("w")).await.unwrap();
    assert_eq!(claimed[0].item().resource_id, "2");
    store.close().await.unwrap();
}

/// Parts that somebody added to a table would be lost by a rebuild.
#[test]
fn unknown_parts_stop_the_script() {
    for (sql, table) in [
        ("ALTER TABLE ingest_work_items ADD COLUMN mine TEXT", "ingest_work_items"),
        ("ALTER TABLE ingest_run_batches ADD COLUMN mine INTEGER AS (items + 1)", "ingest_run_batches"),
        ("CREATE INDEX mine ON ingest_checkpoints (version)", "ingest_checkpoints"),
        (
            "CREATE TRIGGER mine AFTER INSERT ON INGEST_work_items BEGIN SELECT 1; END",
            "ingest_work_items",
        ),
        ("CREATE TABLE mine (item TEXT REFERENCES ingest_work_items (work_item_id))", "ingest_work_items"),
        (
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ', check (version > 0)) STRICT')
             WHERE name = 'ingest_checkpoints'; PRAGMA writable_schema = RESET",
            "ingest_checkpoints",
        ),
        (
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ', FOREIGN KEY (run_id) REFERENCES x) STRICT')
             WHERE name = 'ingest_run_batches'; PRAGMA writable_schema = RESET",
            "ingest_run_batches",
        ),
        (
            "ALTER TABLE ingest_ingest_runs RENAME COLUMN metadata TO extra",
            "ingest_ingest_runs",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let connection = earlier(&folder.path().join("state.db"));
        connection.as_rusqlite().execute_batch(sql).unwrap();
        stops(&connection, &format!("{table} has parts that the earlier scripts do not create"));
    }
}

#[test]
fn taken_names_and_other_versions_stop_the_script() {
    let folder = tempfile::tempdir().unwrap();
    let connection = earlier(&folder.path().join("state.db"));
    let run = |sql: &str| connection.as_rusqlite().execute_batch(sql).unwrap();
    run("CREATE TABLE ingest_counters (a)");
    stops(&connection, "ingest_counters exists already");
    run("DROP TABLE ingest_counters");
    let first = scripts(Dialect::Sqlite, None).unwrap().remove(0);
    let (meta, _) =
        first.text.split_once("-- Stops").unwrap_or_else(|| first.text.split_once("CREATE TEMP").unwrap());
    run(&format!("{meta} COMMIT"));
    for (version, message) in
        [(7, "the database has a newer schema than version"), (-1, "the database has another version")]
    {
        run(&format!(
            "INSERT INTO ingest_store_meta (schema_version, script, compatible_from, program_version) VALUES ({version}, 'x', 1, 'x')"
        ));
        stops(&connection, message);
        run("DELETE FROM ingest_store_meta");
    }
    run(&script().text);
}

/// A script that stops in the middle changes nothing, and a second run completes it.
#[tokio::test]
async fn an_interrupted_script_can_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let connection = earlier(&path);
    connection.as_rusqlite().execute_batch(DANGLING).unwrap();
    stops(&connection, "NOT NULL constraint failed: ingest_discovered_links.to_item");
    // A killed program: its connection closes in the middle of the transaction.
    let text = script().text;
    let (half, _) = text.split_once("-- Checkpoint\n").unwrap();
    let killed = SqliteConnection::open(&SqliteOptions::new(&path)).unwrap();
    let before = contents(&connection);
    connection
        .as_rusqlite()
        .execute_batch("DELETE FROM ingest_discovered_links WHERE to_hash = zeroblob(32)")
        .unwrap();
    killed.as_rusqlite().execute_batch(half).unwrap();
    drop(killed);
    assert_ne!(contents(&connection), before, "the link was deleted");
    connection.as_rusqlite().execute_batch(&text).unwrap();
    drop(connection);
    check_rows(&path).await;
}

/// Of two programs that upgrade at once, one waits and finds the version of the other.
#[tokio::test]
async fn programs_wait_for_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    drop(earlier(&path));
    let text = script().text;
    let start = Barrier::new(2);
    let run = || {
        let connection = SqliteConnection::open(&SqliteOptions::new(&path)).unwrap();
        start.wait();
        connection.as_rusqlite().execute_batch(&text).map_err(|error| error.to_string())
    };
    let results =
        thread::scope(|scope| [scope.spawn(run), scope.spawn(run)].map(|thread| thread.join().unwrap()));
    let errors: Vec<&String> = results.iter().filter_map(|result| result.as_ref().err()).collect();
    assert_eq!(errors.len(), 1, "{results:?}");
    assert!(errors[0].contains("already has schema version"), "{results:?}");
    let connection = SqliteConnection::open(&SqliteOptions::new(&path)).unwrap();
    assert_eq!(text_of(&connection, "SELECT count(*) || '' FROM ingest_store_meta"), "1");
    drop(connection);
    check_rows(&path).await;
}

fn text_of(connection: &SqliteConnection, sql: &str) -> String {
    text(connection, sql)
}

/// The file for the shell makes it stop at the first error, before it would commit. Where there is no shell, the first lines are checked.
#[tokio::test]
async fn the_shell_stops_at_the_first_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let connection = earlier(&path);
    connection.as_rusqlite().execute_batch(DANGLING).unwrap();
    let before = contents(&connection);
    let file = for_shell(Dialect::Sqlite, &script().text);
    assert!(file.starts_with(".bail on\n.timeout 60000\n--"), "{file}");
    let inner =
        file.lines().filter(|line| !line.starts_with('.') && !line.starts_with("--") && !line.is_empty());
    let inner: Vec<&str> = inner.collect();
    assert_eq!((inner.first(), inner.last()), (Some(&"BEGIN IMMEDIATE;"), Some(&"COMMIT;")));
    assert_eq!(
        inner.iter().filter(|line| line.starts_with("BEGIN") || line.starts_with("COMMIT")).count(),
        2
    );

    let script = folder.path().join("upgrade.sql");
    std::fs::write(&script, file).unwrap();
    let shell = || {
        let input = std::fs::File::open(&script).unwrap();
        Command::new("sqlite3").arg(&path).stdin(input).stdout(Stdio::null()).stderr(Stdio::piped()).output()
    };
    let Ok(output) = shell() else { return };
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(contents(&connection), before);
    connection
        .as_rusqlite()
        .execute_batch("DELETE FROM ingest_discovered_links WHERE to_hash = zeroblob(32)")
        .unwrap();
    assert_eq!(shell().unwrap().status.code(), Some(0));
    let again = shell().unwrap();
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("nothing to do"), "{again:?}");
    drop(connection);
    check_rows(&path).await;
}

#[test]
fn other_scripts_are_refused() {
    let unrecorded = schemas::unrecorded;
    let recorded = |dialect| scripts(dialect, None).unwrap();
    let error = |dialect, schema, earlier: &[Script], message: &str| {
        let error = upgrade(dialect, schema, earlier).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{error}");
        assert!(error.message().contains(message), "{error}");
    };
    let sqlite = Dialect::Sqlite;
    error(
        sqlite,
        None,
        &unrecorded(Dialect::Mssql),
        "0001_schema.sql: unknown statement `set quoted_identifier on",
    );
    error(Dialect::Mssql, Some("staging"), &unrecorded(Dialect::Mssql), "create none of the tables");
    let by_hand = Script { name: "0009_more.sql".into(), text: "CREATE TABLE `x` (`a` INTEGER);".into() };
    error(
        sqlite,
        None,
        &[unrecorded(sqlite), vec![by_hand]].concat(),
        "0009_more.sql: not a generated script",
    );
    error(
        sqlite,
        None,
        &[unrecorded(sqlite), recorded(sqlite)[2..3].to_vec()].concat(),
        "pass the scripts of one version",
    );
    let mut changed = recorded(sqlite);
    changed[0].text = changed[0].text.replace("VALUES (1, '0001", "VALUES (2, '0001");
    error(sqlite, None, &changed, "is for schema version 1, and another is for version 2");
    let later =
        |script: Script| Script { text: script.text.replace("VALUES (1, '0", "VALUES (9, '0"), ..script };
    error(
        sqlite,
        None,
        &recorded(sqlite).into_iter().map(later).collect::<Vec<_>>(),
        "use the newer program",
    );
    let lacking =
        |script: Script| Script { text: script.text.replace("`pruned_at` TEXT", "`gone_at` TEXT"), ..script };
    let lacking: Vec<Script> = recorded(sqlite).into_iter().map(lacking).collect();
    error(sqlite, None, &lacking, "create other tables with the same schema version 1");
}

/// The scripts for SQL Server of the same versions, in another schema, too.
#[test]
fn scripts_for_sql_server_lock_check_and_record() {
    let moved = |script: Script| Script { text: script.text.replace("ingest", "staging"), ..script };
    let earlier: Vec<Script> = schemas::unrecorded(Dialect::Mssql).into_iter().map(moved).collect();
    let Upgrade { script, manual_steps } = upgrade(Dialect::Mssql, Some("staging"), &earlier).unwrap();
    assert_eq!(manual_steps, <[String; 0]>::default());
    let text = script.unwrap().text;
    assert!(text.contains("FROM [staging].[store_meta]") && !text.contains("[ingest]"), "{text}");
    let lock = |text: &str| text.split_once("@Resource = ").unwrap().1.split_once(',').unwrap().0.to_owned();
    let of_programs =
        store_mssql::session_sql::all().into_iter().find(|(_, sql)| sql.contains("sp_getapplock"));
    assert_eq!(lock(&text), lock(&of_programs.unwrap().1), "programs and scripts wait for each other");
    let batches: Vec<&str> = text.split("\nGO\n").map(str::trim).collect();
    let at = |start: &str| {
        batches.iter().position(|batch| batch.starts_with(start)).unwrap_or_else(|| panic!("{start}: {text}"))
    };
    let (check, commit) = (at("IF @@ERROR <> 0"), at("COMMIT TRANSACTION;"));
    assert!(
        batches[at("UPDATE [staging].[store_meta]") + 1] == batches[check]
            && batches[commit - 1] == batches[check]
    );
    assert_eq!((at("SET NOEXEC OFF;"), text.matches("SET NOEXEC OFF").count()), (commit + 1, 1));
    assert!(!text.contains("$("), "sqlcmd would replace a variable");
}
