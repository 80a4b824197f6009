//! Whole stores on their way.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use store::state::{ClaimRequest, Identity, NewItem};
use store_sqlite::{SqliteConnection, SqliteOptions};

use crate::fixture::{Fixture, program, refusal, store, told};
use crate::old_file::old_file;

fn sqlite(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

fn copy(from: &Path, to: &Path, more: &[&str]) -> Output {
    let (from, to) = (sqlite(from), sqlite(to));
    program().args(["copy", "--from", &from, "--to", &to]).args(more).output().unwrap()
}

/// All that a store holds, as lines.
fn everything(file: &Path) -> String {
    told(&store(file, &["export", "-", "--live"]), 0)
}

#[test]
fn copies() {
    let fixture = Fixture::new();
    let to = fixture.folder.path().join("copy.db");
    // Somebody is at work.
    let claimed = fixture.with(async |store| store.claim(ClaimRequest::new("w-9")).await.unwrap().remove(0));
    let error = refusal(&copy(&fixture.file(), &to, &[]));
    assert!(error.contains("crawler-1 at work on it, with 1 items") && error.contains("--live"), "{error}");
    assert!(!to.exists());
    let error = refusal(&fixture.run(&["export", "-"]));
    assert!(error.contains("at work on it") && error.contains("--live"), "{error}");
    // Also who gives no sign of life, as long as the lease lasts, and as the only one among many that have ended.
    fixture.change("UPDATE ingest_worker_heartbeats SET status = 'stopped'");
    let error = refusal(&copy(&fixture.file(), &to, &[]));
    assert!(error.contains("workers have 1 items of it"), "{error}");
    let while_at_work = fixture.folder.path().join("live.db");
    told(&copy(&fixture.file(), &while_at_work, &["--live"]), 0);
    fixture.with(async |store| store.release(&claimed).await.unwrap());

    let text = told(&copy(&fixture.file(), &to, &[]), 0);
    assert!(text.contains("both hold the same") && text.contains("work_items"), "{text}");
    assert_eq!(everything(&to), everything(&fixture.file()));
    let again: Value = serde_json::from_str(&told(&copy(&fixture.file(), &to, &["--json"]), 0)).unwrap();
    let items = again.as_array().unwrap().iter().find(|table| table["table"] == "work_items").unwrap();
    assert_eq!(
        (&items["written"], &items["same"], &items["source"]["rows"]),
        (&json!(0), &json!(true), &json!(3))
    );

    // The two have gone on apart.
    let pending = fixture.json(&["items", "list", "--status", "pending"]);
    told(&store(&to, &["items", "skip", pending[0]["item"].as_str().unwrap(), "--yes"]), 0);
    let before = everything(&to);
    let error = refusal(&copy(&fixture.file(), &to, &[]));
    assert!(error.contains("choose an empty database"), "{error}");
    assert_eq!(everything(&to), before);
    fixture.with(async |store| {
        store.enqueue(NewItem::new(Identity::new("a", "b", "c", "d"), "x:")).await.unwrap()
    });
    let error = refusal(&copy(&to, &fixture.file(), &["--live"]));
    assert!(error.contains("choose an empty database"), "{error}");
}

#[test]
fn flags_that_say_nothing_are_refused() {
    let fixture = Fixture::idle();
    let to = fixture.folder.path().join("copy.db");
    for (flag, value) in [
        ("--db", "x.db"),
        ("--backend", "sqlite"),
        ("--host", "h"),
        ("--schema", "s"),
        ("--config", "c.yaml"),
    ] {
        let error = refusal(&copy(&fixture.file(), &to, &[flag, value]));
        assert!(error.contains(flag) && error.contains("says nothing here"), "{error}");
    }
    for (flag, value) in
        [("--host", "h"), ("--port", "1"), ("--database", "d"), ("--user", "u"), ("--schema", "s")]
    {
        let error = refusal(&fixture.run(&["stats", flag, value]));
        assert!(error.contains(flag) && error.contains("is of a server"), "{error}");
    }
    // One file is one store, by whatever path.
    let link = fixture.folder.path().join("link.db");
    std::os::unix::fs::symlink(fixture.file(), &link).unwrap();
    let error = refusal(&copy(&fixture.file(), &link, &[]));
    assert!(error.contains("--from and --to are one"), "{error}");
}

#[test]
fn copies_between_settings_of_files() {
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
        // What the environment says is of neither.
        command.env("SQLITE_PATH", "elsewhere.db").args(["copy", "--from", from, "--to", to]);
        command.output().unwrap()
    };
    assert!(told(&run(&from_place, &to_place), 0).contains("both hold the same"));
    assert_eq!(everything(&to), everything(&fixture.file()));
    assert!(refusal(&run(&from_place, &from_place)).contains("--from and --to are one"));
    assert!(refusal(&run("somewhere", &to_place)).contains("use sqlite:FILE, sqlserver"));
    assert!(refusal(&run("sqlite:nowhere.db", &to_place)).contains("nowhere.db is not there"));
    let no_password = refusal(&run(&from_place, "sqlserver"));
    assert!(no_password.contains("SQLSERVER_PASSWORD"), "{no_password}");
}

