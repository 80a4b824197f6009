//! The parts of a table that differ from its struct.

use std::fmt;

use super::{
    Catalog, CatalogReader, ColumnRename, DefinitionRules, Fill, PartDefinition, PartKind, TableName,
    TablePart, TableShape, column_renames, statements,
};
use crate::error::Error;
use crate::render::TableDefinition;

/// A part of a table that differs from the struct.
///
/// ```
/// use store_core::diff::{Drift, PartKind, TablePart};
///
/// let drift = Drift {
///     part: TablePart { kind: PartKind::Column, name: "text".to_owned() },
///     expected: Some("TEXT NOT NULL".to_owned()),
///     found: Some("BLOB NOT NULL".to_owned()),
/// };
/// assert_eq!(drift.to_string(), "column text is BLOB NOT NULL, expected TEXT NOT NULL");
/// assert!(drift.breaks());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The part.
    pub part: TablePart,
    /// What the struct declares; `None` for a part that the struct does not declare.
    pub expected: Option<String>,
    /// What the database contains; `None` for a part that is missing.
    pub found: Option<String>,
}

impl Drift {
    /// Returns whether the struct's statements fail or behave differently on the table: a part is missing or differs, or a column
    /// that the struct does not declare requires a value.
    pub fn breaks(&self) -> bool {
        match (&self.expected, &self.found) {
            (Some(expected), Some(found)) => {
                let is_renamed = found.starts_with(NAMED) && self.part.kind != PartKind::Column;
                !is_renamed && !is_older_json_check(expected, found)
            }
            (None, Some(found)) => match self.part.kind {
                // A default, or the way in which the database makes the values, would follow.
                PartKind::Column => found.ends_with(" NOT NULL"),
                PartKind::Check | PartKind::ForeignKey => true,
                PartKind::Key | PartKind::Index => found.starts_with("UNIQUE"),
                PartKind::Table | PartKind::View => false,
            },
            _ => true,
        }
    }
}

/// Precedes the other name of a part that exists under another name.
const NAMED: &str = "named ";

/// Returns whether both are the check of a nullable JSON column and the existing one lacks `IS NULL`, as in tables of earlier
/// versions. The bundled SQLite accepts NULL in either.
fn is_older_json_check(expected: &str, found: &str) -> bool {
    let column = found.strip_prefix("json_valid ( ").and_then(|rest| rest.strip_suffix(" )"));
    column.is_some_and(|column| expected == format!("{column} is null or {found}"))
}

impl Drift {
    /// Returns whether the part exists under another name.
    pub(crate) fn is_renamed(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.starts_with(NAMED))
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = &self.part;
        match (&self.expected, &self.found) {
            (Some(_), Some(found)) if found.starts_with(NAMED) => write!(f, "{part} is {found}"),
            (Some(expected), Some(found)) => write!(f, "{part} is {found}, expected {expected}"),
            (Some(_), None) if part.name.is_empty() => write!(f, "{part} is missing"),
            (Some(expected), None) => write!(f, "{part} is missing: {expected}"),
            (None, Some(found)) => write!(f, "{part} is not declared by the struct: {found}"),
            (None, None) => write!(f, "{part}"),
        }
    }
}

/// Compares a table with its definition, part by part.
pub(super) async fn table_drift(
    engine: &dyn Catalog,
    reader: &mut dyn CatalogReader,
    definition: &TableDefinition,
) -> Result<Vec<Drift>, Error> {
    let (name, expected) = TableShape::of(engine, definition);
    let Some(found) = engine.read_table(reader, &name).await? else { return Ok(vec![missing_table()]) };
    Ok(drift_of(engine, definition, &name, &expected, &found))
}

/// Returns the drift of a table that these statements created, for tests that have no database.
pub(crate) fn drift_without_catalog(
    rules: &dyn DefinitionRules,
    definition: &TableDefinition,
    found: &[&str],
) -> Vec<Drift> {
    let (name, expected) = TableShape::of(rules, definition);
    let [table, indexes @ ..] = found else { return vec![missing_table()] };
    drift_of(rules, definition, &name, &expected, &statements(rules, table, indexes).1)
}

fn missing_table() -> Drift {
    let part = TablePart { kind: PartKind::Table, name: String::new() };
    Drift { part, expected: Some("a table".to_owned()), found: None }
}

/// Returns the drift without the parts that the struct leaves undeclared.
fn drift_of(
    rules: &dyn DefinitionRules,
    definition: &TableDefinition,
    name: &TableName,
    expected: &TableShape,
    found: &TableShape,
) -> Vec<Drift> {
    let renames = column_renames(definition, found);
    let found = found.with_renamed_columns(rules, name, &renames).named_as(rules, expected);
    let mut drift = compare(rules, expected, &found, &renames);
    drift.retain(|drift| drift.expected.is_some() || !definition.leaves_undeclared(&drift.part.name));
    drift
}

/// The expected and the existing table.
#[derive(Clone, Copy)]
pub(crate) struct Comparison<'s> {
    pub(crate) definition: &'s TableDefinition,
    pub(crate) name: &'s TableName,
    pub(crate) expected: &'s TableShape,
    pub(crate) found: &'s TableShape,
    /// The columns that are renamed first; `found` has their new names.
    pub(crate) renames: &'s [ColumnRename],
    pub(crate) undeclared: UndeclaredParts<'s>,
    /// The values of new columns in existing rows.
    pub(crate) fills: &'s [Fill],
}

/// The undeclared parts of a table that are dropped.
#[derive(Clone, Copy, Debug)]
pub(crate) enum UndeclaredParts<'s> {
    /// The indexes with these names.
    DropIndexes(&'s [&'s str]),
    /// All indexes and constraints: an earlier version of the struct declared them.
    Drop,
}

