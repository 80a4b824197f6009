//! Checks that the derive leaves to the compiler: those on types that only their [`Field`](crate::Field)
//! implementation knows.
//!
//! Each is called in a `const`, where a panic is a compile error at the place of the call.
#![expect(clippy::panic, reason = "a panic in a const is a compile error, which is the purpose here")]

use crate::dialect::Dialect;
use crate::limits::{self, MAX_CLUSTERED_KEY, MAX_FOREIGN_KEY, MAX_NONCLUSTERED_KEY};
use crate::schema::{Action, KeyKind, TableModel};
use crate::types::Literal;
use crate::types::SqlType;

/// Holds a literal to the type of its column.
pub const fn literal(model: &TableModel<'_>, column: usize, literal: Literal<'_>) {
    if let Some(reason) = literal.misfit(model.columns.types[column]) {
        panic!("{}", reason);
    }
    if matches!(literal, Literal::Null) && !model.columns.nullable[column] {
        panic!("the column is never NULL: make its field an `Option` or give a value");
    }
}

/// Holds a column that is sorted by, or compared by order, to a type whose order both engines share.
pub const fn ordered(model: &TableModel<'_>, column: usize) {
    if !model.columns.types[column].is_ordered() {
        panic!(
            "the engines sort this type differently, or not at all: compare for equality only, or order by another column"
        );
    }
}

/// Holds a column that is compared to a type that can be.
pub const fn comparable(model: &TableModel<'_>, column: usize) {
    if matches!(model.columns.types[column], SqlType::Json) {
        panic!(
            "the column is JSON, which the engines compare differently: only `is [not] null` can be asked of it"
        );
    }
}

/// Holds a column that is asked for NULL to one that may be.
pub const fn nullable(model: &TableModel<'_>, column: usize) {
    if !model.columns.nullable[column] {
        panic!("the column is never NULL: make its field an `Option`, or remove the condition");
    }
}

/// Holds a column whose check is given a name to a type that has one.
pub const fn checked(model: &TableModel<'_>, column: usize) {
    if !Dialect::checks(model.columns.types[column]) {
        panic!("a column of this type has no check of its own: remove `check_name`");
    }
}

/// Holds a column by which a page begins to one that is never NULL.
pub const fn not_null(model: &TableModel<'_>, column: usize) {
    if model.columns.nullable[column] {
        panic!("a page cannot begin after NULL: order by columns that are never NULL");
    }
}

/// Holds a column to which an upsert adds to a number that is never NULL.
pub const fn summable(model: &TableModel<'_>, column: usize) {
    calculated(model, column);
    if model.columns.nullable[column] {
        panic!("nothing can be added to NULL: make the field no `Option`, or remove `add`");
    }
}

/// Holds a column that an upsert with NULL leaves as it is to one that may be NULL.
pub const fn keepable(model: &TableModel<'_>, column: usize) {
    if !model.columns.nullable[column] {
        panic!(
            "the column is never NULL, so that an upsert always replaces it: remove `keep`, or make the field an `Option`"
        );
    }
}

/// Holds a column that is counted by to a type that a group gives back.
pub const fn groupable(model: &TableModel<'_>, column: usize) {
    if matches!(model.columns.types[column], SqlType::Json | SqlType::Decimal { .. } | SqlType::Uuid) {
        panic!(
            "the column is JSON, a decimal or a UUID, which cannot be grouped by alike on both engines: group by another column"
        );
    }
}

/// Holds two columns that are compared, or one of which is written to the other, to one type.
pub const fn same_type(model: &TableModel<'_>, column: usize, other: usize, written: bool) {
    let (left, right) = (model.columns.types[column], model.columns.types[other]);
    let deferred = matches!(left, SqlType::Deferred) || matches!(right, SqlType::Deferred);
    if !left.same_kind(right) && !deferred {
        panic!("the two columns have different types: compare and assign columns of one type only");
    }
    if written && model.columns.nullable[other] && !model.columns.nullable[column] {
        panic!(
            "the column may be NULL, the one that it is assigned to may not: assign a column that is never NULL"
        );
    }
}

/// Holds a column that is compared with a list to a type that a JSON list can carry.
pub const fn in_list(model: &TableModel<'_>, column: usize) {
    let ty = model.columns.types[column];
    if !ty.fits_in_list() && !matches!(ty, SqlType::Deferred) {
        panic!("a list of this type cannot travel as JSON: use text, integers, enums, bools or UUIDs");
    }
}

