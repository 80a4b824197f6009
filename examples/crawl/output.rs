//! Output to the terminal.

use std::io::Write as _;

use crate::crawl_error::CrawlError;

/// Writes a line to standard output. Unlike `println!`, it returns an error if the disk is full.
pub(crate) fn print_line(text: &str) -> Result<(), CrawlError> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(CrawlError::Output)
}

/// Writes a line to standard error. A failure is ignored.
pub(crate) fn eprint_line(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