/// A copy that is killed is gone on with by the same command.
#[test]
fn copies_go_on_after_a_kill() {
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
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing is copied");
        assert!(child.try_wait().unwrap().is_none(), "it has ended by itself");
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let so_far = rows(&to);
    assert!(so_far < i64::try_from(ITEMS).unwrap(), "it was too fast to be killed: {so_far}");
    let tables: Value = serde_json::from_str(&told(&copy(&fixture.file(), &to, &["--json"]), 0)).unwrap();
    let items = tables.as_array().unwrap().iter().find(|table| table["table"] == "work_items").unwrap();
    assert_eq!(items["same"], true);
    assert!(
        items["written"].as_i64().unwrap() <= i64::try_from(ITEMS).unwrap() + 3 - so_far,
        "{items} after {so_far}"
    );
    assert_eq!(everything(&to), everything(&fixture.file()));
}

#[test]
fn exports_and_imports() {
    let fixture = Fixture::idle();
    let folder = fixture.folder.path();
    let all = everything(&fixture.file());
    for name in ["state.jsonl", "state.jsonl.gz", "state.jsonl.zst"] {
        let file = folder.join(name);
        let path = file.to_str().unwrap();
        let text = fixture.text(&["export", path]);
        assert!(text.contains("holds all of it"), "{text}");
        let bytes = std::fs::read(&file).unwrap();
        let begins: &[u8] = match name.rsplit('.').next() {
            Some("gz") => &[0x1f, 0x8b],
            Some("zst") => &[0x28, 0xb5, 0x2f, 0xfd],
            _ => b"{\"store_state\":1}\n",
        };
        assert!(bytes.starts_with(begins), "{name}");
        let there = told(&fixture.run(&["export", path]), 1);
        assert!(there.contains("is there: add --yes"), "{there}");
        assert_eq!(std::fs::read(&file).unwrap(), bytes);
        fixture.text(&["export", path, "--yes"]);

        let target = folder.join(format!("{name}.db"));
        let text = told(&store(&target, &["import", path]), 0);
        assert!(text.contains("both hold the same"), "{text}");
        assert_eq!(everything(&target), all);
        let again: Value =
            serde_json::from_str(&told(&store(&target, &["import", path, "--json"]), 0)).unwrap();
        assert!(again.as_array().unwrap().iter().all(|table| table["written"] == 0), "{again}");

        // Cut off: not taken for whole, and be it the last byte of a compressed one.
        let cut = folder.join(format!("cut-{name}"));
        for len in [bytes.len() / 2, bytes.len() - 2] {
            std::fs::write(&cut, &bytes[..len]).unwrap();
            let target = folder.join(format!("cut-{len}-{name}.db"));
            let error = refusal(&store(&target, &["import", cut.to_str().unwrap()]));
            assert!(error.contains(&format!("cut-{name}")), "{error}");
            assert!(error.contains("the file is truncated"), "{error}");
        }
    }
    // Through a pipe.
    let target = folder.join("piped.db");
    let file = std::fs::File::open(folder.join("state.jsonl")).unwrap();
    let piped = program().args(["import", "-", "--db"]).arg(&target).stdin(file).output().unwrap();
    assert!(told(&piped, 0).contains("both hold the same"));
    // What is no export makes no database.
    let (none, target) = (folder.join("none.jsonl"), folder.join("none.db"));
    std::fs::write(&none, "{\"work_items\":{}}\n").unwrap();
    let error = refusal(&store(&target, &["import", none.to_str().unwrap()]));
    assert!(error.contains("none.jsonl is no export of a store") && !target.exists(), "{error}");
    // A store in use is left as it is.
    let used = Fixture::new();
    let before = everything(&used.file());
    let error = refusal(&used.run(&["import", folder.join("state.jsonl").to_str().unwrap()]));
    assert!(error.contains("choose an empty database"), "{error}");
    assert_eq!(everything(&used.file()), before);
    // A damaged file leaves nothing behind, and keeps no sound one out.
    let (damaged, target) = (folder.join("damaged.jsonl"), folder.join("damaged.db"));
    std::fs::write(&damaged, all.replace("410 Gone", "411 Gone")).unwrap();
    let error = refusal(&store(&target, &["import", damaged.to_str().unwrap()]));
    assert!(error.contains("the rows of `work_items` do not match the checksum"), "{error}");
    assert!(!target.exists());
    // What was there under another name stays, whatever that is.
    let beside = folder.join("other.jsonl.partial");
    std::fs::write(&beside, "mine").unwrap();
    fixture.text(&["export", folder.join("other.jsonl").to_str().unwrap()]);
    assert_eq!(std::fs::read_to_string(&beside).unwrap(), "mine");
    std::fs::remove_file(&beside).unwrap();
    // What a link points to is written, and the link stays.
    let (link, behind) = (folder.join("link.jsonl"), folder.join("state.jsonl"));
    std::os::unix::fs::symlink("state.jsonl", &link).unwrap();
    std::fs::write(&behind, "").unwrap();
    fixture.text(&["export", link.to_str().unwrap(), "--yes"]);
    assert!(link.is_symlink() && std::fs::read_to_string(&behind).unwrap().ends_with("}}\n"));
    let leftover: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(
        leftover.iter().all(|path| path.extension().is_none_or(|ending| ending != "partial")),
        "{leftover:?}"
    );
    let error = refusal(&fixture.run(&["import", "nowhere.jsonl"]));
    assert!(error.contains("nowhere.jsonl cannot be read"), "{error}");
}

