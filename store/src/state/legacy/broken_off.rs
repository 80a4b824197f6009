//! What a call has done when an error ends it.

use crate::{Error, ErrorKind};

/// Adds to an error what the call had changed until then, and the fix. Each step is a transaction, so that the next call does
/// the rest.
pub(super) fn broken_off(error: Error, so_far: &str) -> Error {
    let message = format!("{}; {so_far}; remove the cause and run it again", error.message());
    let mut told = Error::new(error.kind(), message);
    if let Some(code) = error.code() {
        told = told.with_code(code);
    }
    if let Some(table) = error.table() {
        told = told.with_table(table);
    }
    if let Some(column) = error.column() {
        told = told.with_column(column);
    }
    if let Some(constraint) = error.constraint() {
        told = told.with_constraint(constraint);
    }
    told.with_source(error)
}

/// Adds to an error of a step that only reads that nothing was changed.
pub(super) fn unread(error: Error) -> Error {
    match error.kind() {
        // The table is not one of the Python era, so that there is nothing to run again.
        ErrorKind::SchemaDrift => error,
        _ => broken_off(error, "nothing was changed"),
    }
}
