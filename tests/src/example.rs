//! The example programs.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Builds an example and returns its path. Cargo passes tests the paths of programs of their own package only.
///
/// # Panics
///
/// When the example does not compile.
pub fn build(name: &str) -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--workspace", "--example", name, "--message-format", "json-render-diagnostics"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "the example does not compile");
    let messages = String::from_utf8(output.stdout).unwrap();
    let artifacts = messages.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let program = artifacts
        .filter(|message| message["target"]["name"] == name && message["target"]["kind"][0] == "example")
        .find_map(|message| message["executable"].as_str().map(PathBuf::from));
    program.expect("cargo reports the path of the program")
}
