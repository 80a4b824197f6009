//! The quick start and the README's program, gone through as their readers do: commands, files and what is told, in the order
//! of the page.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use store::factory::{Backend, StateConfig, create_state_store};
use store::state::{Identity, Status};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// The fenced blocks of a page: what stands behind the fence, and the text.
fn blocks(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.split("\n```").skip(1).step_by(2).map(|block| block.split_once('\n').unwrap())
}

/// The commands of a console, each with the lines that it prints.
fn commands(console: &str) -> impl Iterator<Item = (&str, &str)> {
    let console = console.strip_prefix("$ ").unwrap();
    console.split("\n$ ").map(|command| command.split_once('\n').unwrap_or((command, "")))
}

/// Runs a command as somebody does who has nothing but cargo, and gives what it prints.
fn run(command: &str, folder: &Path) -> String {
    let mut shell = Command::new("sh");
    for (name, _) in std::env::vars_os() {
        // What cargo tells a test about the package that it tests is not for another cargo.
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            shell.env_remove(&*name);
        }
    }
    // What the workspace has built already is taken from there; all that is wanted is on the disk by then.
    shell.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap());
    shell.env("CARGO_NET_OFFLINE", "true");
    let done = shell.args(["-c", command]).current_dir(folder).output().unwrap();
    assert!(done.status.success(), "`{command}`: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// A folder in which a clone of the repository stands as `store`.
fn beside_a_clone() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(root(), folder.path().join("store")).unwrap();
    folder
}

/// Has a project use the versions of the workspace, which are those on the disk.
fn lock(project: &Path) {
    fs::copy(root().join("Cargo.lock"), project.join("Cargo.lock")).unwrap();
}

/// Gives a new project its dependencies.
fn depend(project: &Path, dependencies: &str) {
    let manifest = fs::read_to_string(project.join("Cargo.toml")).unwrap();
    assert!(manifest.ends_with("[dependencies]\n"));
    fs::write(project.join("Cargo.toml"), manifest.replace("[dependencies]\n", dependencies)).unwrap();
}

#[test]
fn the_program_of_the_readme_runs() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let section = readme.split("\n## ").find(|section| section.starts_with("A complete program")).unwrap();
    let folder = beside_a_clone();
    run("cargo new program", folder.path());
    let at = folder.path().join("program");
    lock(&at);
    for (fence, text) in blocks(section) {
        match fence {
            "toml" => depend(&at, text),
            "rust" => fs::write(at.join("src/main.rs"), text).unwrap(),
            other => panic!("nothing is known of blocks of `{other}`"),
        }
    }
    assert!(run("cargo run", &at).contains("UPDATE"), "the program prints the upsert for SQL Server");
}

#[test]
fn the_page_leads_to_a_crawl() {
    let page = fs::read_to_string(root().join("docs/quick-start.md")).unwrap();
    let folder = beside_a_clone();
    let mut at = folder.path().to_owned();
    let mut ran = 0;
    for (fence, text) in blocks(&page) {
        match fence {
            "console cargo" => {
                for (command, told) in commands(text) {
                    if let Some(inner) = command.strip_prefix("cd ") {
                        at.push(inner);
                        lock(&at);
                    } else {
                        assert_eq!(run(command, &at).trim_end(), told, "`{command}`");
                        ran += 1;
                    }
                }
            }
            "toml" => depend(&at, text),
            "yaml" => fs::write(at.join("store.yaml"), text).unwrap(),
            "rust" => fs::write(at.join("src/main.rs"), text).unwrap(),
            // The tests of the program `store` run these two.
            "console" | "sh" => {}
            other => panic!("nothing is known of blocks of `{other}`"),
        }
    }
    assert_eq!(ran, 3);
    kept(&at.join("state.db"));
}

/// The file holds what the page says came of the crawl.
fn kept(file: &Path) {
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
