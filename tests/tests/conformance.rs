//! Runs the conformance suite on every backend: one test per backend and case.
#![expect(clippy::unwrap_used, reason = "a case without its setup has failed")]

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

#[cfg(unix)]
#[path = "conformance/crawl.rs"]
mod crawl;
#[path = "conformance/existing_schemas.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    clippy::panic,
    reason = "a test panics to fail, and the structs are generated"
)]
mod existing_schemas;
#[path = "conformance/legacy_import.rs"]
mod legacy_import;
#[path = "conformance/legacy_survey.rs"]
mod legacy_survey;
#[path = "conformance/mssql.rs"]
mod mssql;
#[path = "conformance/own.rs"]
mod own;
#[cfg(unix)]
#[path = "crawl/program.rs"]
#[allow(dead_code, reason = "shared with the tests of the crawl into files")]
mod program;
#[path = "conformance/scripts.rs"]
mod scripts;
#[path = "conformance/server.rs"]
mod server;
#[cfg(unix)]
#[path = "crawl/site.rs"]
#[allow(dead_code, reason = "shared with the tests of the crawl into files")]
mod site;
#[path = "conformance/sqlite.rs"]
mod sqlite;
#[path = "conformance/triggers.rs"]
mod triggers;
#[path = "conformance/upgrades.rs"]
mod upgrades;

fn main() -> ExitCode {
    let mut trials = sqlite::trials();
    trials.extend(mssql::trials());
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn trial(backend: &str, module: &str, case: &str, run: fn()) -> Trial {
    Trial::test(format!("{backend}::{module}::{case}"), move || {
        run();
        Ok(())
    })
}

fn run<T>(case: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(case)
}
