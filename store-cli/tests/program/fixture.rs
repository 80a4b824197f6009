//! A store in a SQLite file, and helpers that run the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use store::state::{
    ClaimRequest, Completion, Content, Failure, Identity, NewItem, NewRun, StateOptions, StateStore,
    WorkerHeartbeat, WorkerStatus,
};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};
use tempfile::TempDir;

/// A store in a SQLite file in a temporary folder.
pub(crate) struct Fixture {
    pub(crate) folder: TempDir,
}

impl Fixture {
    /// Creates a store with an active worker and three items of two sources: one completed, one failed, one pending.
    pub(crate) fn new() -> Self {
        let fixture = Self { folder: tempfile::tempdir().unwrap() };
        fixture.with(async |store| {
            let run = store.start_run(NewRun::new("nightly")).await.unwrap().run_id;
            let page =
                |source, id| NewItem::new(Identity::new("http", source, "page", id), "x:").run(run.clone());
            store.enqueue_many(vec![page("docs", "1"), page("docs", "2"), page("wiki", "3")]).await.unwrap();
            let claimed = store.claim(ClaimRequest::new("w").limit(2)).await.unwrap();
            let done = Completion::new().content(Content::from_bytes(b"text"));
            store.complete(&claimed[0], done).await.unwrap();
            store.fail(&claimed[1], Failure::new("410 Gone").without_retry()).await.unwrap();
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
            store.heartbeat(worker).await.unwrap();
            store.finish_run(&run).await.unwrap();
        });
        fixture
    }

    /// Creates the same store with a worker that has stopped.
    pub(crate) fn idle() -> Self {
        let fixture = Self::new();
        fixture.execute_sql("UPDATE ingest_worker_heartbeats SET status = 'stopped'");
        fixture
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("state.db")
    }

    pub(crate) fn with<R>(&self, work: impl AsyncFnOnce(&StateStore<Sqlite>) -> R) -> R {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
            let sqlite = Sqlite::open(SqliteOptions::new(self.file())).await.unwrap();
            let store = StateStore::open(sqlite, StateOptions::default()).await.unwrap();
            let result = work(&store).await;
            store.close().await.unwrap();
            result
        })
    }

    /// Executes statements on the file directly.
    pub(crate) fn execute_sql(&self, sql: &str) {
        SqliteConnection::open(&SqliteOptions::new(self.file()))
            .unwrap()
            .as_rusqlite()
            .execute_batch(sql)
            .unwrap();
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        store(&self.file(), arguments)
    }

    /// Runs a command that succeeds; returns its text.
    pub(crate) fn text(&self, arguments: &[&str]) -> String {
        stdout(&self.run(arguments), 0)
    }

    /// Runs a command that succeeds; returns its JSON.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        json_stdout(&self.run(&[arguments, &["--json"]].concat()), 0)
    }
}

/// Returns the program with an empty environment.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_store"));
    command.env_clear();
    command
}

pub(crate) fn store(db: &Path, arguments: &[&str]) -> Output {
    program().args(arguments).arg("--db").arg(db).output().unwrap()
}

/// Returns standard output of a command that exited with the code. Standard error has warnings and, if the code is 2, an error.
pub(crate) fn stdout(output: &Output, code: i32) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{errors}");
    let error = errors.lines().find(|line| !line.starts_with("warning: "));
    assert_eq!(error.is_none(), code != 2, "{errors}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Returns the JSON of a command that exited with the code.
pub(crate) fn json_stdout(output: &Output, code: i32) -> Value {
    serde_json::from_str(&stdout(output, code)).unwrap()
}

/// Returns standard error of a command that failed.
pub(crate) fn error_output(output: &Output) -> String {
    assert_eq!(stdout(output, 2), "");
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Returns a store as JSON lines.
pub(crate) fn export_lines(file: &Path) -> String {
    stdout(&store(file, &["export", "-", "--live"]), 0)
}
