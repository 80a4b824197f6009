//! Files that commands read and write, compressed by their extension.

mod atomic;
mod extension;
mod input;

pub(crate) use atomic::{AtomicFile, leftovers};
pub(crate) use extension::content_extension;
pub(crate) use input::{is_standard_stream, open};
