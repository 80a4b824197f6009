//! Writes of single rows and batches.

use std::future::Future;
use std::ops::ControlFlow;

use store_core::{Error, ErrorKind, Outcome, Write, WriteKind};

use super::SqlxSqlite;
use super::arguments::RowArguments;
use super::error::from_sqlx;
use crate::connection::MadeRow;
use crate::foreign_keys;

/// Converts a row of a batch.
type EncodeRow<R> = fn(&Write, &R) -> Result<RowArguments, Error>;

/// A write that runs for each row of a batch.
trait RowWrite<R>: Sync {
    type Output: Send;

    fn run(
        &self,
        connection: &mut SqlxSqlite<'_>,
        row: &R,
    ) -> impl Future<Output = Result<Self::Output, Error>> + Send;
}

/// Writes each row; the results are outcomes.
struct WriteEach<'w, R> {
    write: &'w Write,
    encode: EncodeRow<R>,
}

impl<R: Sync> RowWrite<R> for WriteEach<'_, R> {
    type Output = Outcome;

    async fn run(&self, connection: &mut SqlxSqlite<'_>, row: &R) -> Result<Outcome, Error> {
        connection.write_row(self.write, &(self.encode)(self.write, row)?).await
    }
}

/// Inserts each row; the results are the rows that the inserts return.
struct InsertEach<'w, R> {
    write: &'w Write,
    encode: EncodeRow<R>,
}

impl<R: Sync> RowWrite<R> for InsertEach<'_, R> {
    type Output = MadeRow;

    async fn run(&self, connection: &mut SqlxSqlite<'_>, row: &R) -> Result<MadeRow, Error> {
        connection.insert_made(self.write, (self.encode)(self.write, row)?).await
    }
}

