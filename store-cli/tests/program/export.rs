//! `store export` and `store import`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;
use store::state::{Identity, NewItem};
use store_sqlite::{SqliteConnection, SqliteOptions};

use crate::fixture::{Fixture, error_output, export_lines, json_stdout, program, stdout, store};

/// The names of exports, one for each compression.
const NAMES: [&str; 3] = ["state.jsonl", "state.jsonl.gz", "state.jsonl.zst"];

#[test]
fn an_export_is_imported_without_changes() {
    let fixture = Fixture::idle();
    let folder = fixture.folder.path();
    let all = export_lines(&fixture.file());
    for name in NAMES {
        let file = folder.join(name);
        let path = file.to_str().unwrap();
        let text = fixture.text(&["export", path]);
        assert!(text.contains("is complete"), "{text}");
        let bytes = std::fs::read(&file).unwrap();
        let begins: &[u8] = match name.rsplit('.').next() {
            Some("gz") => &[0x1f, 0x8b],
            Some("zst") => &[0x28, 0xb5, 0x2f, 0xfd],
            _ => b"{\"store_state\":1}\n",
        };
        assert!(bytes.starts_with(begins), "{name}");
        let text = stdout(&fixture.run(&["export", path]), 1);
        assert!(text.contains("exists: add --yes"), "{text}");
        assert_eq!(std::fs::read(&file).unwrap(), bytes);
        fixture.text(&["export", path, "--yes"]);

        let target = folder.join(format!("{name}.db"));
        let text = stdout(&store(&target, &["import", path]), 0);
        assert!(text.contains("hold the same rows"), "{text}");
        assert_eq!(export_lines(&target), all);
        let again = json_stdout(&store(&target, &["import", path, "--json"]), 0);
        assert!(again.as_array().unwrap().iter().all(|table| table["written"] == 0), "{again}");
    }
    // From standard input.
    let target = folder.join("piped.db");
    let file = std::fs::File::open(folder.join("state.jsonl")).unwrap();
    let piped = program().args(["import", "-", "--db"]).arg(&target).stdin(file).output().unwrap();
    assert!(stdout(&piped, 0).contains("hold the same rows"));
}

