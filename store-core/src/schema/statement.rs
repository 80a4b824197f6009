//! The list of the statements of a table, which the renderer, the derive and [`DialectSql`](crate::DialectSql) share.
//!
//! A table has the statements of [`TableStatement::ALL`], one per index, those of [`KeyStatement::ALL`] per key, and one per
//! combination of each query, in this order. After a statement of an update with `many` follows the statement for many elements.

use super::{QueryKind, TableModel};

/// The kind of a statement, so that a driver need not read it from the SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StatementKind {
    /// Reads rows and changes nothing.
    Read,
    /// Inserts, updates or deletes rows.
    Write,
    /// Updates rows and returns them.
    Claim,
    /// Creates or drops an object.
    Ddl,
}

impl StatementKind {
    /// Returns whether the statement changes nothing.
    pub const fn is_read(self) -> bool {
        matches!(self, Self::Read)
    }
}

/// A statement on a table or a view as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableStatement {
    /// Creates the schema if it does not exist; empty for a table or an engine without schemas.
    CreateSchema,
    /// Creates the table or the view if it does not exist.
    CreateTable,
    /// Drops the table or the view if it exists.
    DropTable,
    /// Inserts a row; returns the value of a column of the primary key that the database makes.
    Insert,
    /// Inserts a row and returns all columns; empty for a table that does not ask for it.
    InsertReturning,
    /// Inserts a row with the values that the database would make; empty for a table where it makes none that could be assigned.
    InsertVerbatim,
    /// Deletes a row unless its version changed; empty for a table without versions.
    DeleteRow,
    /// Inserts many rows; empty for an engine that inserts them one by one.
    InsertMany,
    /// Inserts many rows as [`InsertVerbatim`](Self::InsertVerbatim) does; empty for an engine that inserts them one by one.
    InsertManyVerbatim,
}

impl TableStatement {
    /// Every statement, in the order of the variants.
    pub const ALL: [Self; 9] = [
        Self::CreateSchema,
        Self::CreateTable,
        Self::DropTable,
        Self::Insert,
        Self::InsertReturning,
        Self::InsertVerbatim,
        Self::DeleteRow,
        Self::InsertMany,
        Self::InsertManyVerbatim,
    ];

    /// Returns the name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CreateSchema => "create_schema",
            Self::CreateTable => "create_table",
            Self::DropTable => "drop_table",
            Self::Insert => "insert",
            Self::InsertReturning => "insert_returning",
            Self::InsertVerbatim => "insert_verbatim",
            Self::DeleteRow => "delete_row",
            Self::InsertMany => "insert_many",
            Self::InsertManyVerbatim => "insert_many_verbatim",
        }
    }

    /// Returns the name of the statement on a table or a view.
    pub fn name_for(self, model: &TableModel<'_>) -> String {
        self.name().replace("table", model.kind())
    }

    /// Returns whether the statement creates or drops; a view has no other statements than these and its queries.
    pub const fn is_ddl(self) -> bool {
        matches!(self, Self::CreateSchema | Self::CreateTable | Self::DropTable)
    }

    /// Returns whether the statement transfers many rows in one JSON parameter.
    pub const fn is_batch(self) -> bool {
        matches!(self, Self::InsertMany | Self::InsertManyVerbatim)
    }
}

/// A statement that finds a row by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyStatement {
    /// Inserts a row unless the key exists.
    InsertIfAbsent,
    /// Inserts a row, or updates the row with the key.
    Upsert,
    /// Reads the row with the key.
    Select,
    /// Updates the row with the key.
    Update,
    /// Deletes the row with the key.
    Delete,
    /// Inserts or updates many rows; empty for an engine that writes them one by one.
    WriteMany,
}

impl KeyStatement {
    /// Every statement, in the order of the variants.
    pub const ALL: [Self; 6] =
        [Self::InsertIfAbsent, Self::Upsert, Self::Select, Self::Update, Self::Delete, Self::WriteMany];

    /// Returns the name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InsertIfAbsent => "insert_if_absent",
            Self::Upsert => "upsert",
            Self::Select => "select",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::WriteMany => "write_many",
        }
    }

    /// Returns the kind of the statement.
    pub const fn kind(self) -> StatementKind {
        match self {
            Self::Select => StatementKind::Read,
            _ => StatementKind::Write,
        }
    }

    /// Returns whether the statement transfers many rows in one JSON parameter.
    pub const fn is_batch(self) -> bool {
        matches!(self, Self::WriteMany)
    }
}

impl QueryKind {
    /// Returns the kind of the statement of a query.
    pub const fn statement_kind(self) -> StatementKind {
        match self {
            Self::Select | Self::Count | Self::Exists => StatementKind::Read,
            Self::Update | Self::Delete => StatementKind::Write,
            Self::Claim => StatementKind::Claim,
        }
    }
}

/// The positions of the statements of a table in the list of all of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StatementLayout {
    indexes: usize,
    keys: usize,
}

impl StatementLayout {
    /// Returns the layout for a table.
    pub(crate) const fn of(model: &TableModel<'_>) -> Self {
        // The primary key has no separate index.
        let unique = model.keys.len().saturating_sub(1);
        Self { indexes: unique + model.indexes.len(), keys: model.keys.len() }
    }

    /// Returns the position of a statement on the table as a whole.
    pub(crate) const fn table(statement: TableStatement) -> usize {
        statement as usize
    }

    /// Returns the position of the first index, and the number of indexes.
    pub(crate) const fn indexes(self) -> (usize, usize) {
        (TableStatement::ALL.len(), self.indexes)
    }

    /// Returns the position of a statement by the key at the position `key`.
    pub(crate) const fn key(self, key: usize, statement: KeyStatement) -> usize {
        TableStatement::ALL.len() + self.indexes + key * KeyStatement::ALL.len() + statement as usize
    }

    /// Returns the position of the first query.
    pub(crate) const fn queries(self) -> usize {
        TableStatement::ALL.len() + self.indexes + self.keys * KeyStatement::ALL.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_match_the_lists() {
        for (at, statement) in TableStatement::ALL.into_iter().enumerate() {
            assert_eq!(StatementLayout::table(statement), at);
        }
        for (at, statement) in KeyStatement::ALL.into_iter().enumerate() {
            assert_eq!(statement as usize, at);
        }
        for (at, kind) in QueryKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, at);
        }
    }
}
