//! The statements of a batch, in the forms of all engines.

use super::{BatchCall, BatchRows, BatchStatement, RowCountGuard};
use crate::dialect::Dialect;
use crate::exec::{Params, Statement, UpdateMany, Write, WriteKind};
use crate::statements::{Table, UniqueKey};
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
    ExecuteMany(ByDialect<UpdateMany>),
}

/// Creates the collection of the rows of a query, once for each time that the batch runs.
type NewRows = Box<dyn Fn() -> BatchRows + Send + Sync>;

impl EntryKind {
    /// A write of one row.
    pub(super) fn write<T: Table>(kind: WriteKind, key: UniqueKey<T>) -> Self {
        Self::Write(Dialect::ALL.map(|dialect| Write::by_key(dialect, key, kind)))
    }

    /// A write of many rows.
    pub(super) fn write_many<T: Table>(kind: WriteKind, key: UniqueKey<T>) -> Self {
        Self::WriteMany(Dialect::ALL.map(|dialect| Write::by_key(dialect, key, kind)))
    }
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
