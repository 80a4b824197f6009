//! The parts of a table.

use std::collections::BTreeMap;
use std::fmt;

use super::{DefinitionRules, statements};
use crate::render::TableDefinition;

/// The kind of a part of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PartKind {
    /// The table itself.
    Table,
    /// A column with its type, nullability, collation and default.
    Column,
    /// The primary key, or a unique key.
    Key,
    /// An index that is not unique.
    Index,
    /// A check constraint.
    Check,
    /// A foreign key.
    ForeignKey,
    /// The query of a view.
    View,
}

/// A part of a table, identified by its name in the database.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TablePart {
    /// The kind.
    pub kind: PartKind,
    /// The name; empty for the table or the view itself.
    pub name: String,
}

impl fmt::Display for TablePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            PartKind::Table => "the table",
            PartKind::Column => "column",
            PartKind::Key => "key",
            PartKind::Index => "index",
            PartKind::Check => "check",
            PartKind::ForeignKey => "foreign key",
            PartKind::View => "the view",
        };
        f.write_str(kind)?;
        if self.name.is_empty() { Ok(()) } else { write!(f, " {}", self.name) }
    }
}

/// The name of a table in the database.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct TableName {
    pub(crate) schema: Option<String>,
    pub(crate) table: String,
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(f, "{schema}.")?;
        }
        f.write_str(&self.table)
    }
}

/// The parts of a table.
#[derive(Debug, Default)]
pub(crate) struct TableShape(BTreeMap<TablePart, PartDefinition>);

/// The definition of a part.
#[derive(Clone, Debug)]
pub(crate) enum PartDefinition {
    Table(String),
    Column(ColumnShape),
    Index(IndexShape),
    Check(CheckShape),
    ForeignKey(ForeignKeyShape),
}

impl PartDefinition {
    /// Returns the signature, which is equal for equal definitions.
    pub(crate) fn signature(&self) -> String {
        match self {
            Self::Table(signature) => signature.clone(),
            Self::Column(column) => column.signature(),
            Self::Index(index) => index.signature(),
            Self::Check(check) => check.signature(),
            Self::ForeignKey(key) => key.signature(),
        }
    }
}

impl TableShape {
    /// Returns the shape of a defined table, with the name of the table.
    pub(crate) fn of(rules: &dyn DefinitionRules, definition: &TableDefinition) -> (TableName, Self) {
        let indexes: Vec<&str> = definition.indexes.iter().map(|index| index.sql.as_str()).collect();
        statements(rules, &definition.create_table(), &indexes)
    }

    /// Returns columns with the names as the columns declare them: SQLite ignores the case of names.
    pub(super) fn spelled_as_declared(&self, mut columns: Vec<SortedColumn>) -> Vec<SortedColumn> {
        for column in &mut columns {
            let declared = self.columns().find(|declared| declared.name.eq_ignore_ascii_case(&column.name));
            if let Some(declared) = declared {
                column.name.clone_from(&declared.name);
            }
        }
        columns
    }

    /// Marks the columns of the primary key as `NOT NULL`, which they are even if the definition does not say so, except for a historical bug of SQLite
    /// (<https://www.sqlite.org/lang_createtable.html#the_primary_key>).
    pub(super) fn imply_not_null(&mut self) {
        let primary = self.indexes().filter(|(_, index)| index.primary).flat_map(|(_, index)| index.names());
        let names: Vec<String> = primary.map(str::to_owned).collect();
        for name in names {
            let part = TablePart { kind: PartKind::Column, name };
            if let Some(PartDefinition::Column(column)) = self.0.get_mut(&part) {
                column.not_null = true;
            }
        }
    }

    /// Returns this existing table with the names of the expected constraints for equal constraints that have no name.
    pub(super) fn named_as(mut self, rules: &dyn DefinitionRules, expected: &Self) -> Self {
        let mut taken: Vec<&TablePart> = Vec::new();
        let mut nameless = |(part, definition): (&TablePart, &PartDefinition)| {
            let signature = definition.signature();
            let is_nameless = !matches!(definition, PartDefinition::Column(_)) && part.name == signature;
            let is_wanted = |(wanted, definition): &(&TablePart, &PartDefinition)| {
                wanted.kind == part.kind
                    && self.get(wanted).is_none()
                    && !taken.contains(wanted)
                    && rules.is_same(&definition.signature(), &signature)
            };
            let (wanted, _) = expected.parts().filter(|_| is_nameless).find(is_wanted)?;
            taken.push(wanted);
            Some((part.clone(), wanted.clone()))
        };
        let renamed: Vec<(TablePart, TablePart)> = self.parts().filter_map(&mut nameless).collect();
        for (part, wanted) in renamed {
            if let Some(definition) = self.0.remove(&part) {
                self.0.entry(wanted).or_insert(definition);
            }
        }
        self
    }

