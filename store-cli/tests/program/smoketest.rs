//! `store smoketest`.

use std::process::{self, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use store_sqlite::{SqliteConnection, SqliteOptions};
use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};

use crate::fixture::{Fixture, export_lines, json_stdout, program, stdout};

#[test]
fn every_check_passes_and_no_row_is_left() {
    let fixture = Fixture::idle();
    let before = export_lines(&fixture.file());
    let text = fixture.text(&["smoketest"]);
    let names: Vec<&str> = text.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(names, ["✓ connection", "✓ schema and tables", "✓ write, read, update", "✓ dedupe"]);
    assert!(text.contains("state.db"), "{text}");
    assert_eq!(export_lines(&fixture.file()), before);
    assert!(fixture.json(&["smoketest"]).as_array().unwrap().iter().all(|check| check["outcome"] == "ok"));
}

#[test]
fn a_failed_check_is_reported_and_later_ones_do_not_run() {
    let fixture = Fixture::idle();
    // An error that only writes raise.
    fixture.execute_sql("CREATE TRIGGER no BEFORE INSERT ON ingest_work_items BEGIN SELECT RAISE(ABORT, 'read the notice'); END");
    let text = stdout(&fixture.run(&["smoketest"]), 1);
    assert!(text.contains("✗ write, read, update: ") && text.contains("✗ dedupe: not run"), "{text}");
    fixture.execute_sql("DROP TRIGGER no; DROP TABLE ingest_counters");
    let text = stdout(&fixture.run(&["smoketest"]), 1);
    assert!(text.contains("✓ connection") && text.contains("✗ schema and tables: "), "{text}");
    assert!(
        text.contains("counters: the table is missing") && text.contains("✗ write, read, update: not run"),
        "{text}"
    );
}

#[test]
fn the_password_is_not_printed() {
    let smoketest = |port: &str| {
        let mut command = program();
        command.args(["smoketest", "--host", "127.0.0.1", "--user", "crawler", "--port", port]);
        command.args(["--database", "Crawls", "--schema", "staging"]);
        command.env("SQLSERVER_PASSWORD", "hush-hush").output().unwrap()
    };
    let out = smoketest("1");
    let text = stdout(&out, 1);
    assert!(
        text.contains("✗ connection: SQL Server at 127.0.0.1,1")
            && text.contains("user crawler")
            && text.contains("database Crawls")
            && text.contains("schema staging"),
        "{text}"
    );
    assert!(text.contains("✗ schema and tables: not run"), "{text}");
    assert!(!format!("{out:?}").contains("hush"), "{out:?}");
}

#[test]
fn every_check_has_a_line_if_the_connection_fails() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("typo.db").display().to_string();
    let yaml = folder.path().join("store.yaml");
    std::fs::write(&yaml, "state: [").unwrap();
    let cases: [(&[&str], &str); 4] = [
        (&["--db", &missing], "typo.db not found: name an existing file with --db"),
        (&["--host", "127.0.0.1"], "no password is given: set SQLSERVER_PASSWORD"),
        (&["--config", yaml.to_str().unwrap()], "store.yaml"),
        (&["--db", &missing, "--backend", "sqlserver"], "--db conflicts with --backend sqlserver"),
    ];
    for (arguments, part) in cases {
        let smoketest =
            |more: &[&str]| program().arg("smoketest").args(arguments).args(more).output().unwrap();
        let text = stdout(&smoketest(&[]), 1);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("✗ connection: ") && lines[0].contains(part), "{part}: {text}");
        assert!(lines.len() == 4 && lines[1..].iter().all(|line| line.ends_with(": not run")), "{text}");
        let json = json_stdout(&smoketest(&["--json"]), 1);
        assert_eq!((&json[0]["outcome"], &json[3]["outcome"]), (&json!("failed"), &json!("not run")));
    }
    assert!(!folder.path().join("typo.db").exists());
}

/// Workers never see the writes, so that the command need not wait until they have exited.
#[test]
fn smoketest_runs_while_workers_are_active() {
    let fixture = Fixture::new();
    let before = export_lines(&fixture.file());
    assert_eq!(fixture.text(&["smoketest"]).matches('✓').count(), 4);
    assert_eq!(export_lines(&fixture.file()), before);
}

/// Gives the programs that this process starts the default action for Ctrl-C.
///
/// A shell ignores Ctrl-C for the commands that a script runs in the background, and programs inherit that. They do not inherit
/// an action of this process, which is to exit, as before.
fn reset_interrupt() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let mut interrupts = runtime.block_on(async { signal(SignalKind::interrupt()) }).unwrap();
    thread::spawn(move || {
        runtime.block_on(interrupts.recv());
        process::exit(130);
    });
}

#[test]
fn no_row_is_left_if_the_program_is_killed() {
    reset_interrupt();
    for signal in [Signal::INT, Signal::TERM, Signal::KILL] {
        let fixture = Fixture::idle();
        let before = export_lines(&fixture.file());
        // The last check is slow, so that the signal arrives while it runs.
        fixture.execute_sql(
            "CREATE TRIGGER slow AFTER INSERT ON ingest_work_items WHEN NEW.resource_id = 'Twin' BEGIN
             SELECT (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000000) SELECT max(x) FROM n); END",
        );
        // Opened before the program starts: opening would wait until the program has finished its write.
        let options = SqliteOptions::new(fixture.file()).busy_timeout(Duration::ZERO);
        let other = SqliteConnection::open(&options).unwrap();
        let mut child =
            program().args(["smoketest", "--db"]).arg(fixture.file()).stdout(Stdio::null()).spawn().unwrap();
        let begun = Instant::now();
        while other.as_rusqlite().execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_ok() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the program does not write");
        }
        kill_process(Pid::from_child(&child), signal).unwrap();
        assert_eq!(child.wait().unwrap().code(), None, "the program ended by itself");
        fixture.execute_sql("DROP TRIGGER slow");
        assert_eq!(export_lines(&fixture.file()), before);
        assert_eq!(fixture.text(&["smoketest"]).matches('✓').count(), 4);
    }
}
