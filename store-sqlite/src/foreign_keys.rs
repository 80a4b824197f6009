//! Foreign keys whose check is deferred.
//!
//! SQL Server checks foreign keys at the end of a statement that writes up to [`Write::MAX_ROWS`] rows. SQLite runs a
//! statement for each row and checks after each of them. When a batch violates a foreign key, it is run again with the
//! check deferred to the end of each chunk of [`Write::MAX_ROWS`] rows, so that on both engines a row may refer to a later one. A
//! bulk insert, whose rows are given only once, defers the check from its beginning to its end.
//!
//! [`Write::MAX_ROWS`]: store_core::Write::MAX_ROWS

use rusqlite::ffi;

/// Defers the check to the end of the transaction
/// (<https://www.sqlite.org/pragma.html#pragma_defer_foreign_keys>).
pub(crate) const DEFER: &str = "PRAGMA defer_foreign_keys = ON";

/// Returns 1 if the check is deferred, and 0 otherwise.
pub(crate) const IS_DEFERRED: &str = "PRAGMA defer_foreign_keys";

/// Checks after each statement again.
///
/// SQLite then discards its count of violations: call [`has_violations`] first.
pub(crate) const CHECK_EACH_STATEMENT: &str = "PRAGMA defer_foreign_keys = OFF";

/// Returns whether foreign keys are violated in the open transaction, so that its commit would fail.
///
/// # Safety
///
/// `handle` must belong to an open connection that no other thread uses during the call.
#[expect(unsafe_code, reason = "neither rusqlite nor sqlx offers sqlite3_db_status")]
pub(crate) unsafe fn has_violations(handle: *mut ffi::sqlite3) -> bool {
    let (mut current, mut highest) = (0, 0);
    // SAFETY: the caller guarantees the handle; both numbers are written before the call returns.
    let code = unsafe {
        ffi::sqlite3_db_status(handle, ffi::SQLITE_DBSTATUS_DEFERRED_FKS, &mut current, &mut highest, 0)
    };
    // When the status cannot be read, assume a violation rather than let one pass.
    code != ffi::SQLITE_OK || current != 0
}
