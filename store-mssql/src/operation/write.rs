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
        let Write { kind, table, .. } = self.write;
        let sql = in_schema(schema, row_statement(&self.write));
        let order = self.write.param_order();
        let params = Params::ordered(self.values, &order);
        if !returns_outcome(&self.write) {
            let changed = session.execute(sql, table, params).await?;
            return Ok(outcome_of_count(kind, changed));
        }
        let mut outcome = None;
        let read = |row: &tiberius::Row| {
            outcome = read_outcome(row);
            ControlFlow::Continue(())
        };
        let written = session.query(sql, table, params, read).await;
        written.map_err(|error| with_sum_column(error, &self.write))?;
        returned_outcome(kind, outcome)
    }

    fn row_count(&self, output: &Outcome) -> u64 {
        u64::from(output.is_written())
    }
}

/// Returns the statement that writes one row.
pub(super) fn row_statement(write: &Write) -> &'static str {
    match write.kind {
        WriteKind::Insert | WriteKind::InsertVerbatim => write.insert_sql(),
        WriteKind::InsertIfAbsent => write.key.insert_if_absent(),
        WriteKind::Upsert => write.key.upsert(),
        WriteKind::Update => write.key.update(),
        WriteKind::Delete => write.delete_sql(),
    }
}

/// Returns whether the statement that writes one row returns its outcome: an upsert always does, and an update or delete that
/// compares the version does if it changes no row.
pub(super) fn returns_outcome(write: &Write) -> bool {
    write.kind == WriteKind::Upsert || write.compares_version()
}

/// Returns the outcome of a statement that returns it.
pub(super) fn returned_outcome(kind: WriteKind, outcome: Option<Outcome>) -> Result<Outcome, Error> {
    match (kind, outcome) {
        (_, Some(outcome)) => Ok(outcome),
        (WriteKind::Update | WriteKind::Delete, None) => Ok(outcome_of_count(kind, 1)),
        (_, None) => Err(missing_outcome()),
    }
}

/// Returns the outcome of a row, unless the statement [returns](returns_outcome) it.
pub(super) fn outcome_of_count(kind: WriteKind, changed: u64) -> Outcome {
    match kind {
        WriteKind::Insert | WriteKind::InsertVerbatim | WriteKind::Upsert => Outcome::Inserted,
        WriteKind::InsertIfAbsent if changed > 0 => Outcome::Inserted,
        WriteKind::InsertIfAbsent => Outcome::Existing,
        WriteKind::Update if changed > 0 => Outcome::Updated,
        WriteKind::Delete if changed > 0 => Outcome::Deleted,
        WriteKind::Update | WriteKind::Delete => Outcome::Missing,
    }
}

/// Reads the outcome that a statement returns.
pub(super) fn read_outcome(row: &tiberius::Row) -> Option<Outcome> {
    match row.try_get::<&str, _>(0) {
        Ok(Some("inserted")) => Some(Outcome::Inserted),
        Ok(Some("updated")) => Some(Outcome::Updated),
        Ok(Some("missing")) => Some(Outcome::Missing),
        Ok(Some("conflict")) => Some(Outcome::Conflict),
        _ => None,
    }
}

/// Returns the retry safety of a write. A row can be written twice, except by an insert, which would violate the key of the
/// first, by an upsert that adds to a column, which would add twice, by a delete, whose outcome would differ, and by a write that
/// raises the version, which the second would find changed.
pub(super) fn write_retry_safety(write: &Write) -> RetrySafety {
    let raises_version = write.table.version.is_some() && write.kind != WriteKind::InsertIfAbsent;
    let is_once = is_insert(write.kind) || write.kind == WriteKind::Delete || raises_version;
    let looks_first = matches!(write.kind, WriteKind::InsertIfAbsent | WriteKind::Upsert);
    RetrySafety {
        rows_passed: false,
        repeatable: !is_once && sum_columns(write).next().is_none(),
        lookup_key: looks_first.then(|| write.key.name()),
    }
}

/// Returns whether every row is inserted, or the write fails.
pub(super) fn is_insert(kind: WriteKind) -> bool {
    matches!(kind, WriteKind::Insert | WriteKind::InsertVerbatim)
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
