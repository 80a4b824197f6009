//! The statements of a batch, in the forms of all engines.

use super::{BatchCall, BatchRows, BatchStatement, RowCountGuard};
use crate::dialect::Dialect;
use crate::error::Error;
use crate::exec::{Params, Statement, UpdateMany, Write};
use crate::statements::TableValues;
use crate::types::Value;

/// One form per engine, in the order of [`Dialect::ALL`].
pub(in crate::exec) type ByDialect<T> = [T; Dialect::ALL.len()];

/// A statement of a batch, in the forms of all engines: a batch is created without a connection.
pub(super) struct Entry<'a> {
    pub(super) kind: EntryKind,
    /// The parameters of the statement, or the values of its rows or elements, one after the other.
    pub(super) values: Vec<Value<'a>>,
    pub(super) expected_rows: Option<u64>,
}

pub(super) enum EntryKind {
    Execute(ByDialect<Statement>),
    Query(ByDialect<Statement>, NewRows),
    Write(ByDialect<Write>),
    WriteMany(ByDialect<Write>),
    InsertMany(ByDialect<Write>, NewRows),
    ExecuteMany(ByDialect<UpdateMany>),
}

/// Creates the collection of the rows of a query, once for each time that the batch runs.
type NewRows = Box<dyn Fn() -> BatchRows + Send + Sync>;

/// Returns the write of one row.
pub(super) fn row<'a, R: TableValues>(
    writes: ByDialect<Write>,
    row: &'a R,
) -> Result<(EntryKind, Vec<Value<'a>>), Error> {
    // The key is the same for all engines.
    writes[0].check_key()?;
    Ok((EntryKind::Write(writes), row.values()?.as_ref().to_vec()))
}

/// Returns the write of many rows.
pub(super) fn rows<'a, R: TableValues + 'a>(
    writes: ByDialect<Write>,
    rows: impl IntoIterator<Item = &'a R>,
) -> Result<(EntryKind, Vec<Value<'a>>), Error> {
    writes[0].check_key()?;
    Ok((EntryKind::WriteMany(writes), values_of(&writes[0], rows)?))
}

/// Returns the values of many rows, one row after the other.
pub(super) fn values_of<'a, R: TableValues + 'a>(
    write: &Write,
    rows: impl IntoIterator<Item = &'a R>,
) -> Result<Vec<Value<'a>>, Error> {
    let mut rows = rows.into_iter();
    let mut values = Vec::with_capacity(rows.size_hint().0 * write.table.columns.len());
    rows.try_for_each(|row| {
        values.extend_from_slice(row.values()?.as_ref());
        Ok::<(), Error>(())
    })?;
    Ok(values)
}

impl Entry<'_> {
    pub(super) fn is_read(&self) -> bool {
        // The kind of a statement is the same for all engines.
        matches!(&self.kind, EntryKind::Query([statement, ..], _) if statement.kind.is_read())
    }

    pub(super) fn into_owned(self) -> Entry<'static> {
        let values = self.values.into_iter().map(Value::into_owned).collect();
        Entry { kind: self.kind, values, expected_rows: self.expected_rows }
    }

    /// Returns the statement for an engine; `number` is its position in the batch, from 1.
    pub(super) fn statement(&self, number: usize, dialect: Dialect) -> BatchStatement<'_> {
        let at = dialect.index();
        let params = Params::all(&self.values);
        let call = match &self.kind {
            EntryKind::Execute(statements) => BatchCall::Execute { statement: statements[at], params },
            EntryKind::Query(statements, new_rows) => {
                BatchCall::Query { statement: statements[at], params, rows: new_rows() }
            }
            EntryKind::Write(writes) => BatchCall::Write { write: writes[at], row: &self.values },
            EntryKind::WriteMany(writes) => BatchCall::WriteMany { write: writes[at], values: &self.values },
            EntryKind::InsertMany(writes, new_rows) => {
                BatchCall::InsertMany { write: writes[at], values: &self.values, rows: new_rows() }
            }
            EntryKind::ExecuteMany(updates) => {
                BatchCall::ExecuteMany { update: updates[at], values: &self.values }
            }
        };
        let guard = self
            .expected_rows
            .map(|expected| RowCountGuard::new(number, call.name(), call.table(), expected));
        BatchStatement { call, guard }
    }
}
