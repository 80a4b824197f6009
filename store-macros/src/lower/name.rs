//! Names of tables, columns and constraints: each must be valid and unique.

use std::collections::HashSet;

use heck::ToSnakeCase;
use proc_macro2::Span;
use store_core::derive::default_name;
use store_core::ident::{self, IdentError, MAX_LEN};
use store_core::schema::Column;
use store_core::{Dialect, utf16_len};
use syn::ext::IdentExt;
use syn::{DeriveInput, Ident};

use super::column::FieldInfo;
use crate::attr::{Name, TableAttrs};
use crate::ctxt::Ctxt;

/// Returns the name of the table or the view: the given one, or the struct's in snake_case.
pub(super) fn table(ctxt: &Ctxt, input: &DeriveInput, attrs: &TableAttrs, schema: Option<&str>) -> String {
    // An invalid schema already has an error.
    let schema = schema.filter(|schema| ident::check(schema).is_ok());
    match &attrs.name {
        Some(name) if attrs.quoted.is_some() => {
            invalid(ctxt, name, attrs.kind(), ident::check_quoted_table(schema, &name.text), "");
            name.text.clone()
        }
        Some(name) => {
            if let Some((schema, table)) = name.text.split_once('.').filter(|_| attrs.schema.is_none())
                && ident::check_table(Some(schema), table).is_ok()
            {
                let message = format!(
                    "invalid {} name {:?}: write `schema = {schema:?}, name = {table:?}`",
                    attrs.kind(),
                    name.text
                );
                ctxt.error_at(name.span, message);
            } else {
                let quoted = ident::check_quoted_table(schema, &name.text);
                given(ctxt, name, attrs.kind(), ident::check_table(schema, &name.text), &quoted, QUOTED);
            }
            name.text.clone()
        }
        None => {
            requires_name(ctxt, attrs.quoted.as_ref());
            let name = input.ident.unraw().to_string().to_snake_case();
            let check = ident::check_table(schema, &name);
            derived(ctxt, input.ident.span(), &name, check, &format!("#[{}(name = \"…\")]", attrs.kind()));
            name
        }
    }
}

/// Returns a given name, or reports why it is invalid.
pub(super) fn checked(ctxt: &Ctxt, name: &Name, what: &str) -> String {
    // The name of a schema cannot be quoted.
    let fix = if what == "column" { QUOTED } else { "" };
    given(ctxt, name, what, ident::check(&name.text), &ident::check_quoted(&name.text), fix);
    name.text.clone()
}

/// Returns a given name of a key, an index or a constraint, or reports why it is invalid. Existing ones have names such as
/// `PK_dbo.Users`, and statements write every name in quotes.
pub(super) fn constraint(ctxt: &Ctxt, name: &Name, what: &str) -> String {
    // Indexes share the names that the engines reserve for tables.
    invalid(ctxt, name, what, ident::check_quoted_table(None, &name.text), "");
    name.text.clone()
}

/// Returns a given name of another table, or reports why it is invalid.
pub(super) fn referenced_table(ctxt: &Ctxt, name: &Name) -> String {
    given(ctxt, name, "table", ident::check(&name.text), &ident::check_quoted(&name.text), QUOTED);
    name.text.clone()
}

/// Returns a given name of a column of another table, or reports why it is invalid.
pub(super) fn referenced_column(ctxt: &Ctxt, name: &Name) -> String {
    let fix = ", or write it in quotes if the column exists";
    given(ctxt, name, "column", ident::check(&name.text), &ident::check_quoted(&name.text), fix);
    name.text.clone()
}

/// Returns a given name that need not be a plain identifier, or reports why it is invalid.
pub(super) fn quoted(ctxt: &Ctxt, name: &Name, what: &str) -> String {
    invalid(ctxt, name, what, ident::check_quoted(&name.text), "");
    name.text.clone()
}

/// Reports `quoted` without the name that it is about.
pub(super) fn requires_name(ctxt: &Ctxt, quoted: Option<&Ident>) {
    if let Some(quoted) = quoted {
        ctxt.error(
            quoted,
            "`quoted` requires the name as the database has it: add `name = \"…\"`, or remove `quoted`",
        );
    }
}

