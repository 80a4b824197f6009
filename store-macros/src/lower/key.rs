//! Keys and references.

use proc_macro2::Span;
use store_core::limits::{self, MAX_KEY_COLUMNS};
use store_core::schema::{Action, ForeignKey, Key, KeyKind, TableModel};
use store_core::{SqlType, conflicts};
use syn::Ident;

use super::Scope;
use super::name::{Names, checked};
use crate::attr::{Name, References, TableAttrs};
use crate::ctxt::Ctxt;
use crate::expand::constant_name;

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
    constants(scope, &keys, table);
    keys
}

/// Holds the constants that are named after unique keys to different names.
fn constants(scope: &Scope<'_, '_>, keys: &[Key<'_>], table: &Ident) {
    let mut taken: Vec<(String, &str)> = Vec::new();
    for key in keys.iter().filter(|key| key.kind == KeyKind::Unique) {
        let name = constant_name(key.name);
        match taken.iter().find(|(other, _)| *other == name) {
            // Keys of one name have their error.
            Some((_, other)) if !other.eq_ignore_ascii_case(key.name) => scope.ctxt.error(
                table,
                format!("the keys `{other}` and `{}` would have one constant, `{name}`: name one of them otherwise with `name = \"…\"`", key.name),
            ),
            Some(_) => {}
            None => taken.push((name, key.name)),
        }
    }
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
                    "the struct's `primary_key(…)` names the key already: remove one of the two",
                );
            }
            let columns = scope.columns(&key.columns);
            Some(make(scope, names, key.name.as_ref(), key.word.span(), KeyKind::Primary, &columns))
        }
        None if marked.is_empty() && scope.ctxt.unread() => None,
        None if marked.is_empty() => {
            scope.ctxt.error(
                table,
                "the table has no primary key, without which a row cannot be read, updated or upserted: \
                 mark a field with `#[column(primary_key)]`",
            );
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
    // A unique key has a constant of its name, beside `SQL`.
    if kind == KeyKind::Unique && (name.eq_ignore_ascii_case("sql") || name.trim_matches('_').is_empty()) {
        scope
            .ctxt
            .error_at(span, format!("no constant can be named after the key `{name}`: give it another name"));
    }
    for at in columns {
        let (column, field) = (&scope.columns[*at], &scope.fields[*at]);
        if column.nullable {
            scope.ctxt.error(
                &field.ty,
                format!("`{}` is in a key and may be NULL, and the engines disagree on whether two NULLs are the same: use the type without `Option`", field.name),
            );
        }
        if matches!(column.ty, SqlType::F32 | SqlType::F64) {
            scope.ctxt.error(&field.ty, format!("`{}` is in a key, and equality of floating-point numbers is no key: use an integer or a decimal", field.name));
        }
    }
    let (kind_name, most) = match kind {
        KeyKind::Primary => ("primary key", limits::MAX_CLUSTERED_KEY),
        KeyKind::Unique => ("unique key", limits::MAX_NONCLUSTERED_KEY),
    };
    width(scope, span, kind_name, most, columns);
    Key { name: scope.bump.alloc_str(&name), kind, columns: scope.bump.alloc_slice_copy(columns) }
}

/// Holds the columns of a key or index to the bytes that SQL Server allows, as far as their types are known here.
pub(super) fn width(scope: &Scope<'_, '_>, span: Span, what: &str, most: u32, columns: &[usize]) {
    if columns.len() > MAX_KEY_COLUMNS {
        scope.ctxt.error_at(
            span,
            format!(
                "the {what} has {} columns, more than the {MAX_KEY_COLUMNS} of SQL Server: leave some out",
                columns.len()
            ),
        );
    }
    let mut total = 0u32;
    for at in columns {
        let field = &scope.fields[*at];
        match scope.columns[*at].ty {
            SqlType::Deferred => {}
            SqlType::Json => scope
                .ctxt
                .error(&field.ty, format!("`{}` is JSON, which cannot be in a key or index", field.name)),
            ty => match ty.key_bytes() {
                Some(bytes) => total = total.saturating_add(bytes),
                None => scope.ctxt.error(
                    &field.ty,
                    format!(
                        "`{}` is in a key or index and has no bound: give it one with `#[column(len = …)]`",
                        field.name
                    ),
                ),
            },
        }
    }
    if total > most {
        scope.ctxt.error_at(
            span,
            format!("the {what} takes {total} bytes, more than the {most} of SQL Server (text takes two a unit): lower the `len` of its columns"),
        );
    }
}

