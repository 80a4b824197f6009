//! Batches: many rows in one call, all or none.

use store_core::{Error, ErrorKind, Outcome, Value, Write};

use super::SqliteConnection;
use crate::foreign_keys;

impl SqliteConnection {
    /// Writes all rows or none; returns one outcome per row.
    pub(crate) fn write_rows<'v, V: AsRef<[Value<'v>]>>(
        &mut self,
        write: &Write,
        rows: impl Iterator<Item = Result<V, Error>> + Clone,
    ) -> Result<Vec<Outcome>, Error> {
        let written = self.in_transaction(|connection| {
            rows.clone().map(|row| connection.write_row(write, row?.as_ref())).collect()
        });
        match written {
            // With violations from earlier in the caller's transaction, those of the batch could not be distinguished.
            Err(error)
                if error.kind() == ErrorKind::ForeignKeyViolation && !self.has_foreign_key_violations() =>
            {
                self.write_rows_deferred(write, rows, &error)
            }
            result => result,
        }
    }

    /// Writes all rows or none and checks foreign keys at the end of each chunk; returns `violation` if one is violated.
    fn write_rows_deferred<'v, V: AsRef<[Value<'v>]>>(
        &mut self,
        write: &Write,
        rows: impl Iterator<Item = Result<V, Error>>,
        violation: &Error,
    ) -> Result<Vec<Outcome>, Error> {
        let mut rows = rows.peekable();
        self.in_transaction(|connection| {
            let mut outcomes = Vec::new();
            while rows.peek().is_some() {
                connection.execute_constant(foreign_keys::DEFER)?;
                let written = rows.by_ref().take(Write::MAX_ROWS).try_for_each(|row| {
                    outcomes.push(connection.write_row(write, row?.as_ref())?);
                    Ok(())
                });
                let violated = connection.has_foreign_key_violations();
                let restored = connection.execute_constant(foreign_keys::CHECK_EACH_STATEMENT);
                written.and(restored)?;
                if violated {
                    return Err(violation.clone());
                }
            }
            Ok(outcomes)
        })
    }

    /// Returns whether foreign keys are violated in the open transaction, so that its commit would fail.
    #[expect(unsafe_code, reason = "rusqlite does not offer sqlite3_db_status")]
    pub(crate) fn has_foreign_key_violations(&self) -> bool {
        // SAFETY: the connection is open, and only this thread uses it, through this reference.
        unsafe { foreign_keys::has_violations(self.as_rusqlite().handle()) }
    }
}
