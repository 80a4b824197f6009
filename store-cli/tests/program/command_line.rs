//! The command line itself.

use serde_json::{Value, json};
use store_sqlite::{SqliteConnection, SqliteOptions};

use crate::fixture::{Fixture, program, refusal, store, told};

#[test]
fn what_is_not_there_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("typo.db");
    for command in ["stats", "runs", "workers", "check", "pause", "resume", "drain"] {
        let error = refusal(&store(&file, &[command]));
        assert!(error.contains("typo.db is not there") && error.contains("--db"), "{error}");
    }
    assert!(!file.exists());
}

#[test]
fn what_is_wrong_is_told_with_the_fix() {
    let fixture = Fixture::new();
    let error = refusal(&fixture.run(&["stats", "--backend", "sqlserver"]));
    assert!(error.contains("--db is a file of SQLite"), "{error}");
    let run = |arguments: &[&str]| program().args(arguments).output().unwrap();
    let error = refusal(&run(&["stats", "--host", "127.0.0.1"]));
    assert!(error.contains("SQLSERVER_PASSWORD"), "{error}");
    let unknown = program().arg("stats").env("DB_BACKEND", "oracle").output().unwrap();
    assert!(refusal(&unknown).contains("DB_BACKEND"));
    for arguments in [&["stat"][..], &[], &["stats", "--over", "long"]] {
        refusal(&run(arguments));
    }
    let help = told(&run(&["--help"]), 0);
    assert!(help.contains("check") && !help.contains("password ="), "{help}");
}

/// A path at which no database can be opened is not called missing.
#[test]
fn a_path_that_is_no_file_says_why() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let mut cases = vec![(":memory:".to_owned(), "is no file"), (path(""), "is a directory")];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(path("one"), path("other")).unwrap();
        std::os::unix::fs::symlink(path("other"), path("one")).unwrap();
        std::os::unix::fs::symlink(path("nothing"), path("to-nothing")).unwrap();
        cases.push((path("one"), "symbolic links"));
        cases.push((path("to-nothing"), "is a symbolic link to a file"));
    }
    for (path, reason) in cases {
        for arguments in [&["stats", "--db", &path][..], &["adopt", "--from", &path, "--db", "new.db"]] {
            let error = refusal(&program().args(arguments).current_dir(&folder).output().unwrap());
            assert!(error.contains(reason) && !error.contains("is not there"), "{path}: {error}");
        }
    }
}

/// For machines an error is a line of JSON, wherever it comes from; for people it says no more than it has to.
#[test]
fn errors_for_machines() {
    let fixture = Fixture::new();
    fixture.change("DROP TABLE ingest_counters");
    let path = fixture.file().display().to_string();
    let broken = ["stats", "--db", &path];
    let cases: [(&[&str], &str, &str); 7] = [
        (&["stats", "--db", "nowhere.db"], "usage", "nowhere.db is not there"),
        (&["stats", "--over", "long"], "usage", "invalid value 'long'"),
        (&["stat"], "usage", "unrecognized subcommand 'stat'"),
        (&[], "usage", "Usage: store"),
        (&["stats", "--host", "127.0.0.1"], "config", "SQLSERVER_PASSWORD"),
        (&["recrawl", "--status", "failed", "--db", &path], "schema_drift", "counters"),
        (&broken, "schema_drift", "counters: the table is missing"),
    ];
    for (arguments, kind, part) in cases {
        let error = refusal(&program().args(arguments).arg("--json").output().unwrap());
        assert_eq!(error.lines().count(), 1, "{error}");
        let error: Value = serde_json::from_str(&error).unwrap();
        let text = error["error"].as_str().unwrap();
        assert!(text.contains(part) && !text.starts_with("error"), "{part}: {error}");
        assert_eq!((&error["kind"], &error["code"]), (&json!(kind), &json!(null)), "{error}");
    }
    let foreign = fixture.folder.path().join("foreign.db");
    std::fs::write(&foreign, "no database, and long enough to be looked at".repeat(20)).unwrap();
    let error: Value = serde_json::from_str(&refusal(&store(&foreign, &["stats", "--json"]))).unwrap();
    assert_eq!((&error["kind"], &error["code"]), (&json!("corrupt"), &json!(26)), "{error}");

    let error = refusal(&program().args(["stats", "--host", "127.0.0.1"]).output().unwrap());
    assert!(error.starts_with("error: no password is given"), "{error}");
    let misuse = Fixture::new();
    let error = refusal(&misuse.run(&["recrawl", "--status", "pending"]));
    assert!(error.starts_with("error: ") && !error.contains("no meaning"), "{error}");
    // What stands behind `--` is no flag, and help is none of an error.
    assert!(refusal(&program().args(["stat", "--", "--json"]).output().unwrap()).starts_with("error: "));
    assert!(told(&program().args(["--json", "--help"]).output().unwrap(), 0).contains("Usage:"));
}

