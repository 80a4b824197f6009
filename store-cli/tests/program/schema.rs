//! `store check`, `store init` and `store ddl`.

use std::path::Path;

use serde_json::{Value, json};

use store_sqlite::{SqliteConnection, SqliteOptions};

use crate::fixture::{Fixture, error_output, json_stdout, program, stdout, store};

#[test]
fn check_reports_what_differs() {
    let fixture = Fixture::new();
    assert!(fixture.text(&["check"]).contains("match what the program needs"));
    let nothing = json!({
        "applied": [], "failed": null, "record_error": null, "rebuilt_counters": null, "schema_version": 1, "drift": [], "statements": [], "script": "", "manual_steps": [], "advice": [],
    });
    assert_eq!(fixture.json(&["check"]), nothing);
    fixture.execute_sql("ALTER TABLE ingest_work_items ADD COLUMN mine TEXT");
    let addition = &fixture.json(&["check"])["drift"][0];
    assert_eq!((&addition["part"], &addition["breaks"]), (&json!("column mine"), &json!(false)));
    fixture.execute_sql(
        "ALTER TABLE ingest_checkpoints DROP COLUMN work_item_id; DROP INDEX ingest_ix_work_items_claim",
    );
    let found = stdout(&fixture.run(&["check"]), 1);
    for part in
        ["column work_item_id is missing", "index ingest_ix_work_items_claim is missing", "column mine"]
    {
        assert!(found.contains(part), "{part}: {found}");
    }
    // Every other command refuses such a store.
    let error = error_output(&fixture.run(&["stats"]));
    assert!(error.contains("work_item_id is missing") && error.contains("store check"), "{error}");
    let json = json_stdout(&fixture.run(&["check", "--json"]), 1);
    let script = json["script"].as_str().unwrap();
    assert!(script.contains("CREATE INDEX") && found.contains(script), "{script}");
    assert!(script.starts_with(".bail on\n") && script.contains("\n\nBEGIN IMMEDIATE;\n\n"), "{script}");
    assert!(script.ends_with(";\n\nCOMMIT;\n"), "{script}");
    // The command changes nothing.
    assert_eq!(stdout(&fixture.run(&["check"]), 1), found);
}

