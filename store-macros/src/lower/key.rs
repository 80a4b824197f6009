//! Primary and unique keys.

use proc_macro2::Span;
use store_core::derive::limits::{self, KeyOwner, MAX_KEY_COLUMNS};
use store_core::derive::rules::{self, ColumnRule};
use store_core::ident;
use store_core::schema::{Key, KeyKind};
use syn::Ident;
use syn::spanned::Spanned;

use super::name::Names;
use super::scope::{Check, Scope};
use crate::attr::{Name, TableAttrs};

pub(super) fn lower<'b>(
    scope: &Scope<'_, 'b>,
    names: &mut Names<'_>,
    attrs: &TableAttrs,
    table: &Ident,
) -> Vec<Key<'b>> {
    let mut keys = Vec::new();
    keys.extend(primary(scope, names, attrs, table));
    for unique in &attrs.uniques {
        let columns = scope.columns(&unique.columns);
        keys.push(make(scope, names, unique.name.as_ref(), unique.word.span(), KeyKind::Unique, &columns));
    }
    for (at, field) in scope.fields.iter().enumerate() {
        if let Some(unique) = &field.attrs.unique {
            keys.push(make(scope, names, None, unique.span(), KeyKind::Unique, &[at]));
        }
    }
    keys
}

/// Returns the name of the constant of each unique key, with the position of the key; reports duplicate names.
pub(super) fn constants(scope: &Scope<'_, '_>, keys: &[Key<'_>], table: &Ident) -> Vec<(usize, String)> {
    let mut constants: Vec<(usize, String)> = Vec::new();
    for (at, key) in keys.iter().enumerate().filter(|(_, key)| key.kind == KeyKind::Unique) {
        let name = constant_name(key.name);
        if let Some((other, _)) = constants.iter().find(|(_, other)| *other == name) {
            let other = keys[*other].name;
            // Two keys with the same name already have an error.
            if !other.eq_ignore_ascii_case(key.name) {
                scope.ctxt.error(
                    table,
                    format!(
                        "duplicate constant `{name}` for the keys `{other}` and `{}`: rename one with `name = \"…\"`",
                        key.name
                    ),
                );
            }
        } else if ident::check(&name).is_ok() && !name.trim_matches('_').is_empty() {
            constants.push((at, name));
        }
    }
    constants
}

/// Returns the name of the constant for a key: upper case, with single underscores.
fn constant_name(key: &str) -> String {
    let mut name = String::with_capacity(key.len());
    // A name in quotes can have other characters.
    let word = |ch: char| if ch.is_ascii_alphanumeric() { ch } else { '_' };
    for ch in key.chars().map(word) {
        if ch != '_' || !name.ends_with('_') {
            name.push(ch.to_ascii_uppercase());
        }
    }
    name
}

fn primary<'b>(
    scope: &Scope<'_, 'b>,
    names: &mut Names<'_>,
    attrs: &TableAttrs,
    table: &Ident,
) -> Option<Key<'b>> {
    let marked: Vec<usize> =
        (0..scope.fields.len()).filter(|at| scope.fields[*at].attrs.primary_key.is_some()).collect();
    match &attrs.primary_key {
        Some(key) => {
            if let Some(field) = marked.first() {
                scope.ctxt.error(
                    &scope.fields[*field].attrs.primary_key,
                    "duplicate primary key: `primary_key(…)` on the struct declares it already",
                );
            }
            let columns = scope.columns(&key.columns);
            Some(make(scope, names, key.name.as_ref(), key.word.span(), KeyKind::Primary, &columns))
        }
        None if marked.is_empty() && scope.ctxt.has_unparsed() => None,
        None if marked.is_empty() => {
            scope
                .ctxt
                .error(table, "a table requires a primary key: add `#[column(primary_key)]` to a field");
            None
        }
        None => {
            let span =
                scope.fields[marked[0]].attrs.primary_key.as_ref().map_or_else(Span::call_site, Ident::span);
            Some(make(scope, names, None, span, KeyKind::Primary, &marked))
        }
    }
}

fn make<'b>(
    scope: &Scope<'_, 'b>,
    names: &mut Names<'_>,
    given: Option<&Name>,
    span: Span,
    kind: KeyKind,
    columns: &[usize],
) -> Key<'b> {
    let parts: Vec<&str> = columns.iter().map(|at| scope.columns[*at].name).collect();
    let name = match kind {
        KeyKind::Primary => names.choose(given, span, "key", "pk", &[]),
        KeyKind::Unique => names.choose(given, span, "key", "ux", &parts),
    };
    // The constant must not be one of the trait `Table`.
    let is_taken = ["sql", "model"].iter().any(|taken| name.eq_ignore_ascii_case(taken));
    if kind == KeyKind::Unique && (is_taken || name.trim_matches('_').is_empty()) {
        scope
            .ctxt
            .error_at(span, format!("the key `{name}` has no valid name for its constant: rename the key"));
    }
    for at in columns {
        let (column, field) = (&scope.columns[*at], &scope.fields[*at]);
        if let Err(reason) = rules::key_column(column.ty, column.nullable && kind == KeyKind::Primary) {
            scope.ctxt.error(&field.ty, reason);
        }
        if field.is_deferred() && !column.nullable && kind == KeyKind::Unique {
            scope.assert(field.ty.span(), *at, Check::Column(ColumnRule::UniqueNotNull));
        }
    }
    let owner = match kind {
        KeyKind::Primary => KeyOwner::PrimaryKey,
        KeyKind::Unique => KeyOwner::UniqueKey,
    };
    width(scope, span, owner, columns);
    Key { name: scope.bump.alloc_str(&name), kind, columns: scope.bump.alloc_slice_copy(columns) }
}

/// Checks the number and the bytes of the columns of a key, as far as the types are known here.
pub(super) fn width(scope: &Scope<'_, '_>, span: Span, owner: KeyOwner, columns: &[usize]) {
    if columns.len() > MAX_KEY_COLUMNS {
        let len = columns.len();
        let message = format!("too many columns: {len}, SQL Server allows {MAX_KEY_COLUMNS}; remove some");
        scope.ctxt.error_at(span, message);
    }
    let mut total = 0u32;
    for at in columns {
        let column = &scope.columns[*at];
        match rules::key_bytes(column.ty, column.sql_type.is_some()) {
            Ok(bytes) => total = total.saturating_add(bytes),
            Err(reason) => scope.ctxt.error(&scope.fields[*at].ty, reason),
        }
    }
    if let Err(reason) = limits::key_width(owner, total) {
        scope.ctxt.error_at(span, reason);
    }
}
