//! `store copy`.

use std::path::Path;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;
use store::state::{ClaimRequest, Identity, NewItem};
use store_sqlite::{SqliteConnection, SqliteOptions};

use crate::fixture::{Fixture, error_output, export_lines, json_stdout, program, stdout, store};

fn sqlite(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

fn copy(from: &Path, to: &Path, more: &[&str]) -> Output {
    let (from, to) = (sqlite(from), sqlite(to));
    program().args(["copy", "--from", &from, "--to", &to]).args(more).output().unwrap()
}

#[test]
fn copy_copies_every_table() {
    let fixture = Fixture::new();
    let to = fixture.folder.path().join("copy.db");
    // A store with active workers is refused.
    let claimed = fixture.with(async |store| store.claim(ClaimRequest::new("w-9")).await.unwrap().remove(0));
    let error = error_output(&copy(&fixture.file(), &to, &[]));
    assert!(
        error.contains("active workers: crawler-1; they hold 1 items") && error.contains("--live"),
        "{error}"
    );
    assert!(!to.exists());
    let error = error_output(&fixture.run(&["export", "-"]));
    assert!(error.contains("active workers") && error.contains("--live"), "{error}");
    // A lease counts even if its worker has sent no heartbeat.
    fixture.execute_sql("UPDATE ingest_worker_heartbeats SET status = 'stopped'");
    let error = error_output(&copy(&fixture.file(), &to, &[]));
    assert!(error.contains("workers hold 1 of its items"), "{error}");
    let live = fixture.folder.path().join("live.db");
    stdout(&copy(&fixture.file(), &live, &["--live"]), 0);
    fixture.with(async |store| store.release(&claimed).await.unwrap());

    let text = stdout(&copy(&fixture.file(), &to, &[]), 0);
    assert!(text.contains("hold the same rows") && text.contains("work_items"), "{text}");
    assert_eq!(export_lines(&to), export_lines(&fixture.file()));
    let again = json_stdout(&copy(&fixture.file(), &to, &["--json"]), 0);
    let items = again.as_array().unwrap().iter().find(|table| table["table"] == "work_items").unwrap();
    assert_eq!(
        (&items["written"], &items["same"], &items["source"]["rows"]),
        (&json!(0), &json!(true), &json!(3))
    );

    // The two stores were changed independently.
    let pending = fixture.json(&["items", "list", "--status", "pending"]);
    stdout(&store(&to, &["items", "skip", pending[0]["item"].as_str().unwrap(), "--yes"]), 0);
    let before = export_lines(&to);
    let error = error_output(&copy(&fixture.file(), &to, &[]));
    assert!(error.contains("choose an empty database"), "{error}");
    assert_eq!(export_lines(&to), before);
    fixture.with(async |store| {
        store.enqueue(NewItem::new(Identity::new("a", "b", "c", "d"), "x:")).await.unwrap()
    });
    let error = error_output(&copy(&to, &fixture.file(), &["--live"]));
    assert!(error.contains("choose an empty database"), "{error}");
}

#[test]
fn options_without_an_effect_are_errors() {
    let fixture = Fixture::idle();
    let to = fixture.folder.path().join("copy.db");
    for (flag, value) in [
        ("--db", "x.db"),
        ("--backend", "sqlite"),
        ("--host", "h"),
        ("--schema", "s"),
        ("--config", "c.yaml"),
    ] {
        let error = error_output(&copy(&fixture.file(), &to, &[flag, value]));
        assert!(error.contains(flag) && error.contains("has no effect here"), "{error}");
    }
    for (flag, value) in
        [("--host", "h"), ("--port", "1"), ("--database", "d"), ("--user", "u"), ("--schema", "s")]
    {
        let error = error_output(&fixture.run(&["stats", flag, value]));
        assert!(error.contains(flag) && error.contains("applies to SQL Server"), "{error}");
    }
    // Two paths of the same file are the same store.
    let link = fixture.folder.path().join("link.db");
    std::os::unix::fs::symlink(fixture.file(), &link).unwrap();
    let error = error_output(&copy(&fixture.file(), &link, &[]));
    assert!(error.contains("--from and --to name the same database"), "{error}");
}

#[test]
fn copy_reads_the_addresses_of_both_stores() {
    let fixture = Fixture::idle();
    let yaml = |name: &str, file: &Path| {
        let path = fixture.folder.path().join(name);
        std::fs::write(&path, format!("state:\n  type: sqlite\n  db_path: {}\n", file.display())).unwrap();
        format!("config:{}", path.display())
    };
    let to = fixture.folder.path().join("copy.db");
    let (from_place, to_place) = (yaml("from.yaml", &fixture.file()), yaml("to.yaml", &to));
    let run = |from: &str, to: &str| {
        let mut command = program();
        // The environment does not apply to either store.
        command.env("SQLITE_PATH", "elsewhere.db").args(["copy", "--from", from, "--to", to]);
        command.output().unwrap()
    };
    assert!(stdout(&run(&from_place, &to_place), 0).contains("hold the same rows"));
    assert_eq!(export_lines(&to), export_lines(&fixture.file()));
    assert!(error_output(&run(&from_place, &from_place)).contains("--from and --to name the same database"));
    assert!(error_output(&run("somewhere", &to_place)).contains("use sqlite:FILE, sqlserver"));
    assert!(error_output(&run("sqlite:nowhere.db", &to_place)).contains("nowhere.db not found"));
    let no_password = error_output(&run(&from_place, "sqlserver"));
    assert!(no_password.contains("SQLSERVER_PASSWORD"), "{no_password}");
}

#[test]
fn a_copy_that_was_killed_is_completed_by_the_same_command() {
    const ITEMS: usize = 20_000;
    let fixture = Fixture::idle();
    fixture.with(async |store| {
        for part in 0..ITEMS / 1_000 {
            let page = |number: usize| {
                let id = (part * 1_000 + number).to_string();
                NewItem::new(
                    Identity::new("http", "docs", "page", &format!("n{id}")),
                    format!("https://docs.example/{id}"),
                )
            };
            store.enqueue_many((0..1_000).map(page).collect()).await.unwrap();
        }
    });
    let to = fixture.folder.path().join("copy.db");
    let (from_place, to_place) = (sqlite(&fixture.file()), sqlite(&to));
    let mut command = program();
    command
        .args(["copy", "--from", &from_place, "--to", &to_place])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let rows = |file: &Path| -> i64 {
        let options = SqliteOptions::new(file);
        let count = |connection: SqliteConnection| {
            let sql = "SELECT count(*) FROM ingest_work_items";
            connection.as_rusqlite().query_row(sql, [], |row| row.get(0)).ok()
        };
        if file.exists() { SqliteConnection::open(&options).ok().and_then(count).unwrap_or(0) } else { 0 }
    };
    let begun = Instant::now();
    while rows(&to) < 1_000 {
        assert!(begun.elapsed() < Duration::from_secs(60), "the program copies nothing");
        assert!(child.try_wait().unwrap().is_none(), "the program has exited");
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let so_far = rows(&to);
    assert!(so_far < i64::try_from(ITEMS).unwrap(), "the program was not killed in time: {so_far}");
    let tables = json_stdout(&copy(&fixture.file(), &to, &["--json"]), 0);
    let items = tables.as_array().unwrap().iter().find(|table| table["table"] == "work_items").unwrap();
    assert_eq!(items["same"], true);
    assert!(
        items["written"].as_i64().unwrap() <= i64::try_from(ITEMS).unwrap() + 3 - so_far,
        "{items} after {so_far}"
    );
    assert_eq!(export_lines(&to), export_lines(&fixture.file()));
}

/// SQLite would take `file:a.db` for a URI.
#[test]
fn a_file_name_that_looks_like_a_uri_is_a_file_name() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| program().current_dir(folder.path()).args(arguments).output().unwrap();
    stdout(&run(&["init", "--db", "file:a.db"]), 0);
    assert!(folder.path().join("file:a.db").exists() && !folder.path().join("a.db").exists());
    stdout(&run(&["stats", "--db", "file:a.db"]), 0);
    stdout(&run(&["copy", "--from", "sqlite:file:a.db", "--to", "sqlite:a.db"]), 0);
    assert!(folder.path().join("a.db").exists());
    use std::os::unix::ffi::OsStrExt as _;
    let odd = std::ffi::OsStr::from_bytes(b"\xff.db");
    let error =
        error_output(&program().current_dir(folder.path()).args(["init", "--db"]).arg(odd).output().unwrap());
    assert!(error.contains("Unicode"), "{error}");
    assert_eq!(
        std::fs::read_dir(folder.path())
            .unwrap()
            .filter(|entry| { entry.as_ref().unwrap().file_name().to_string_lossy().contains('\u{fffd}') })
            .count(),
        0
    );
}
