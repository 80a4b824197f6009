//! Writes of whole rows.

use super::Statement;
use crate::dialect::Dialect;
use crate::schema::{StatementKind, TableModel};
use crate::statements::{DialectSql, KeySql, Table, UniqueKey};
use crate::types::Value;

/// The result of writing a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The row was inserted.
    Inserted,
    /// A row with the key exists and was not changed.
    Existing,
    /// The row with the key was updated.
    Updated,
    /// No row with the key exists to update.
    Missing,
}

impl Outcome {
    /// Returns whether the row was inserted or updated.
    pub const fn is_written(self) -> bool {
        matches!(self, Self::Inserted | Self::Updated)
    }
}

/// The way in which a row is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WriteKind {
    /// Inserts the row: [`Outcome::Inserted`], or an error.
    Insert,
    /// Inserts the row unless the key exists: `Inserted` or [`Outcome::Existing`].
    InsertIfAbsent,
    /// Inserts the row or updates the row with the key: `Inserted` or [`Outcome::Updated`].
    Upsert,
    /// Updates the row with the key: `Updated` or [`Outcome::Missing`].
    Update,
}

impl WriteKind {
    /// Returns the name of a write of one row, for errors and traces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Insert => "insert",
            Self::InsertIfAbsent => "insert_if_absent",
            Self::Upsert => "upsert",
            Self::Update => "update",
        }
    }

    /// Returns the name of a write of many rows, for errors and traces.
    pub const fn name_of_many(self) -> &'static str {
        match self {
            Self::Insert => "insert_many",
            Self::InsertIfAbsent => "insert_many_if_absent",
            Self::Upsert => "upsert_many",
            Self::Update => "update_many",
        }
    }
}

/// A request to a driver to write rows of one table by one key.
#[derive(Clone, Copy, Debug)]
pub struct Write {
    /// The way in which the rows are written.
    pub kind: WriteKind,
    /// The statements of the table.
    pub sql: &'static DialectSql,
    /// The statements by the key.
    pub key: KeySql,
    /// The table.
    pub table: &'static TableModel<'static>,
}

impl Write {
    /// The maximum number of rows of a batch that are written together, and whose references to each other are checked together.
    /// Their locks are well below the 5,000 at which SQL Server locks the whole table.
    pub const MAX_ROWS: usize = 1_000;

    /// Returns the write of rows by a key.
    pub fn by_key<T: Table>(dialect: Dialect, key: UniqueKey<T>, kind: WriteKind) -> Self {
        Self { kind, sql: T::SQL.of(dialect), key: key.sql(dialect), table: T::MODEL }
    }

    /// Splits the values of many rows into rows.
    pub fn rows<'v>(
        &self,
        values: &'v [Value<'v>],
    ) -> impl ExactSizeIterator<Item = &'v [Value<'v>]> + Clone + use<'v> {
        values.chunks(self.table.columns.len().max(1))
    }

    /// Returns a statement on the table that writes.
    pub const fn statement(&self, name: &'static str, sql: &'static str) -> Statement {
        Statement::new(sql, name, StatementKind::Write, self.table)
    }

    /// Returns whether an upsert merges with the existing row, so that an update cannot replace it.
    pub const fn merges(&self) -> bool {
        !self.table.columns.merges.is_empty()
    }
}

// A row takes at most a lock on its key and a lock on the gap before it, in each index, and escalation counts the locks of each
// index by itself.
const _: () = assert!(2 * Write::MAX_ROWS < 5_000, "SQL Server would lock the whole table");
