//! `store import-legacy`.

use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::json;
use store_sqlite::{SqliteConnection, SqliteOptions};
use tempfile::TempDir;

use crate::fixture::{Fixture, error_output, export_lines, json_stdout, program, stdout, store};
use crate::legacy_file::legacy_file;

/// A legacy file with five items.
struct Legacy {
    folder: TempDir,
}

impl Legacy {
    fn new() -> Self {
        let legacy = Self { folder: tempfile::tempdir().unwrap() };
        legacy_file(&legacy.file(), 5);
        legacy
    }

    fn file(&self) -> PathBuf {
        self.path("old.db")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn execute_sql(&self, sql: &str) {
        let options = SqliteOptions::new(self.file());
        SqliteConnection::open(&options).unwrap().as_rusqlite().execute_batch(sql).unwrap();
    }

    /// Runs `store import-legacy --from` the legacy file.
    fn import(&self, target: &Path, arguments: &[&str]) -> Output {
        let from = self.file().display().to_string();
        store(target, &[&["import-legacy", "--from", &from], arguments].concat())
    }
}

fn import_in_same_file(file: &Path, arguments: &[&str]) -> Output {
    store(file, &[&["import-legacy"], arguments].concat())
}

#[test]
fn a_dry_run_prints_a_preview() {
    let legacy = Legacy::new();
    let target = legacy.path("new.db");
    let text = stdout(&legacy.import(&target, &["--dry-run"]), 0);
    assert!(text.contains("5 rows of 1 runs; 1 rows in progress"), "{text}");
    assert!(
        text.contains("target: the SQLite file") && text.contains("where the tables are created"),
        "{text}"
    );
    assert!(stdout(&legacy.import(&target, &[]), 1).contains("add --yes"));
    assert!(!target.exists());
    // The preview does not need the target.
    let from = legacy.file().display().to_string();
    let without = program().args(["import-legacy", "--dry-run", "--from", &from]).output().unwrap();
    let text = stdout(&without, 1);
    assert!(text.contains("5 rows") && text.contains("cannot read the target: "), "{text}");
    assert!(text.contains("no password is given"), "{text}");
}

#[test]
fn legacy_rows_are_imported_once() {
    let legacy = Legacy::new();
    let (old, new) = (legacy.file(), legacy.path("new.db"));
    let bytes = std::fs::read(&old).unwrap();
    let text = stdout(&legacy.import(&new, &["--yes"]), 0);
    assert!(
        text.contains("\nall 5 rows are now in the SQLite file")
            && text.contains("the old table is unchanged"),
        "{text}"
    );
    let text = stdout(&legacy.import(&new, &["--yes"]), 0);
    assert!(text.contains("\nnothing was written: all 5 rows were already in the SQLite file"), "{text}");
    assert_eq!(std::fs::read(&old).unwrap(), bytes, "the old file was changed");

    // Without --from the tables are created next to the old one.
    let output = json_stdout(&import_in_same_file(&old, &["--yes", "--json"]), 0);
    assert_eq!(output["imported"], json!({ "rows": 5, "written": 5, "known": 0 }));
    let preview = &output["preview"];
    let compared = "in lower case, without trailing spaces (U+0020)";
    assert_eq!(preview["similar_keys"]["compared"], json!(compared));
    assert_eq!((&preview["items"], &preview["duplicates"]["count"]), (&json!(5), &json!(0)));
    for file in [&old, &new] {
        let stats = json_stdout(&store(file, &["stats", "--json"]), 0);
        assert_eq!((&stats["total"]["pending"], &stats["total"]["completed"]), (&json!(4), &json!(1)));
        stdout(&store(file, &["check"]), 0);
    }
    let again = json_stdout(&import_in_same_file(&old, &["--yes", "--json"]), 0);
    assert_eq!(again["imported"], json!({ "rows": 5, "written": 0, "known": 5 }));
}

#[test]
fn a_row_that_cannot_be_imported_prevents_the_import() {
    let legacy = Legacy::new();
    let target = Fixture::new();
    let before = export_lines(&target.file());
    legacy.execute_sql("UPDATE work_items SET status = 'paused' WHERE work_item_id = 'old-004'");
    for flag in ["--dry-run", "--yes"] {
        let text = stdout(&legacy.import(&target.file(), &[flag]), 1);
        assert!(
            text.contains("old-004") && text.contains("fix the rows and obstacles above first"),
            "{text}"
        );
    }
    stdout(&import_in_same_file(&legacy.file(), &["--yes"]), 1);
    assert_eq!(export_lines(&target.file()), before);
}

#[test]
fn the_preview_reports_rows_that_the_target_has() {
    let legacy = Legacy::new();
    let target = Fixture::new();
    let text = stdout(&legacy.import(&target.file(), &["--dry-run"]), 0);
    assert!(text.contains("which has 2 of the rows already"), "{text}");
    target.execute_sql("UPDATE ingest_work_items SET work_item_id = 'old-005' WHERE source_name = 'wiki'");
    let before = export_lines(&target.file());
    for flag in ["--dry-run", "--yes"] {
        let text = stdout(&legacy.import(&target.file(), &[flag]), 1);
        assert!(
            text.contains("1 rows whose ids belong to other items") && text.contains("old-005"),
            "{text}"
        );
    }
    assert_eq!(export_lines(&target.file()), before);
}

#[test]
fn a_missing_file_or_table_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let new = folder.path().join("new.db");
    stdout(&store(&new, &["init"]), 0);
    let error = error_output(&import_in_same_file(&new, &["--yes"]));
    assert!(error.contains("has no table `work_items`") && error.contains("--from"), "{error}");
    let error = error_output(&program().args(["import-legacy", "--backend", "sqlite"]).output().unwrap());
    assert!(error.contains("--from"), "{error}");
    let error = error_output(&import_in_same_file(&new, &["--from", "nowhere.db"]));
    assert!(error.contains("nowhere.db not found"), "{error}");
}