#[test]
fn a_file_and_the_environment_say_where_the_state_is() {
    let fixture = Fixture::new();
    let by_variables = program()
        .arg("stats")
        .env("DB_BACKEND", "sqlite")
        .env("SQLITE_PATH", fixture.file())
        .output()
        .unwrap();
    let yaml = fixture.folder.path().join("store.yaml");
    std::fs::write(&yaml, format!("state:\n  type: sqlite\n  db_path: {}\n", fixture.file().display()))
        .unwrap();
    let by_file = program().args(["stats", "--config"]).arg(&yaml).output().unwrap();
    assert_eq!(told(&by_variables, 0), told(&by_file, 0));
}

#[test]
fn the_help_says_how_it_ends() {
    let run = |arguments: &[&str]| told(&program().args(arguments).output().unwrap(), 0);
    for text in [run(&["--help"]), run(&["-h"]), run(&["man"])] {
        let codes = text.split("Exit codes:").nth(1).unwrap_or_else(|| panic!("{text}"));
        let begins = |code: &str| codes.lines().any(|line| line.trim_start().starts_with(code));
        assert!(["0  success", "1  findings: ", "2  error: "].into_iter().all(begins), "{text}");
    }
}

#[test]
fn completions_and_pages() {
    let run = |arguments: &[&str]| told(&program().args(arguments).output().unwrap(), 0);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]);
        assert!(script.contains("smoketest") && script.contains("export"), "{shell}");
    }
    assert!(run(&["man"]).starts_with(".ie"), "a page in the form of man");
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("man");
    run(&["man", "--out", out.to_str().unwrap()]);
    for page in ["store.1", "store-copy.1", "store-items-show.1"] {
        assert!(std::fs::read_to_string(out.join(page)).unwrap().contains(".SH"), "{page}");
    }
    let error = refusal(&program().args(["man", "--out", "/dev/null/man"]).output().unwrap());
    assert!(error.contains("cannot be written"), "{error}");
}

/// What only looks makes no file, wherever the path comes from, and leaves one that is there as it is.
#[test]
fn what_only_looks_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let commands: [&[&str]; 7] = [
        &["stats"],
        &["check"],
        &["runs"],
        &["workers"],
        &["items", "list"],
        &["items", "show", "1"],
        &["lineage", "1"],
    ];
    for command in commands {
        let mut asked = program();
        asked.args(command).args(["--backend", "sqlite"]).current_dir(&folder);
        refusal(&asked.output().unwrap());
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "{command:?}");
    }
    let file = folder.path().join("foreign.db");
    let foreign = SqliteConnection::open(&SqliteOptions::new(&file)).unwrap();
    foreign.as_rusqlite().execute_batch("CREATE TABLE t (a); PRAGMA journal_mode = delete").unwrap();
    drop(foreign);
    let bytes = std::fs::read(&file).unwrap();
    for command in commands {
        assert_ne!(store(&file, command).status.code(), Some(0));
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "{command:?}");
    }
}

/// Output that is lost is an error, whichever command has written it.
#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_an_error() {
    let fixture = Fixture::idle();
    let item = fixture.json(&["items", "list"])[0]["item"].as_str().unwrap().to_owned();
    let commands: &[&[&str]] = &[
        &["--help"],
        &["help", "items", "list"],
        &["enqueue", "-h"],
        &["--version"],
        &["--version", "--json"],
        &["completions", "bash"],
        &["man"],
        &["ddl", "--dialect", "sqlserver"],
        &["check"],
        &["init"],
        &["smoketest"],
        &["stats"],
        &["stats", "--json"],
        &["stats", "--watch"],
        &["runs"],
        &["items", "list"],
        &["items", "show", &item],
        &["items", "show", "nothing"],
        &["lineage", &item],
        &["workers"],
        &["recrawl"],
        &["prune", "--items", "1d", "--dry-run"],
        &["pause"],
        &["export", "-"],
    ];
    for arguments in commands {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = program();
        command.args(*arguments).stdout(full);
        command.env("DB_BACKEND", "sqlite").env("SQLITE_PATH", fixture.file());
        let output = command.output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.contains("standard output cannot be written"), "{arguments:?}: {error}");
    }
}

#[test]
fn times_out_of_range_are_refused() {
    let fixture = Fixture::new();
    for (arguments, expected) in [
        (&["stats", "--over", "0"][..], "--over"),
        (&["stats", "--over", "-5"], "-5"),
        (&["stats", "--watch", "0"], "at least 0.1 seconds"),
        (&["stats", "--watch", "nan"], "--watch"),
        (&["workers", "--within", "0"], "--within"),
        (&["prune", "--versions", "100years", "--dry-run"], "age out of range"),
        (&["prune", "--versions", "-1d", "--dry-run"], "-1"),
    ] {
        let error = refusal(&fixture.run(arguments));
        assert!(error.contains(expected), "{arguments:?}: {error}");
    }
}
