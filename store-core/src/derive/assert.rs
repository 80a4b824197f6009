//! Assertions of generated code: the rules for columns whose type only its [`Field`](crate::Field) implementation knows.
//!
//! Generated code calls them in a `const`, where a panic is a compile error at the place of the call. The rules themselves are
//! in [`rules`] and [`limits`], which the derive uses too.

use crate::engine::limits::{self, KeyOwner};
use crate::schema::{Action, KeyKind, TableModel};
use crate::text;
use crate::types::rules::{self, ColumnRule, Rule};
use crate::types::{Literal, SqlType};

/// Panics if the rule is broken.
#[expect(clippy::panic, reason = "a panic in a const is a compile error, which is intended")]
const fn enforce(rule: Rule) {
    if let Err(reason) = rule {
        panic!("{}", reason);
    }
}

const fn column_of(model: &TableModel<'_>, column: usize) -> (SqlType, bool) {
    (model.columns.types[column], model.columns.nullable[column])
}

/// Asserts a rule about one column.
pub const fn column(model: &TableModel<'_>, column: usize, rule: ColumnRule) {
    let (ty, nullable) = column_of(model, column);
    enforce(rule.check(ty, nullable, false));
}

/// Asserts that a constant fits its column.
pub const fn literal(model: &TableModel<'_>, column: usize, literal: Literal<'_>) {
    let (ty, nullable) = column_of(model, column);
    enforce(rules::literal(literal, ty, nullable));
}

/// Asserts that two columns can be compared with each other.
pub const fn compared(model: &TableModel<'_>, column: usize, other: usize) {
    enforce(rules::compared(model.columns.types[column], model.columns.types[other]));
}

/// Asserts that the value of one column can be assigned to another.
pub const fn assigned(model: &TableModel<'_>, column: usize, other: usize) {
    enforce(rules::assigned(column_of(model, column), column_of(model, other)));
}

/// Asserts that a struct has the columns of a query: their names, types and nullability, in order.
pub const fn projection(query: &TableModel<'_>, row: &TableModel<'_>) {
    let (expected, found) = (&query.columns, &row.columns);
    let mut at = 0;
    while at < expected.types.len() && at < found.types.len() {
        if !text::equal(expected.names.at(at), found.names.at(at)) {
            enforce(Err(
                "the fields of the struct are not those of the query: declare them with the same names in the same order",
            ));
        }
        let (column, field) =
            ((expected.types[at], expected.nullable[at]), (found.types[at], found.nullable[at]));
        enforce(rules::projected(column, field));
        at += 1;
    }
    if expected.types.len() != found.types.len() {
        enforce(Err(
            "the struct does not have as many fields as the query has columns: declare one for each column",
        ));
    }
}

/// Asserts the rules about the table as a whole: its limits, its decimals, and the columns of keys, indexes and foreign keys.
pub const fn table(model: &TableModel<'_>) {
    enforce(limits::table(model));
    let mut at = 0;
    while at < model.columns.types.len() {
        enforce(rules::has_digits(model.columns.types[at]));
        at += 1;
    }
    let mut at = 0;
    while at < model.foreign_keys.len() {
        foreign_key(model, at);
        at += 1;
    }
    let mut at = 0;
    while at < model.keys.len() {
        key(model, at);
        at += 1;
    }
    let mut at = 0;
    while at < model.indexes.len() {
        index(model, at);
        at += 1;
    }
}

const fn foreign_key(model: &TableModel<'_>, at: usize) {
    let key = &model.foreign_keys[at];
    let (mut bytes, mut part) = (0, 0);
    while part < key.columns.len() {
        let (ty, nullable) = column_of(model, key.columns[part]);
        bytes = key_bytes(model, key.columns[part]).saturating_add(bytes);
        if matches!(key.on_delete, Action::SetNull) {
            enforce(rules::set_null(ty, nullable));
        }
        part += 1;
    }
    enforce(limits::key_width(KeyOwner::ForeignKey, bytes));
}

const fn key(model: &TableModel<'_>, at: usize) {
    let key = &model.keys[at];
    let (mut bytes, mut part) = (0, 0);
    while part < key.columns.len() {
        let (ty, nullable) = column_of(model, key.columns[part]);
        enforce(rules::key_column(ty, nullable && matches!(key.kind, KeyKind::Primary)));
        bytes = key_bytes(model, key.columns[part]).saturating_add(bytes);
        part += 1;
    }
    let owner = match key.kind {
        KeyKind::Primary => KeyOwner::PrimaryKey,
        KeyKind::Unique => KeyOwner::UniqueKey,
    };
    enforce(limits::key_width(owner, bytes));
}

const fn index(model: &TableModel<'_>, at: usize) {
    let columns = model.indexes[at].columns;
    let (mut bytes, mut part) = (0, 0);
    while part < columns.len() {
        bytes = key_bytes(model, columns[part].column).saturating_add(bytes);
        part += 1;
    }
    enforce(limits::key_width(KeyOwner::Index, bytes));
}

const fn key_bytes(model: &TableModel<'_>, column: usize) -> u32 {
    let exists = model.columns.is_existing(column);
    match rules::key_bytes(model.columns.types[column], exists) {
        Ok(bytes) => bytes,
        Err(reason) => {
            enforce(Err(reason));
            0
        }
    }
}
