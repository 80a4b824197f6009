//! Writes of single rows and batches.

use store_core::{Error, ErrorKind, Outcome, Write, WriteKind};

use super::SqlxSqlite;
use super::arguments::RowArguments;
use super::error::from_sqlx;
use crate::foreign_keys;

/// Converts a row of a batch.
type EncodeRow<R> = fn(&Write, &R) -> Result<RowArguments, Error>;

impl SqlxSqlite<'_> {
    /// Writes one row, in a transaction of its own if it takes several statements and none is open.
    pub(super) async fn write_alone(&mut self, write: &Write, row: &RowArguments) -> Result<Outcome, Error> {
        if write.kind != WriteKind::Upsert || self.depth() > 0 {
            return self.write_row(write, row).await;
        }
        // As on the direct connection, a row that exists takes one statement.
        if !write.merges() && self.update_row(write, row).await? {
            return Ok(Outcome::Updated);
        }
        self.in_transaction(async |connection| connection.write_row(write, row).await).await
    }

    /// Writes one row. An upsert may take two statements, and then needs a transaction.
    async fn write_row(&mut self, write: &Write, row: &RowArguments) -> Result<Outcome, Error> {
        let (name, sql) = match write.kind {
            WriteKind::Insert => ("insert", write.sql.insert()),
            WriteKind::InsertIfAbsent => ("insert_if_absent", write.key.insert_if_absent()),
            WriteKind::Update => {
                let updated = self.update_row(write, row).await?;
                return Ok(if updated { Outcome::Updated } else { Outcome::Missing });
            }
            WriteKind::Upsert if write.merges() => {
                let insert = write.statement("insert_if_absent", write.key.insert_if_absent());
                if self.run(&insert, row.all.clone()).await? > 0 {
                    return Ok(Outcome::Inserted);
                }
                self.run(&write.statement("upsert", write.key.upsert()), row.all.clone()).await?;
                return Ok(Outcome::Updated);
            }
            WriteKind::Upsert => {
                if self.update_row(write, row).await? {
                    return Ok(Outcome::Updated);
                }
                ("upsert", write.key.upsert())
            }
        };
        let changed = self.run(&write.statement(name, sql), row.all.clone()).await?;
        Ok(if changed > 0 { Outcome::Inserted } else { Outcome::Existing })
    }

    /// Updates one row; returns whether it exists.
    async fn update_row(&mut self, write: &Write, row: &RowArguments) -> Result<bool, Error> {
        let changed = self.run(&write.statement("update", write.key.update()), row.update.clone()).await?;
        Ok(changed > 0)
    }

    /// Writes all rows or none; returns one outcome per row. `encode` converts a row.
    pub(super) async fn write_batch<R: Sync>(
        &mut self,
        write: &Write,
        rows: &[R],
        encode: EncodeRow<R>,
    ) -> Result<Vec<Outcome>, Error> {
        let written = self
            .in_transaction(async |connection| {
                let mut outcomes = Vec::with_capacity(rows.len());
                connection.write_rows(write, rows, encode, &mut outcomes).await?;
                Ok(outcomes)
            })
            .await;
        match written {
            // With violations from earlier in the caller's transaction, those of the batch could not be distinguished.
            Err(error)
                if error.kind() == ErrorKind::ForeignKeyViolation
                    && !self.has_foreign_key_violations().await? =>
            {
                self.in_transaction(async |connection| {
                    connection.write_rows_deferred(write, rows, encode, &error).await
                })
                .await
            }
            result => result,
        }
    }

    /// Writes rows and checks foreign keys at the end of each chunk; returns `violation` if one is violated.
    async fn write_rows_deferred<R: Sync>(
        &mut self,
        write: &Write,
        rows: &[R],
        encode: EncodeRow<R>,
        violation: &Error,
    ) -> Result<Vec<Outcome>, Error> {
        let mut outcomes = Vec::with_capacity(rows.len());
        for chunk in rows.chunks(Write::MAX_ROWS) {
            self.execute_constant(foreign_keys::DEFER).await?;
            let written = self.write_rows(write, chunk, encode, &mut outcomes).await;
            let violated = self.has_foreign_key_violations().await;
            let restored = self.execute_constant(foreign_keys::CHECK_EACH_STATEMENT).await;
            written.and(restored)?;
            if violated? {
                return Err(violation.clone());
            }
        }
        Ok(outcomes)
    }

    async fn write_rows<R: Sync>(
        &mut self,
        write: &Write,
        rows: &[R],
        encode: EncodeRow<R>,
        outcomes: &mut Vec<Outcome>,
    ) -> Result<(), Error> {
        for row in rows {
            let row = encode(write, row)?;
            outcomes.push(self.write_row(write, &row).await?);
        }
        Ok(())
    }

    /// Returns whether foreign keys are violated in the open transaction, so that its commit would fail.
    #[expect(unsafe_code, reason = "sqlx does not offer sqlite3_db_status")]
    async fn has_foreign_key_violations(&mut self) -> Result<bool, Error> {
        let mut handle = self.connection.lock_handle().await.map_err(|error| from_sqlx(error, None))?;
        // SAFETY: the connection is open, and the guard keeps sqlx's thread from using it.
        Ok(unsafe { foreign_keys::has_violations(handle.as_raw_handle().as_ptr()) })
    }
}
