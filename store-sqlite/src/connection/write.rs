//! Writes of single rows.

use std::ops::ControlFlow;

use store_core::{Error, Outcome, Params, Value, Write, WriteKind};

use super::SqliteConnection;
use super::execute::read_rows;
use super::made_row::MadeRow;

impl SqliteConnection {
    /// Writes one row.
    pub(crate) fn write_row(&mut self, write: &Write, row: &[Value<'_>]) -> Result<Outcome, Error> {
        match write.kind {
            WriteKind::Insert | WriteKind::InsertVerbatim => {
                self.execute_row(write, write.kind.name(), write.insert_sql(), row).map(|_| Outcome::Inserted)
            }
            WriteKind::InsertIfAbsent => {
                let inserted = self.insert_row_if_absent(write, row)?;
                Ok(if inserted { Outcome::Inserted } else { Outcome::Existing })
            }
            WriteKind::Update if self.update_row(write, row)? => Ok(Outcome::Updated),
            WriteKind::Delete if self.delete_row(write, row)? => Ok(Outcome::Deleted),
            WriteKind::Update | WriteKind::Delete => self.unchanged_outcome(write, row),
            // The first statement of a merge takes the write lock, and changes nothing if the second one follows.
            WriteKind::Upsert if write.upserts_differ() && !self.as_rusqlite().is_autocommit() => {
                self.merge_row(write, row)
            }
            WriteKind::Upsert if write.upserts_differ() => {
                self.in_transaction(|connection| connection.merge_row(write, row))
            }
            WriteKind::Upsert => self.upsert_row(write, row),
        }
    }

    /// Updates the row, or inserts it.
    ///
    /// `INSERT … ON CONFLICT DO UPDATE` does not report which of the two it did, so an update is tried first. A row that
    /// exists, the usual case, takes this one statement.
    fn upsert_row(&mut self, write: &Write, row: &[Value<'_>]) -> Result<Outcome, Error> {
        if self.update_row(write, row)? {
            return Ok(Outcome::Updated);
        }
        if !self.as_rusqlite().is_autocommit() {
            // The update took the write lock, so no other connection has inserted the row since.
            return self.insert_missing_row(write, row);
        }
        self.in_transaction(|connection| {
            if connection.update_row(write, row)? {
                return Ok(Outcome::Updated);
            }
            connection.insert_missing_row(write, row)
        })
    }

    /// Inserts the row, or adds its values to those of the existing one.
    fn merge_row(&mut self, write: &Write, row: &[Value<'_>]) -> Result<Outcome, Error> {
        if self.insert_row_if_absent(write, row)? {
            return Ok(Outcome::Inserted);
        }
        self.execute_row(write, "upsert", write.key.upsert(), row).map(|_| Outcome::Updated)
    }

    /// Inserts a row; returns the row that the insert returns.
    pub(super) fn insert_made(&mut self, write: &Write, row: &[Value<'_>]) -> Result<MadeRow, Error> {
        let statement = write.statement("insert", write.sql.insert());
        let params: Vec<Value<'_>> = write.inserted_values(row).cloned().collect();
        let mut made = None;
        self.check_transaction()?;
        self.with_prepared(&statement, |prepared, table| {
            read_rows(prepared, table, Params::all(&params), |row| {
                made = Some(MadeRow::read(table.model, row)?);
                Ok(ControlFlow::Continue(()))
            })
        })?;
        made.ok_or_else(Write::no_row)
    }

    fn insert_row_if_absent(&mut self, write: &Write, row: &[Value<'_>]) -> Result<bool, Error> {
        let changed = self.execute_row(write, "insert_if_absent", write.key.insert_if_absent(), row)?;
        Ok(changed > 0)
    }

    fn insert_missing_row(&mut self, write: &Write, row: &[Value<'_>]) -> Result<Outcome, Error> {
        self.execute_row(write, "upsert", write.key.upsert(), row).map(|_| Outcome::Inserted)
    }

    fn update_row(&mut self, write: &Write, row: &[Value<'_>]) -> Result<bool, Error> {
        let statement = write.statement("update", write.key.update());
        let values = write.key.update_order().filter_map(|at| row.get(at));
        Ok(self.execute_values(&statement, values)? > 0)
    }

    fn delete_row(&mut self, write: &Write, row: &[Value<'_>]) -> Result<bool, Error> {
        let statement = write.statement(write.kind.name(), write.delete_sql());
        let order = write.param_order();
        Ok(self.execute_values(&statement, order.iter().filter_map(|at| row.get(*at)))? > 0)
    }

    /// Returns why an update or delete of a row changed nothing.
    fn unchanged_outcome(&mut self, write: &Write, row: &[Value<'_>]) -> Result<Outcome, Error> {
        let mut outcome = Outcome::Missing;
        if write.compares_version() {
            let statement = write.statement(write.kind.name(), write.key.select());
            self.with_prepared(&statement, |prepared, table| {
                read_rows(prepared, table, Params::ordered(row, write.key.columns()), |_| {
                    outcome = Outcome::Conflict;
                    Ok(ControlFlow::Break(()))
                })
            })?;
        }
        Ok(outcome)
    }

    fn execute_row(
        &mut self,
        write: &Write,
        name: &'static str,
        sql: &'static str,
        row: &[Value<'_>],
    ) -> Result<u64, Error> {
        self.execute_values(&write.statement(name, sql), write.inserted_values(row))
    }
}
