//! The test that operators run.

use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use store_sqlite::{SqliteConnection, SqliteOptions};

use crate::fixture::{Fixture, json_of, program, told};

/// All that is in the store.
fn everything(fixture: &Fixture) -> String {
    told(&program().args(["export", "-", "--live", "--db"]).arg(fixture.file()).output().unwrap(), 0)
}

#[test]
fn all_is_well_and_nothing_is_left() {
    let fixture = Fixture::idle();
    let before = everything(&fixture);
    let text = fixture.text(&["smoketest"]);
    let names: Vec<&str> = text.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(names, ["✓ connection", "✓ schema and tables", "✓ write, read, update", "✓ dedupe"]);
    assert!(text.contains("state.db"), "{text}");
    assert_eq!(everything(&fixture), before);
    assert!(fixture.json(&["smoketest"]).as_array().unwrap().iter().all(|check| check["outcome"] == "ok"));
}

#[test]
fn what_is_not_well_is_told() {
    let fixture = Fixture::idle();
    // Something that only a write shows.
    fixture.change("CREATE TRIGGER no BEFORE INSERT ON ingest_work_items BEGIN SELECT RAISE(ABORT, 'read the notice'); END");
    let text = told(&fixture.run(&["smoketest"]), 1);
    assert!(text.contains("✗ write, read, update: ") && text.contains("✗ dedupe: not tried"), "{text}");
    fixture.change("DROP TRIGGER no; DROP TABLE ingest_counters");
    let text = told(&fixture.run(&["smoketest"]), 1);
    assert!(text.contains("✓ connection") && text.contains("✗ schema and tables: "), "{text}");
    assert!(
        text.contains("counters: the table is missing") && text.contains("✗ write, read, update: not tried"),
        "{text}"
    );
}

#[test]
fn no_secret_is_shown() {
    let smoketest = |port: &str| {
        let mut command = program();
        command.args(["smoketest", "--host", "127.0.0.1", "--user", "crawler", "--port", port]);
        command.args(["--database", "Crawls", "--schema", "staging"]);
        command.env("SQLSERVER_PASSWORD", "hush-hush").output().unwrap()
    };
    let out = smoketest("1");
    let text = told(&out, 1);
    assert!(
        text.contains("✗ connection: SQL Server at 127.0.0.1,1")
            && text.contains("user crawler")
            && text.contains("database Crawls")
            && text.contains("schema staging"),
        "{text}"
    );
    assert!(text.contains("✗ schema and tables: not tried"), "{text}");
    assert!(!format!("{out:?}").contains("hush"), "{out:?}");
}

/// Whatever is wrong, there is a line for each check.
#[test]
fn what_cannot_be_reached_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("typo.db").display().to_string();
    let yaml = folder.path().join("store.yaml");
    std::fs::write(&yaml, "state: [").unwrap();
    let cases: [(&[&str], &str); 4] = [
        (&["--db", &missing], "typo.db is not there: name the file of a store with --db"),
        (&["--host", "127.0.0.1"], "no password is given: set SQLSERVER_PASSWORD"),
        (&["--config", yaml.to_str().unwrap()], "store.yaml"),
        (&["--db", &missing, "--backend", "sqlserver"], "--db is a file of SQLite"),
    ];
    for (arguments, part) in cases {
        let smoketest =
            |more: &[&str]| program().arg("smoketest").args(arguments).args(more).output().unwrap();
        let text = told(&smoketest(&[]), 1);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("✗ connection: ") && lines[0].contains(part), "{part}: {text}");
        assert!(lines.len() == 4 && lines[1..].iter().all(|line| line.ends_with(": not tried")), "{text}");
        let json = json_of(&smoketest(&["--json"]), 1);
        assert_eq!((&json[0]["outcome"], &json[3]["outcome"]), (&json!("failed"), &json!("not tried")));
    }
    assert!(!folder.path().join("typo.db").exists());
}

/// Workers never see what it writes, so that it need not wait for them.
#[test]
fn it_works_beside_workers() {
    let fixture = Fixture::new();
    let before = everything(&fixture);
    assert_eq!(fixture.text(&["smoketest"]).matches('✓').count(), 4);
    assert_eq!(everything(&fixture), before);
}

/// Whatever ends it in the middle, nothing is left.
#[test]
fn one_that_is_killed_leaves_nothing() {
    for signal in [Signal::INT, Signal::TERM, Signal::KILL] {
        let fixture = Fixture::idle();
        let before = everything(&fixture);
        // The second check takes its time, so that the signal comes within it.
        fixture.change(
            "CREATE TRIGGER slow AFTER INSERT ON ingest_work_items WHEN NEW.resource_id = 'Twin' BEGIN
             SELECT (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000000) SELECT max(x) FROM n); END",
        );
        let mut child =
            program().args(["smoketest", "--db"]).arg(fixture.file()).stdout(Stdio::null()).spawn().unwrap();
        let options = SqliteOptions::new(fixture.file()).busy_timeout(Duration::ZERO);
        let other = SqliteConnection::open(&options).unwrap();
        let begun = Instant::now();
        while other.as_rusqlite().execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_ok() {
            assert!(begun.elapsed() < Duration::from_secs(60), "nothing is written");
        }
        kill_process(Pid::from_child(&child), signal).unwrap();
        assert_eq!(child.wait().unwrap().code(), None, "the program ended by itself");
        fixture.change("DROP TRIGGER slow");
        assert_eq!(everything(&fixture), before);
        assert_eq!(fixture.text(&["smoketest"]).matches('✓').count(), 4);
    }
}
