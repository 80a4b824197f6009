//! A store in a file, and the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use store::state::{
    ClaimRequest, Completion, Content, Failure, Identity, NewItem, NewRun, StateOptions, StateStore,
    WorkerHeartbeat, WorkerStatus,
};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};
use tempfile::TempDir;

/// A store in a file.
pub(crate) struct Fixture {
    pub(crate) folder: TempDir,
}

impl Fixture {
    /// With three items of two sources: one completed, one failed, and one pending.
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
            store.heartbeat(worker).await.unwrap();
            store.finish_run(&run).await.unwrap();
        });
        fixture
    }

    /// The same, whose worker has ended.
    pub(crate) fn idle() -> Self {
        let fixture = Self::new();
        fixture.change("UPDATE ingest_worker_heartbeats SET status = 'stopped'");
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

    /// Changes the file behind the program's back.
    pub(crate) fn change(&self, sql: &str) {
        SqliteConnection::open(&SqliteOptions::new(self.file()))
            .unwrap()
            .as_rusqlite()
            .execute_batch(sql)
            .unwrap();
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        store(&self.file(), arguments)
    }

    /// What a command that goes well tells people.
    pub(crate) fn text(&self, arguments: &[&str]) -> String {
        told(&self.run(arguments), 0)
    }

    /// What it tells machines.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        json_of(&self.run(&[arguments, &["--json"]].concat()), 0)
    }
}

/// The program without anything of the environment.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_store"));
    command.env_clear();
    command
}

pub(crate) fn store(db: &Path, arguments: &[&str]) -> Output {
    program().args(arguments).arg("--db").arg(db).output().unwrap()
}

/// Standard output of what ended with this code; on standard error stand warnings and, if it is 2, why.
pub(crate) fn told(output: &Output, code: i32) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{errors}");
    let why = errors.lines().find(|line| !line.starts_with("warning: "));
    assert_eq!(why.is_none(), code != 2, "{errors}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The JSON of what ended with this code.
pub(crate) fn json_of(output: &Output, code: i32) -> Value {
    serde_json::from_str(&told(output, code)).unwrap()
}

/// Standard error of what could not be done.
pub(crate) fn refusal(output: &Output) -> String {
    assert_eq!(told(output, 2), "");
    String::from_utf8(output.stderr.clone()).unwrap()
}
