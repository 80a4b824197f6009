//! Running the example program.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

/// The path of the program, which is built once.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| store_tests::example::build("crawl"));

/// The last line of the output with `--json`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figures {
    pub(crate) completed: u64,
    pub(crate) failed: u64,
    pub(crate) discovered: u64,
    pub(crate) duplicates: u64,
    pub(crate) changed: u64,
    pub(crate) unchanged: u64,
    pub(crate) run: String,
    pub(crate) digest: String,
}

/// Returns the command that crawls a directory.
pub(crate) fn command(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(&*PROGRAM);
    command.arg(directory).args(arguments).stdin(Stdio::null());
    command
}

/// Runs a crawl to its end.
pub(crate) fn output(directory: &Path, db: &Path, arguments: &[&str]) -> Output {
    command(directory, arguments).arg("--db").arg(db).output().unwrap()
}

/// Starts a crawl without waiting for it.
pub(crate) fn start(directory: &Path, db: &Path, arguments: &[&str]) -> Child {
    let mut command = command(directory, arguments);
    command.arg("--db").arg(db).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Runs a crawl, which must succeed, and returns its figures.
pub(crate) fn crawl(directory: &Path, db: &Path, arguments: &[&str]) -> Figures {
    figures_of(&output(directory, db, &[&["--json"], arguments].concat()))
}

/// Returns the figures of a crawl with `--json`, which must have succeeded.
pub(crate) fn figures_of(output: &Output) -> Figures {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", output.status);
    figures(&String::from_utf8(output.stdout.clone()).unwrap())
}

impl Figures {
    /// Returns the figures without the id of the run.
    pub(crate) fn without_run(self) -> Self {
        Self { run: String::new(), ..self }
    }
}

fn figures(text: &str) -> Figures {
    let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    let keys: Vec<&str> = last.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "changed",
        "completed",
        "digest",
        "discovered",
        "duplicates",
        "failed",
        "pages_per_second",
        "run",
        "seconds",
        "unchanged",
    ];
    assert_eq!(keys, expected);
    assert!(last["seconds"].as_f64().unwrap() >= 0.0);
    assert!(last["pages_per_second"].as_f64().unwrap() >= 0.0);
    let number = |key: &str| last[key].as_u64().unwrap();
    Figures {
        completed: number("completed"),
        failed: number("failed"),
        discovered: number("discovered"),
        duplicates: number("duplicates"),
        changed: number("changed"),
        unchanged: number("unchanged"),
        run: last["run"].as_str().unwrap().to_owned(),
        digest: last["digest"].as_str().unwrap().to_owned(),
    }
}