/// Two at once: the last one counts, and it is whole.
#[test]
fn exports_at_once() {
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
    told(&store(&target, &["import", file.to_str().unwrap()]), 0);
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::write(fixture.folder.path().join("plain"), "").unwrap();
    let mode = |name: &str| std::fs::metadata(fixture.folder.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("state.jsonl"), mode("plain"), "others may read it as any file");
    // Who may not read the one that is there may not read the new one.
    let private = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(&file, private).unwrap();
    fixture.text(&["export", file.to_str().unwrap(), "--yes"]);
    assert_eq!(mode("state.jsonl") & 0o777, 0o600);
}

/// A name is a name, whatever SQLite would make of it.
#[test]
fn names_are_no_addresses() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| program().current_dir(folder.path()).args(arguments).output().unwrap();
    told(&run(&["init", "--db", "file:a.db"]), 0);
    assert!(folder.path().join("file:a.db").exists() && !folder.path().join("a.db").exists());
    told(&run(&["stats", "--db", "file:a.db"]), 0);
    told(&run(&["copy", "--from", "sqlite:file:a.db", "--to", "sqlite:a.db"]), 0);
    assert!(folder.path().join("a.db").exists());
    use std::os::unix::ffi::OsStrExt as _;
    let odd = std::ffi::OsStr::from_bytes(b"\xff.db");
    let error =
        refusal(&program().current_dir(folder.path()).args(["init", "--db"]).arg(odd).output().unwrap());
    assert!(error.contains("is not Unicode text"), "{error}");
    assert_eq!(
        std::fs::read_dir(folder.path())
            .unwrap()
            .filter(|entry| { entry.as_ref().unwrap().file_name().to_string_lossy().contains('\u{fffd}') })
            .count(),
        0
    );
}

/// What is no file is written to as it is, and a writer that refuses is named.
#[test]
fn exports_into_what_is_no_file() {
    let fixture = Fixture::idle();
    let error = refusal(&fixture.run(&["export", "/dev/full"]));
    assert!(error.contains("/dev/full cannot be written: No space left"), "{error}");
    assert!(!Path::new("/dev/full").is_file());
    let error = refusal(&fixture.run(&["export", fixture.folder.path().to_str().unwrap(), "--yes"]));
    assert!(error.contains("cannot be written: Is a directory"), "{error}");

    // Not over the store itself, however it is named.
    let link = fixture.folder.path().join("link.jsonl");
    std::os::unix::fs::symlink(fixture.file(), &link).unwrap();
    let beside = PathBuf::from(format!("{}-wal", fixture.file().display()));
    let all = everything(&fixture.file());
    for file in [fixture.file(), link, beside] {
        let error = refusal(&fixture.run(&["export", file.to_str().unwrap(), "--yes"]));
        assert!(error.contains("is a database or a part of one"), "{error}");
    }
    assert_eq!(everything(&fixture.file()), all);

    let pipe = fixture.folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
    fixture.text(&["export", pipe.to_str().unwrap()]);
    let read = reader.wait_with_output().unwrap().stdout;
    assert_eq!(String::from_utf8(read).unwrap(), fixture.text(&["export", "-"]));
}