/// Even if only the last bytes of a compressed file are missing.
#[test]
fn a_truncated_export_is_recognized() {
    let fixture = Fixture::idle();
    let folder = fixture.folder.path();
    for name in NAMES {
        let file = folder.join(name);
        fixture.text(&["export", file.to_str().unwrap()]);
        let bytes = std::fs::read(&file).unwrap();
        let truncated = folder.join(format!("truncated-{name}"));
        for len in [bytes.len() / 2, bytes.len() - 2] {
            std::fs::write(&truncated, &bytes[..len]).unwrap();
            let target = folder.join(format!("{len}-{name}.db"));
            let error = error_output(&store(&target, &["import", truncated.to_str().unwrap()]));
            assert!(error.contains(&format!("truncated-{name}")), "{error}");
            assert!(error.contains("is truncated"), "{error}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_imported_creates_no_database() {
    let fixture = Fixture::idle();
    let folder = fixture.folder.path();
    let all = export_lines(&fixture.file());
    let import = |name: &str, content: String| {
        let (file, target) = (folder.join(name), folder.join(format!("{name}.db")));
        std::fs::write(&file, content).unwrap();
        let error = error_output(&store(&target, &["import", file.to_str().unwrap()]));
        assert!(!target.exists(), "{error}");
        error
    };
    let error = import("none.jsonl", "{\"work_items\":{}}\n".to_owned());
    assert!(error.contains("none.jsonl is not an export of a store"), "{error}");
    let error = import("damaged.jsonl", all.replace("410 Gone", "411 Gone"));
    assert!(error.contains("the rows of `work_items` do not match the checksum"), "{error}");
    let error = error_output(&fixture.run(&["import", "nowhere.jsonl"]));
    assert!(error.contains("cannot read nowhere.jsonl"), "{error}");
}

#[test]
fn an_import_does_not_change_a_store_with_other_items() {
    let (fixture, used) = (Fixture::idle(), Fixture::new());
    let file = fixture.folder.path().join("state.jsonl");
    fixture.text(&["export", file.to_str().unwrap()]);
    let before = export_lines(&used.file());
    let error = error_output(&used.run(&["import", file.to_str().unwrap()]));
    assert!(error.contains("choose an empty database"), "{error}");
    assert_eq!(export_lines(&used.file()), before);
}

#[test]
fn an_export_changes_no_other_file_and_keeps_links() {
    let fixture = Fixture::idle();
    let folder = fixture.folder.path();
    // A file that is named like a temporary file.
    let other = folder.join("other.jsonl.partial");
    std::fs::write(&other, "mine").unwrap();
    fixture.text(&["export", folder.join("other.jsonl").to_str().unwrap()]);
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "mine");
    std::fs::remove_file(&other).unwrap();
    // The file that a link points to is written, and the link stays.
    let (link, target) = (folder.join("link.jsonl"), folder.join("state.jsonl"));
    std::os::unix::fs::symlink("state.jsonl", &link).unwrap();
    std::fs::write(&target, "").unwrap();
    fixture.text(&["export", link.to_str().unwrap(), "--yes"]);
    assert!(link.is_symlink() && std::fs::read_to_string(&target).unwrap().ends_with("}}\n"));
    let files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let is_temporary = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "partial");
    assert!(!files.iter().any(is_temporary), "{files:?}");
}

#[test]
fn concurrent_exports_to_one_file_leave_a_complete_file() {
    let fixture = Fixture::idle();
    let file = fixture.folder.path().join("state.jsonl");
    let export = || {
        let mut command = program();
        command.args(["export", "--yes"]).arg(&file).arg("--db").arg(fixture.file());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let mut children: Vec<_> = (0..4).map(|_| export()).collect();
    assert!(children.iter_mut().all(|child| child.wait().unwrap().success()));
    let target = fixture.folder.path().join("copy.db");
    stdout(&store(&target, &["import", file.to_str().unwrap()]), 0);
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::write(fixture.folder.path().join("plain"), "").unwrap();
    let mode = |name: &str| std::fs::metadata(fixture.folder.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("state.jsonl"), mode("plain"), "the permissions are those of any new file");
    // The permissions of an overwritten file are kept.
    let private = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(&file, private).unwrap();
    fixture.text(&["export", file.to_str().unwrap(), "--yes"]);
    assert_eq!(mode("state.jsonl") & 0o777, 0o600);
}

#[test]
fn devices_and_pipes_are_written_and_databases_are_not() {
    let fixture = Fixture::idle();
    let error = error_output(&fixture.run(&["export", "/dev/full"]));
    assert!(error.contains("cannot write /dev/full: No space left"), "{error}");
    assert!(!Path::new("/dev/full").is_file());
    let error = error_output(&fixture.run(&["export", fixture.folder.path().to_str().unwrap(), "--yes"]));
    assert!(error.contains("Is a directory"), "{error}");

    // The database itself is not overwritten, by whatever name.
    let link = fixture.folder.path().join("link.jsonl");
    std::os::unix::fs::symlink(fixture.file(), &link).unwrap();
    let companion = PathBuf::from(format!("{}-wal", fixture.file().display()));
    let all = export_lines(&fixture.file());
    for file in [fixture.file(), link, companion] {
        let error = error_output(&fixture.run(&["export", file.to_str().unwrap(), "--yes"]));
        assert!(error.contains("is a SQLite database or one of its files"), "{error}");
    }
    assert_eq!(export_lines(&fixture.file()), all);

    let pipe = fixture.folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
    fixture.text(&["export", pipe.to_str().unwrap()]);
    let read = reader.wait_with_output().unwrap().stdout;
    assert_eq!(String::from_utf8(read).unwrap(), fixture.text(&["export", "-"]));
}

/// The same command does the rest.
#[test]
fn an_error_reports_the_rows_that_the_target_has() {
    let fixture = Fixture::idle();
    fixture.with(async |store| {
        let page =
            |number: u32| NewItem::new(Identity::new("http", "big", "page", &number.to_string()), "x:");
        store.enqueue_many((0..5_200).map(page).collect()).await.unwrap();
    });
    let file = fixture.folder.path().join("all.jsonl");
    let file = file.to_str().unwrap();
    fixture.text(&["export", file]);
    let path = |name: &str| fixture.folder.path().join(name);
    let from = format!("sqlite:{}", fixture.file().display());
    for (name, is_copy) in [("copy.db", true), ("import.db", false)] {
        let db = path(name);
        stdout(&store(&db, &["init"]), 0);
        let change = |sql: &str| {
            SqliteConnection::open(&SqliteOptions::new(&db))
                .unwrap()
                .as_rusqlite()
                .execute_batch(sql)
                .unwrap();
        };
        change("CREATE TRIGGER full BEFORE INSERT ON ingest_work_items WHEN (SELECT count(*) FROM ingest_work_items) >= 5000
                BEGIN SELECT RAISE(ABORT, 'no more'); END");
        let run = |more: &[&str]| match is_copy {
            true => program()
                .args(["copy", "--from", &from, "--to", &format!("sqlite:{}", db.display())])
                .args(more)
                .output()
                .unwrap(),
            false => store(&db, &[&["import", file], more].concat()),
        };
        let error = error_output(&run(&[]));
        assert!(error.contains("no more") && error.contains(" of work_items; fix the cause"), "{error}");
        let error: serde_json::Value = serde_json::from_str(&error_output(&run(&["--json"]))).unwrap();
        // The rows that were written together before the one that failed.
        let items = error["partial_result"]["work_items"].as_i64().unwrap();
        assert!((1_000..=5_000).contains(&items), "{error}");
        assert_eq!(error["partial_result"]["ingest_runs"], json!(1), "{error}");
        change("DROP TRIGGER full");
        assert!(stdout(&run(&[]), 0).contains("hold the same rows"));
    }
}

/// The next export reports the temporary file of a killed program.
#[cfg(unix)]
#[test]
fn an_interrupted_export_removes_its_temporary_file() {
    use rustix::process::{Pid, Signal, kill_process};
    let fixture = Fixture::idle();
    fixture.with(async |store| {
        for part in 0..8 {
            let page = |number: u32| {
                let id = format!("{part}/{number}");
                NewItem::new(Identity::new("http", "big", "page", &id), "x:").body("x".repeat(2_000))
            };
            store.enqueue_many((0..1_000).map(page).collect()).await.unwrap();
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.jsonl.zst");
    let names = || -> Vec<String> {
        let entries = std::fs::read_dir(folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    for (signal, left) in [(Signal::INT, 0), (Signal::TERM, 0), (Signal::KILL, 1)] {
        let mut command = program();
        command.arg("export").arg(&file).arg("--db").arg(fixture.file());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let deadline = Instant::now() + Duration::from_secs(20);
        while names().is_empty() {
            assert!(Instant::now() < deadline, "{signal:?}");
            std::thread::sleep(Duration::from_millis(1));
        }
        // The program listens for signals before it creates the file.
        std::thread::sleep(Duration::from_millis(50));
        kill_process(Pid::from_child(&child), signal).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(names().len(), left, "{signal:?}: {:?}", names());
        if left == 0 {
            let error = error_output(&output);
            assert!(error.contains("interrupted: ") && error.contains("was not written"), "{error}");
        }
    }
    let left = folder.path().join(names().remove(0));
    let old = std::fs::FileTimes::new().set_modified(std::time::SystemTime::now() - Duration::from_secs(120));
    std::fs::File::options().write(true).open(&left).unwrap().set_times(old).unwrap();
    let output = fixture.run(&["export", file.to_str().unwrap()]);
    stdout(&output, 0);
    let warning = String::from_utf8(output.stderr).unwrap();
    assert!(warning.contains(&format!("incomplete file {}", left.display())), "{warning}");
}

#[test]
fn the_case_of_a_file_extension_is_ignored() {
    let fixture = Fixture::idle();
    let file = fixture.folder.path().join("ALL.JSONL.GZ");
    let file = file.to_str().unwrap();
    fixture.text(&["export", file]);
    assert!(std::fs::read(file).unwrap().starts_with(&[0x1f, 0x8b]));
    let target = fixture.folder.path().join("copy.db");
    assert!(stdout(&store(&target, &["import", file]), 0).contains("hold the same rows"));
}
