//! Errors of sqlx as the kinds that all engines share.

use store_core::{Error, ErrorKind};

use crate::error::{TableInFile, from_code, in_table};

/// Converts an error of sqlx for a statement on `table`.
pub(super) fn from_sqlx(error: sqlx::Error, table: Option<TableInFile<'_>>) -> Error {
    let converted = match &error {
        sqlx::Error::Database(database) => {
            let code = database.code().and_then(|code| code.parse().ok()).unwrap_or_default();
            from_code(code, database.message(), table)
        }
        sqlx::Error::WorkerCrashed => Error::new(
            ErrorKind::ConnectionLost,
            "the thread of the sqlx connection has ended: open another one",
        ),
        sqlx::Error::BeginFailed | sqlx::Error::InvalidSavePointStatement => Error::new(
            ErrorKind::Misuse,
            "a transaction was begun or ended with an SQL statement: use the methods of sqlx or store",
        ),
        // The messages of other errors could show a value of a row.
        _ => Error::new(ErrorKind::Other, "sqlx failed: see the source of this error"),
    };
    in_table(converted, table).with_source(error)
}
