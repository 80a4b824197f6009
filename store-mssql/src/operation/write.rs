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
        let name = match self.write.kind {
            WriteKind::Insert => "insert",
            WriteKind::InsertIfAbsent => "insert_if_absent",
            WriteKind::Upsert => "upsert",
            WriteKind::Update => "update",
        };
        (name, Some(self.write.table))
    }

    fn retry_safety(&self) -> RetrySafety {
        write_retry_safety(&self.write)
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<Outcome, Error> {
        let Write { kind, sql, key, table } = self.write;
        let all = Params::all(self.values);
        match kind {
            WriteKind::Insert => {
                session.execute(in_schema(schema, sql.insert()), table, all).await?;
                Ok(Outcome::Inserted)
            }
            WriteKind::InsertIfAbsent => {
                let inserted = session.execute(in_schema(schema, key.insert_if_absent()), table, all).await?;
                Ok(if inserted > 0 { Outcome::Inserted } else { Outcome::Existing })
            }
            WriteKind::Update => {
                let order: Vec<usize> = key.update_order().collect();
                let params = Params::ordered(self.values, &order);
                let updated = session.execute(in_schema(schema, key.update()), table, params).await?;
                Ok(if updated > 0 { Outcome::Updated } else { Outcome::Missing })
            }
            WriteKind::Upsert => {
                let mut outcome = None;
                let read_outcome = |row: &tiberius::Row| {
                    outcome = match row.try_get::<&str, _>(0) {
                        Ok(Some("inserted")) => Some(Outcome::Inserted),
                        Ok(Some("updated")) => Some(Outcome::Updated),
                        _ => None,
                    };
                    ControlFlow::Continue(())
                };
                let written = session.query(in_schema(schema, key.upsert()), table, all, read_outcome).await;
                written.map_err(|error| with_sum_column(error, &self.write))?;
                outcome.ok_or_else(missing_outcome)
            }
        }
    }

    fn row_count(&self, output: &Outcome) -> u64 {
        u64::from(is_written(*output))
    }
}

pub(super) fn is_written(outcome: Outcome) -> bool {
    !matches!(outcome, Outcome::Existing | Outcome::Missing)
}

/// Returns the retry safety of a write. A row can be written twice but not inserted twice: the second insert would
/// violate the key of the first.
pub(super) fn write_retry_safety(write: &Write) -> RetrySafety {
    let looks_first = matches!(write.kind, WriteKind::InsertIfAbsent | WriteKind::Upsert);
    RetrySafety {
        rows_delivered: false,
        repeatable: write.kind != WriteKind::Insert,
        lookup_key: looks_first.then(|| write.key.name()),
    }
}

/// Names the column whose sum is out of range.
pub(super) fn with_sum_column(error: Error, write: &Write) -> Error {
    if write.kind != WriteKind::Upsert {
        return error;
    }
    let sums = write.table.columns.merges.iter().filter(|(_, merge)| *merge == Merge::Add);
    with_only_column(error, write.table, sums.map(|(column, _)| *column))
}
