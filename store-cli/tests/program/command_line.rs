//! Options, errors and exit codes of all commands.

use serde_json::{Value, json};
use store_sqlite::{SqliteConnection, SqliteOptions};

use crate::fixture::{Fixture, error_output, program, stdout, store};

#[test]
fn a_missing_file_is_not_created() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("typo.db");
    for command in ["stats", "runs", "workers", "check", "pause", "resume", "drain"] {
        let error = error_output(&store(&file, &[command]));
        assert!(error.contains("typo.db not found") && error.contains("--db"), "{error}");
    }
    assert!(!file.exists());
}

#[test]
fn errors_say_how_to_fix_the_command() {
    let fixture = Fixture::new();
    let error = error_output(&fixture.run(&["stats", "--backend", "sqlserver"]));
    assert!(error.contains("--db conflicts with --backend sqlserver"), "{error}");
    let run = |arguments: &[&str]| program().args(arguments).output().unwrap();
    let error = error_output(&run(&["stats", "--host", "127.0.0.1"]));
    assert!(error.contains("SQLSERVER_PASSWORD"), "{error}");
    let unknown = program().arg("stats").env("DB_BACKEND", "oracle").output().unwrap();
    assert!(error_output(&unknown).contains("DB_BACKEND"));
    for arguments in [&["stat"][..], &[], &["stats", "--over", "long"]] {
        error_output(&run(arguments));
    }
    let help = stdout(&run(&["--help"]), 0);
    assert!(help.contains("check") && !help.contains("password ="), "{help}");
}

#[test]
fn a_path_that_is_not_a_database_file_is_not_reported_as_missing() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let mut cases = vec![(":memory:".to_owned(), "is not a file"), (path(""), "is a directory")];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(path("one"), path("other")).unwrap();
        std::os::unix::fs::symlink(path("other"), path("one")).unwrap();
        std::os::unix::fs::symlink(path("nothing"), path("to-nothing")).unwrap();
        cases.push((path("one"), "symbolic links"));
        cases.push((path("to-nothing"), "is a symbolic link to a file"));
    }
    for (path, reason) in cases {
        for arguments in
            [&["stats", "--db", &path][..], &["import-legacy", "--from", &path, "--db", "new.db"]]
        {
            let error = error_output(&program().args(arguments).current_dir(&folder).output().unwrap());
            assert!(error.contains(reason) && !error.contains("not found"), "{path}: {error}");
        }
    }
}

#[test]
fn with_json_every_error_is_one_line_of_json() {
    let fixture = Fixture::new();
    fixture.execute_sql("DROP TABLE ingest_counters");
    let path = fixture.file().display().to_string();
    let broken = ["stats", "--db", &path];
    let cases: [(&[&str], &str, &str); 7] = [
        (&["stats", "--db", "nowhere.db"], "usage", "nowhere.db not found"),
        (&["stats", "--over", "long"], "usage", "invalid value 'long'"),
        (&["stat"], "usage", "unrecognized subcommand 'stat'"),
        (&[], "usage", "Usage: store"),
        (&["stats", "--host", "127.0.0.1"], "config", "SQLSERVER_PASSWORD"),
        (&["recrawl", "--status", "failed", "--db", &path], "schema_drift", "counters"),
        (&broken, "schema_drift", "counters: the table is missing"),
    ];
    for (arguments, kind, part) in cases {
        let error = error_output(&program().args(arguments).arg("--json").output().unwrap());
        assert_eq!(error.lines().count(), 1, "{error}");
        let error: Value = serde_json::from_str(&error).unwrap();
        let text = error["error"].as_str().unwrap();
        assert!(text.contains(part) && !text.starts_with("error"), "{part}: {error}");
        assert_eq!((&error["kind"], &error["code"]), (&json!(kind), &json!(null)), "{error}");
    }
    let foreign = fixture.folder.path().join("foreign.db");
    std::fs::write(&foreign, "not a database, but long enough to be checked".repeat(20)).unwrap();
    let error: Value = serde_json::from_str(&error_output(&store(&foreign, &["stats", "--json"]))).unwrap();
    assert_eq!((&error["kind"], &error["code"]), (&json!("corrupt"), &json!(26)), "{error}");

    let error = error_output(&program().args(["stats", "--host", "127.0.0.1"]).output().unwrap());
    assert!(error.starts_with("error: no password is given"), "{error}");
    let misuse = Fixture::new();
    let error = error_output(&misuse.run(&["recrawl", "--status", "pending"]));
    assert!(error.starts_with("error: ") && !error.contains("invalid call"), "{error}");
    // An argument after `--` is no option, and help is no error.
    assert!(error_output(&program().args(["stat", "--", "--json"]).output().unwrap()).starts_with("error: "));
    assert!(stdout(&program().args(["--json", "--help"]).output().unwrap(), 0).contains("Usage:"));
}

#[test]
fn the_state_is_found_by_the_environment_or_a_configuration_file() {
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
    assert_eq!(stdout(&by_variables, 0), stdout(&by_file, 0));
}

#[test]
fn the_help_lists_the_exit_codes() {
    let run = |arguments: &[&str]| stdout(&program().args(arguments).output().unwrap(), 0);
    for text in [run(&["--help"]), run(&["-h"]), run(&["man"])] {
        let codes = text.split("Exit codes:").nth(1).unwrap_or_else(|| panic!("{text}"));
        let begins = |code: &str| codes.lines().any(|line| line.trim_start().starts_with(code));
        assert!(["0  success", "1  findings: ", "2  error: "].into_iter().all(begins), "{text}");
    }
}

#[test]
fn completions_and_manual_pages() {
    let run = |arguments: &[&str]| stdout(&program().args(arguments).output().unwrap(), 0);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]);
        assert!(script.contains("smoketest") && script.contains("export"), "{shell}");
    }
    assert!(run(&["man"]).starts_with(".ie"), "no manual page");
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("man");
    run(&["man", "--out", out.to_str().unwrap()]);
    for page in ["store.1", "store-copy.1", "store-items-show.1"] {
        assert!(std::fs::read_to_string(out.join(page)).unwrap().contains(".SH"), "{page}");
    }
    let error = error_output(&program().args(["man", "--out", "/dev/null/man"]).output().unwrap());
    assert!(error.contains("cannot write /dev/null/man"), "{error}");
}

#[test]
fn commands_that_only_read_neither_create_nor_change_a_file() {
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
        error_output(&asked.output().unwrap());
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

/// Output that cannot be written is an error of every command.
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
        assert!(error.contains("cannot write standard output"), "{arguments:?}: {error}");
    }
}

#[test]
fn durations_out_of_range_are_errors() {
    let fixture = Fixture::new();
    for (arguments, expected) in [
        (&["stats", "--over", "0"][..], "--over"),
        (&["stats", "--over", "-5"], "-5"),
        (&["stats", "--watch", "0"], "at least 0.1 seconds"),
        (&["stats", "--watch", "nan"], "--watch"),
        (&["workers", "--within", "0"], "--within"),
        (&["prune", "--versions", "100years", "--dry-run"], "age"),
        (&["prune", "--versions", "-1d", "--dry-run"], "-1"),
    ] {
        let error = error_output(&fixture.run(arguments));
        assert!(error.contains(expected), "{arguments:?}: {error}");
    }
}
