//! What the library warns of.

use std::path::Path;
use std::process::Output;

use crate::fixture::{Fixture, program, told};
use crate::old_file::old_file;

/// What stands on standard error of a command that goes well, with these variables.
fn warned(arguments: &[&str], variables: &[(&str, &Path)]) -> String {
    let mut command = program();
    command.args(arguments).envs(variables.iter().copied());
    errors(&command.output().unwrap())
}

fn errors(output: &Output) -> String {
    told(output, 0);
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn sqlite_by_the_way_is_told_of() {
    let fixture = Fixture::new();
    let file = fixture.file();
    let path = file.to_str().unwrap();
    let by_environment = [("DB_BACKEND", Path::new("sqlite")), ("SQLITE_PATH", &file)];
    let text = warned(&["stats"], &by_environment);
    let expected = format!(
        "warning: the state is kept in SQLite, which is not the path for production: set DB_BACKEND=sqlserver (path {path})\n"
    );
    assert_eq!(text, expected);
    assert_eq!(warned(&["stats", "--json"], &by_environment), expected);
    for quiet in [&["stats", "--quiet"][..], &["--quiet", "runs"]] {
        assert_eq!(warned(quiet, &by_environment), "");
    }
    let yaml = fixture.folder.path().join("store.yaml");
    std::fs::write(&yaml, format!("state:\n  type: sqlite\n  db_path: {path}\n")).unwrap();
    assert_eq!(warned(&["stats", "--config", yaml.to_str().unwrap()], &[]), expected);
}

#[test]
fn sqlite_on_the_command_line_is_not() {
    let fixture = Fixture::new();
    fixture.change("UPDATE ingest_worker_heartbeats SET status = 'stopped'");
    let file = fixture.file();
    let folder = fixture.folder.path();
    let path = file.to_str().unwrap();
    assert_eq!(warned(&["stats", "--db", path], &[]), "");
    assert_eq!(warned(&["stats", "--backend", "sqlite"], &[("SQLITE_PATH", &file)]), "");
    let (from, to) = (format!("sqlite:{path}"), folder.join("copy.db"));
    let sqlite = format!("sqlite:{}", to.display());
    assert_eq!(warned(&["copy", "--from", &from, "--to", &sqlite], &[]), "");
    // Of the other side it is told all the same.
    let yaml = folder.join("to.yaml");
    std::fs::write(&yaml, format!("state:\n  type: sqlite\n  db_path: {}\n", to.display())).unwrap();
    let text = warned(&["copy", "--from", &from, "--to", &format!("config:{}", yaml.display())], &[]);
    assert!(text.lines().count() == 1 && text.contains("copy.db)"), "{text}");
    let (old, new) = (folder.join("old.db"), folder.join("new.db"));
    old_file(&old, 3);
    let adopt = ["adopt", "--yes", "--from", old.to_str().unwrap()];
    assert_eq!(warned(&[&adopt[..], &["--db", new.to_str().unwrap()]].concat(), &[]), "");
    let text = warned(&adopt, &[("DB_BACKEND", Path::new("sqlite")), ("SQLITE_PATH", &new)]);
    assert!(text.lines().count() == 1 && text.contains("new.db)"), "{text}");
}

#[test]
fn rows_that_nobody_has_taken_over_are_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("old.db");
    let path = old.to_str().unwrap();
    old_file(&old, 3);
    let left = "warning: the file has work items of the Python framework, which are not in the store: `store adopt` takes them over\n";
    assert_eq!(warned(&["init", "--db", path], &[]), left);
    assert_eq!(warned(&["stats", "--db", path], &[]), left);
    assert_eq!(warned(&["stats", "--db", path, "--quiet"], &[]), "");
    // Whoever does it has no need to be told of it.
    assert_eq!(warned(&["adopt", "--yes", "--db", path], &[]), "");
    assert_eq!(warned(&["stats", "--db", path], &[]), "");
}
