//! Tables.

use super::{Clause, Column, Columns, EngineSql, ForeignKey, Generated, Index, Key, KeyKind, ViewQuery};
use crate::text::default_name;

/// The schema of a table that declares none, on SQL Server.
pub const DEFAULT_SCHEMA: &str = "dbo";

/// The description of a table or a view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TableModel<'a> {
    /// The schema; `None` is `dbo` on SQL Server and no prefix on SQLite.
    pub schema: Option<&'a str>,
    /// The name.
    pub name: &'a str,
    /// The doc comment of the struct.
    pub doc: &'a str,
    /// The columns in the order of the struct's fields.
    pub columns: Columns<'a>,
    /// The primary key, then the unique keys.
    pub keys: &'a [Key<'a>],
    /// The indexes that are not unique.
    pub indexes: &'a [Index<'a>],
    /// The foreign keys.
    pub foreign_keys: &'a [ForeignKey<'a>],
    /// The check constraints.
    pub checks: &'a [CheckConstraint<'a>],
    /// Whether SQLite stores the rows in the primary key (`WITHOUT ROWID`).
    pub without_rowid: bool,
    /// Whether the existing table on SQLite is not `STRICT`.
    pub not_strict: bool,
    /// The names of columns, keys, indexes and constraints of the existing table that the struct leaves undeclared.
    pub undeclared: &'a [&'a str],
    /// Whether there is a statement that inserts a row and returns all columns.
    pub returning: bool,
    /// The column that changes whenever the row is written, and that an update or a delete of a row compares.
    pub version: Option<usize>,
    /// The query, if this is a view; it has columns only.
    pub view: Option<ViewQuery<'a>>,
}

/// A check constraint.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CheckConstraint<'a> {
    /// The name of the constraint.
    pub name: &'a str,
    /// The clauses, joined by `AND`.
    pub clauses: &'a [Clause<'a>],
    /// The condition of an existing constraint instead of clauses; an engine without SQL has no such constraint.
    pub sql: Option<EngineSql<'a>>,
}

impl<'a> TableModel<'a> {
    /// A table without columns, for struct update syntax.
    pub const NONE: Self = Self {
        schema: None,
        name: "",
        doc: "",
        columns: Columns::NONE,
        keys: &[],
        indexes: &[],
        foreign_keys: &[],
        checks: &[],
        without_rowid: false,
        not_strict: false,
        undeclared: &[],
        returning: false,
        version: None,
        view: None,
    };

