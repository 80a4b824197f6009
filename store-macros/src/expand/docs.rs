//! Whether the documentation of generated items is wanted.

use std::env;
use std::path::Path;
use std::sync::LazyLock;

/// Returns whether the documentation of generated items can be read: not by rustc, which drops it.
///
/// The statements of a table in its documentation are a fifth of the time of the derive. rustdoc and rust-analyzer run the derive in
/// a process of their own.
pub(super) fn are_wanted() -> bool {
    static WANTED: LazyLock<bool> = LazyLock::new(|| {
        let program = env::args_os().next();
        let name = program.as_deref().and_then(|program| Path::new(program).file_stem());
        name.is_none_or(|name| name != "rustc")
    });
    *WANTED
}
