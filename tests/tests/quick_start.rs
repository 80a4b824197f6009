//! The quick start, the page on existing databases and the program of the README, followed like a reader: commands, files and output, in the order of the
//! page.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use store::ConnectionExt as _;
use store::factory::{Backend, StateConfig, create_state_store};
use store::state::{Identity, Status};
use store_sqlite::{SqliteConnection, SqliteOptions};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// Returns the fenced blocks of a page: the info string and the text.
fn blocks(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.split("\n```").skip(1).step_by(2).map(|block| block.split_once('\n').unwrap())
}

/// Returns the commands of a console, each with its output.
fn commands(console: &str) -> impl Iterator<Item = (&str, &str)> {
    let console = console.strip_prefix("$ ").unwrap();
    console.split("\n$ ").map(|command| command.split_once('\n').unwrap_or((command, "")))
}

/// Runs a command as a user who has only cargo, and returns its output.
fn run(command: &str, folder: &Path) -> String {
    let mut shell = Command::new("sh");
    for (name, _) in std::env::vars_os() {
        // The variables that cargo sets for a test would mislead another cargo.
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            shell.env_remove(&*name);
        }
    }
    // Uses the build of the workspace; all dependencies are on the disk.
    shell.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap());
    shell.env("CARGO_NET_OFFLINE", "true");
    let done = shell.args(["-c", command]).current_dir(folder).output().unwrap();
    assert!(done.status.success(), "`{command}`: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// Creates a folder with a clone of the repository named `store`.
fn folder_with_clone() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(root(), folder.path().join("store")).unwrap();
    folder
}

/// Makes a project use the versions of the workspace, which are on the disk.
fn lock(project: &Path) {
    fs::copy(root().join("Cargo.lock"), project.join("Cargo.lock")).unwrap();
}

/// Adds dependencies to a new project.
fn add_dependencies(project: &Path, dependencies: &str) {
    let manifest = fs::read_to_string(project.join("Cargo.toml")).unwrap();
    assert!(manifest.ends_with("[dependencies]\n"));
    fs::write(project.join("Cargo.toml"), manifest.replace("[dependencies]\n", dependencies)).unwrap();
}

#[test]
fn the_program_of_the_readme_runs() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let section = readme.split("\n## ").find(|section| section.starts_with("A complete program")).unwrap();
    let folder = folder_with_clone();
    run("cargo new program", folder.path());
    let at = folder.path().join("program");
    lock(&at);
    for (fence, text) in blocks(section) {
        match fence {
            "toml" => add_dependencies(&at, text),
            "rust" => fs::write(at.join("src/main.rs"), text).unwrap(),
            other => panic!("unexpected block of `{other}`"),
        }
    }
    assert!(run("cargo run", &at).contains("UPDATE"), "the program prints the upsert for SQL Server");
}

/// Runs the commands of a block, which may change the folder, compares their output and returns their number.
fn run_all(block: &str, at: &mut PathBuf) -> usize {
    let mut ran = 0;
    for (command, expected) in commands(block) {
        if let Some(inner) = command.strip_prefix("cd ") {
            at.push(inner);
            lock(at);
        } else {
            assert_eq!(run(command, at).trim_end(), expected, "`{command}`");
            ran += 1;
        }
    }
    ran
}

#[test]
fn the_quick_start_runs_a_crawl() {
    let page = fs::read_to_string(root().join("docs/quick-start.md")).unwrap();
    let folder = folder_with_clone();
    let mut at = folder.path().to_owned();
    let mut ran = 0;
    for (fence, text) in blocks(&page) {
        match fence {
            "console cargo" => ran += run_all(text, &mut at),
            "toml" => add_dependencies(&at, text),
            "yaml" => fs::write(at.join("store.yaml"), text).unwrap(),
            "rust" => fs::write(at.join("src/main.rs"), text).unwrap(),
            // The tests of the program `store` run these blocks.
            "console" | "sh" => {}
            other => panic!("unexpected block of `{other}`"),
        }
    }
    assert_eq!(ran, 3);
    check_result(&at.join("state.db"));
}

/// Checks that the file has the result that the page describes.
fn check_result(file: &Path) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let config = StateConfig::new().backend(Backend::Sqlite).db_path(file.to_str().unwrap());
        let store = create_state_store(config).await.unwrap();
        let total = store.stats().await.unwrap().total;
        assert_eq!((total.completed, total.failed, total.total()), (3, 1, 4));
        let gone = store
            .find_by_identity(Identity::new("http", "docs", "page", "/gone.html"))
            .await
            .unwrap()
            .unwrap();
        assert_eq!((gone.status, gone.attempt), (Status::Failed, 1));
        let mut runs = Vec::new();
        for run in store.runs(None, None, 10).await.unwrap() {
            runs.push(store.run(&run.run_id).await.unwrap().unwrap().counters);
        }
        assert_eq!((runs[0].completed, runs[0].enqueued, runs[0].duplicates), (0, 0, 1));
        assert_eq!((runs[1].completed, runs[1].enqueued, runs[1].failed), (3, 4, 1));
        store.close().await.unwrap();
    });
}

#[tokio::test]
async fn the_page_on_existing_databases_runs_a_program() {
    let page = fs::read_to_string(root().join("docs/existing-database.md")).unwrap();
    let folder = folder_with_clone();
    let mut at = folder.path().to_owned();
    let mut ran = 0;
    for (fence, text) in blocks(&page) {
        match fence {
            "console cargo" => ran += run_all(text, &mut at),
            "toml" => add_dependencies(&at, text),
            "sql sqlite" => {
                rusqlite::Connection::open(at.join("shop.db")).unwrap().execute_batch(text).unwrap();
            }
            // The tests of the program `store` run the command, which writes this file.
            "console" => {
                let mut db = SqliteConnection::open(&SqliteOptions::new(at.join("shop.db"))).unwrap();
                let scaffold = db.scaffold(&[]).await.unwrap();
                fs::write(at.join("src/tables.rs"), scaffold.source).unwrap();
            }
            "rust,no_run" => {
                let tables = fs::read_to_string(at.join("src/tables.rs")).unwrap();
                assert!(tables.contains(text), "the page has another struct: {tables}");
            }
            "rust" => fs::write(at.join("src/main.rs"), text).unwrap(),
            "console sqlserver" | "sh" => {}
            other => panic!("unexpected block of `{other}`"),
        }
    }
    assert_eq!(ran, 2);
}
