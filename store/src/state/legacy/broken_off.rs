//! What an error on the way leaves behind.

use crate::{Error, ErrorKind};

/// The error of a call that was to change something, with what was changed until then.
///
/// Each step is a transaction, and the next call does the rest.
pub(super) fn broken_off(error: Error, so_far: &str) -> Error {
    let message = format!("{}; {so_far}; run it again once the cause is removed", error.message());
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

/// The error of a call that only reads.
pub(super) fn unread(error: Error) -> Error {
    match error.kind() {
        // The table is another one, and the error says so.
        ErrorKind::SchemaDrift => error,
        _ => broken_off(error, "nothing was changed"),
    }
}
