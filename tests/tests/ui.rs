//! The errors of the derives, and the input that must compile.
//!
//! `tests/ui/<subject>/<case>.rs` must not compile, and `<case>.stderr` is the output of the compiler. `tests/ui/pass/*.rs` must
//! compile, and its `main` must run.
//!
//! The output is pinned to one compiler, Rust 1.95: another compiler may print it differently. After a change of the compiler
//! or of a message, refresh the output and read every difference as a user would:
//!
//! ```text
//! TRYBUILD=overwrite cargo test -p store-tests --test ui
//! git diff tests/ui
//! ```
//!
//! The output of `ui/deferred` quotes the line of store-core's `assert.rs` that panics.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder for each subject of an error.
const SUBJECTS: [&str; 29] = [
    "check",
    "column",
    "condition",
    "count",
    "deferred",
    "existing",
    "field",
    "filter",
    "foreign_key",
    "fragment",
    "from_row",
    "generated",
    "index",
    "injection",
    "key",
    "len",
    "literal",
    "name",
    "output",
    "page",
    "query",
    "set",
    "several",
    "sql",
    "sql_enum",
    "table",
    "type",
    "version",
    "view",
];

/// The folder of the input that must compile.
const PASS: &str = "pass";

#[test]
fn invalid_input_has_the_expected_errors_and_valid_input_compiles() {
    let cases = trybuild::TestCases::new();
    for subject in SUBJECTS {
        cases.compile_fail(format!("ui/{subject}/*.rs"));
    }
    cases.pass(format!("ui/{PASS}/*.rs"));
    // Runs all cases. With `TRYBUILD=overwrite`, it writes the output before the files are counted.
    drop(cases);
    every_input_has_an_output();
}

#[test]
fn every_folder_is_listed() {
    let known: BTreeSet<String> = SUBJECTS.iter().chain([&PASS]).map(|folder| (*folder).to_owned()).collect();
    let found: BTreeSet<String> = entries(&root()).iter().map(|path| name(path)).collect();
    assert_eq!(found, known);
}

fn every_input_has_an_output() {
    let mut invalid = 0;
    for subject in SUBJECTS {
        let paths = entries(&root().join(subject));
        let stems = |extension: &str| -> BTreeSet<PathBuf> {
            let of_kind =
                paths.iter().filter(|path| path.extension().is_some_and(|found| found == extension));
            of_kind.map(|path| path.with_extension("")).collect()
        };
        let (inputs, outputs) = (stems("rs"), stems("stderr"));
        assert_eq!(inputs, outputs, "{subject}: an input without output, or an output without input");
        assert_eq!(
            inputs.len() + outputs.len(),
            paths.len(),
            "{subject}: a file that is neither input nor output"
        );
        invalid += inputs.len();
    }
    assert!(invalid >= 60, "only {invalid} invalid inputs were found");
    let passing = entries(&root().join(PASS));
    assert!(passing.iter().all(|path| path.extension().is_some_and(|found| found == "rs")), "{passing:?}");
    assert!(passing.len() >= 12, "only {} valid inputs were found", passing.len());
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
