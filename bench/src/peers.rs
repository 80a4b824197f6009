//! Other libraries: packages in `bench/peers`, which this program builds.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::results::SuiteResults;
use crate::worker::Worker;

/// Libraries with SQL, by the folder of their package.
pub(crate) const SQL: [&str; 4] = ["diesel", "sqlx", "sea-orm", "toasty"];

/// Queues on SQLite, by the folder of their package.
pub(crate) const QUEUES: [&str; 2] = ["apalis", "effectum"];

/// Returns the root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Builds the packages and returns their workers. A package that cannot be built is listed as missing.
pub(crate) fn workers(libraries: &[&str], results: &mut SuiteResults) -> Vec<Worker> {
    let mut workers = Vec::new();
    for library in libraries {
        match build(library) {
            Some(program) => workers.push(Worker::other(library, program)),
            None => results.notes.push(format!("missing: {library}, which could not be built")),
        }
    }
    workers
}

/// Returns the program of a package.
fn build(library: &str) -> Option<PathBuf> {
    eprintln!("building {library}");
    let target = root().join("target/bench-peers");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--release", "--locked", "--quiet", "--target-dir"]).arg(&target);
    cargo.arg("--manifest-path").arg(root().join("bench/peers").join(library).join("Cargo.toml"));
    // The variables of the outer cargo are about this package.
    let built = cargo.env_remove("CARGO_TARGET_DIR").status().is_ok_and(|status| status.success());
    built.then(|| target.join("release").join(format!("store-bench-{library}")))
}
