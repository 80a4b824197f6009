//! Bulk inserts: rows of an iterator in one call, all or none.

use store_core::{Error, TableValues, Write, WriteKind};

use super::SqliteConnection;
use crate::error::{TableInFile, foreign_key_violation, from_rusqlite};
use crate::foreign_keys;

impl SqliteConnection {
    /// Inserts all rows or none, up to the first error of `rows`, and returns their number. Foreign keys are checked after the last
    /// row.
    pub(crate) fn bulk_load_now<R: TableValues>(
        &mut self,
        write: &Write,
        rows: impl Iterator<Item = Result<R, Error>>,
    ) -> Result<u64, Error> {
        self.in_transaction(|connection| {
            if write.table.foreign_keys.is_empty() || !connection.can_defer_foreign_keys()? {
                return connection.insert_all(write, rows);
            }
            connection.execute_constant(foreign_keys::DEFER)?;
            let inserted = connection.insert_all(write, rows);
            let violated = connection.has_foreign_key_violations();
            let restored = connection.execute_constant(foreign_keys::CHECK_EACH_STATEMENT);
            let count = inserted?;
            restored?;
            if violated {
                let schema_override = connection.schema_override.as_ref();
                return Err(foreign_key_violation(TableInFile { model: write.table, schema_override }));
            }
            Ok(count)
        })
    }

    fn insert_all<R: TableValues>(
        &mut self,
        write: &Write,
        rows: impl Iterator<Item = Result<R, Error>>,
    ) -> Result<u64, Error> {
        let returns_key = write.kind == WriteKind::Insert && write.table.made_key().is_some();
        let mut count = 0;
        for row in rows {
            row?.with_values(|values| match returns_key {
                true => self.insert_made(write, values).map(|_| ()),
                false => self.write_row(write, values).map(|_| ()),
            })??;
            count += 1;
        }
        Ok(count)
    }

    /// Returns whether violations can be assigned to a call: not when there are earlier ones, or when the caller of the transaction
    /// has deferred the check to its commit.
    fn can_defer_foreign_keys(&self) -> Result<bool, Error> {
        let is_deferred = self.as_rusqlite().query_row(foreign_keys::IS_DEFERRED, [], |row| row.get(0));
        let is_deferred: bool = is_deferred.map_err(|error| from_rusqlite(error, None))?;
        Ok(!is_deferred && !self.has_foreign_key_violations())
    }
}
