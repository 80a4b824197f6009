//! `store import-legacy`.

use std::path::Path;

use serde_json::{Value, json};
use store_sqlite::{SqliteConnection, SqliteOptions};

use crate::fixture::{Fixture, error_output, export_lines, program, stdout, store};
use crate::legacy_file::legacy_file;

#[test]
fn legacy_rows_are_imported() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old.db"), folder.path().join("new.db"));
    legacy_file(&old, 5);
    let from = old.to_str().unwrap().to_owned();
    let import = |db: &Path, arguments: &[&str]| store(db, &[&["import-legacy"], arguments].concat());
    let bytes = std::fs::read(&old).unwrap();
    // A dry run prints a preview.
    let text = stdout(&import(&new, &["--from", &from, "--dry-run"]), 0);
    assert!(text.contains("5 rows of 1 runs; 1 rows in progress"), "{text}");
    assert!(
        text.contains("target: the SQLite file") && text.contains("where the tables are created"),
        "{text}"
    );
    assert!(stdout(&import(&new, &["--from", &from]), 1).contains("add --yes"));
    assert!(!new.exists());
    // The preview does not need the target.
    let without = program().args(["import-legacy", "--dry-run", "--from", &from]).output().unwrap();
    let text = stdout(&without, 1);
    assert!(text.contains("5 rows") && text.contains("cannot read the target: "), "{text}");
    assert!(text.contains("SQLSERVER_PASSWORD"), "{text}");
    // The target is another file, or the tables are created next to the old one in its file.
    let text = stdout(&import(&new, &["--from", &from, "--yes"]), 0);
    assert!(
        text.contains("\nall 5 rows are now in the SQLite file")
            && text.contains("the old table is unchanged"),
        "{text}"
    );
    let text = stdout(&import(&new, &["--from", &from, "--yes"]), 0);
    assert!(text.contains("\nnothing was written: all 5 rows were already in the SQLite file"), "{text}");
    assert_eq!(std::fs::read(&old).unwrap(), bytes, "the old file was changed");
    let imported: Value = serde_json::from_str(&stdout(&import(&old, &["--yes", "--json"]), 0)).unwrap();
    assert_eq!(imported["imported"], json!({ "rows": 5, "written": 5, "known": 0 }));
    let compared = "in lower case, without spaces (U+0020) at the end";
    assert_eq!(imported["preview"]["similar_keys"]["compared"], json!(compared));
    assert_eq!(
        (&imported["preview"]["items"], &imported["preview"]["duplicates"]["count"]),
        (&json!(5), &json!(0))
    );
    for file in [&old, &new] {
        let stats: Value = serde_json::from_str(&stdout(&store(file, &["stats", "--json"]), 0)).unwrap();
        assert_eq!((&stats["total"]["pending"], &stats["total"]["completed"]), (&json!(4), &json!(1)));
        stdout(&store(file, &["check"]), 0);
    }
    // Importing again writes nothing. A row that cannot be imported prevents the import.
    let again: Value = serde_json::from_str(&stdout(&import(&old, &["--yes", "--json"]), 0)).unwrap();
    assert_eq!(again["imported"], json!({ "rows": 5, "written": 0, "known": 5 }));
    let damage = "UPDATE work_items SET status = 'paused' WHERE work_item_id = 'old-004'";
    SqliteConnection::open(&SqliteOptions::new(&old)).unwrap().as_rusqlite().execute_batch(damage).unwrap();
    let text = stdout(&import(&old, &["--yes"]), 1);
    assert!(text.contains("old-004") && text.contains("fix the rows and obstacles above first"), "{text}");

    // The preview reports the rows that the target has.
    let fixture = Fixture::new();
    stdout(&import(&fixture.file(), &["--from", &from, "--dry-run"]), 1);
    let repair = "UPDATE work_items SET status = 'pending' WHERE work_item_id = 'old-004'";
    SqliteConnection::open(&SqliteOptions::new(&old)).unwrap().as_rusqlite().execute_batch(repair).unwrap();
    let text = stdout(&import(&fixture.file(), &["--from", &from, "--dry-run"]), 0);
    assert!(text.contains("which has 2 of the rows already"), "{text}");
    fixture.execute_sql("UPDATE ingest_work_items SET work_item_id = 'old-005' WHERE source_name = 'wiki'");
    let before = export_lines(&fixture.file());
    for flag in ["--dry-run", "--yes"] {
        let text = stdout(&import(&fixture.file(), &["--from", &from, flag]), 1);
        assert!(
            text.contains("1 rows whose ids belong to other items") && text.contains("old-005"),
            "{text}"
        );
    }
    assert_eq!(export_lines(&fixture.file()), before);

    let error = error_output(&import(&new, &["--yes"]));
    assert!(error.contains("has no table `work_items`") && error.contains("--from"), "{error}");
    let error = error_output(&program().args(["import-legacy", "--backend", "sqlite"]).output().unwrap());
    assert!(error.contains("--from"), "{error}");
    let error = error_output(&import(&new, &["--from", "nowhere.db"]));
    assert!(error.contains("nowhere.db not found"), "{error}");
}
