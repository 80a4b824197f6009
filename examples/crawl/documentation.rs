//! The pages that every Rust programmer has.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::fault::Fault;

/// The HTML documentation of the installed Rust toolchain, or else what `cargo doc` has made here.
pub(crate) fn find() -> Result<PathBuf, Fault> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let made = target.join("doc");
    let toolchain = sysroot().map(|root| root.join("share/doc/rust/html"));
    let has_pages = |path: &PathBuf| path.join("index.html").is_file();
    if let Some(toolchain) = toolchain.filter(has_pages) {
        return Ok(toolchain);
    }
    if made.is_dir() {
        return Ok(made);
    }
    Err(Fault::Usage(format!(
        "there is nothing to crawl: the Rust toolchain has no documentation and {} is not there. Make the first \
         with `rustup component add rust-docs` or the second with `cargo doc`, or name a directory of HTML pages",
        made.display()
    )))
}

/// The directory of the toolchain, as its compiler tells.
fn sysroot() -> Option<PathBuf> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).args(["--print", "sysroot"]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(text.trim_end_matches(['\r', '\n'])))
}
