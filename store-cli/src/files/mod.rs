//! Files that commands read and write, compressed by their extension.

mod atomic;
mod extension;
mod input;

use std::path::Path;

pub(crate) use atomic::{AtomicFile, leftovers};
pub(crate) use extension::content_extension;
pub(crate) use input::open;

/// Returns whether the name stands for standard input or output: `-`.
pub(crate) fn is_standard_stream(file: &Path) -> bool {
    file == Path::new("-")
}