    pub(crate) fn add(&mut self, kind: PartKind, name: impl Into<String>, item: PartDefinition) {
        self.0.insert(TablePart { kind, name: name.into() }, item);
    }

    pub(crate) fn get(&self, part: &TablePart) -> Option<&PartDefinition> {
        self.0.get(part)
    }

    pub(crate) fn parts(&self) -> impl Iterator<Item = (&TablePart, &PartDefinition)> {
        self.0.iter()
    }

    pub(crate) fn columns(&self) -> impl Iterator<Item = &ColumnShape> {
        self.0.values().filter_map(|item| match item {
            PartDefinition::Column(column) => Some(column),
            _ => None,
        })
    }

    pub(crate) fn column(&self, name: &str) -> Option<&ColumnShape> {
        self.columns().find(|column| column.name == name)
    }

    pub(crate) fn indexes(&self) -> impl Iterator<Item = (&TablePart, &IndexShape)> {
        self.0.iter().filter_map(|(part, item)| match item {
            PartDefinition::Index(index) => Some((part, index)),
            _ => None,
        })
    }
}

/// A column, expected or existing.
#[derive(Clone, Debug, Default)]
pub(crate) struct ColumnShape {
    pub(crate) name: String,
    pub(crate) ty: String,
    pub(crate) collation: Option<String>,
    pub(crate) not_null: bool,
    /// The default in its normal form.
    pub(crate) default: Option<String>,
    /// The default as written.
    pub(crate) default_sql: Option<String>,
    /// The name of the default constraint on SQL Server.
    pub(crate) default_name: Option<String>,
    /// How the database makes the values; `None` for an ordinary column.
    pub(crate) generated: Option<GeneratedShape>,
    /// The base type of an alias type, and the type of a computed column, whose definition has none.
    pub(crate) base: Option<String>,
    /// The place of the column in the table, counted from 0.
    pub(crate) place: usize,
}

impl ColumnShape {
    pub(crate) fn add_to(self, shape: &mut TableShape) {
        shape.add(PartKind::Column, self.name.clone(), PartDefinition::Column(self));
    }

    fn signature(&self) -> String {
        let mut text = self.without_default();
        if let Some(default) = &self.default {
            text.push_str(" DEFAULT ");
            text.push_str(default);
        }
        text
    }

    /// Returns the type, collation and nullability, and whether the values are generated.
    pub(crate) fn without_default(&self) -> String {
        let nullable = if self.not_null { "NOT NULL" } else { "NULL" };
        let mut text = format!("{} {nullable}", self.with_collation());
        if let Some(generated) = &self.generated {
            push_suffix(&mut text, &generated.signature());
        }
        text
    }

    /// Returns the type with its collation.
    pub(crate) fn with_collation(&self) -> String {
        match &self.collation {
            Some(collation) => format!("{} COLLATE {collation}", self.ty),
            None => self.ty.clone(),
        }
    }
}

/// The type of a row version on SQL Server.
pub(crate) const ROW_VERSION: &str = "ROWVERSION";

/// How the database makes the values of a column, expected or existing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum GeneratedShape {
    /// An identity column: the words of the definition.
    Identity(String),
    /// A computed column, with its expression in its normal form and as written.
    Computed { expression: String, sql: String, stored: bool },
    /// A column of the type `rowversion`.
    RowVersion,
    /// The start or the end of the period of a temporal table.
    Period,
}

impl GeneratedShape {
    /// Returns the signature. The expression is last, since a catalog may not show it.
    fn signature(&self) -> String {
        match self {
            Self::Identity(words) => words.clone(),
            Self::Computed { expression, stored, .. } => {
                format!("{} {expression}", if *stored { "STORED AS" } else { "AS" })
            }
            Self::RowVersion => "ROWVERSION".to_owned(),
            Self::Period => "GENERATED ALWAYS".to_owned(),
        }
    }
}