/// The fix for a name that exists, and cannot be changed.
const QUOTED: &str = ", or add `quoted` if the name exists";

/// Reports why a given name is invalid; `quoted` is whether it would be valid in quotes, and `fix` how to write it then.
fn given(
    ctxt: &Ctxt,
    name: &Name,
    what: &str,
    check: Result<(), IdentError>,
    quoted: &Result<(), IdentError>,
    fix: &str,
) {
    let fix = match &check {
        Err(IdentError::Character(..) | IdentError::Reserved(_)) if quoted.is_ok() => fix,
        _ => "",
    };
    invalid(ctxt, name, what, check, fix);
}

/// Reports a name that is invalid, with another fix.
fn invalid(ctxt: &Ctxt, name: &Name, what: &str, check: Result<(), IdentError>, fix: &str) {
    if let Err(error) = check {
        ctxt.error_at(name.span, format!("invalid {what} name {:?}: {error}{fix}", shortened(&name.text)));
    }
}

/// Reports why a derived name is invalid; `fix` is the attribute that sets another name.
pub(super) fn derived(ctxt: &Ctxt, span: Span, name: &str, check: Result<(), IdentError>, fix: &str) {
    match check {
        Ok(()) => {}
        Err(reserved @ IdentError::Reserved(_)) => {
            ctxt.error_at(span, format!("the name `{name}` is {reserved} with `{fix}`"));
        }
        Err(error) => {
            ctxt.error_at(
                span,
                format!("invalid name `{}`: {error}, or use another name with `{fix}`", shortened(name)),
            );
        }
    }
}

/// Returns a name, shortened if it is very long.
fn shortened(name: &str) -> String {
    if name.chars().count() > 40 {
        name.chars().take(40).collect::<String>() + "…"
    } else {
        name.to_owned()
    }
}

/// The names of the keys, indexes and constraints of one table.
pub(super) struct Names<'c> {
    ctxt: &'c Ctxt,
    table: String,
    taken: HashSet<String>,
}

impl<'c> Names<'c> {
    pub(super) fn new(ctxt: &'c Ctxt, table: &str) -> Self {
        // A constraint on SQL Server, or an index on SQLite, cannot have the name of a table.
        Self { ctxt, table: table.to_owned(), taken: HashSet::from([table.to_ascii_lowercase()]) }
    }

    /// Adds the names of the constraints of columns.
    pub(super) fn add_columns(&mut self, fields: &[FieldInfo], columns: &[Column<'_>]) {
        for (info, column) in fields.iter().zip(columns) {
            let has_check = info.is_deferred() || Dialect::checks_column(column);
            let constraints = [
                ("ck", &info.attrs.check_name, has_check),
                ("df", &info.attrs.default_name, column.default.is_some()),
            ];
            for (prefix, given, is_wanted) in constraints {
                match given {
                    Some(name) => self.add(&name.text, name.span),
                    None if !is_wanted => {}
                    None => {
                        let name = default_name::of(prefix, &self.table, &[column.name]);
                        self.taken.insert(name.to_ascii_lowercase());
                    }
                }
            }
        }
    }

    /// Adds and returns the given name, or the default name for the table and `parts`.
    pub(super) fn choose(
        &mut self,
        given: Option<&Name>,
        span: Span,
        what: &str,
        prefix: &str,
        parts: &[&str],
    ) -> String {
        let (name, span) = match given {
            Some(name) => (constraint(self.ctxt, name, what), name.span),
            None => {
                let name = default_name::of(prefix, &self.table, parts);
                if utf16_len(&name) > MAX_LEN {
                    self.ctxt.error_at(
                        span,
                        format!(
                            "the default name of the {what} has {} characters, at most {MAX_LEN} are allowed: add `name = \"…\"`",
                            utf16_len(&name)
                        ),
                    );
                }
                (name, span)
            }
        };
        self.add(&name, span);
        name
    }

    fn add(&mut self, name: &str, span: Span) {
        if !self.taken.insert(name.to_ascii_lowercase()) {
            self.ctxt.error_at(
                span,
                format!(
                    "duplicate name `{}`: the table, or another key, index or constraint has it; use another name with `name = \"…\"`",
                    shortened(name)
                ),
            );
        }
    }
}
