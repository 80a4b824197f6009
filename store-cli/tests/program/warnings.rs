//! Warnings of the library.

use std::path::Path;
use std::process::Output;

use crate::fixture::{Fixture, program, stdout};
use crate::legacy_file::legacy_file;

/// Runs a command that succeeds with these environment variables; returns its standard error.
fn warned(arguments: &[&str], variables: &[(&str, &Path)]) -> String {
    let mut command = program();
    command.args(arguments).envs(variables.iter().copied());
    errors(&command.output().unwrap())
}

fn errors(output: &Output) -> String {
    stdout(output, 0);
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn is_one_warning(text: &str) -> bool {
    text.starts_with("warning: ") && text.lines().count() == 1
}

#[test]
fn sqlite_is_warned_of_if_the_environment_or_a_file_selects_it() {
    let fixture = Fixture::new();
    let file = fixture.file();
    let path = file.to_str().unwrap();
    let by_environment = [("DB_BACKEND", Path::new("sqlite")), ("SQLITE_PATH", &file)];
    let text = warned(&["stats"], &by_environment);
    let expected = format!(
        "warning: the state store uses SQLite, which is not meant for production: set DB_BACKEND=sqlserver (path {path})\n"
    );
    assert_eq!(text, expected);
    assert_eq!(warned(&["stats", "--json"], &by_environment), text);
    for quiet in [&["stats", "--quiet"][..], &["--quiet", "runs"]] {
        assert_eq!(warned(quiet, &by_environment), "");
    }
    let yaml = fixture.folder.path().join("store.yaml");
    std::fs::write(&yaml, format!("state:\n  type: sqlite\n  db_path: {path}\n")).unwrap();
    assert_eq!(warned(&["stats", "--config", yaml.to_str().unwrap()], &[]), text);
}

#[test]
fn sqlite_is_not_warned_of_if_the_command_line_names_it() {
    let fixture = Fixture::new();
    fixture.execute_sql("UPDATE ingest_worker_heartbeats SET status = 'stopped'");
    let file = fixture.file();
    let folder = fixture.folder.path();
    let path = file.to_str().unwrap();
    assert_eq!(warned(&["stats", "--db", path], &[]), "");
    assert_eq!(warned(&["stats", "--backend", "sqlite"], &[("SQLITE_PATH", &file)]), "");
    let (from, to) = (format!("sqlite:{path}"), folder.join("copy.db"));
    let sqlite = format!("sqlite:{}", to.display());
    assert_eq!(warned(&["copy", "--from", &from, "--to", &sqlite], &[]), "");
    // The command line does not say that the target is SQLite.
    let yaml = folder.join("to.yaml");
    std::fs::write(&yaml, format!("state:\n  type: sqlite\n  db_path: {}\n", to.display())).unwrap();
    let text = warned(&["copy", "--from", &from, "--to", &format!("config:{}", yaml.display())], &[]);
    assert!(is_one_warning(&text) && text.contains("copy.db)"), "{text}");
    let (old, new) = (folder.join("old.db"), folder.join("new.db"));
    legacy_file(&old, 3);
    let import = ["import-legacy", "--yes", "--from", old.to_str().unwrap()];
    assert_eq!(warned(&[&import[..], &["--db", new.to_str().unwrap()]].concat(), &[]), "");
    let text = warned(&import, &[("DB_BACKEND", Path::new("sqlite")), ("SQLITE_PATH", &new)]);
    assert!(is_one_warning(&text) && text.contains("new.db)"), "{text}");
}

#[test]
fn legacy_rows_that_were_not_imported_are_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("old.db");
    let path = old.to_str().unwrap();
    legacy_file(&old, 3);
    let warning = "warning: the file has work items of the Python framework that are not in the store: `store import-legacy` imports them\n";
    assert_eq!(warned(&["init", "--db", path], &[]), warning);
    assert_eq!(warned(&["stats", "--db", path], &[]), warning);
    assert_eq!(warned(&["stats", "--db", path, "--quiet"], &[]), "");
    // The command that the warning suggests does not print it.
    assert_eq!(warned(&["import-legacy", "--yes", "--db", path], &[]), "");
    assert_eq!(warned(&["stats", "--db", path], &[]), "");
}
