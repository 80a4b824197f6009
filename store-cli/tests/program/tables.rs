//! The tables and the scripts that create them.

use std::path::Path;

use serde_json::{Value, json};

use store_sqlite::{SqliteConnection, SqliteOptions};

use crate::fixture::{Fixture, json_of, program, refusal, store, told};

#[test]
fn check() {
    let fixture = Fixture::new();
    assert!(fixture.text(&["check"]).contains("as the program has them"));
    let nothing = json!({
        "applied": [], "failed": null, "rebuilt_counters": null, "drift": [], "statements": [], "script": "", "manual_steps": [], "advice": [],
    });
    assert_eq!(fixture.json(&["check"]), nothing);
    fixture.change("ALTER TABLE ingest_work_items ADD COLUMN mine TEXT");
    let beside = &fixture.json(&["check"])["drift"][0];
    assert_eq!((&beside["part"], &beside["breaks"]), (&json!("column mine"), &json!(false)));
    fixture.change(
        "ALTER TABLE ingest_checkpoints DROP COLUMN work_item_id; DROP INDEX ingest_ix_work_items_claim",
    );
    let found = told(&fixture.run(&["check"]), 1);
    for part in
        ["column work_item_id is missing", "index ingest_ix_work_items_claim is missing", "column mine"]
    {
        assert!(found.contains(part), "{part}: {found}");
    }
    // Nothing else works with it, and says why.
    let error = refusal(&fixture.run(&["stats"]));
    assert!(error.contains("work_item_id is missing") && error.contains("store check"), "{error}");
    let json = json_of(&fixture.run(&["check", "--json"]), 1);
    let script = json["script"].as_str().unwrap();
    assert!(script.contains("CREATE INDEX") && found.contains(script), "{script}");
    assert!(script.starts_with(".bail on\n") && script.contains("\n\nBEGIN IMMEDIATE;\n\n"), "{script}");
    assert!(script.ends_with(";\n\nCOMMIT;\n"), "{script}");
    // Nothing was changed by looking.
    assert_eq!(told(&fixture.run(&["check"]), 1), found);
}