const fn arithmetic(model: &TableModel<'_>, column: usize) {
    let ty = model.columns.types[column];
    if !ty.is_arithmetic() && !matches!(ty, SqlType::Deferred) {
        panic!(
            "the column is no integer or floating-point number: SQL cannot calculate with it alike on both engines"
        );
    }
}

/// Holds a column that takes the clock to a timestamp.
pub const fn timestamp(model: &TableModel<'_>, column: usize) {
    if !matches!(model.columns.types[column], SqlType::Timestamp | SqlType::Deferred) {
        panic!("`now()` is a timestamp, the column is not: make its field a `DateTime<Utc>`");
    }
}

/// Holds a column in a calculation to a type that is not 32-bit floating point: what SQLite calculates is rounded to 32 bits
/// by the statement, which is written before the derive can know the type behind an alias or newtype.
pub const fn calculated(model: &TableModel<'_>, column: usize) {
    arithmetic(model, column);
    if matches!(model.columns.types[column], SqlType::F32) {
        panic!(
            "SQL calculates with `f32` only where the field's type is `f32` itself: write it, or use `f64`"
        );
    }
}

/// Holds the columns of a table to what their types ask of them, and its keys to their widths.
pub const fn table(model: &TableModel<'_>) {
    if let Some(limit) = limits::exceeded(model) {
        panic!("{}", limit);
    }
    let mut at = 0;
    while at < model.columns.len() {
        if matches!(model.columns.types[at], SqlType::Decimal { precision: 0, .. }) {
            panic!("a decimal column needs its digits: write `#[column(precision = 19, scale = 4)]`");
        }
        at += 1;
    }
    let mut at = 0;
    while at < model.foreign_keys.len() {
        let key = &model.foreign_keys[at];
        let mut bytes = 0;
        let mut part = 0;
        while part < key.columns.len() {
            bytes += key_bytes(model, key.columns[part]);
            if matches!(key.on_delete, Action::SetNull) && !model.columns.nullable[key.columns[part]] {
                panic!("a reference sets NULL in a column that is never NULL: make its field an `Option`");
            }
            part += 1;
        }
        if bytes > MAX_FOREIGN_KEY {
            panic!("the reference is wider than the 900 bytes of SQL Server: lower the `len` of its columns");
        }
        at += 1;
    }
    let mut at = 0;
    while at < model.keys.len() {
        key(model, at);
        at += 1;
    }
    let mut at = 0;
    while at < model.indexes.len() {
        let mut bytes = 0;
        let mut part = 0;
        while part < model.indexes[at].columns.len() {
            bytes += key_bytes(model, model.indexes[at].columns[part].column);
            part += 1;
        }
        if bytes > MAX_NONCLUSTERED_KEY {
            panic!("the index is wider than the 1,700 bytes of SQL Server: lower the `len` of its columns");
        }
        at += 1;
    }
}

const fn key(model: &TableModel<'_>, at: usize) {
    let key = &model.keys[at];
    let mut bytes = 0;
    let mut part = 0;
    while part < key.columns.len() {
        if model.columns.nullable[key.columns[part]] {
            panic!("a key column cannot be NULL: the engines disagree on whether two NULLs are the same");
        }
        if matches!(model.columns.types[key.columns[part]], SqlType::F32 | SqlType::F64) {
            panic!("equality of floating-point numbers is no key: use an integer or a decimal");
        }
        bytes += key_bytes(model, key.columns[part]);
        part += 1;
    }
    match key.kind {
        KeyKind::Primary if bytes > MAX_CLUSTERED_KEY => {
            panic!(
                "the primary key is wider than the 900 bytes of SQL Server: lower the `len` of its columns"
            )
        }
        KeyKind::Unique if bytes > MAX_NONCLUSTERED_KEY => {
            panic!(
                "the unique key is wider than the 1,700 bytes of SQL Server: lower the `len` of its columns"
            )
        }
        _ => {}
    }
}

const fn key_bytes(model: &TableModel<'_>, column: usize) -> u32 {
    match model.columns.types[column] {
        // Stands for a type that has errors of its own.
        SqlType::Deferred => return 0,
        SqlType::Json => panic!("JSON cannot be in a key or index"),
        _ => {}
    }
    match model.columns.types[column].key_bytes() {
        Some(bytes) => bytes,
        None => panic!("a column of unbounded length cannot be in a key: write `#[column(len = …)]`"),
    }
}