impl SqlxSqlite<'_> {
    /// Writes one row, in a transaction of its own if it takes several statements and none is open.
    pub(super) async fn write_alone(&mut self, write: &Write, row: &RowArguments) -> Result<Outcome, Error> {
        if write.kind != WriteKind::Upsert || self.depth() > 0 {
            return self.write_row(write, row).await;
        }
        // As on the direct connection, a row that exists takes one statement.
        if !write.upserts_differ() && self.update_row(write, row).await? {
            return Ok(Outcome::Updated);
        }
        self.in_transaction(async |connection| connection.write_row(write, row).await).await
    }

    /// Writes one row. An upsert may take two statements, and then needs a transaction.
    pub(super) async fn write_row(&mut self, write: &Write, row: &RowArguments) -> Result<Outcome, Error> {
        let (name, sql) = match write.kind {
            WriteKind::Insert | WriteKind::InsertVerbatim => (write.kind.name(), write.insert_sql()),
            WriteKind::InsertIfAbsent => ("insert_if_absent", write.key.insert_if_absent()),
            WriteKind::Update if self.update_row(write, row).await? => return Ok(Outcome::Updated),
            WriteKind::Delete if self.delete_row(write, row).await? => return Ok(Outcome::Deleted),
            WriteKind::Update | WriteKind::Delete => return self.unchanged_outcome(write, row).await,
            WriteKind::Upsert if write.upserts_differ() => {
                let insert = write.statement("insert_if_absent", write.key.insert_if_absent());
                if self.run(&insert, row.insert.clone()).await? > 0 {
                    return Ok(Outcome::Inserted);
                }
                self.run(&write.statement("upsert", write.key.upsert()), row.insert.clone()).await?;
                return Ok(Outcome::Updated);
            }
            WriteKind::Upsert => {
                if self.update_row(write, row).await? {
                    return Ok(Outcome::Updated);
                }
                ("upsert", write.key.upsert())
            }
        };
        let changed = self.run(&write.statement(name, sql), row.insert.clone()).await?;
        Ok(if changed > 0 { Outcome::Inserted } else { Outcome::Existing })
    }

    /// Updates one row; returns whether it exists.
    async fn update_row(&mut self, write: &Write, row: &RowArguments) -> Result<bool, Error> {
        let changed = self.run(&write.statement("update", write.key.update()), row.update.clone()).await?;
        Ok(changed > 0)
    }

    /// Deletes one row; returns whether it existed.
    async fn delete_row(&mut self, write: &Write, row: &RowArguments) -> Result<bool, Error> {
        let statement = write.statement(write.kind.name(), write.delete_sql());
        Ok(self.run(&statement, row.delete.clone()).await? > 0)
    }

    /// Returns why an update or delete of a row changed nothing.
    async fn unchanged_outcome(&mut self, write: &Write, row: &RowArguments) -> Result<Outcome, Error> {
        let mut outcome = Outcome::Missing;
        if write.compares_version() {
            let statement = write.statement(write.kind.name(), write.key.select());
            self.read_rows(&statement, row.key.clone(), |_| {
                outcome = Outcome::Conflict;
                Ok(ControlFlow::Break(()))
            })
            .await?;
        }
        Ok(outcome)
    }

    /// Writes all rows or none; returns one outcome per row. `encode` converts a row.
    pub(super) async fn write_batch<R: Sync>(
        &mut self,
        write: &Write,
        rows: &[R],
        encode: EncodeRow<R>,
    ) -> Result<Vec<Outcome>, Error> {
        self.each_row(rows, &WriteEach { write, encode }).await
    }

    /// Inserts all rows or none; returns the row that each insert returns.
    pub(super) async fn insert_batch<R: Sync>(
        &mut self,
        write: &Write,
        rows: &[R],
        encode: EncodeRow<R>,
    ) -> Result<Vec<MadeRow>, Error> {
        self.each_row(rows, &InsertEach { write, encode }).await
    }

    /// Inserts a row; returns the row that the insert returns.
    pub(super) async fn insert_made(&mut self, write: &Write, row: RowArguments) -> Result<MadeRow, Error> {
        let statement = write.statement("insert", write.sql.insert());
        let mut made = None;
        self.read_rows(&statement, row.insert, |row| {
            made = Some(MadeRow::read(write.table, row)?);
            Ok(ControlFlow::Continue(()))
        })
        .await?;
        made.ok_or_else(Write::no_row)
    }

    /// Runs a write for all rows or none; returns the result for each.
    async fn each_row<R: Sync, W: RowWrite<R>>(
        &mut self,
        rows: &[R],
        write: &W,
    ) -> Result<Vec<W::Output>, Error> {
        let written = self
            .in_transaction(async |connection| {
                let mut results = Vec::with_capacity(rows.len());
                for row in rows {
                    results.push(write.run(connection, row).await?);
                }
                Ok(results)
            })
            .await;
        match written {
            // With violations from earlier in the caller's transaction, those of the batch could not be distinguished.
            Err(error)
                if error.kind() == ErrorKind::ForeignKeyViolation
                    && !self.has_foreign_key_violations().await? =>
            {
                self.in_transaction(async |connection| {
                    connection.each_row_deferred(rows, write, &error).await
                })
                .await
            }
            result => result,
        }
    }

    /// As [`each_row`](Self::each_row), and checks foreign keys at the end of each chunk; returns `violation` if one is violated.
    async fn each_row_deferred<R: Sync, W: RowWrite<R>>(
        &mut self,
        rows: &[R],
        write: &W,
        violation: &Error,
    ) -> Result<Vec<W::Output>, Error> {
        let mut results = Vec::with_capacity(rows.len());
        for chunk in rows.chunks(Write::MAX_ROWS) {
            self.execute_constant(foreign_keys::DEFER).await?;
            let mut written = Ok(());
            for row in chunk {
                match write.run(self, row).await {
                    Ok(result) => results.push(result),
                    Err(error) => {
                        written = Err(error);
                        break;
                    }
                }
            }
            let violated = self.has_foreign_key_violations().await;
            let restored = self.execute_constant(foreign_keys::CHECK_EACH_STATEMENT).await;
            written.and(restored)?;
            if violated? {
                return Err(violation.clone());
            }
        }
        Ok(results)
    }

    /// Returns whether foreign keys are violated in the open transaction, so that its commit would fail.
    #[expect(unsafe_code, reason = "sqlx does not offer sqlite3_db_status")]
    pub(super) async fn has_foreign_key_violations(&mut self) -> Result<bool, Error> {
        let mut handle = self.connection.lock_handle().await.map_err(|error| from_sqlx(error, None))?;
        // SAFETY: the connection is open, and the guard keeps sqlx's thread from using it.
        Ok(unsafe { foreign_keys::has_violations(handle.as_raw_handle().as_ptr()) })
    }
}