#[test]
fn check_mends_when_it_is_told_to() {
    let fixture = Fixture::new();
    let items = fixture.json(&["items", "list"]);
    fixture.change(
        "ALTER TABLE ingest_checkpoints DROP COLUMN work_item_id; DROP INDEX ingest_ix_work_items_claim;
         CREATE UNIQUE INDEX mine ON ingest_tallies (amount, run_id, source_key, measure, shard);
         CREATE VIEW open_items AS SELECT work_item_id FROM ingest_work_items WHERE status = 'pending';
         ALTER TABLE ingest_work_items RENAME COLUMN rank TO old_rank; ALTER TABLE ingest_work_items ADD COLUMN rank INTEGER;
         UPDATE ingest_work_items SET rank = 0",
    );
    let shown = told(&fixture.run(&["check"]), 1);
    for part in [
        "ALTER TABLE `main`.`ingest_checkpoints` ADD COLUMN `work_item_id`",
        "CREATE INDEX",
        "By hand: counters: key mine",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let applied = told(&fixture.run(&["check", "--apply"]), 1);
    assert!(
        applied.contains("statements were run, which mended work_items, checkpoints:")
            && applied.contains("key mine is not declared by the struct"),
        "{applied}"
    );
    let ran = applied.split("key mine").next().unwrap();
    assert!(ran.contains("ALTER TABLE `main`.`ingest_checkpoints` ADD COLUMN `work_item_id`"), "{applied}");
    fixture.change("DROP INDEX mine");
    let left: Value = serde_json::from_str(&told(&fixture.run(&["check", "--json"]), 0)).unwrap();
    assert_eq!((&left["statements"], &left["manual_steps"]), (&json!([]), &json!([])));
    assert_eq!(left["drift"][0]["part"], "column old_rank", "what is not the program's stays: {left}");
    assert_eq!(fixture.json(&["items", "list"]), items, "and so do all rows");
    fixture.change("SELECT * FROM open_items");
}

/// What was mended before a table that cannot be is told all the same, and that table is as it was.
#[test]
fn check_tells_what_it_could_not_mend() {
    let fixture = Fixture::idle();
    let damage = "ALTER TABLE ingest_checkpoints DROP COLUMN work_item_id; CREATE TABLE t AS SELECT * FROM ingest_tallies;
        DROP TABLE ingest_tallies; ALTER TABLE t RENAME TO ingest_tallies; INSERT INTO ingest_tallies SELECT * FROM ingest_tallies";
    fixture.change(damage);
    let before = told(&fixture.run(&["check"]), 1);
    assert!(before.contains("checkpoints") && before.contains("counters"), "{before}");
    let text = told(&fixture.run(&["check", "--apply"]), 1);
    for part in [
        "statements were run, which mended checkpoints:",
        "ADD COLUMN `work_item_id`",
        "counters could not be mended, and what was done to it is undone: duplicate key",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let json = json_of(&fixture.run(&["check", "--apply", "--json"]), 1);
    assert_eq!((&json["applied"], &json["failed"]["table"]), (&json!([]), &json!("counters")));
    assert_eq!(
        (&json["failed"]["kind"], &json["drift"][0]["table"]),
        (&json!("unique_violation"), &json!("counters"))
    );
    assert!(json["failed"]["error"].as_str().unwrap().contains("duplicate key"), "{json}");
    assert_eq!(json_of(&fixture.run(&["check", "--json"]), 1)["drift"], json["drift"]);
    // Mended by hand, it can be gone on with.
    fixture.change("DELETE FROM ingest_tallies WHERE rowid > (SELECT max(rowid) / 2 FROM ingest_tallies)");
    fixture.text(&["check", "--apply"]);
    assert!(fixture.text(&["check", "--apply"]).starts_with("No statements were run.\nThe tables are as"));
}

/// A table of numbers that is made anew does not say that there are no items.
#[test]
fn check_counts_anew() {
    let fixture = Fixture::new();
    let before = fixture.json(&["stats"])["total"].clone();
    fixture.change("DROP TABLE ingest_tallies");
    // Not beside somebody who goes on meanwhile.
    let text = told(&fixture.run(&["check", "--apply"]), 1);
    assert!(text.contains("could not be counted anew: crawler-1 at work"), "{text}");
    assert!(
        json_of(&fixture.run(&["check", "--apply", "--json"]), 1)["rebuilt_counters"]["error"].is_string()
    );
    fixture.change("UPDATE ingest_worker_heartbeats SET status = 'stopped'");
    let text = fixture.text(&["check", "--apply"]);
    assert!(text.contains("3 numbers of `store stats` were set right"), "{text}");
    assert_eq!(fixture.json(&["stats"])["total"], before);
    assert_eq!(fixture.json(&["check", "--apply"])["rebuilt_counters"], Value::Null);
    // Also where another command has made the table.
    fixture.change("DROP TABLE ingest_tallies");
    fixture.text(&["init"]);
    assert_eq!(fixture.json(&["check", "--apply"])["rebuilt_counters"], 3);
    assert_eq!(fixture.json(&["stats"])["total"], before);
}

#[test]
fn init() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.db");
    for _ in 0..2 {
        assert!(told(&store(&file, &["init"]), 0).contains("new.db: the tables are there"));
    }
    assert!(told(&store(&file, &["check"]), 0).contains("as the program has them"));
    // What is there and does not fit is told.
    let damage = "ALTER TABLE ingest_checkpoints DROP COLUMN work_item_id";
    SqliteConnection::open(&SqliteOptions::new(&file)).unwrap().as_rusqlite().execute_batch(damage).unwrap();
    let text = told(&store(&file, &["init"]), 1);
    assert!(
        text.contains("checkpoints: column work_item_id is missing") && text.contains("store check"),
        "{text}"
    );
}

#[test]
fn ddl() {
    let folder = tempfile::tempdir().unwrap();
    let mut out = folder.path().join("none");
    let to = |out: &Path, arguments: &[&str]| {
        program().arg("ddl").args(arguments).arg("--out").arg(out).output().unwrap()
    };
    for (engine, committed, count) in [("sqlserver", "mssql", 7), ("sqlite", "sqlite", 4)] {
        out = folder.path().join(engine);
        let run = |arguments: &[&str]| to(&out, arguments);
        assert!(told(&run(&["--dialect", engine]), 0).contains(&format!("{count} scripts")));
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sql").join(committed);
        for name in ["0002_indexes.sql", "0003_indexes.sql", "down/0001_down.sql"] {
            let Ok(text) = std::fs::read_to_string(committed.join(name)) else { continue };
            assert_eq!(std::fs::read_to_string(out.join(name)).unwrap(), text, "{name}");
        }
        assert!(told(&run(&["--dialect", engine, "--check"]), 0).contains("is fresh"));
    }
    let run = |arguments: &[&str]| to(&out, arguments);
    std::fs::write(out.join("0003_views.sql"), "-- mine").unwrap();
    std::fs::remove_file(out.join("down/0001_down.sql")).unwrap();
    let stale = told(&run(&["--dialect", "sqlite", "--check"]), 1);
    assert!(stale.contains("0003_views.sql, down/0001_down.sql;"), "{stale}");
    assert_eq!(std::fs::read_to_string(out.join("0003_views.sql")).unwrap(), "-- mine");

    let shown = |arguments: &[&str]| program().args(["ddl", "--dialect"]).args(arguments).output().unwrap();
    let text = told(&shown(&["sqlserver", "--schema", "staging"]), 0);
    assert!(text.contains("CREATE TABLE [staging].[counters]") && !text.contains("[ingest]"), "{text}");
    assert!(!text.contains("DROP TABLE"), "what takes all away is in a file only");
    assert!(refusal(&shown(&["sqlserver", "--schema", "two words"])).contains("two words"));
    let scripts = json_of(&shown(&["sqlite", "--json"]), 0);
    let names: Vec<&String> = scripts.as_object().unwrap().keys().collect();
    assert_eq!(names, ["0001_tables.sql", "0002_indexes.sql", "0003_views.sql"]);
}

/// The engine and the schema that scripts are for.
#[test]
fn ddl_is_for_one_engine() {
    let ddl = |arguments: &[&str]| program().arg("ddl").args(arguments).output().unwrap();
    for (engine, table) in
        [("sqlite", "`main`.`ingest_tallies` ("), ("sqlserver", "CREATE TABLE [ingest].[counters]")]
    {
        let text = told(&ddl(&["--backend", engine]), 0);
        assert!(text.contains(table), "{text}");
        assert_eq!(told(&ddl(&["--backend", engine, "--dialect", engine, "--schema", "ingest"]), 0), text);
    }
    // The schema is that of every other command.
    let folder = tempfile::tempdir().unwrap();
    let yaml = folder.path().join("store.yaml");
    std::fs::write(&yaml, "state: {sqlserver: {schema: of_file}}").unwrap();
    let mut command = program();
    command.args(["ddl", "--dialect", "sqlserver", "--config"]).arg(&yaml);
    assert!(told(&command.output().unwrap(), 0).contains("CREATE TABLE [of_file].[counters]"));
    command.env("SQLSERVER_SCHEMA", "of_environment");
    assert!(told(&command.output().unwrap(), 0).contains("CREATE TABLE [of_environment].[counters]"));
    command.args(["--schema", "of_flag"]);
    assert!(told(&command.output().unwrap(), 0).contains("CREATE TABLE [of_flag].[counters]"));
    let cases: [(&[&str], &str); 3] = [
        (&[], "say for which engine: --dialect sqlserver or --dialect sqlite"),
        (&["--backend", "sqlite", "--dialect", "sqlserver"], "name two engines"),
        (&["--dialect", "sqlite", "--schema", "staging"], "leave --schema out"),
    ];
    for (arguments, part) in cases {
        let error = refusal(&ddl(arguments));
        assert!(error.contains(part), "{part}: {error}");
    }
}

/// Scripts of another version would be run with the others.
#[test]
fn ddl_finds_what_it_would_not_write() {
    let folder = tempfile::tempdir().unwrap();
    let check = || {
        let mut command = program();
        command.args(["ddl", "--dialect", "sqlite", "--json", "--check", "--out"]).arg(folder.path());
        command.output().unwrap()
    };
    let out = folder.path().to_str().unwrap();
    told(&program().args(["ddl", "--dialect", "sqlite", "--out", out]).output().unwrap(), 0);
    for beside in
        ["README.md", "9_mine.sql", "mine_0001.sql", "0009_mine.txt", "abcd_x.sql", "down/notes.sql"]
    {
        std::fs::write(folder.path().join(beside), "").unwrap();
    }
    assert_eq!(json_of(&check(), 0), json!({ "stale": [], "unknown": [] }));
    for old in ["0009_old.sql", "down/0002_down.sql"] {
        std::fs::write(folder.path().join(old), "").unwrap();
    }
    assert_eq!(json_of(&check(), 1)["unknown"], json!(["0009_old.sql", "down/0002_down.sql"]));
    let text =
        told(&program().args(["ddl", "--dialect", "sqlite", "--check", "--out", out]).output().unwrap(), 1);
    assert!(
        text.contains("0009_old.sql, down/0002_down.sql; remove them") && !text.contains("fresh"),
        "{text}"
    );
    // Writing the scripts reports them too.
    let text = told(&program().args(["ddl", "--dialect", "sqlite", "--out", out]).output().unwrap(), 0);
    assert!(text.contains("0009_old.sql, down/0002_down.sql; remove them"), "{text}");
}