    /// Returns the kind of object: `table` or `view`.
    pub const fn kind(&self) -> &'static str {
        if self.view.is_some() { "view" } else { "table" }
    }

    /// Returns the name with the schema, if the table declares one.
    pub fn qualified_name(&self) -> String {
        self.schema.map_or_else(|| self.name.to_owned(), |schema| format!("{schema}.{}", self.name))
    }

    /// Returns the primary key.
    pub fn primary_key(&self) -> Option<&Key<'a>> {
        self.keys.iter().find(|key| key.kind == KeyKind::Primary)
    }

    /// Returns the column with this name.
    pub fn column(&self, name: &str) -> Option<Column<'a>> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Returns the column whose type has the check constraint `name`.
    ///
    /// ```
    /// use store_core::SqlType;
    /// use store_core::schema::{Columns, PackedStrings, TableModel};
    ///
    /// let columns = Columns { names: PackedStrings::Each(&["stars"]), types: &[SqlType::U8], nullable: &[false], ..Columns::NONE };
    /// let table = TableModel { name: "reviews", columns, ..TableModel::NONE };
    /// assert_eq!(table.column_of_check("ck_reviews__stars").unwrap().name, "stars");
    /// assert!(table.column_of_check("ck_reviews_stars").is_none());
    /// ```
    pub fn column_of_check(&self, name: &str) -> Option<Column<'a>> {
        self.columns.iter().find(|column| match column.check_name {
            Some(given) => given == name,
            None => self.check_name(column) == name,
        })
    }

    /// Returns the name of the check constraint of a column's type, whether or not the type has one.
    pub fn check_name(&self, column: &Column<'_>) -> String {
        column.check_name.map_or_else(|| default_name::of("ck", self.name, &[column.name]), str::to_owned)
    }

    /// Returns the name of a column's default constraint on SQL Server, whether or not the column has a default.
    pub fn default_constraint_name(&self, column: &Column<'_>) -> String {
        column.default_name.map_or_else(|| default_name::of("df", self.name, &[column.name]), str::to_owned)
    }

    /// Returns the columns that an insert writes, in order: all except those whose values the database makes.
    pub fn inserted(&self) -> impl Iterator<Item = usize> + Clone + use<'a> {
        let columns = self.columns;
        (0..columns.len()).filter(move |at| columns.is_inserted(*at, false))
    }

    /// Returns the columns that an insert of all stored values writes, in order: those whose values the database makes too, unless it
    /// makes them from the rest of the row.
    pub fn stored(&self) -> impl Iterator<Item = usize> + Clone + use<'a> {
        let columns = self.columns;
        (0..columns.len()).filter(move |at| columns.is_inserted(*at, true))
    }

    /// Returns the column of the primary key whose value the database makes, if there is one: an insert returns its value.
    pub fn made_key(&self) -> Option<usize> {
        let columns = self.primary_key().map_or(&[][..], |key| key.columns);
        columns.iter().copied().find(|at| self.columns.generated(*at).is_some())
    }

    /// Returns the identity column with its seed and its increment.
    pub fn identity(&self) -> Option<(usize, i64, i64)> {
        self.columns.generated.iter().find_map(|(at, generated)| match generated {
            Generated::Identity { seed, increment, .. } => Some((*at, *seed, *increment)),
            _ => None,
        })
    }

    /// Returns whether a column of a key can be NULL: such a key is unique among the rows in which none is NULL.
    pub fn is_nullable(&self, key: &Key<'_>) -> bool {
        key.columns.iter().any(|at| self.columns.nullable[*at])
    }

    /// Returns whether an insert can fix the values of a key, so that rows can be inserted or updated by it.
    pub fn is_written(&self, key: &Key<'_>) -> bool {
        key.columns.iter().all(|at| self.columns.generated(*at).is_none())
    }

    /// Returns the columns that an update of a whole row by `key` writes: all except the columns of `key`, the
    /// insert-only columns, identity and computed columns, and the columns of the primary key, which identify the row whichever
    /// key finds it.
    ///
    /// If none remain, the columns of the key are written unchanged, so that an update still has an outcome.
    pub fn updated_by<'k>(&self, key: &'k Key<'_>) -> impl Iterator<Item = usize> + Clone + use<'a, 'k> {
        or_key(self.not_in(key, true), key)
    }

    /// Returns the columns of an existing row that an upsert by `key` writes: those that an update writes, except those whose
    /// values the database makes.
    pub fn upserted_by<'k>(&self, key: &'k Key<'_>) -> impl Iterator<Item = usize> + Clone + use<'a, 'k> {
        or_key(self.not_in(key, false), key)
    }

    /// Returns the columns in the order of the parameters of an update by `key`, each once.
    pub fn update_order<'k>(&self, key: &'k Key<'_>) -> impl Iterator<Item = usize> + Clone + use<'a, 'k> {
        self.not_in(key, true).chain(self.found_by(key))
    }

    /// Returns the columns that a row has to have unchanged to be updated or deleted by `key`: those of the key, and the version.
    pub fn found_by<'k>(&self, key: &'k Key<'_>) -> impl Iterator<Item = usize> + Clone + use<'a, 'k> {
        key.columns.iter().copied().chain(self.version)
    }

    /// Returns whether an upsert writes other columns than an update does, or other values: one of them has a default that no
    /// insert writes, or the new value is combined with the existing one, or the update compares the version.
    pub const fn upserts_differ(&self) -> bool {
        if !self.columns.merges.is_empty() || self.version.is_some() {
            return true;
        }
        let mut at = 0;
        while at < self.columns.generated.len() {
            if matches!(self.columns.generated[at].1, Generated::ByDefault) {
                return true;
            }
            at += 1;
        }
        false
    }

    /// Returns the columns that writes of a row other than its insert assign, without those of the key; `defaults` says whether
    /// the columns are included whose default no insert writes.
    fn not_in<'k>(
        &self,
        key: &'k Key<'_>,
        defaults: bool,
    ) -> impl Iterator<Item = usize> + Clone + use<'a, 'k> {
        let primary = self.primary_key().map_or(&[][..], |key| key.columns);
        let (key, columns, version) = (key.columns, self.columns, self.version);
        let is_assigned = move |at: &usize| match columns.generated(*at) {
            // The statement raises it.
            _ if version == Some(*at) => false,
            None => true,
            Some(Generated::ByDefault) => defaults,
            Some(_) => false,
        };
        let unchanged =
            move |at: &usize| key.contains(at) || primary.contains(at) || columns.insert_only.contains(at);
        (0..columns.len()).filter(move |at| is_assigned(at) && !unchanged(at))
    }
}

/// Returns the columns, or those of the key if there are none.
fn or_key(
    columns: impl Iterator<Item = usize> + Clone,
    key: &Key<'_>,
) -> impl Iterator<Item = usize> + Clone {
    let none = columns.clone().next().is_none();
    columns.chain(key.columns.iter().copied().filter(move |_| none))
}
