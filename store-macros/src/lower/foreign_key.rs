//! Foreign keys.

use proc_macro2::Span;
use store_core::derive::limits::KeyOwner;
use store_core::derive::rules;
use store_core::schema::{Action, ForeignKey};

use super::key::width;
use super::name::{Names, checked, quoted, referenced_column, referenced_table};
use super::scope::Scope;
use crate::attr::{Name, References, TableAttrs};

/// Lowers the foreign keys and returns them with their spans.
pub(super) fn lower<'b>(
    scope: &Scope<'_, 'b>,
    names: &mut Names<'_>,
    attrs: &TableAttrs,
    schema: Option<&str>,
) -> (Vec<ForeignKey<'b>>, Vec<Span>) {
    let (mut keys, mut spans) = (Vec::new(), Vec::new());
    for key in &attrs.foreign_keys {
        let columns = scope.columns(&key.columns);
        let (name, span) = (key.name.as_ref(), key.word.span());
        keys.push(foreign_key(scope, names, name, span, &columns, &key.references, schema));
        spans.push(span);
    }
    for (at, field) in scope.fields.iter().enumerate() {
        if let Some(references) = &field.attrs.references {
            let span = references.word.span();
            keys.push(foreign_key(scope, names, None, span, &[at], references, schema));
            spans.push(span);
        }
    }
    (keys, spans)
}

fn foreign_key<'b>(
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
    width(scope, span, KeyOwner::ForeignKey, columns);
    if columns.len() != to.columns.len() && !columns.is_empty() {
        scope.ctxt.error(
            &to.word,
            format!(
                "mismatched number of columns: {} in the foreign key, {} in `references`",
                columns.len(),
                to.columns.len()
            ),
        );
    }
    let to_columns = referenced(scope, to);
    let to_schema = match &to.schema {
        Some(name) => Some(checked(scope.ctxt, name, "schema")),
        None => schema.map(str::to_owned),
    };
    ForeignKey {
        name: scope.bump.alloc_str(&name),
        columns: scope.bump.alloc_slice_copy(columns),
        to_schema: to_schema.map(|schema| &*scope.bump.alloc_str(&schema)),
        to_table: scope.bump.alloc_str(&match to.quoted {
            Some(_) => quoted(scope.ctxt, &to.table, "table"),
            None => referenced_table(scope.ctxt, &to.table),
        }),
        to_columns: scope.bump.alloc_slice_copy(&to_columns),
        on_delete: on_delete(scope, to.on_delete.as_ref(), columns),
    }
}

/// Lowers the columns of the referenced table, each of which may be named once.
fn referenced<'b>(scope: &Scope<'_, 'b>, to: &References) -> Vec<&'b str> {
    let to_columns: Vec<&str> = to
        .columns
        .iter()
        .map(|column| {
            let name = &column.name;
            let checked = if column.is_quoted {
                quoted(scope.ctxt, name, "column")
            } else {
                referenced_column(scope.ctxt, name)
            };
            &*scope.bump.alloc_str(&checked)
        })
        .collect();
    for (at, column) in to_columns.iter().enumerate() {
        if to_columns[..at].iter().any(|other| other.eq_ignore_ascii_case(column)) {
            scope.ctxt.error_at(to.columns[at].name.span, format!("duplicate column `{column}`"));
        }
    }
    to_columns
}

fn on_delete(scope: &Scope<'_, '_>, action: Option<&Name>, columns: &[usize]) -> Action {
    let Some(name) = action else { return Action::NoAction };
    match name.text.as_str() {
        "no action" => Action::NoAction,
        "cascade" => Action::Cascade,
        "set null" => {
            for at in columns {
                let column = &scope.columns[*at];
                if let Err(reason) = rules::set_null(column.ty, column.nullable) {
                    scope.ctxt.error_at(name.span, reason);
                }
            }
            Action::SetNull
        }
        _ => {
            scope.ctxt.error_at(
                name.span,
                "unknown action, expected one of \"no action\", \"cascade\", \"set null\"",
            );
            Action::NoAction
        }
    }
}