impl Comparison<'_> {
    /// Returns the expected part that an existing part is, under another name.
    pub(crate) fn renamed(
        &self,
        rules: &dyn DefinitionRules,
        part: &TablePart,
        existing: &PartDefinition,
    ) -> Option<&TablePart> {
        renamed(rules, self.expected, self.found, part, existing)
    }

    /// Returns whether an existing part is to be dropped: the caller named it, or another index takes its name.
    pub(crate) fn is_obsolete(&self, part: &TablePart, existing: &PartDefinition) -> bool {
        if self.expected.get(part).is_some() {
            return false;
        }
        match (self.undeclared, existing) {
            (_, PartDefinition::Column(_) | PartDefinition::Table(_)) => false,
            (UndeclaredParts::Drop, _) => !self.definition.leaves_undeclared(&part.name),
            (UndeclaredParts::DropIndexes(names), PartDefinition::Index(index)) if !index.constraint => {
                let takes_name = || self.expected.indexes().any(|(expected, _)| expected.name == part.name);
                names.contains(&part.name.as_str()) || takes_name()
            }
            (UndeclaredParts::DropIndexes(_), _) => false,
        }
    }

    /// Returns whether the table is known from the scripts of an earlier version.
    pub(crate) fn is_upgrade(&self) -> bool {
        matches!(self.undeclared, UndeclaredParts::Drop)
    }

    /// Returns the differences.
    pub(crate) fn drift(&self, rules: &dyn DefinitionRules) -> Vec<Drift> {
        compare(rules, self.expected, self.found, self.renames)
    }

    /// Returns whether an existing primary key is to be replaced, since it has another name or other columns.
    pub(crate) fn is_other_primary(&self, part: &TablePart, existing: &PartDefinition) -> bool {
        matches!(existing, PartDefinition::Index(index) if index.primary) && self.expected.get(part).is_none()
    }
}

/// Returns the expected part that an existing constraint or index is, under another name, if no part has the expected name.
///
/// SQL Server shows equal expressions in many forms; for those, the names must be similar as well.
fn renamed<'e>(
    rules: &dyn DefinitionRules,
    expected: &'e TableShape,
    found: &TableShape,
    part: &TablePart,
    existing: &PartDefinition,
) -> Option<&'e TablePart> {
    let has_name = match existing {
        PartDefinition::Check(_) | PartDefinition::ForeignKey(_) => true,
        PartDefinition::Index(index) => !index.primary,
        PartDefinition::Column(_) | PartDefinition::Table(_) => false,
    };
    if !has_name || expected.get(part).is_some() {
        return None;
    }
    let is =
        |wanted_part: &TablePart, wanted: &PartDefinition, part: &TablePart, existing: &PartDefinition| {
            let (wanted, existing) = (wanted.signature(), existing.signature());
            let similar = || single_underscores(&wanted_part.name) == single_underscores(&part.name);
            wanted_part.kind == part.kind
                && (wanted == existing || (similar() && rules.is_same(&wanted, &existing)))
        };
    let mut missing = expected.parts().filter(|(wanted, _)| found.get(wanted).is_none());
    let (wanted_part, wanted) =
        missing.find(|(wanted_part, wanted)| is(wanted_part, wanted, part, existing))?;
    // Of several equal parts, the first one is the renamed one.
    let mut undeclared = found.parts().filter(|(other, _)| expected.get(other).is_none());
    let first = undeclared.find(|(other, definition)| is(wanted_part, wanted, other, definition))?;
    (first.0 == part).then_some(wanted_part)
}

/// Returns a name in lower case with runs of underscores shortened to one, as earlier versions named constraints.
fn single_underscores(name: &str) -> String {
    let mut short = String::with_capacity(name.len());
    for ch in name.chars() {
        if ch != '_' || !short.ends_with('_') {
            short.extend(ch.to_lowercase());
        }
    }
    short
}

/// Compares a table, whose columns have their new names, with its definition.
fn compare(
    rules: &dyn DefinitionRules,
    expected: &TableShape,
    found: &TableShape,
    renames: &[ColumnRename],
) -> Vec<Drift> {
    let mut drift = Vec::new();
    for ColumnRename { from, to } in renames {
        let part = TablePart { kind: PartKind::Column, name: to.clone() };
        let wanted = expected.get(&part).map(PartDefinition::signature);
        drift.push(Drift { part, expected: wanted, found: Some(format!("{NAMED}{from}")) });
    }
    let other_names = || {
        found
            .parts()
            .filter_map(|(part, existing)| Some((renamed(rules, expected, found, part, existing)?, part)))
    };
    for (part, wanted) in expected.parts() {
        if let Some((_, other)) = other_names().find(|(renamed, _)| *renamed == part) {
            let found = Some(format!("{NAMED}{}", other.name));
            drift.push(Drift { part: part.clone(), expected: Some(wanted.signature()), found });
            continue;
        }
        let (wanted, existing) = (wanted.signature(), found.get(part).map(PartDefinition::signature));
        if !existing.as_ref().is_some_and(|existing| rules.is_same(&wanted, existing)) {
            drift.push(Drift { part: part.clone(), expected: Some(wanted), found: existing });
        }
    }
    let undeclared =
        |part: &TablePart| expected.get(part).is_none() && !other_names().any(|(_, renamed)| renamed == part);
    for (part, existing) in found.parts().filter(|(part, _)| undeclared(part)) {
        drift.push(Drift { part: part.clone(), expected: None, found: Some(existing.signature()) });
    }
    drift
}
