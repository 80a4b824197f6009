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

#[test]
fn items() {
    let fixture = Fixture::new();
    let all = fixture.json(&["items", "list"]);
    let ids: Vec<&str> = all.as_array().unwrap().iter().map(|item| item["item"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 3);
    let second = fixture.json(&["items", "list", "--after", ids[0], "--limit", "1"]);
    assert_eq!(second[0]["item"], ids[1]);
    let failed = fixture.json(&["items", "list", "--status", "failed", "--name", "docs"]);
    assert_eq!((&failed[0]["error"], &failed[0]["id"]), (&json!("410 Gone"), &json!("2")));
    assert_eq!(fixture.json(&["items", "list", "--system", "gopher"]), json!([]));
    assert!(fixture.text(&["items", "list"]).contains("http:docs:page:1"));

    assert_eq!(fixture.json(&["items", "show", ids[0]]), all[0]);
    let shown = fixture.text(&["items", "show", ids[1]]);
    assert!(shown.contains("410 Gone") && shown.contains("failures"), "{shown}");
    assert!(told(&fixture.run(&["items", "show", "nothing"]), 1).contains("no item has the id nothing"));

    assert_eq!(fixture.json(&["items", "retry", ids[1]])[0]["outcome"], "pending");
    assert_eq!(fixture.json(&["items", "show", ids[1]])["failures"], 0);
    assert_eq!(fixture.json(&["items", "skip", ids[2], "--reason", "not ours"])[0]["outcome"], "skipped");
    assert_eq!(fixture.json(&["items", "show", ids[2]])["error"], "not ours");
    let told_of_two = told(&fixture.run(&["items", "retry", ids[2], "nothing"]), 1);
    assert!(told_of_two.contains("pending") && told_of_two.contains("nothing: not there"), "{told_of_two}");

    // What no worker has cannot be taken from one.
    assert!(told(&fixture.run(&["items", "release", ids[0]]), 1).contains("not with a worker"));
    let claimed = fixture.with(async |store| store.claim(ClaimRequest::new("w")).await.unwrap().remove(0));
    assert_eq!(fixture.json(&["items", "release", claimed.work_item_id().as_str()])[0]["outcome"], "pending");
    let renewed = fixture.with(async |store| store.renew(&claimed).await.unwrap_err().kind());
    assert_eq!(renewed, store::ErrorKind::LeaseLost);
    let error = refusal(&fixture.run(&["items", "list", "--status", "done"]));
    assert!(error.contains("pending, in_progress, completed, failed, skipped"), "{error}");
}

#[test]
fn lineage() {
    let fixture = Fixture::new();
    let (seed, leaf) = fixture.with(async |store| {
        let page = |id| NewItem::new(Identity::new("http", "wiki", "page", id), "x:");
        let seed = store.claim(ClaimRequest::new("w")).await.unwrap().remove(0);
        store.complete(&seed, Completion::new().link(page("middle"))).await.unwrap();
        let middle = store.claim(ClaimRequest::new("w")).await.unwrap().remove(0);
        store.complete(&middle, Completion::new().link(page("leaf"))).await.unwrap();
        let leaf = store.claim(ClaimRequest::new("w")).await.unwrap().remove(0);
        store
            .complete(&leaf, Completion::new().content(Content::of(b"leaf")).link(page("leaf")))
            .await
            .unwrap();
        (seed.work_item_id().clone(), leaf.work_item_id().clone())
    });
    let lineage = fixture.json(&["lineage", leaf.as_str()]);
    assert_eq!(lineage["found_by_way_of"][0], seed.as_str());
    assert_eq!(lineage["found_by_way_of"].as_array().map(Vec::len), Some(2));
    let keys: Vec<&str> =
        lineage["links"].as_array().unwrap().iter().map(|link| link["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["http:wiki:page:middle", "http:wiki:page:leaf"]);
    assert_eq!(
        (&lineage["versions"][0]["bytes"], &lineage["versions"][0]["changed"]),
        (&json!(4), &json!(true))
    );
    let text = fixture.text(&["lineage", leaf.as_str()]);
    assert!(text.contains("\n  ") && text.contains("http:wiki:page:middle (completed)"), "{text}");
    assert!(told(&fixture.run(&["lineage", "nothing"]), 1).contains("no item has the id nothing"));
}

#[test]
fn recrawl() {
    let fixture = Fixture::new();
    let pending = || fixture.json(&["stats"])["total"]["pending"].as_i64().unwrap();
    assert_eq!(fixture.json(&["recrawl", "--dry-run"]), json!({ "items": 1, "run": null }));
    let told_only = told(&fixture.run(&["recrawl", "--status", "completed", "--status", "failed"]), 1);
    assert!(told_only.contains("2 items would be put back") && told_only.contains("--yes"), "{told_only}");
    assert_eq!((pending(), fixture.json(&["runs"]).as_array().map(Vec::len)), (1, Some(1)));

    let before = fixture.json(&["runs"])[0]["run"].clone();
    let done =
        fixture.json(&["recrawl", "--status", "completed", "--status", "failed", "--name", "docs", "--yes"]);
    assert_eq!((&done["items"], pending()), (&json!(2), 3));
    let run = &fixture.json(&["runs"])[0];
    assert_eq!((&run["run"], &run["parent"], &run["name"]), (&done["run"], &before, &json!("nightly")));
    // Nothing to put back starts no run.
    assert_eq!(fixture.json(&["recrawl", "--yes"]), json!({ "items": 0, "run": null }));
    assert_eq!(fixture.json(&["runs"]).as_array().map(Vec::len), Some(2));
    let error = refusal(&fixture.run(&["recrawl", "--status", "pending", "--yes"]));
    assert!(error.contains("name completed, failed or skipped"), "{error}");
}

#[test]
fn ddl() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("scripts");
    let run =
        |arguments: &[&str]| program().arg("ddl").args(arguments).arg("--out").arg(&out).output().unwrap();
    for (engine, committed) in [("sqlserver", "mssql"), ("sqlite", "sqlite")] {
        assert!(told(&run(&["--dialect", engine]), 0).contains("10 scripts"));
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sql").join(committed);
        for entry in std::fs::read_dir(&committed).unwrap() {
            let path = entry.unwrap().path();
            let written = std::fs::read_to_string(out.join(path.file_name().unwrap())).unwrap();
            assert_eq!(written, std::fs::read_to_string(&path).unwrap(), "{}", path.display());
        }
        assert!(told(&run(&["--dialect", engine, "--check"]), 0).contains("is fresh"));
    }
    std::fs::write(out.join("0007_checkpoints.sql"), "-- mine").unwrap();
    std::fs::remove_file(out.join("0010_tallies.sql")).unwrap();
    let stale = told(&run(&["--dialect", "sqlite", "--check"]), 1);
    assert!(stale.contains("0007_checkpoints.sql, 0010_tallies.sql;"), "{stale}");
    assert_eq!(std::fs::read_to_string(out.join("0007_checkpoints.sql")).unwrap(), "-- mine");

    let shown = |arguments: &[&str]| program().args(["ddl", "--dialect"]).args(arguments).output().unwrap();
    let text = told(&shown(&["sqlserver", "--schema", "staging"]), 0);
    assert!(text.contains("CREATE TABLE [staging].[tallies]") && !text.contains("[ingest]"), "{text}");
    assert!(refusal(&shown(&["sqlserver", "--schema", "two words"])).contains("two words"));
    let scripts: Value = serde_json::from_str(&told(&shown(&["sqlite", "--json"]), 0)).unwrap();
    assert_eq!(scripts.as_object().map(serde_json::Map::len), Some(10));
}
