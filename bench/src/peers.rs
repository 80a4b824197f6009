//! Other libraries: packages in `bench/peers`, which this program builds.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::args::Sizes;
use crate::error::Result;
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

/// Returns a command of cargo for packages outside the workspace, with the toolchain of the workspace.
///
/// `cargo run` has set the toolchain for this process. Otherwise rustup's `cargo` chooses it by the folder, and sets it for
/// each `rustc`: started without rustup, a `rustc` would follow the `rust-toolchain` file of a dependency.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

/// Builds the packages and returns their workers. A package that cannot be built is listed as missing.
///
/// # Errors
///
/// When a package cannot be built, if the figures are for a page.
pub(crate) fn workers(libraries: &[&str], sizes: Sizes, results: &mut SuiteResults) -> Result<Vec<Worker>> {
    let mut workers = Vec::new();
    for library in libraries {
        match build(library) {
            Some(program) => workers.push(Worker::other(library, program)),
            None if sizes.are_for_page => {
                return Err(format!("cannot build {library}, which the page compares with").into());
            }
            None => results.notes.push(format!("missing: {library}, which could not be built")),
        }
    }
    Ok(workers)
}

/// Returns the program of a package.
fn build(library: &str) -> Option<PathBuf> {
    eprintln!("building {library}");
    let target = root().join("target/bench-peers");
    let mut cargo = cargo();
    cargo.args(["build", "--release", "--locked", "--quiet", "--target-dir"]).arg(&target);
    cargo.arg("--manifest-path").arg(root().join("bench/peers").join(library).join("Cargo.toml"));
    let built = cargo.status().is_ok_and(|status| status.success());
    built.then(|| target.join("release").join(format!("store-bench-{library}")))
}
