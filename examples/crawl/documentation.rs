//! The documentation that is installed with Rust.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::crawl_error::CrawlError;

/// Returns the HTML documentation of the installed Rust toolchain, otherwise the output of `cargo doc`.
pub(crate) fn find() -> Result<PathBuf, CrawlError> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let generated = target.join("doc");
    let toolchain = sysroot().map(|root| root.join("share/doc/rust/html"));
    let has_pages = |path: &PathBuf| path.join("index.html").is_file();
    if let Some(toolchain) = toolchain.filter(has_pages) {
        return Ok(toolchain);
    }
    if generated.is_dir() {
        return Ok(generated);
    }
    Err(CrawlError::Usage(format!(
        "no pages to crawl: the Rust toolchain has no documentation and {} does not exist: run `rustup component add \
         rust-docs` or `cargo doc`, or give a directory of HTML pages",
        generated.display()
    )))
}

/// Returns the directory of the toolchain, as its compiler reports it.
fn sysroot() -> Option<PathBuf> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).args(["--print", "sysroot"]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(text.trim_end_matches(['\r', '\n'])))
}
