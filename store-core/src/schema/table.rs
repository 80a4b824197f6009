//! Tables.

use super::{Clause, Column, Columns, ForeignKey, Index, Key, KeyKind};
use crate::text::default_name;

/// The schema of a table that declares none, on SQL Server.
pub const DEFAULT_SCHEMA: &str = "dbo";

/// The description of a table.
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
}

/// A check constraint.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CheckConstraint<'a> {
    /// The name of the constraint.
    pub name: &'a str,
    /// The clauses, joined by `AND`.
    pub clauses: &'a [Clause<'a>],
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
    };

    /// Returns the name with the schema, if the table declares one.
    pub fn qualified_name(&self) -> String {
        self.schema.map_or_else(|| self.name.to_owned(), |schema| format!("{schema}.{}", self.name))
    }

    /// Returns the foreign keys of the table as if it were in `schema`: keys that reference the table's schema reference `schema`.
    pub(crate) fn foreign_keys_in<'s>(&self, schema: &'s str) -> Vec<ForeignKey<'s>>
    where
        'a: 's,
    {
        let moved = |key: &ForeignKey<'a>| match key.to_schema {
            Some(_) if key.to_schema == self.schema => Some(schema),
            other => other,
        };
        self.foreign_keys.iter().map(|key| ForeignKey { to_schema: moved(key), ..*key }).collect()
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

    /// Returns the columns that an update of a whole row by `key` writes: all except the columns of `key`, the
    /// insert-only columns, and the columns of the primary key, which identify the row whichever key finds it.
    ///
    /// If none remain, the columns of the key are written unchanged, so that an update or upsert still has an outcome.
    pub fn updated_by<'k>(&self, key: &'k Key<'_>) -> impl Iterator<Item = usize> + Clone + use<'a, 'k> {
        let columns = self.not_in(key);
        let none = columns.clone().next().is_none();
        columns.chain(key.columns.iter().copied().filter(move |_| none))
    }

    /// Returns the columns in the order of the parameters of an update by `key`, each once.
    pub fn update_order<'k>(&self, key: &'k Key<'_>) -> impl Iterator<Item = usize> + Clone + use<'a, 'k> {
        self.not_in(key).chain(key.columns.iter().copied())
    }

    fn not_in<'k>(&self, key: &'k Key<'_>) -> impl Iterator<Item = usize> + Clone + use<'a, 'k> {
        let primary = self.primary_key().map_or(&[][..], |key| key.columns);
        let (key, insert_only) = (key.columns, self.columns.insert_only);
        let unchanged =
            move |at: &usize| key.contains(at) || primary.contains(at) || insert_only.contains(at);
        (0..self.columns.len()).filter(move |at| !unchanged(at))
    }
}
