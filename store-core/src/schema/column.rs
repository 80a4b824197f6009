//! Columns.

use super::{DefaultValue, EngineSql, Generated};
use crate::dialect::Dialect;
use crate::text::PackedStrings;
use crate::types::SqlType;

/// One column of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column<'a> {
    /// The name in the database.
    pub name: &'a str,
    /// The field of the struct.
    pub field: &'a str,
    /// The doc comment of the field.
    pub doc: &'a str,
    /// The type, with length, precision and scale.
    pub ty: SqlType,
    /// Whether NULL is allowed.
    pub nullable: bool,
    /// The default value.
    pub default: Option<DefaultValue<'a>>,
    /// How the database makes the value; `None` if inserts and updates assign it.
    pub generated: Option<Generated<'a>>,
    /// Whether only an insert writes the column.
    pub insert_only: bool,
    /// The combination of the existing and the new value in an upsert.
    pub merge: Merge,
    /// The name of the check constraint of the column's type; `None` for the default name.
    pub check_name: Option<&'a str>,
    /// The name of the default constraint on SQL Server; `None` for the default name.
    pub default_name: Option<&'a str>,
    /// The type of an existing column, with its collation; `None` for the type that belongs to `ty`.
    pub sql_type: Option<EngineSql<'a>>,
    /// The name that the column had in an earlier version.
    pub renamed_from: Option<&'a str>,
}

/// How an upsert combines the existing and the new value of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// Stores the new value.
    Replace,
    /// Stores the sum.
    Add,
    /// Stores the new value unless it is NULL.
    Keep,
}

impl<'a> Column<'a> {
    /// Creates a column without a default.
    pub const fn new(name: &'a str, field: &'a str, doc: &'a str, ty: SqlType, nullable: bool) -> Self {
        Self {
            name,
            field,
            doc,
            ty,
            nullable,
            default: None,
            generated: None,
            insert_only: false,
            merge: Merge::Replace,
            check_name: None,
            default_name: None,
            renamed_from: None,
            sql_type: None,
        }
    }

    /// Returns the type of an existing column on an engine, with its collation; `None` for the type that belongs to `ty`.
    pub const fn existing_type(&self, dialect: Dialect) -> Option<&'a str> {
        match &self.sql_type {
            Some(sql_type) => sql_type.of(dialect),
            None => None,
        }
    }

    /// Returns the default on an engine; `None` without a default, or for the SQL of an existing default of the other engine.
    pub const fn default_on(&self, dialect: Dialect) -> Option<DefaultValue<'a>> {
        match self.default {
            Some(DefaultValue::Sql(sql)) if sql.of(dialect).is_none() => None,
            default => default,
        }
    }
}

/// The columns of a table, as one list per property.
///
/// A few lists cost the compiler a tenth of an array of structs, and every table that the derive emits has one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Columns<'a> {
    /// The names in the database.
    pub names: PackedStrings<'a>,
    /// The fields of the struct; empty if each has the name of its column.
    pub fields: PackedStrings<'a>,
    /// The doc comments of the fields; empty if no field has one.
    pub docs: PackedStrings<'a>,
    /// The types.
    pub types: &'a [SqlType],
    /// Whether NULL is allowed.
    pub nullable: &'a [bool],
    /// The default values, with the columns' positions.
    pub defaults: &'a [(usize, DefaultValue<'a>)],
    /// The columns whose values the database makes, by position.
    pub generated: &'a [(usize, Generated<'a>)],
    /// The positions of the columns that only an insert writes.
    pub insert_only: &'a [usize],
    /// The columns that an upsert does not replace, by position.
    pub merges: &'a [(usize, Merge)],
    /// The names of the types' check constraints that differ from the default name, by position.
    pub check_names: &'a [(usize, &'a str)],
    /// The names of default constraints that differ from the default name, by position.
    pub default_names: &'a [(usize, &'a str)],
    /// The types of existing columns, by position.
    pub sql_types: &'a [(usize, EngineSql<'a>)],
    /// The earlier names of renamed columns, by position.
    pub renamed_from: &'a [(usize, &'a str)],
}

impl<'a> Columns<'a> {
    /// No columns, for struct update syntax.
    pub const NONE: Self = {
        let none = PackedStrings::EMPTY;
        Self {
            names: none,
            fields: none,
            docs: none,
            types: &[],
            nullable: &[],
            defaults: &[],
            generated: &[],
            insert_only: &[],
            merges: &[],
            check_names: &[],
            default_names: &[],
            sql_types: &[],
            renamed_from: &[],
        }
    };

    /// Returns the number of columns.
    pub const fn len(&self) -> usize {
        self.names.len()
    }

    /// Returns whether there are no columns.
    pub const fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Returns the column at `position`.
    ///
    /// # Panics
    ///
    /// When `position` is out of bounds.
    pub const fn at(&self, position: usize) -> Column<'a> {
        let name = self.names.at(position);
        let field = if self.fields.is_empty() { name } else { self.fields.at(position) };
        let doc = if self.docs.is_empty() { "" } else { self.docs.at(position) };
        let mut column = Column::new(name, field, doc, self.types[position], self.nullable[position]);
        let mut at = 0;
        while at < self.defaults.len() {
            if self.defaults[at].0 == position {
                column.default = Some(self.defaults[at].1);
            }
            at += 1;
        }
        column.generated = self.generated(position);
        let mut at = 0;
        while at < self.insert_only.len() {
            column.insert_only |= self.insert_only[at] == position;
            at += 1;
        }
        column.merge = self.merge(position);
        column.check_name = given(self.check_names, position);
        column.default_name = given(self.default_names, position);
        column.sql_type = given(self.sql_types, position);
        column.renamed_from = given(self.renamed_from, position);
        column
    }

    /// Returns how the database makes the value of the column at `position`; `None` if inserts and updates assign it.
    pub const fn generated(&self, position: usize) -> Option<Generated<'a>> {
        let mut at = 0;
        while at < self.generated.len() {
            if self.generated[at].0 == position {
                return Some(self.generated[at].1);
            }
            at += 1;
        }
        None
    }

    /// Returns whether the column at `position` has an existing type on an engine.
    pub(crate) const fn is_existing(&self, position: usize) -> bool {
        given(self.sql_types, position).is_some()
    }

    /// Returns whether an insert writes the column at `position`; one that is verbatim also writes values that the database would make.
    pub(crate) fn is_inserted(&self, position: usize, is_verbatim: bool) -> bool {
        self.generated(position).is_none_or(|generated| is_verbatim && generated.is_stored())
    }

    /// Returns how an upsert combines the values of the column at `position`.
    pub const fn merge(&self, position: usize) -> Merge {
        let mut at = 0;
        while at < self.merges.len() {
            if self.merges[at].0 == position {
                return self.merges[at].1;
            }
            at += 1;
        }
        Merge::Replace
    }

    /// Returns the column at `position`; `None` if out of bounds.
    pub fn get(&self, position: usize) -> Option<Column<'a>> {
        (position < self.len()).then(|| self.at(position))
    }

    /// Returns an iterator over the columns.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Column<'a>> + use<'a> {
        let columns = *self;
        (0..columns.len()).map(move |position| columns.at(position))
    }
}

/// Returns the member of the list for the column at `position`.
const fn given<T: Copy>(members: &[(usize, T)], position: usize) -> Option<T> {
    let mut at = 0;
    while at < members.len() {
        if members[at].0 == position {
            return Some(members[at].1);
        }
        at += 1;
    }
    None
}