#[test]
fn adopts() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old.db"), folder.path().join("new.db"));
    old_file(&old, 5);
    let from = old.to_str().unwrap().to_owned();
    let adopt = |db: &Path, arguments: &[&str]| store(db, &[&["adopt"], arguments].concat());
    let bytes = std::fs::read(&old).unwrap();
    // First, what would come of it.
    let text = told(&adopt(&new, &["--from", &from, "--dry-run"]), 0);
    assert!(text.contains("5 rows of 1 runs; 1 were with a worker"), "{text}");
    assert!(
        text.contains("they go into the SQLite file") && text.contains("where the tables are made"),
        "{text}"
    );
    assert!(told(&adopt(&new, &["--from", &from]), 1).contains("add --yes"));
    assert!(!new.exists());
    // A target that cannot be reached hides nothing of the old file.
    let without = program().args(["adopt", "--dry-run", "--from", &from]).output().unwrap();
    let text = told(&without, 1);
    assert!(text.contains("5 rows") && text.contains("was not looked at: "), "{text}");
    assert!(text.contains("no password"), "{text}");
    // Into another file, and beside the old table in its own.
    let text = told(&adopt(&new, &["--from", &from, "--yes"]), 0);
    assert!(
        text.contains("\nall 5 rows are now in the SQLite file")
            && text.contains("the old table is unchanged"),
        "{text}"
    );
    let text = told(&adopt(&new, &["--from", &from, "--yes"]), 0);
    assert!(text.contains("\nnothing was written: all 5 rows were already in the SQLite file"), "{text}");
    assert_eq!(std::fs::read(&old).unwrap(), bytes, "to the last byte");
    let adopted: Value = serde_json::from_str(&told(&adopt(&old, &["--yes", "--json"]), 0)).unwrap();
    assert_eq!(adopted["adopted"], json!({ "rows": 5, "written": 5, "known": 0 }));
    let compared = "in lower case, without spaces (U+0020) at the end";
    assert_eq!(adopted["survey"]["alike"]["compared"], json!(compared));
    assert_eq!((&adopted["survey"]["items"], &adopted["survey"]["doubles"]["count"]), (&json!(5), &json!(0)));
    for file in [&old, &new] {
        let stats: Value = serde_json::from_str(&told(&store(file, &["stats", "--json"]), 0)).unwrap();
        assert_eq!((&stats["total"]["pending"], &stats["total"]["completed"]), (&json!(4), &json!(1)));
        told(&store(file, &["check"]), 0);
    }
    // It can be done again, and what cannot be kept stops it.
    let again: Value = serde_json::from_str(&told(&adopt(&old, &["--yes", "--json"]), 0)).unwrap();
    assert_eq!(again["adopted"], json!({ "rows": 5, "written": 0, "known": 5 }));
    let damage = "UPDATE work_items SET status = 'paused' WHERE work_item_id = 'old-004'";
    SqliteConnection::open(&SqliteOptions::new(&old)).unwrap().as_rusqlite().execute_batch(damage).unwrap();
    let text = told(&adopt(&old, &["--yes"]), 1);
    assert!(text.contains("old-004") && text.contains("until that is out of the way"), "{text}");

    // What the target has already is told before anything is written.
    let fixture = Fixture::new();
    told(&adopt(&fixture.file(), &["--from", &from, "--dry-run"]), 1);
    let mended = "UPDATE work_items SET status = 'pending' WHERE work_item_id = 'old-004'";
    SqliteConnection::open(&SqliteOptions::new(&old)).unwrap().as_rusqlite().execute_batch(mended).unwrap();
    let text = told(&adopt(&fixture.file(), &["--from", &from, "--dry-run"]), 0);
    assert!(text.contains("which knows 2 of them"), "{text}");
    fixture.change("UPDATE ingest_work_items SET work_item_id = 'old-005' WHERE source_name = 'wiki'");
    let before = everything(&fixture.file());
    for flag in ["--dry-run", "--yes"] {
        let text = told(&adopt(&fixture.file(), &["--from", &from, flag]), 1);
        assert!(
            text.contains("1 rows whose ids other items have there") && text.contains("old-005"),
            "{text}"
        );
    }
    assert_eq!(everything(&fixture.file()), before);

    let error = refusal(&adopt(&new, &["--yes"]));
    assert!(error.contains("has no table `work_items`") && error.contains("--from"), "{error}");
    let error = refusal(&program().args(["adopt", "--backend", "sqlite"]).output().unwrap());
    assert!(error.contains("--from"), "{error}");
    let error = refusal(&adopt(&new, &["--from", "nowhere.db"]));
    assert!(error.contains("nowhere.db is not there"), "{error}");
}

