//! Errors that interrupt an import.

use crate::{Error, ErrorKind};

/// Adds to an error what the call had done until then, and the fix. Each step is a transaction, so that the next call does
/// the rest.
pub(super) fn interrupted(error: Error, done: &str) -> Error {
    let message = format!("{}; {done}; remove the cause and run it again", error.message());
    let mut interrupted = Error::new(error.kind(), message);
    if let Some(code) = error.code() {
        interrupted = interrupted.with_code(code);
    }
    if let Some(table) = error.table() {
        interrupted = interrupted.with_table(table);
    }
    if let Some(column) = error.column() {
        interrupted = interrupted.with_column(column);
    }
    if let Some(constraint) = error.constraint() {
        interrupted = interrupted.with_constraint(constraint);
    }
    interrupted.with_source(error)
}

/// Adds to an error of a step that only reads that nothing was changed.
pub(super) fn before_any_change(error: Error) -> Error {
    match error.kind() {
        // The table is not a legacy table: running it again would not help.
        ErrorKind::SchemaDrift => error,
        _ => interrupted(error, "nothing was changed"),
    }
}
