//! Checks that the derive leaves to the compiler: those on types that only their [`Field`](crate::Field)
//! implementation knows.
//!
//! Each is called in a `const`, where a panic is a compile error at the place of the call.
#![expect(clippy::panic, reason = "a panic in a const is a compile error, which is the purpose here")]

use crate::fields::Fields;
use crate::literal::Literal;
use crate::model::{KeyKind, TableModel};
use crate::sql_type::SqlType;
use crate::table::Table;
use crate::text::Writer;

/// Most bytes of a clustered key on SQL Server.
pub const MAX_CLUSTERED_KEY: u32 = 900;

/// Most bytes of a nonclustered key on SQL Server.
pub const MAX_NONCLUSTERED_KEY: u32 = 1_700;

/// Holds the types that the derive knew by their names to what their traits say, so that an alias cannot lie.
///
/// `F` is the fields from the column `first` on, `codes` what the derive took each of them for.
pub const fn agree<T: Table, F: Fields>(codes: &[u8], first: usize) {
    let mut at = 0;
    while at < codes.len() {
        let (ty, nullable) = F::TYPES[at];
        if codes[at] != DEFERRED && codes[at] != ty.code(nullable) {
            disagrees::<T>(first + at);
        }
        at += 1;
    }
}

/// The code of a type that the derive did not know.
const DEFERRED: u8 = SqlType::Deferred.code(false);

const fn disagrees<T: Table>(at: usize) {
    let mut bytes = [0; 512];
    let mut message = Writer::new(&mut bytes);
    message.push("the type of the field `");
    message.push(T::MODEL.columns.fields[at]);
    message.push("` has the name of one that store knows, but is another: give it a name of its own");
    let len = if message.len() < 512 { message.len() } else { 0 };
    match core::str::from_utf8(bytes.split_at(len).0) {
        Ok(message) => panic!("{}", message),
        Err(_) => panic!("the type of a field has the name of one that store knows, but is another"),
    }
}

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

/// Holds a column that is compared with a list to a type that a JSON list can carry.
pub const fn in_list(model: &TableModel<'_>, column: usize) {
    if !model.columns.types[column].fits_in_list() {
        panic!("a list of this type cannot travel as JSON: use text, integers, enums, bools or UUIDs");
    }
}

/// Holds a column in a calculation to a number.
pub const fn arithmetic(model: &TableModel<'_>, column: usize) {
    if !model.columns.types[column].is_arithmetic() {
        panic!(
            "the column is no integer or floating-point number: SQL cannot calculate with it alike on both engines"
        );
    }
}

/// Holds a column that takes the clock to a timestamp.
pub const fn timestamp(model: &TableModel<'_>, column: usize) {
    if !matches!(model.columns.types[column], SqlType::Timestamp) {
        panic!("`now()` is a timestamp, the column is not: make its field a `DateTime<Utc>`");
    }
}

/// Holds the columns of a table to what their types ask of them, and its keys to their widths.
pub const fn table(model: &TableModel<'_>) {
    let mut at = 0;
    while at < model.columns.len() {
        if matches!(model.columns.types[at], SqlType::Decimal { precision: 0, .. }) {
            panic!("a decimal column needs its digits: write `#[column(precision = 19, scale = 4)]`");
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
    match model.columns.types[column].key_bytes() {
        Some(bytes) => bytes,
        None => panic!("a column of unbounded length cannot be in a key: write `#[column(len = …)]`"),
    }
}
