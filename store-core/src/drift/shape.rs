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

/// The parts of a table, each with a text that is the same for the same thing.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Shape(BTreeMap<Part, String>);

impl Shape {
    pub(super) fn add(&mut self, kind: PartKind, name: impl Into<String>, text: String) {
        self.0.insert(Part { kind, name: name.into() }, text);
    }

    pub(super) fn get(&self, part: &Part) -> Option<&String> {
        self.0.get(part)
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = (&Part, &String)> {
        self.0.iter()
    }
}

/// A column, as either side says it.
#[derive(Debug, Default)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) collation: Option<String>,
    pub(super) not_null: bool,
    pub(super) default: Option<String>,
}

impl Column {
    pub(super) fn add_to(self, shape: &mut Shape) {
        let mut text = self.ty;
        if let Some(collation) = self.collation {
            text.push_str(" COLLATE ");
            text.push_str(&collation);
        }
        text.push_str(if self.not_null { " NOT NULL" } else { " NULL" });
        if let Some(default) = self.default {
            text.push_str(" DEFAULT ");
            text.push_str(&default);
        }
        shape.add(PartKind::Column, self.name, text);
    }
}

/// A key or an index, as either side says it.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) name: String,
    pub(super) primary: bool,
    pub(super) unique: bool,
    /// With ` DESC` behind those that are so.
    pub(super) columns: Vec<String>,
    pub(super) include: Vec<String>,
    pub(super) filter: Option<String>,
}

impl Index {
    pub(super) fn add_to(self, shape: &mut Shape) {
        let (kind, word) = match (self.primary, self.unique) {
            (true, _) => (PartKind::Key, "PRIMARY KEY"),
            (false, true) => (PartKind::Key, "UNIQUE"),
            (false, false) => (PartKind::Index, "INDEX"),
        };
        let mut text = format!("{word} ({})", self.columns.join(", "));
        if !self.include.is_empty() {
            text.push_str(&format!(" INCLUDE ({})", self.include.join(", ")));
        }
        if let Some(filter) = self.filter {
            text.push_str(" WHERE ");
            text.push_str(&filter);
        }
        shape.add(kind, self.name, text);
    }
}

/// A reference, as either side says it.
#[derive(Debug, Default)]
pub(super) struct Reference {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    pub(super) table: String,
    pub(super) to: Vec<String>,
    /// `CASCADE`, `SET NULL`, or nothing.
    pub(super) on_delete: String,
}

impl Reference {
    pub(super) fn add_to(self, shape: &mut Shape) {
        let mut text =
            format!("({}) REFERENCES {} ({})", self.columns.join(", "), self.table, self.to.join(", "));
        if !self.on_delete.is_empty() {
            text.push_str(" ON DELETE ");
            text.push_str(&self.on_delete);
        }
        shape.add(PartKind::Reference, self.name, text);
    }
}
