//! The statements by a key.

use super::table_sql::not_empty;
use crate::schema::{KeyStatement, StatementLayout, TableModel};
use crate::text::PackedStrings;

/// The statements by one key, for one engine.
#[derive(Clone, Copy, Debug)]
pub struct KeySql {
    pub(super) model: &'static TableModel<'static>,
    pub(super) layout: StatementLayout,
    pub(super) key: usize,
    pub(super) statements: PackedStrings<'static>,
}

impl KeySql {
    /// Returns the name of the key.
    pub const fn name(&self) -> &'static str {
        self.model.keys[self.key].name
    }

    /// Returns the position of the key in [`TableModel::keys`].
    pub(crate) const fn index(&self) -> usize {
        self.key
    }

    /// Returns the columns of the key, as positions in the table.
    pub const fn columns(&self) -> &'static [usize] {
        self.model.keys[self.key].columns
    }

    const fn statement(&self, statement: KeyStatement) -> &'static str {
        assert!(self.key < self.model.keys.len(), "the table has no such key, or is a view");
        self.statements.at(self.layout.key(self.key, statement))
    }

    /// Returns the statement that inserts a row unless the key exists; the parameters are the columns of
    /// [`TableModel::inserted`]. It is empty for a key whose values the database makes.
    pub const fn insert_if_absent(&self) -> &'static str {
        self.statement(KeyStatement::InsertIfAbsent)
    }

    /// Returns the statement that inserts a row or updates the row with the same key; the parameters are the columns of
    /// [`TableModel::inserted`]. It is empty for a key whose values the database makes.
    pub const fn upsert(&self) -> &'static str {
        self.statement(KeyStatement::Upsert)
    }

    /// Returns the statement that reads the row with the key; the parameters are the columns of the key.
    pub const fn select(&self) -> &'static str {
        self.statement(KeyStatement::Select)
    }

    /// Returns the statement that updates all columns except those of the key, the primary key and the insert-only ones; the
    /// parameters are the columns of [`update_order`](Self::update_order). If the table has a version, the statement compares and
    /// raises it; on SQL Server it returns a row with the word `missing` or `conflict` unless it updates the row.
    pub const fn update(&self) -> &'static str {
        self.statement(KeyStatement::Update)
    }

    /// Returns the statement that deletes the row with the key; the parameters are the columns of the key.
    pub const fn delete(&self) -> &'static str {
        self.statement(KeyStatement::Delete)
    }

    /// Returns the statement that writes many rows from one JSON parameter; `None` for an engine that writes them one by one.
    ///
    /// The second parameter is 1 to insert missing rows, the third is 1 to update existing ones, and the fourth is the bytes of
    /// all rows, if the table has columns of bytes. The statement returns the
    /// numbers of the rows that were missing; with a second parameter of 0, it also returns the complements of the numbers of the rows
    /// whose version is not that of the existing row, which are not updated. Rows with the same key must have rounds that ascend from 0, so that a later row
    /// finds the result of an earlier one. Within a round, rows are written in the order of their numbers.
    pub const fn write_many(&self) -> Option<&'static str> {
        not_empty(self.statement(KeyStatement::WriteMany))
    }

    /// Returns the columns whose values are the parameters of [`update`](Self::update), in order.
    pub fn update_order(&self) -> impl Iterator<Item = usize> + Clone + use<> {
        self.model.update_order(&self.model.keys[self.key])
    }

    pub(super) fn statements(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let key = *self;
        KeyStatement::ALL.into_iter().map(move |statement| (statement.name(), key.statement(statement)))
    }
}