/// An error reports what the target has, and the same command does the rest.
#[test]
fn an_error_in_the_middle_tells_what_is_written() {
    let fixture = Fixture::idle();
    fixture.with(async |store| {
        let page =
            |number: u32| NewItem::new(Identity::new("http", "big", "page", &number.to_string()), "x:");
        store.enqueue_many((0..1_200).map(page).collect()).await.unwrap();
    });
    let file = fixture.folder.path().join("all.jsonl");
    let file = file.to_str().unwrap();
    fixture.text(&["export", file]);
    let end = |name: &str| fixture.folder.path().join(name);
    let from = format!("sqlite:{}", fixture.file().display());
    for (name, is_copy) in [("copy.db", true), ("import.db", false)] {
        let db = end(name);
        told(&store(&db, &["init"]), 0);
        let change = |sql: &str| {
            SqliteConnection::open(&SqliteOptions::new(&db))
                .unwrap()
                .as_rusqlite()
                .execute_batch(sql)
                .unwrap();
        };
        change("CREATE TRIGGER full BEFORE INSERT ON ingest_work_items WHEN (SELECT count(*) FROM ingest_work_items) >= 1000
                BEGIN SELECT RAISE(ABORT, 'no more'); END");
        let run = |more: &[&str]| match is_copy {
            true => program()
                .args(["copy", "--from", &from, "--to", &format!("sqlite:{}", db.display())])
                .args(more)
                .output()
                .unwrap(),
            false => store(&db, &[&["import", file], more].concat()),
        };
        let error = refusal(&run(&[]));
        assert!(
            error.contains("no more") && error.contains("1000 of work_items; remove the cause"),
            "{error}"
        );
        let error: serde_json::Value = serde_json::from_str(&refusal(&run(&["--json"]))).unwrap();
        assert_eq!(
            (&error["kept"]["work_items"], &error["kept"]["ingest_runs"]),
            (&json!(1_000), &json!(1)),
            "{error}"
        );
        change("DROP TRIGGER full");
        assert!(told(&run(&[]), 0).contains("both hold the same"));
    }
}

/// Ctrl-C and `SIGTERM` leave no part of a file; what a killed process left is reported.
#[cfg(unix)]
#[test]
fn an_interrupted_export_leaves_nothing() {
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
        // It waits for signals once it has read something.
        std::thread::sleep(Duration::from_millis(50));
        kill_process(Pid::from_child(&child), signal).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(names().len(), left, "{signal:?}: {:?}", names());
        if left == 0 {
            let error = refusal(&output);
            assert!(error.contains("interrupted: ") && error.contains("was not written"), "{error}");
        }
    }
    let left = folder.path().join(names().remove(0));
    let old = std::fs::FileTimes::new().set_modified(std::time::SystemTime::now() - Duration::from_secs(120));
    std::fs::File::options().write(true).open(&left).unwrap().set_times(old).unwrap();
    let output = fixture.run(&["export", file.to_str().unwrap()]);
    told(&output, 0);
    let warning = String::from_utf8(output.stderr).unwrap();
    assert!(warning.contains(&format!("{} is an incomplete file", left.display())), "{warning}");
}

#[test]
fn capitals_of_a_file_name_say_the_same() {
    let fixture = Fixture::idle();
    let file = fixture.folder.path().join("ALL.JSONL.GZ");
    let file = file.to_str().unwrap();
    fixture.text(&["export", file]);
    assert!(std::fs::read(file).unwrap().starts_with(&[0x1f, 0x8b]));
    let target = fixture.folder.path().join("copy.db");
    assert!(told(&store(&target, &["import", file]), 0).contains("both hold the same"));
}