#[test]
fn check_with_apply_repairs_the_tables() {
    let fixture = Fixture::new();
    let items = fixture.json(&["items", "list"]);
    fixture.execute_sql(
        "ALTER TABLE ingest_checkpoints DROP COLUMN work_item_id; DROP INDEX ingest_ix_work_items_claim;
         CREATE UNIQUE INDEX mine ON ingest_counters (open_items, run_id, source_key, shard);
         CREATE VIEW open_items AS SELECT work_item_id FROM ingest_work_items WHERE status = 'pending';
         ALTER TABLE ingest_work_items RENAME COLUMN rank TO old_rank; ALTER TABLE ingest_work_items ADD COLUMN rank INTEGER;
         UPDATE ingest_work_items SET rank = 0",
    );
    let shown = stdout(&fixture.run(&["check"]), 1);
    for part in [
        "ALTER TABLE `main`.`ingest_checkpoints` ADD COLUMN `work_item_id`",
        "CREATE INDEX",
        "Manual step: counters: key mine",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let applied = stdout(&fixture.run(&["check", "--apply"]), 1);
    assert!(
        applied.contains("statements were run to repair work_items, checkpoints:")
            && applied.contains("key mine is not declared by the struct"),
        "{applied}"
    );
    let ran = applied.split("key mine").next().unwrap();
    assert!(ran.contains("ALTER TABLE `main`.`ingest_checkpoints` ADD COLUMN `work_item_id`"), "{applied}");
    fixture.execute_sql("DROP INDEX mine");
    let left = json_stdout(&fixture.run(&["check", "--json"]), 0);
    assert_eq!((&left["statements"], &left["manual_steps"]), (&json!([]), &json!([])));
    assert_eq!(left["drift"][0]["part"], "column old_rank", "custom columns stay: {left}");
    assert_eq!(fixture.json(&["items", "list"]), items, "rows stay");
    fixture.execute_sql("SELECT * FROM open_items");
}

/// A failed repair is rolled back; the tables repaired before it stay repaired.
#[test]
fn check_reports_a_table_that_it_cannot_repair() {
    let fixture = Fixture::idle();
    let damage = "ALTER TABLE ingest_checkpoints DROP COLUMN work_item_id; CREATE TABLE t AS SELECT * FROM ingest_counters;
        DROP TABLE ingest_counters; ALTER TABLE t RENAME TO ingest_counters; INSERT INTO ingest_counters SELECT * FROM ingest_counters";
    fixture.execute_sql(damage);
    let before = stdout(&fixture.run(&["check"]), 1);
    assert!(before.contains("checkpoints") && before.contains("counters"), "{before}");
    let text = stdout(&fixture.run(&["check", "--apply"]), 1);
    for part in [
        "statements were run to repair checkpoints:",
        "ADD COLUMN `work_item_id`",
        "Cannot repair counters, whose changes were rolled back: duplicate key",
        "the remaining tables were not repaired",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let json = json_stdout(&fixture.run(&["check", "--apply", "--json"]), 1);
    assert_eq!((&json["applied"], &json["failed"]["table"]), (&json!([]), &json!("counters")));
    assert_eq!(
        (&json["failed"]["kind"], &json["drift"][0]["table"]),
        (&json!("unique_violation"), &json!("counters"))
    );
    assert!(json["failed"]["error"].as_str().unwrap().contains("duplicate key"), "{json}");
    assert_eq!(json_stdout(&fixture.run(&["check", "--json"]), 1)["drift"], json["drift"]);
    // Without the duplicate rows the repair succeeds.
    fixture.execute_sql(
        "DELETE FROM ingest_counters WHERE rowid > (SELECT max(rowid) / 2 FROM ingest_counters)",
    );
    fixture.text(&["check", "--apply"]);
    assert!(fixture.text(&["check", "--apply"]).starts_with("No statements were run.\nThe tables match"));
}

/// Otherwise `store stats` would report a store without items.
#[test]
fn check_with_apply_counts_the_items_if_the_table_of_counters_is_new() {
    let fixture = Fixture::new();
    let before = fixture.json(&["stats"])["total"].clone();
    fixture.execute_sql("DROP TABLE ingest_counters");
    // Items are not counted while a worker changes them.
    let text = stdout(&fixture.run(&["check", "--apply"]), 1);
    assert!(
        text.contains("Cannot rebuild the counters: the store is in use (active workers: crawler-1)"),
        "{text}"
    );
    assert!(
        json_stdout(&fixture.run(&["check", "--apply", "--json"]), 1)["rebuilt_counters"]["error"]
            .is_string()
    );
    fixture.execute_sql("UPDATE ingest_worker_heartbeats SET status = 'stopped'");
    let text = fixture.text(&["check", "--apply"]);
    assert!(text.contains("3 counters of `store stats` were rebuilt"), "{text}");
    assert_eq!(fixture.json(&["stats"])["total"], before);
    assert_eq!(fixture.json(&["check", "--apply"])["rebuilt_counters"], Value::Null);
    // The same if another command created the table.
    fixture.execute_sql("DROP TABLE ingest_counters");
    fixture.text(&["init"]);
    assert_eq!(fixture.json(&["check", "--apply"])["rebuilt_counters"], 3);
    assert_eq!(fixture.json(&["stats"])["total"], before);
}

#[test]
fn init_creates_the_tables_and_reports_those_that_differ() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.db");
    for _ in 0..2 {
        assert!(stdout(&store(&file, &["init"]), 0).contains("new.db: all tables exist"));
    }
    assert!(stdout(&store(&file, &["check"]), 0).contains("match what the program needs"));
    let damage = "ALTER TABLE ingest_checkpoints DROP COLUMN work_item_id";
    SqliteConnection::open(&SqliteOptions::new(&file)).unwrap().as_rusqlite().execute_batch(damage).unwrap();
    let text = stdout(&store(&file, &["init"]), 1);
    assert!(
        text.contains("checkpoints: column work_item_id is missing") && text.contains("store check"),
        "{text}"
    );
}

#[test]
fn ddl_writes_the_scripts() {
    let folder = tempfile::tempdir().unwrap();
    let mut out = folder.path().join("none");
    let to = |out: &Path, arguments: &[&str]| {
        program().arg("ddl").args(arguments).arg("--out").arg(out).output().unwrap()
    };
    for (engine, committed, count) in [("sqlserver", "mssql", 7), ("sqlite", "sqlite", 4)] {
        out = folder.path().join(engine);
        let run = |arguments: &[&str]| to(&out, arguments);
        assert!(stdout(&run(&["--dialect", engine]), 0).contains(&format!("{count} scripts")));
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sql").join(committed);
        for name in ["0002_indexes.sql", "0003_indexes.sql", "down/0001_down.sql"] {
            let Ok(text) = std::fs::read_to_string(committed.join(name)) else { continue };
            assert_eq!(std::fs::read_to_string(out.join(name)).unwrap(), text, "{name}");
        }
        assert!(stdout(&run(&["--dialect", engine, "--check"]), 0).contains("are up to date"));
    }
    let run = |arguments: &[&str]| to(&out, arguments);
    std::fs::write(out.join("0003_views.sql"), "-- mine").unwrap();
    std::fs::remove_file(out.join("down/0001_down.sql")).unwrap();
    let stale = stdout(&run(&["--dialect", "sqlite", "--check"]), 1);
    assert!(stale.contains("0003_views.sql, down/0001_down.sql;"), "{stale}");
    assert_eq!(std::fs::read_to_string(out.join("0003_views.sql")).unwrap(), "-- mine");

    let shown = |arguments: &[&str]| program().args(["ddl", "--dialect"]).args(arguments).output().unwrap();
    let text = stdout(&shown(&["sqlserver", "--schema", "staging"]), 0);
    assert!(text.contains("CREATE TABLE [staging].[counters]") && !text.contains("[ingest]"), "{text}");
    assert!(!text.contains("DROP TABLE"), "the script that drops all tables is written to a folder only");
    assert!(error_output(&shown(&["sqlserver", "--schema", "two words"])).contains("two words"));
    let scripts = json_stdout(&shown(&["sqlite", "--json"]), 0);
    let names: Vec<&String> = scripts.as_object().unwrap().keys().collect();
    assert_eq!(names, ["0001_tables.sql", "0002_indexes.sql", "0003_views.sql"]);
}

#[test]
fn ddl_takes_the_engine_and_the_schema_from_options_and_settings() {
    let ddl = |arguments: &[&str]| program().arg("ddl").args(arguments).output().unwrap();
    for (engine, table) in
        [("sqlite", "`main`.`ingest_counters` ("), ("sqlserver", "CREATE TABLE [ingest].[counters]")]
    {
        let text = stdout(&ddl(&["--backend", engine]), 0);
        assert!(text.contains(table), "{text}");
        assert_eq!(stdout(&ddl(&["--backend", engine, "--dialect", engine, "--schema", "ingest"]), 0), text);
    }
    // The schema comes from the same settings as in other commands.
    let folder = tempfile::tempdir().unwrap();
    let yaml = folder.path().join("store.yaml");
    std::fs::write(&yaml, "state: {sqlserver: {schema: of_file}}").unwrap();
    let mut command = program();
    command.args(["ddl", "--dialect", "sqlserver", "--config"]).arg(&yaml);
    assert!(stdout(&command.output().unwrap(), 0).contains("CREATE TABLE [of_file].[counters]"));
    command.env("SQLSERVER_SCHEMA", "of_environment");
    assert!(stdout(&command.output().unwrap(), 0).contains("CREATE TABLE [of_environment].[counters]"));
    command.args(["--schema", "of_flag"]);
    assert!(stdout(&command.output().unwrap(), 0).contains("CREATE TABLE [of_flag].[counters]"));
    let cases: [(&[&str], &str); 3] = [
        (&[], "add --dialect sqlserver or --dialect sqlite"),
        (&["--backend", "sqlite", "--dialect", "sqlserver"], "name different engines"),
        (&["--dialect", "sqlite", "--schema", "staging"], "remove --schema"),
    ];
    for (arguments, part) in cases {
        let error = error_output(&ddl(arguments));
        assert!(error.contains(part), "{part}: {error}");
    }
}

/// A tool that runs all scripts of the folder would run those of an earlier version, too.
#[test]
fn ddl_reports_unknown_scripts() {
    let folder = tempfile::tempdir().unwrap();
    let check = || {
        let mut command = program();
        command.args(["ddl", "--dialect", "sqlite", "--json", "--check", "--out"]).arg(folder.path());
        command.output().unwrap()
    };
    let out = folder.path().to_str().unwrap();
    stdout(&program().args(["ddl", "--dialect", "sqlite", "--out", out]).output().unwrap(), 0);
    for other in ["README.md", "9_mine.sql", "mine_0001.sql", "0009_mine.txt", "abcd_x.sql", "down/notes.sql"]
    {
        std::fs::write(folder.path().join(other), "").unwrap();
    }
    assert_eq!(json_stdout(&check(), 0), json!({ "stale": [], "unknown": [] }));
    for old in ["0009_old.sql", "down/0002_down.sql"] {
        std::fs::write(folder.path().join(old), "").unwrap();
    }
    assert_eq!(json_stdout(&check(), 1)["unknown"], json!(["0009_old.sql", "down/0002_down.sql"]));
    let text =
        stdout(&program().args(["ddl", "--dialect", "sqlite", "--check", "--out", out]).output().unwrap(), 1);
    assert!(
        text.contains("0009_old.sql, down/0002_down.sql; remove them") && !text.contains("up to date"),
        "{text}"
    );
    // Writing the scripts reports them, too.
    let text = stdout(&program().args(["ddl", "--dialect", "sqlite", "--out", out]).output().unwrap(), 0);
    assert!(text.contains("0009_old.sql, down/0002_down.sql; remove them"), "{text}");
}

#[test]
fn check_with_apply_records_the_version_of_the_schema() {
    let fixture = Fixture::new();
    for forget in ["DELETE FROM ingest_store_meta", "DROP TABLE ingest_store_meta"] {
        fixture.execute_sql(forget);
        assert_eq!(
            json_stdout(&fixture.run(&["check", "--json"]), i32::from(forget.starts_with("DROP")))["schema_version"],
            json!(null)
        );
        fixture.text(&["check", "--apply"]);
        assert_eq!(fixture.json(&["check"])["schema_version"], 1);
    }
    // A record that the database refuses does not hide what was repaired.
    fixture.execute_sql(
        "DELETE FROM ingest_store_meta; DROP INDEX ingest_ix_work_items_claim;
         CREATE TRIGGER refuse BEFORE INSERT ON ingest_store_meta BEGIN SELECT raise(ABORT, 'refused'); END",
    );
    let refused = json_stdout(&fixture.run(&["check", "--apply", "--json"]), 1);
    assert!(refused["record_error"]["error"].as_str().unwrap().contains("refused"), "{refused}");
    assert_eq!(refused["applied"].as_array().unwrap().len(), 1, "{refused}");
    fixture.execute_sql("DROP TRIGGER refuse");
    fixture.text(&["check", "--apply"]);
    fixture.execute_sql("DELETE FROM ingest_store_meta");
    assert!(
        fixture
            .text(&["check"])
            .contains("Recorded schema version: none; `store check --apply` records version 1.")
    );
}

/// The tables of a newer version differ on purpose, also where this program can use them.
#[test]
fn a_newer_compatible_schema_is_not_repaired() {
    let fixture = Fixture::new();
    fixture.execute_sql(
        "INSERT INTO ingest_store_meta (schema_version, script, compatible_from, program_version) VALUES (2, 'program', 1, '9.9');
         ALTER TABLE ingest_work_items ADD COLUMN later TEXT",
    );
    assert!(fixture.text(&["stats"]).contains("pending"));
    fixture.execute_sql(
        "DROP INDEX ingest_ix_work_items_claim; CREATE INDEX ingest_ix_work_items_claim ON ingest_work_items (rank)",
    );
    let check = json_stdout(&fixture.run(&["check", "--json"]), 1);
    assert_eq!((&check["schema_version"], &check["statements"]), (&json!(2), &json!([])));
    let error = error_output(&fixture.run(&["check", "--apply"]));
    assert!(error.contains("schema version 2, and this program repairs version 1"), "{error}");
}

/// A program of an earlier version could remove what the later one needs.
#[test]
fn a_newer_schema_is_refused() {
    let fixture = Fixture::new();
    fixture.execute_sql(
        "INSERT INTO ingest_store_meta (schema_version, script, compatible_from, program_version) VALUES (99, 'program', 99, '9.9');
         DROP INDEX ingest_ix_work_items_claim",
    );
    for command in [&["check"][..], &["check", "--apply"], &["stats"], &["init"]] {
        let error = error_output(&fixture.run(command));
        assert!(
            error.contains("the database has schema version 99, written by version 9.9"),
            "{command:?}: {error}"
        );
    }
}

#[test]
fn scaffold_writes_structs_of_any_database() {
    let fixture = Fixture::new();
    let folder = tempfile::tempdir().unwrap();
    let (db, out) = (folder.path().join("orders.db"), folder.path().join("tables.rs"));
    let connection = SqliteConnection::open(&SqliteOptions::new(&db)).unwrap();
    connection
        .as_rusqlite()
        .execute_batch(
            "CREATE TABLE Customers (CustomerID INTEGER PRIMARY KEY, Name VARCHAR(40) NOT NULL UNIQUE);
             CREATE TABLE Log (Line TEXT);
             CREATE VIEW Names AS SELECT Name FROM Customers;",
        )
        .unwrap();
    drop(connection);
    let run =
        |arguments: &[&str]| program().arg("scaffold").arg("--db").arg(&db).args(arguments).output().unwrap();
    let source = stdout(&run(&[]), 0);
    for part in [
        "pub struct Customers {",
        "identity(reuse)",
        "// table Log: the table has no primary key",
        "// view Names:",
    ] {
        assert!(source.contains(part), "{part}: {source}");
    }
    let json = json_stdout(&run(&["--json"]), 0);
    assert_eq!((&json["tables"], &json["omissions"][0]["table"]), (&json!(["Customers"]), &json!("Log")));
    let to_file = ["--out", out.to_str().unwrap(), "--table", "customers"];
    let text = stdout(&run(&to_file), 0);
    assert!(text.starts_with("1 structs were written to "), "{text}");
    let written = std::fs::read_to_string(&out).unwrap();
    assert!(written.contains("pub struct Customers {") && !written.contains("Log"), "{written}");
    // The file may have been edited.
    let error = error_output(&run(&to_file));
    assert!(error.contains("cannot create") && error.contains("--out"), "{error}");
    let error = error_output(&run(&["--table", "Order"]));
    assert!(error.contains("no table `Order`"), "{error}");
    // The tables of a store can be read, too.
    let own = fixture.text(&["scaffold", "--table", "ingest_checkpoints"]);
    assert!(own.contains("pub struct IngestCheckpoints {"), "{own}");
}

#[test]
fn ddl_since_writes_the_upgrade() {
    let folder = tempfile::tempdir().unwrap();
    let run =
        |arguments: &[&str]| program().current_dir(&folder).args(["ddl"]).args(arguments).output().unwrap();
    let since = ["--dialect", "sqlite", "--since", "release-1"];
    stdout(&run(&["--dialect", "sqlite", "--out", "release-1"]), 0);
    assert_eq!(stdout(&run(&since), 0), "the tables have not changed since release-1\n");

    // The earlier version recorded no version and lacked a column and the indexes; its files have the line ends of Windows.
    let path = |name: &str| folder.path().join("release-1").join(name);
    let remove = |name: &str, part: &str, ends: &str| {
        let text = std::fs::read_to_string(path(name)).unwrap();
        let (before, after) =
            text.split_once("INSERT INTO `main`.`ingest_store_meta`").unwrap_or((&text, ""));
        let text = if after.is_empty() { before.to_owned() } else { format!("{before}COMMIT;\n") };
        let kept: Vec<&str> = text.lines().filter(|line| !line.contains(part)).collect();
        std::fs::write(path(name), kept.join(ends)).unwrap();
    };
    remove("0001_tables.sql", "`discovered_in`", "\r\n");
    remove("0003_views.sql", "no line", "\n");
    std::fs::remove_file(path("0002_indexes.sql")).unwrap();
    let script = stdout(&run(&since), 0);
    assert!(script.starts_with(".bail on\n.timeout "), "{script}");
    assert!(script.contains("\n-- - work_items: adds column discovered_in; adds index"), "{script}");
    assert!(script.contains("ALTER TABLE `main`.`ingest_work_items` ADD COLUMN `discovered_in`"), "{script}");
    assert!(script.ends_with("COMMIT;\n"), "{script}");
    let written = stdout(&run(&[&since[..], &["--out", "scripts"]].concat()), 0);
    assert_eq!(written, "upgrade/0001_from_0000.sql was written to scripts\n");
    let file = folder.path().join("scripts/upgrade/0001_from_0000.sql");
    assert_eq!(std::fs::read_to_string(file).unwrap(), script);
    let json = json_stdout(&run(&[&since[..], &["--json"]].concat()), 0);
    assert_eq!((&json["script"], &json["manual_steps"]), (&json!(script), &json!([])));

    // A column without a value needs a decision.
    remove("0001_tables.sql", "`source_key` TEXT", "\n");
    let refused = stdout(&run(&[&since[..], &["--out", "refused"]].concat()), 1);
    assert!(refused.starts_with("Manual step: work_items: column source_key has no default"), "{refused}");
    assert!(
        refused.contains("No script was written") && !folder.path().join("refused").exists(),
        "{refused}"
    );
    let json = json_stdout(&run(&[&since[..], &["--json"]].concat()), 1);
    assert_eq!(json["script"], Value::Null);
    assert!(json["manual_steps"][0].as_str().unwrap().contains("column source_key has no default"), "{json}");

    let missing = error_output(&run(&["--dialect", "sqlite", "--since", "nowhere"]));
    assert!(missing.contains("no scripts such as 0001_tables.sql"), "{missing}");
    let other = error_output(&run(&["--dialect", "sqlserver", "--since", "release-1"]));
    assert!(other.contains("unknown statement `begin immediate"), "{other}");
}
