//! What the derives refuse, and with which words; and what they must take.
//!
//! `tests/ui/<fault>/<case>.rs` must not compile, and `<case>.stderr` beside it is what the compiler then
//! says. `tests/ui/pass/*.rs` must compile, and their `main` must run.
//!
//! The output is pinned to one compiler, Rust 1.95: another one may word an error of its own, or draw its
//! arrows, in another way. After a change of the compiler or of a message, refresh the output and read every
//! difference as a user would:
//!
//! ```text
//! TRYBUILD=overwrite cargo test -p store-tests --test ui
//! git diff tests/ui
//! ```
//!
//! The output of `ui/deferred` quotes lines of store-core's `assert.rs`, so that a change there refreshes it too.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder for each kind of fault.
const FAULTS: [&str; 20] = [
    "check",
    "column",
    "count",
    "deferred",
    "field",
    "filter",
    "foreign_key",
    "index",
    "injection",
    "key",
    "len",
    "literal",
    "name",
    "page",
    "query",
    "set",
    "several",
    "sql_enum",
    "table",
    "type",
];

/// The folder of what must compile.
const PASS: &str = "pass";

#[test]
fn derives_refuse_and_take_what_they_should() {
    let cases = trybuild::TestCases::new();
    for fault in FAULTS {
        cases.compile_fail(format!("ui/{fault}/*.rs"));
    }
    cases.pass(format!("ui/{PASS}/*.rs"));
    // Runs them all. What it may write, with `TRYBUILD=overwrite`, is there when the files are counted.
    drop(cases);
    every_input_has_its_output();
}

#[test]
fn no_folder_is_forgotten() {
    let known: BTreeSet<String> = FAULTS.iter().chain([&PASS]).map(|folder| (*folder).to_owned()).collect();
    let found: BTreeSet<String> = entries(&root()).iter().map(|path| name(path)).collect();
    assert_eq!(found, known);
}

fn every_input_has_its_output() {
    let mut bad = 0;
    for fault in FAULTS {
        let paths = entries(&root().join(fault));
        let stems = |extension: &str| -> BTreeSet<PathBuf> {
            let of_kind =
                paths.iter().filter(|path| path.extension().is_some_and(|found| found == extension));
            of_kind.map(|path| path.with_extension("")).collect()
        };
        let (inputs, outputs) = (stems("rs"), stems("stderr"));
        assert_eq!(inputs, outputs, "in {fault}, an input without output, or an output without input");
        assert_eq!(inputs.len() + outputs.len(), paths.len(), "in {fault}, a file that is neither");
        bad += inputs.len();
    }
    assert!(bad >= 60, "{bad} bad inputs are too few");
    let passing = entries(&root().join(PASS));
    assert!(passing.iter().all(|path| path.extension().is_some_and(|found| found == "rs")), "{passing:?}");
    assert!(passing.len() >= 12, "{} good inputs are too few", passing.len());
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
