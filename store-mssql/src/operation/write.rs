//! Writes one row.

use std::ops::ControlFlow;

use store_core::schema::{Merge, TableModel};
use store_core::{Error, Outcome, Params, SchemaOverride, Value, Write, WriteKind};

use super::{Operation, RetrySafety, in_schema, missing_outcome, with_only_column};
use crate::session::{Driver, Session};

/// Writes one row.
pub(crate) struct WriteRow<'v> {
    pub(crate) write: Write,
    pub(crate) values: &'v [Value<'v>],
}

impl Operation for WriteRow<'_> {
    type Output = Outcome;

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        (self.write.kind.name(), Some(self.write.table))
    }

    fn retry_safety(&self) -> RetrySafety {
        write_retry_safety(&self.write)
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<Outcome, Error> {
        let Write { kind, key, table, .. } = self.write;
        let sql = in_schema(schema, row_statement(&self.write));
        let all = Params::all(self.values);
        match kind {
            WriteKind::Insert | WriteKind::InsertIfAbsent => {
                let inserted = session.execute(sql, table, all).await?;
                Ok(outcome_of_count(kind, inserted))
            }
            WriteKind::Update => {
                let order: Vec<usize> = key.update_order().collect();
                let updated = session.execute(sql, table, Params::ordered(self.values, &order)).await?;
                Ok(outcome_of_count(kind, updated))
            }
            WriteKind::Upsert => {
                let mut outcome = None;
                let read = |row: &tiberius::Row| {
                    outcome = read_outcome(row);
                    ControlFlow::Continue(())
                };
                let written = session.query(sql, table, all, read).await;
                written.map_err(|error| with_sum_column(error, &self.write))?;
                outcome.ok_or_else(missing_outcome)
            }
        }
    }

    fn row_count(&self, output: &Outcome) -> u64 {
        u64::from(output.is_written())
    }
}

/// Returns the statement that writes one row.
pub(super) fn row_statement(write: &Write) -> &'static str {
    match write.kind {
        WriteKind::Insert => write.sql.insert(),
        WriteKind::InsertIfAbsent => write.key.insert_if_absent(),
        WriteKind::Upsert => write.key.upsert(),
        WriteKind::Update => write.key.update(),
    }
}

/// Returns the outcome of a row, other than that of an upsert, which the row count does not show.
pub(super) fn outcome_of_count(kind: WriteKind, changed: u64) -> Outcome {
    match kind {
        WriteKind::Insert | WriteKind::Upsert => Outcome::Inserted,
        WriteKind::InsertIfAbsent if changed > 0 => Outcome::Inserted,
        WriteKind::InsertIfAbsent => Outcome::Existing,
        WriteKind::Update if changed > 0 => Outcome::Updated,
        WriteKind::Update => Outcome::Missing,
    }
}

/// Reads the outcome of an upsert.
pub(super) fn read_outcome(row: &tiberius::Row) -> Option<Outcome> {
    match row.try_get::<&str, _>(0) {
        Ok(Some("inserted")) => Some(Outcome::Inserted),
        Ok(Some("updated")) => Some(Outcome::Updated),
        _ => None,
    }
}

/// Returns the retry safety of a write. A row can be written twice, except by an insert, which would violate the key of the
/// first, and by an upsert that adds to a column, which would add twice.
pub(super) fn write_retry_safety(write: &Write) -> RetrySafety {
    let looks_first = matches!(write.kind, WriteKind::InsertIfAbsent | WriteKind::Upsert);
    RetrySafety {
        rows_delivered: false,
        repeatable: write.kind != WriteKind::Insert && sum_columns(write).next().is_none(),
        lookup_key: looks_first.then(|| write.key.name()),
    }
}

/// Names the column whose sum is out of range.
pub(super) fn with_sum_column(error: Error, write: &Write) -> Error {
    with_only_column(error, write.table, sum_columns(write))
}

/// Returns the columns to which the write adds.
fn sum_columns(write: &Write) -> impl Iterator<Item = usize> {
    let is_sum = |(_, merge): &&(usize, Merge)| write.kind == WriteKind::Upsert && *merge == Merge::Add;
    write.table.columns.merges.iter().filter(is_sum).map(|(column, _)| *column)
}
