//! Writes of whole rows.

use super::Statement;
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind};
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
    /// The row with the key was deleted.
    Deleted,
    /// No row with the key exists to update or to delete.
    Missing,
    /// The row with the key was changed after it was read, and was not changed again: its version differs.
    Conflict,
}

impl Outcome {
    /// Returns whether the row was inserted, updated or deleted.
    pub const fn is_written(self) -> bool {
        matches!(self, Self::Inserted | Self::Updated | Self::Deleted)
    }

    /// Returns whether the row was found and changed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::VersionConflict`] for [`Conflict`](Self::Conflict).
    pub(super) fn is_changed(self) -> Result<bool, Error> {
        if self == Self::Conflict {
            let message =
                "another program changed the row after it was read: read it again, and repeat the change";
            return Err(Error::new(ErrorKind::VersionConflict, message));
        }
        Ok(self.is_written())
    }
}

/// The way in which a row is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WriteKind {
    /// Inserts the row: [`Outcome::Inserted`], or an error.
    Insert,
    /// Inserts the row with the values that the database would make: `Inserted`, or an error.
    InsertVerbatim,
    /// Inserts the row unless the key exists: `Inserted` or [`Outcome::Existing`].
    InsertIfAbsent,
    /// Inserts the row or updates the row with the key: `Inserted` or [`Outcome::Updated`].
    Upsert,
    /// Updates the row with the key: `Updated`, [`Outcome::Missing`] or [`Outcome::Conflict`].
    Update,
    /// Deletes the row with the primary key: [`Outcome::Deleted`], `Missing` or `Conflict`.
    Delete,
}

impl WriteKind {
    /// Returns the name of a write of one row, for errors and traces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Insert => "insert",
            Self::InsertVerbatim => "insert_verbatim",
            Self::InsertIfAbsent => "insert_if_absent",
            Self::Upsert => "upsert",
            Self::Update => "update",
            Self::Delete => "delete_row",
        }
    }

    /// Returns the name of a write of many rows, for errors and traces.
    pub const fn name_of_many(self) -> &'static str {
        match self {
            Self::Insert => "insert_many",
            Self::InsertVerbatim => "insert_many_verbatim",
            Self::InsertIfAbsent => "insert_many_if_absent",
            Self::Upsert => "upsert_many",
            Self::Update => "update_many",
            Self::Delete => "delete_rows",
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

    /// Checks that an insert writes the columns of the key.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Misuse`] when the database makes one of them.
    pub(super) fn check_key(&self) -> Result<(), Error> {
        let by_key = matches!(self.kind, WriteKind::InsertIfAbsent | WriteKind::Upsert);
        if !by_key || self.table.is_written(&self.table.keys[self.key.index()]) {
            return Ok(());
        }
        let message = format!(
            "`{}` by the key `{}`, whose values the database makes: use `insert`, or a unique key whose values the row contains",
            self.kind.name(),
            self.key.name()
        );
        Err(Error::new(ErrorKind::Misuse, message).with_table(self.table.name))
    }

    /// Checks that the key of a row can find the row again.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Misuse`] when the database makes a column of the key, or one is NULL.
    pub(super) fn check_finds(&self, values: &[Value<'_>]) -> Result<(), Error> {
        // The values of a row have NULL for what the database makes.
        self.check_key()?;
        let columns = self.key.columns();
        if !columns.iter().any(|at| values.get(*at).is_some_and(Value::is_null)) {
            return Ok(());
        }
        let message = format!(
            "the row has NULL in the key `{}`, so that it cannot be found again by it: use `insert_returning`, or another key",
            self.key.name()
        );
        Err(Error::new(ErrorKind::Misuse, message).with_table(self.table.name))
    }

    /// Returns the error of inserts that did not return one row each, as an `INSTEAD OF` trigger can cause.
    pub fn no_row() -> Error {
        Error::new(ErrorKind::Decode, "an insert did not return one row: a trigger may have replaced it")
    }

    /// Returns the error of a table without the statement that returns the inserted row.
    pub(super) fn not_returning(&self) -> Error {
        let message = "the table has no statement that returns an inserted row: add `#[table(returning)]`";
        Error::new(ErrorKind::Misuse, message).with_table(self.table.name)
    }

    /// Returns the insert of rows with the values that the database would make.
    pub(super) fn verbatim<T: Table>(dialect: Dialect) -> Self {
        let write = Self::by_key(dialect, UniqueKey::<T>::PRIMARY, WriteKind::InsertVerbatim);
        // Any insert into such a table writes all values.
        let kind = if write.sql.insert_verbatim().is_some() { write.kind } else { WriteKind::Insert };
        Self { kind, ..write }
    }

    /// Returns the columns that are the parameters of the statement for one row, in order.
    pub fn param_order(&self) -> Vec<usize> {
        match self.kind {
            WriteKind::Update => self.key.update_order().collect(),
            WriteKind::Delete => self.table.found_by(&self.table.keys[0]).collect(),
            _ => self.inserted().collect(),
        }
    }

    /// Returns the statement that deletes a row; the parameters are those of [`param_order`](Self::param_order).
    pub fn delete_sql(&self) -> &'static str {
        self.sql.delete_row().unwrap_or(self.sql.delete())
    }

    /// Returns whether an update or a delete compares the version of the row.
    pub fn compares_version(&self) -> bool {
        matches!(self.kind, WriteKind::Update | WriteKind::Delete) && self.table.version.is_some()
    }

    /// Returns the columns that an insert writes, in the order of its parameters.
    pub fn inserted(&self) -> impl Iterator<Item = usize> + Clone + use<> {
        let (columns, is_verbatim) = (self.table.columns, self.kind == WriteKind::InsertVerbatim);
        (0..columns.len()).filter(move |at| columns.is_inserted(*at, is_verbatim))
    }

    /// Returns the values of a row that an insert writes, in the order of its parameters.
    pub fn inserted_values<'s, 'v>(
        &self,
        row: &'s [Value<'v>],
    ) -> impl Iterator<Item = &'s Value<'v>> + Clone + use<'s, 'v> {
        self.inserted().filter_map(|at| row.get(at))
    }

    /// Returns the statement that inserts a row: of this kind, or that of a table where every insert writes all values.
    pub fn insert_sql(&self) -> &'static str {
        match self.kind {
            WriteKind::InsertVerbatim => self.sql.insert_verbatim().unwrap_or(self.sql.insert()),
            _ => self.sql.insert(),
        }
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

    /// Returns whether the update of an existing row by an upsert differs from the update of a whole row, so that the latter cannot
    /// replace it.
    pub const fn upserts_differ(&self) -> bool {
        self.table.upserts_differ()
    }
}

// A row takes at most a lock on its key and a lock on the gap before it, in each index, and escalation counts the locks of each
// index by itself.
const _: () = assert!(2 * Write::MAX_ROWS < 5_000, "SQL Server would lock the whole table");
