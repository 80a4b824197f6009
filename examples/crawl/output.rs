//! What people read.

use std::io::Write as _;

use crate::fault::Fault;

/// Writes to standard output. A disk that is full is an error, not a panic as with `println!`.
pub(crate) fn say(text: &str) -> Result<(), Fault> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(Fault::Output)
}

/// Writes to standard error, where nothing can be done when that fails.
pub(crate) fn explain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
