//! The parts of a table.

use std::collections::BTreeMap;
use std::fmt;

/// What a part of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// The table as a whole.
    Whole,
    /// A column with its type, nullability, collation and default.
    Column,
    /// The primary key, or a unique key.
    Key,
    /// An index that is no key.
    Index,
    /// A check.
    Check,
    /// A reference to another table.
    Reference,
}

/// A part of a table, by its name in the database.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// What it is called; empty for the table, and for what has no name.
    pub name: String,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            PartKind::Whole => "the table",
            PartKind::Column => "column",
            PartKind::Key => "key",
            PartKind::Index => "index",
            PartKind::Check => "check",
            PartKind::Reference => "reference",
        };
        f.write_str(kind)?;
        if self.name.is_empty() { Ok(()) } else { write!(f, " {}", self.name) }
    }
}

/// The parts of a table.
#[derive(Debug, Default)]
pub(super) struct Shape(BTreeMap<Part, Item>);

/// What a part is.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Whole(String),
    Column(Column),
    Index(Index),
    Check(Check),
    Reference(Reference),
}

impl Item {
    /// The text that is the same for the same thing.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Whole(text) => text.clone(),
            Self::Column(column) => column.text(),
            Self::Index(index) => index.text(),
            Self::Check(check) => check.text(),
            Self::Reference(reference) => reference.text(),
        }
    }
}

impl Shape {
    pub(super) fn add(&mut self, kind: PartKind, name: impl Into<String>, item: Item) {
        self.0.insert(Part { kind, name: name.into() }, item);
    }

    pub(super) fn get(&self, part: &Part) -> Option<&Item> {
        self.0.get(part)
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = (&Part, &Item)> {
        self.0.iter()
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = &Column> {
        self.0.values().filter_map(|item| match item {
            Item::Column(column) => Some(column),
            _ => None,
        })
    }

    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.columns().find(|column| column.name == name)
    }

    pub(super) fn indexes(&self) -> impl Iterator<Item = (&Part, &Index)> {
        self.0.iter().filter_map(|(part, item)| match item {
            Item::Index(index) => Some((part, index)),
            _ => None,
        })
    }
}

/// What stands behind a column whose values the database gives.
pub(super) const GENERATED: &str = " GENERATED";

/// A column, as either side says it.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) collation: Option<String>,
    pub(super) not_null: bool,
    /// In the form that is the same for the same value.
    pub(super) default: Option<String>,
    /// As it is written, and what SQL Server calls it.
    pub(super) default_sql: Option<String>,
    pub(super) default_name: Option<String>,
    /// Whether the database gives its values: calculated, numbered or a version of the row.
    pub(super) generated: bool,
}

impl Column {
    pub(super) fn add_to(self, shape: &mut Shape) {
        shape.add(PartKind::Column, self.name.clone(), Item::Column(self));
    }

    fn text(&self) -> String {
        let mut text = self.without_default();
        if let Some(default) = &self.default {
            text.push_str(" DEFAULT ");
            text.push_str(default);
        }
        text
    }

    /// Type, collation, whether it may be NULL, and whether rows give it.
    pub(super) fn without_default(&self) -> String {
        let nullable = if self.not_null { "NOT NULL" } else { "NULL" };
        let generated = if self.generated { GENERATED } else { "" };
        format!("{} {nullable}{generated}", self.with_collation())
    }

    /// Type and collation.
    pub(super) fn with_collation(&self) -> String {
        match &self.collation {
            Some(collation) => format!("{} COLLATE {collation}", self.ty),
            None => self.ty.clone(),
        }
    }
}

/// A key or an index, as either side says it.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    pub(super) name: String,
    pub(super) primary: bool,
    pub(super) unique: bool,
    /// Whether it is a constraint of the table, and not made by `CREATE INDEX`.
    pub(super) constraint: bool,
    /// With ` DESC` behind those that are so.
    pub(super) columns: Vec<String>,
    pub(super) include: Vec<String>,
    /// In the form that is the same for the same condition.
    pub(super) filter: Option<String>,
    /// As it is written.
    pub(super) filter_sql: Option<String>,
    pub(super) clustered: bool,
    /// What stands behind it, as it is written: what becomes of duplicates.
    pub(super) options: String,
    /// What keeps it from being an index like others: its kind, or that it is disabled.
    pub(super) oddity: Option<String>,
}

impl Index {
    pub(super) fn add_to(self, shape: &mut Shape) {
        let kind = if self.primary || self.unique { PartKind::Key } else { PartKind::Index };
        shape.add(kind, named(&self.name, self.text()), Item::Index(self));
    }

    fn text(&self) -> String {
        let word = match (self.primary, self.unique) {
            (true, _) => "PRIMARY KEY",
            (false, true) => "UNIQUE",
            (false, false) => "INDEX",
        };
        let mut text = format!("{word} ({})", self.columns.join(", "));
        if !self.include.is_empty() {
            text.push_str(&format!(" INCLUDE ({})", self.include.join(", ")));
        }
        if let Some(filter) = &self.filter {
            text.push_str(" WHERE ");
            text.push_str(filter);
        }
        push_behind(&mut text, &self.options);
        if let Some(oddity) = &self.oddity {
            text.push_str(&format!(" ({oddity})"));
        }
        text
    }

    /// The names of its columns and of those that it carries.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let bare = |column: &'_ String| column.len() - " DESC".len() * usize::from(column.ends_with(" DESC"));
        self.columns.iter().chain(&self.include).map(move |column| &column[..bare(column)])
    }
}

/// What a part is known by: without a name by what it says.
fn named(name: &str, text: String) -> String {
    if name.is_empty() { text } else { name.to_owned() }
}

/// A check, as either side says it.
#[derive(Clone, Debug)]
pub(super) struct Check {
    /// In the form that is the same for the same condition.
    pub(super) text: String,
    /// As it is written.
    pub(super) sql: String,
    pub(super) disabled: bool,
}

impl Check {
    fn text(&self) -> String {
        format!("{}{}", self.text, if self.disabled { DISABLED } else { "" })
    }
}

/// What stands behind a constraint that rows are not held to.
const DISABLED: &str = " (disabled)";

/// A reference, as either side says it.
#[derive(Clone, Debug, Default)]
pub(super) struct Reference {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    pub(super) table: String,
    pub(super) to: Vec<String>,
    /// What stands behind it, as it is written: what becomes of its rows, and when it is looked at.
    pub(super) actions: String,
    pub(super) disabled: bool,
}

impl Reference {
    pub(super) fn add_to(self, shape: &mut Shape) {
        shape.add(PartKind::Reference, named(&self.name, self.text()), Item::Reference(self));
    }

    fn text(&self) -> String {
        let mut text =
            format!("({}) REFERENCES {} ({})", self.columns.join(", "), self.table, self.to.join(", "));
        push_behind(&mut text, &self.actions);
        if self.disabled {
            text.push_str(DISABLED);
        }
        text
    }
}

/// Adds what stands behind something, if anything does.
pub(super) fn push_behind(text: &mut String, behind: &str) {
    if !behind.is_empty() {
        text.push(' ');
        text.push_str(behind);
    }
}
