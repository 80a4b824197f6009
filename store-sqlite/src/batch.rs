//! Many rows in one call, and the check of the references between them.
//!
//! SQL Server checks references at the end of a statement that holds up to [`Write::MAX_ROWS`] rows. SQLite runs a
//! statement for each row, and checks after each. A batch that fails for a reference is therefore run once more with the check
//! put off to the end of each chunk of as many rows, so that rows may refer to later ones on both engines.

use rusqlite::ffi;
use store_core::{Error, ErrorKind, Outcome, Value, Write};

use crate::connection::SqliteConnection;

/// Puts the check of references off to the end of the transaction
/// (<https://www.sqlite.org/pragma.html#pragma_defer_foreign_keys>).
pub(crate) const DEFER: &str = "PRAGMA defer_foreign_keys = ON";

/// Checks references after each statement again. SQLite then forgets the broken ones that it has counted: ask
/// [`are_broken`] first.
pub(crate) const CHECK_EACH: &str = "PRAGMA defer_foreign_keys = OFF";

/// Whether the open transaction has broken references, for which a commit would fail.
///
/// # Safety
///
/// `handle` belongs to an open connection that no other thread uses during the call.
#[expect(unsafe_code, reason = "neither rusqlite nor sqlx offers sqlite3_db_status")]
pub(crate) unsafe fn are_broken(handle: *mut ffi::sqlite3) -> bool {
    let (mut current, mut highest) = (0, 0);
    // SAFETY: the caller vouches for the handle; the numbers are written before the call returns.
    let code = unsafe {
        ffi::sqlite3_db_status(handle, ffi::SQLITE_DBSTATUS_DEFERRED_FKS, &mut current, &mut highest, 0)
    };
    // A status that cannot be read must not let a broken reference pass.
    code != ffi::SQLITE_OK || current != 0
}

impl SqliteConnection {
    /// Writes rows, all or none; one outcome per row.
    pub(crate) fn write_rows<'v, V: AsRef<[Value<'v>]>>(
        &mut self,
        write: &Write,
        rows: impl Iterator<Item = Result<V, Error>> + Clone,
    ) -> Result<Vec<Outcome>, Error> {
        let once = self.within(|connection| {
            rows.clone().map(|row| connection.write_row(write, row?.as_ref())).collect()
        });
        match once {
            // With broken references of the caller's own, those of the batch could not be told from them.
            Err(error) if error.kind() == ErrorKind::ForeignKeyViolation && !self.has_broken_references() => {
                self.write_referring_rows(write, rows, &error)
            }
            result => result,
        }
    }

    /// Writes rows whose references are checked at the end of each chunk; `error` is what a broken one gives.
    fn write_referring_rows<'v, V: AsRef<[Value<'v>]>>(
        &mut self,
        write: &Write,
        rows: impl Iterator<Item = Result<V, Error>>,
        error: &Error,
    ) -> Result<Vec<Outcome>, Error> {
        let mut rows = rows.peekable();
        self.within(|connection| {
            let mut outcomes = Vec::new();
            while rows.peek().is_some() {
                connection.control(DEFER)?;
                let written = rows.by_ref().take(Write::MAX_ROWS).try_for_each(|row| {
                    outcomes.push(connection.write_row(write, row?.as_ref())?);
                    Ok(())
                });
                let broken = connection.has_broken_references();
                let restored = connection.control(CHECK_EACH);
                written.and(restored)?;
                if broken {
                    return Err(error.clone());
                }
            }
            Ok(outcomes)
        })
    }

    /// Whether the open transaction has broken references, for which a commit would fail.
    #[expect(unsafe_code, reason = "rusqlite does not offer sqlite3_db_status")]
    pub(crate) fn has_broken_references(&self) -> bool {
        // SAFETY: the connection is open and used, through this reference, by this thread only.
        unsafe { are_broken(self.as_rusqlite().handle()) }
    }
}
