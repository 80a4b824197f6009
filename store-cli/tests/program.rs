//! The program, run as its users run it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use store::state::{
    ClaimRequest, Completion, Content, Failure, Identity, NewItem, NewRun, StateOptions, StateStore,
    WorkerHeartbeat, WorkerStatus,
};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};
use tempfile::TempDir;

/// A store in a file.
struct Fixture {
    folder: TempDir,
}

impl Fixture {
    /// With three items of two sources: one completed, one failed, and one pending.
    fn new() -> Self {
        let fixture = Self { folder: tempfile::tempdir().unwrap() };
        fixture.with(async |store| {
            let run = store.start_run(NewRun::new("nightly")).await.unwrap().run_id;
            let page =
                |source, id| NewItem::new(Identity::new("http", source, "page", id), "x:").run(run.clone());
            store.enqueue_many(vec![page("docs", "1"), page("docs", "2"), page("wiki", "3")]).await.unwrap();
            let claimed = store.claim(ClaimRequest::new("w").limit(2)).await.unwrap();
            let done = Completion::new().content(Content::of(b"text"));
            store.complete(&claimed[0], done).await.unwrap();
            store.fail(&claimed[1], Failure::new("410 Gone").is_final()).await.unwrap();
            let now = chrono::Utc::now();
            let worker = WorkerHeartbeat {
                worker_id: "crawler-1".into(),
                host: "machine".into(),
                pid: 7,
                run_id: Some(run.clone()),
                status: WorkerStatus::Running,
                current_item: None,
                completed: 1,
                failed: 1,
                started_at: now,
                beat_at: now,
            };
            store.beat(worker).await.unwrap();
            store.finish_run(&run).await.unwrap();
        });
        fixture
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("state.db")
    }

    fn with<R>(&self, work: impl AsyncFnOnce(&StateStore<Sqlite>) -> R) -> R {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
            let sqlite = Sqlite::open(SqliteOptions::new(self.file())).await.unwrap();
            let store = StateStore::open(sqlite, StateOptions::default()).await.unwrap();
            let result = work(&store).await;
            store.close().await.unwrap();
            result
        })
    }

    /// Changes the file behind the program's back.
    fn change(&self, sql: &str) {
        SqliteConnection::open(&SqliteOptions::new(self.file()))
            .unwrap()
            .as_rusqlite()
            .execute_batch(sql)
            .unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        store(&self.file(), arguments)
    }

    /// What a command that goes well tells people.
    fn text(&self, arguments: &[&str]) -> String {
        told(&self.run(arguments), 0)
    }

    /// What it tells machines.
    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.text(&[arguments, &["--json"]].concat())).unwrap()
    }
}

/// The program without anything of the environment.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_store"));
    command.env_clear();
    command
}

fn store(db: &Path, arguments: &[&str]) -> Output {
    program().args(arguments).arg("--db").arg(db).output().unwrap()
}

/// Standard output of what ended with this code.
fn told(output: &Output, code: i32) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{errors}");
    assert_eq!(errors.is_empty(), code != 2, "{errors}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Standard error of what could not be done.
fn refusal(output: &Output) -> String {
    assert_eq!(told(output, 2), "");
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn stats() {
    let fixture = Fixture::new();
    let stats = fixture.json(&["stats"]);
    let counts = |pending: i64, completed: i64, failed: i64| json!({ "pending": pending, "in_progress": 0, "completed": completed, "failed": failed, "skipped": 0 });
    assert_eq!(stats["total"], counts(1, 1, 1));
    assert_eq!(stats["sources"], json!({ "http/docs": counts(0, 1, 1), "http/wiki": counts(1, 0, 0) }));
    assert_eq!(stats["finished"], 2);
    let text = fixture.text(&["stats", "--over", "60"]);
    for part in ["http/docs", "in_progress", "2 finished in the last 60 s", "all is done in 30 s"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn runs() {
    let fixture = Fixture::new();
    let runs = fixture.json(&["runs", "--name", "nightly"]);
    assert_eq!(runs.as_array().map(Vec::len), Some(1));
    let run = &runs[0];
    assert_eq!(
        (&run["status"], &run["completed"], &run["failed"]),
        (&json!("completed"), &json!(1), &json!(1))
    );
    assert_eq!((&run["pending"], &run["bytes"], &run["parent"]), (&json!(1), &json!(4), &json!(null)));
    assert!(fixture.text(&["runs"]).contains(run["run"].as_str().unwrap()));
    assert_eq!(fixture.json(&["runs", "--name", "other"]), json!([]));
    assert_eq!(fixture.json(&["runs", "--limit", "0"]), json!([]));
}

#[test]
fn workers() {
    let fixture = Fixture::new();
    let workers = fixture.json(&["workers"]);
    assert_eq!((&workers[0]["worker"], &workers[0]["pid"]), (&json!("crawler-1"), &json!(7)));
    assert!(fixture.text(&["workers"]).contains("crawler-1"));
}

#[test]
fn pause_drain_and_resume() {
    let fixture = Fixture::new();
    let claimed = || fixture.with(async |store| store.claim(ClaimRequest::new("w")).await.unwrap().len());
    assert_eq!(fixture.json(&["pause", "http/wiki", "--reason", "too slow"])["effective"], "paused");
    assert_eq!(claimed(), 0);
    let reason = fixture.with(async |store| store.controls().await.unwrap().remove(0).reason);
    assert_eq!(reason.as_deref(), Some("too slow"));
    assert_eq!(fixture.json(&["drain"])["target"], "all sources");
    // What holds for all comes first, and is told.
    let text = fixture.text(&["resume", "http/wiki"]);
    assert!(text.contains("http/wiki: running") && text.contains("all sources are draining"), "{text}");
    assert_eq!(claimed(), 0);
    assert_eq!(fixture.json(&["resume"])["effective"], "running");
    assert_eq!(claimed(), 1);
    let error = refusal(&fixture.run(&["pause", "wiki"]));
    assert!(error.contains("\"wiki\" is no source") && error.contains("http/docs"), "{error}");
}

#[test]
fn check() {
    let fixture = Fixture::new();
    assert!(fixture.text(&["check"]).contains("as the program has them"));
    assert_eq!(fixture.json(&["check"]), json!([]));
    fixture.change("ALTER TABLE ingest_work_items ADD COLUMN mine TEXT");
    let beside = &fixture.json(&["check"])[0];
    assert_eq!((&beside["part"], &beside["breaks"]), (&json!("column mine"), &json!(false)));
    fixture.change(
        "ALTER TABLE ingest_checkpoints DROP COLUMN work_item_id; DROP INDEX ingest_ix_work_items_claim",
    );
    let found = told(&fixture.run(&["check"]), 1);
    for part in
        ["column work_item_id is missing", "index ingest_ix_work_items_claim is missing", "column mine"]
    {
        assert!(found.contains(part), "{part}: {found}");
    }
    // Nothing else works with it, and says why.
    let error = refusal(&fixture.run(&["stats"]));
    assert!(error.contains("work_item_id is missing"), "{error}");
}

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
fn the_document_names_every_command() {
    let document =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/program.md")).unwrap();
    let help = told(&program().arg("--help").output().unwrap(), 0);
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let commands: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.len() > 5, "{help}");
    for command in commands.into_iter().filter(|command| *command != "help") {
        assert!(document.contains(&format!("| `store {command}")), "{command} is not in docs/program.md");
    }
}