/// A column of a key or an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SortedColumn {
    pub(crate) name: String,
    pub(crate) descending: bool,
}

impl SortedColumn {
    /// Returns the column as an index declares it, given its name there.
    pub(crate) fn declared(&self, name: &str) -> String {
        format!("{name}{}", if self.descending { " DESC" } else { "" })
    }
}

/// A key or an index, expected or existing.
#[derive(Clone, Debug, Default)]
pub(crate) struct IndexShape {
    pub(crate) name: String,
    pub(crate) primary: bool,
    pub(crate) unique: bool,
    /// Whether the index is a constraint of the table, not created by `CREATE INDEX`.
    pub(crate) constraint: bool,
    pub(crate) columns: Vec<SortedColumn>,
    pub(crate) include: Vec<String>,
    /// The filter in its normal form.
    pub(crate) filter: Option<String>,
    /// The filter as written.
    pub(crate) filter_sql: Option<String>,
    pub(crate) clustered: bool,
    /// The options as written: how duplicates are handled.
    pub(crate) options: String,
    /// Why the index is not an ordinary one: its type, or that it is disabled.
    pub(crate) exception: Option<String>,
}

impl IndexShape {
    pub(crate) fn add_to(self, shape: &mut TableShape) {
        let kind = if self.primary || self.unique { PartKind::Key } else { PartKind::Index };
        shape.add(kind, name_or(&self.name, self.signature()), PartDefinition::Index(self));
    }

    fn signature(&self) -> String {
        let word = match (self.primary, self.unique) {
            (true, _) => "PRIMARY KEY",
            (false, true) => "UNIQUE",
            (false, false) => "INDEX",
        };
        // The direction of a column of a key does not change which rows the key accepts.
        let is_key = self.primary || self.unique;
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|column| if is_key { column.name.clone() } else { column.declared(&column.name) })
            .collect();
        let mut text = format!("{word} ({})", columns.join(", "));
        if !self.include.is_empty() {
            text.push_str(&format!(" INCLUDE ({})", self.include.join(", ")));
        }
        if let Some(filter) = &self.filter {
            text.push_str(" WHERE ");
            text.push_str(filter);
        }
        push_suffix(&mut text, &self.options);
        if let Some(exception) = &self.exception {
            text.push_str(&format!(" ({exception})"));
        }
        text
    }

    /// Returns the names of the key columns and the included columns.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| &column.name).chain(&self.include).map(String::as_str)
    }
}

/// Returns the name of a part, or its signature if it has none.
fn name_or(name: &str, signature: String) -> String {
    if name.is_empty() { signature } else { name.to_owned() }
}

/// A check constraint, expected or existing.
#[derive(Clone, Debug)]
pub(crate) struct CheckShape {
    /// The condition in its normal form.
    pub(crate) condition: String,
    /// The condition as written.
    pub(crate) sql: String,
    pub(crate) disabled: bool,
}

impl CheckShape {
    fn signature(&self) -> String {
        format!("{}{}", self.condition, if self.disabled { DISABLED } else { "" })
    }
}

/// Follows a constraint that is disabled.
const DISABLED: &str = " (disabled)";

/// A foreign key, expected or existing.
#[derive(Clone, Debug, Default)]
pub(crate) struct ForeignKeyShape {
    pub(crate) name: String,
    pub(crate) columns: Vec<String>,
    pub(crate) table: String,
    pub(crate) to: Vec<String>,
    /// The actions as written: on delete, on update, and when the constraint is checked.
    pub(crate) actions: String,
    pub(crate) disabled: bool,
}

impl ForeignKeyShape {
    pub(crate) fn add_to(self, shape: &mut TableShape) {
        shape.add(
            PartKind::ForeignKey,
            name_or(&self.name, self.signature()),
            PartDefinition::ForeignKey(self),
        );
    }

    fn signature(&self) -> String {
        let mut text =
            format!("({}) REFERENCES {} ({})", self.columns.join(", "), self.table, self.to.join(", "));
        push_suffix(&mut text, &self.actions);
        if self.disabled {
            text.push_str(DISABLED);
        }
        text
    }
}

/// Appends a suffix after a blank, unless it is empty.
pub(crate) fn push_suffix(text: &mut String, suffix: &str) {
    if !suffix.is_empty() {
        text.push(' ');
        text.push_str(suffix);
    }
}