pub(super) fn foreign<'b>(
    scope: &Scope<'_, 'b>,
    names: &mut Names<'_>,
    attrs: &TableAttrs,
    schema: Option<&str>,
) -> (Vec<ForeignKey<'b>>, Vec<Span>) {
    let (mut keys, mut spans) = (Vec::new(), Vec::new());
    for key in &attrs.foreign_keys {
        let columns = scope.columns(&key.columns);
        let (name, span) = (key.name.as_ref(), key.word.span());
        keys.push(reference(scope, names, name, span, &columns, &key.references, schema));
        spans.push(span);
    }
    for (at, field) in scope.fields.iter().enumerate() {
        if let Some(references) = &field.attrs.references {
            let span = references.word.span();
            keys.push(reference(scope, names, None, span, &[at], references, schema));
            spans.push(span);
        }
    }
    (keys, spans)
}

/// Holds a table as a whole to what SQL Server takes, as far as its own declaration shows it.
pub(super) fn whole(ctxt: &Ctxt, model: &TableModel<'_>, fields: Span, references: &[Span]) {
    // After other errors, what is missing here would be reported again.
    if ctxt.failed() {
        return;
    }
    if let Some(limit) = limits::exceeded(model) {
        ctxt.error_at(fields, limit);
    }
    for conflict in conflicts(&[model]) {
        let key = model.foreign_keys.iter().position(|key| Some(key.name) == conflict.foreign_key.as_deref());
        ctxt.error_at(key.map_or(fields, |at| references[at]), conflict.reason);
    }
}

fn reference<'b>(
    scope: &Scope<'_, 'b>,
    names: &mut Names<'_>,
    given: Option<&Name>,
    span: Span,
    columns: &[usize],
    to: &References,
    schema: Option<&str>,
) -> ForeignKey<'b> {
    let parts: Vec<&str> = columns.iter().map(|at| scope.columns[*at].name).collect();
    let name = names.choose(given, span, "foreign key", "fk", &parts);
    width(scope, span, "reference", limits::MAX_FOREIGN_KEY, columns);
    if columns.len() != to.columns.len() && !columns.is_empty() {
        scope.ctxt.error(
            &to.word,
            format!(
                "the reference has {} columns for the {} of this table: name as many",
                to.columns.len(),
                columns.len()
            ),
        );
    }
    let to_columns: Vec<&str> = to
        .columns
        .iter()
        .map(|column| {
            let name = Name { text: syn::ext::IdentExt::unraw(column).to_string(), span: column.span() };
            &*scope.bump.alloc_str(&checked(scope.ctxt, &name, "column"))
        })
        .collect();
    for (at, column) in to_columns.iter().enumerate() {
        if to_columns[..at].iter().any(|other| other.eq_ignore_ascii_case(column)) {
            scope.ctxt.error(&to.columns[at], format!("`{column}` is referred to twice: remove one"));
        }
    }
    let to_schema = match &to.schema {
        Some(name) => Some(checked(scope.ctxt, name, "schema")),
        None => schema.map(str::to_owned),
    };
    ForeignKey {
        name: scope.bump.alloc_str(&name),
        columns: scope.bump.alloc_slice_copy(columns),
        to_schema: to_schema.map(|schema| &*scope.bump.alloc_str(&schema)),
        to_table: scope.bump.alloc_str(&checked(scope.ctxt, &to.table, "table")),
        to_columns: scope.bump.alloc_slice_copy(&to_columns),
        on_delete: on_delete(scope, to.on_delete.as_ref(), columns),
    }
}

fn on_delete(scope: &Scope<'_, '_>, action: Option<&Name>, columns: &[usize]) -> Action {
    let Some(name) = action else { return Action::NoAction };
    match name.text.as_str() {
        "no action" => Action::NoAction,
        "cascade" => Action::Cascade,
        "set null" => {
            if let Some(at) =
                columns.iter().find(|at| !scope.columns[**at].nullable && !scope.fields[**at].is_deferred())
            {
                let field = &scope.fields[*at].name;
                scope.ctxt.error_at(
                    name.span,
                    format!("`{field}` is never NULL: make it an `Option`, or use another action"),
                );
            }
            Action::SetNull
        }
        _ => {
            scope.ctxt.error_at(name.span, "unknown action: use \"no action\", \"cascade\" or \"set null\"");
            Action::NoAction
        }
    }
}
