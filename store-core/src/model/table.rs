//! A table as a whole.

use super::{Clause, Column, Columns, ForeignKey, Index, Key, KeyKind};
use crate::default_name;

/// Everything that is known of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TableModel<'a> {
    /// The schema; without one it is `dbo` on SQL Server and no prefix on SQLite.
    pub schema: Option<&'a str>,
    /// The name.
    pub name: &'a str,
    /// What the struct's doc comment says.
    pub doc: &'a str,
    /// The columns in the order of the struct's fields.
    pub columns: Columns<'a>,
    /// The primary key first, then the unique keys.
    pub keys: &'a [Key<'a>],
    /// The indexes that are not unique.
    pub indexes: &'a [Index<'a>],
    /// The references to other tables.
    pub foreign_keys: &'a [ForeignKey<'a>],
    /// The conditions that every row meets.
    pub checks: &'a [CheckConstraint<'a>],
}

/// A condition that every row meets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CheckConstraint<'a> {
    /// The name of the constraint.
    pub name: &'a str,
    /// The clauses, all of which must hold.
    pub clauses: &'a [Clause<'a>],
}

impl<'a> TableModel<'a> {
    /// A table of nothing; what a literal with `..TableModel::NONE` takes the parts from that it does not name.
    pub const NONE: Self = Self {
        schema: None,
        name: "",
        doc: "",
        columns: Columns::NONE,
        keys: &[],
        indexes: &[],
        foreign_keys: &[],
        checks: &[],
    };

    /// The primary key, which every table has.
    pub fn primary_key(&self) -> Option<&Key<'a>> {
        self.keys.iter().find(|key| key.kind == KeyKind::Primary)
    }

    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<Column<'a>> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The column of whose type this is the check.
    ///
    /// ```
    /// use store_core::SqlType;
    /// use store_core::model::{Columns, TableModel};
    /// use store_core::texts::Texts;
    ///
    /// let columns = Columns { names: Texts::Each(&["stars"]), types: &[SqlType::U8], nullable: &[false], ..Columns::NONE };
    /// let table = TableModel { name: "reviews", columns, ..TableModel::NONE };
    /// assert_eq!(table.column_of_check("ck_reviews__stars").unwrap().name, "stars");
    /// assert!(table.column_of_check("ck_reviews_stars").is_none());
    /// ```
    pub fn column_of_check(&self, name: &str) -> Option<Column<'a>> {
        self.columns.iter().find(|column| {
            column.check_name.map_or_else(
                || default_name::of("ck", self.name, &[column.name]) == name,
                |given| given == name,
            )
        })
    }

    /// The columns that an update of a whole row by `key` writes: all except those of `key`, those of the primary key,
    /// which identify the row whichever key finds it, and the insert-only ones.
    ///
    /// When that leaves none, the key's own columns are written as they are, so that an update or upsert
    /// of such a row is still a statement with an outcome.
    pub fn updated_by<'k>(&self, key: &'k Key<'_>) -> impl Iterator<Item = usize> + Clone + use<'a, 'k> {
        let rest = self.beside(key);
        let none = rest.clone().next().is_none();
        rest.chain(key.columns.iter().copied().filter(move |_| none))
    }

    /// The columns in the order in which the parameters of an update by `key` stand, each once.
    pub fn update_order<'k>(&self, key: &'k Key<'_>) -> impl Iterator<Item = usize> + Clone + use<'a, 'k> {
        self.beside(key).chain(key.columns.iter().copied())
    }

    fn beside<'k>(&self, key: &'k Key<'_>) -> impl Iterator<Item = usize> + Clone + use<'a, 'k> {
        let primary = self.primary_key().map_or(&[][..], |key| key.columns);
        let (key, insert_only) = (key.columns, self.columns.insert_only);
        let kept = move |at: &usize| key.contains(at) || primary.contains(at) || insert_only.contains(at);
        (0..self.columns.len()).filter(move |at| !kept(at))
    }
}
