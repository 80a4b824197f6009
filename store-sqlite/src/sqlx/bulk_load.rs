//! Bulk inserts, as on the direct connection.

use store_core::{Error, TableValues, Write, WriteKind};

use super::SqlxSqlite;
use super::arguments::RowArguments;
use super::error::from_sqlx;
use crate::error::foreign_key_violation;
use crate::foreign_keys;

impl SqlxSqlite<'_> {
    /// Inserts all rows in the open transaction, and returns their number. Foreign keys are checked after the last row.
    pub(super) async fn bulk_load_in_transaction<R: TableValues>(
        &mut self,
        write: &Write,
        rows: impl Iterator<Item = R> + Send,
    ) -> Result<u64, Error> {
        if write.table.foreign_keys.is_empty() || !self.can_defer_foreign_keys().await? {
            return self.insert_all(write, rows).await;
        }
        self.execute_constant(foreign_keys::DEFER).await?;
        let inserted = self.insert_all(write, rows).await;
        let violated = self.has_foreign_key_violations().await;
        let restored = self.execute_constant(foreign_keys::CHECK_EACH_STATEMENT).await;
        let count = inserted?;
        restored?;
        if violated? { Err(foreign_key_violation(self.table(write.table))) } else { Ok(count) }
    }

    async fn insert_all<R: TableValues>(
        &mut self,
        write: &Write,
        rows: impl Iterator<Item = R> + Send,
    ) -> Result<u64, Error> {
        let returns_key = write.kind == WriteKind::Insert && write.table.made_key().is_some();
        let mut count = 0;
        for row in rows {
            let row = RowArguments::of_row(write, &row)?;
            if returns_key {
                self.insert_made(write, row).await?;
            } else {
                self.write_row(write, &row).await?;
            }
            count += 1;
        }
        Ok(count)
    }

    /// Returns whether violations can be assigned to a call: not when there are earlier ones, or when the application has deferred
    /// the check to its commit.
    async fn can_defer_foreign_keys(&mut self) -> Result<bool, Error> {
        let query = sqlx::query_scalar(foreign_keys::IS_DEFERRED);
        let is_deferred: bool =
            query.fetch_one(&mut *self.connection).await.map_err(|error| from_sqlx(error, None))?;
        Ok(!is_deferred && !self.has_foreign_key_violations().await?)
    }
}
