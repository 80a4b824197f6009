//! Batches: many rows in one call, all or none.

use store_core::{BatchRows, Error, ErrorKind, FromRow, Outcome, Value, Write};

use super::SqliteConnection;
use crate::foreign_keys;

impl SqliteConnection {
    /// Writes all rows or none; returns one outcome per row.
    pub(crate) fn write_rows<'v, V: AsRef<[Value<'v>]>>(
        &mut self,
        write: &Write,
        rows: impl Iterator<Item = Result<V, Error>> + Clone,
    ) -> Result<Vec<Outcome>, Error> {
        self.each_row(rows, |connection, row| connection.write_row(write, row))
    }

    /// Inserts all rows or none; returns the row that each insert returns.
    pub(crate) fn insert_each<'v, T: FromRow, V: AsRef<[Value<'v>]>>(
        &mut self,
        write: &Write,
        rows: impl Iterator<Item = Result<V, Error>> + Clone,
    ) -> Result<Vec<T>, Error> {
        // A key that cannot be decoded rolls the rows back.
        self.in_transaction(|connection| {
            let made =
                connection.each_row(rows.clone(), |connection, row| connection.insert_made(write, row))?;
            made.iter().map(T::from_row).collect()
        })
    }

    /// Inserts all rows or none, and adds the row that each insert returns to `returned`.
    pub(super) fn insert_rows<'v>(
        &mut self,
        write: &Write,
        rows: impl Iterator<Item = &'v [Value<'v>]> + Clone,
        returned: &mut BatchRows,
    ) -> Result<(), Error> {
        let made = self.each_row(rows.map(Ok), |connection, row| connection.insert_made(write, row))?;
        made.iter().try_for_each(|row| returned.push(row))
    }

    /// Runs a write for all rows or none; returns the result for each.
    fn each_row<'v, T, V: AsRef<[Value<'v>]>>(
        &mut self,
        rows: impl Iterator<Item = Result<V, Error>> + Clone,
        write: impl Fn(&mut Self, &[Value<'_>]) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let written = self
            .in_transaction(|connection| rows.clone().map(|row| write(connection, row?.as_ref())).collect());
        match written {
            // With violations from earlier in the caller's transaction, those of the batch could not be distinguished.
            Err(error)
                if error.kind() == ErrorKind::ForeignKeyViolation && !self.has_foreign_key_violations() =>
            {
                self.each_row_deferred(rows, write, &error)
            }
            result => result,
        }
    }

    /// As [`each_row`](Self::each_row), and checks foreign keys at the end of each chunk; returns `violation` if one is violated.
    fn each_row_deferred<'v, T, V: AsRef<[Value<'v>]>>(
        &mut self,
        rows: impl Iterator<Item = Result<V, Error>>,
        write: impl Fn(&mut Self, &[Value<'_>]) -> Result<T, Error>,
        violation: &Error,
    ) -> Result<Vec<T>, Error> {
        let mut rows = rows.peekable();
        self.in_transaction(|connection| {
            let mut results = Vec::new();
            while rows.peek().is_some() {
                connection.execute_constant(foreign_keys::DEFER)?;
                let written = rows.by_ref().take(Write::MAX_ROWS).try_for_each(|row| {
                    results.push(write(connection, row?.as_ref())?);
                    Ok(())
                });
                let violated = connection.has_foreign_key_violations();
                let restored = connection.execute_constant(foreign_keys::CHECK_EACH_STATEMENT);
                written.and(restored)?;
                if violated {
                    return Err(violation.clone());
                }
            }
            Ok(results)
        })
    }

    /// Returns whether foreign keys are violated in the open transaction, so that its commit would fail.
    #[expect(unsafe_code, reason = "rusqlite does not offer sqlite3_db_status")]
    pub(crate) fn has_foreign_key_violations(&self) -> bool {
        // SAFETY: the connection is open, and only this thread uses it, through this reference.
        unsafe { foreign_keys::has_violations(self.as_rusqlite().handle()) }
    }
}
