//! Names: the rule for each, and that no two are the same.

use std::collections::HashSet;

use heck::ToSnakeCase;
use proc_macro2::Span;
use store_core::default_name;
use store_core::ident::{self, IdentError, MAX_LEN};
use store_core::schema::Column;
use syn::DeriveInput;
use syn::ext::IdentExt;

use super::column::FieldInfo;
use crate::attr::{Name, TableAttrs};
use crate::ctxt::Ctxt;

/// The name of the table: given, or that of the struct in snake_case.
pub(super) fn table(ctxt: &Ctxt, input: &DeriveInput, attrs: &TableAttrs, schema: Option<&str>) -> String {
    // A schema that breaks a rule has its own error.
    let schema = schema.filter(|schema| ident::check(schema).is_ok());
    match &attrs.name {
        Some(name) => {
            if let Some((schema, table)) = name.text.split_once('.').filter(|_| attrs.schema.is_none())
                && ident::check_table(Some(schema), table).is_ok()
            {
                let fix = format!("write `schema = {schema:?}, name = {table:?}`");
                ctxt.error_at(name.span, format!("table name {:?}: a name has no `.`: {fix}", name.text));
            } else {
                given(ctxt, name, "table", ident::check_table(schema, &name.text));
            }
            name.text.clone()
        }
        None => {
            let name = input.ident.unraw().to_string().to_snake_case();
            let check = ident::check_table(schema, &name);
            derived(ctxt, input.ident.span(), &name, check, "#[table(name = \"…\")]");
            name
        }
    }
}

/// A name that was given as a string, held to the rule.
pub(super) fn checked(ctxt: &Ctxt, name: &Name, what: &str) -> String {
    given(ctxt, name, what, ident::check(&name.text));
    name.text.clone()
}

/// Reports what is wrong with a name that was given as a string.
fn given(ctxt: &Ctxt, name: &Name, what: &str, check: Result<(), IdentError>) {
    if let Err(error) = check {
        ctxt.error_at(name.span, format!("{what} name {:?}: {error}", shown(&name.text)));
    }
}

/// Reports what is wrong with a name that was made out of another one; `fix` is where to give one by hand.
pub(super) fn derived(ctxt: &Ctxt, span: Span, name: &str, check: Result<(), IdentError>, fix: &str) {
    match check {
        Ok(()) => {}
        Err(IdentError::Reserved(engine)) => {
            ctxt.error_at(
                span,
                format!("the name `{name}` is reserved by {engine}: choose another with `{fix}`"),
            );
        }
        Err(error) => {
            ctxt.error_at(span, format!("the name `{}`: {error}, or give one with `{fix}`", shown(name)))
        }
    }
}

/// The beginning of a name that may be very long.
fn shown(name: &str) -> String {
    if name.chars().count() > 40 {
        name.chars().take(40).collect::<String>() + "…"
    } else {
        name.to_owned()
    }
}

/// The names of keys, indexes and constraints of one table.
pub(super) struct Names<'c> {
    ctxt: &'c Ctxt,
    table: String,
    taken: HashSet<String>,
}

impl<'c> Names<'c> {
    pub(super) fn new(ctxt: &'c Ctxt, table: &str) -> Self {
        // A constraint of SQL Server, and an index of SQLite, cannot have the name of a table.
        Self { ctxt, table: table.to_owned(), taken: HashSet::from([table.to_ascii_lowercase()]) }
    }

    /// Takes the names of the constraints that columns have.
    pub(super) fn of_columns(&mut self, fields: &[FieldInfo], columns: &[Column<'_>]) {
        for (info, column) in fields.iter().zip(columns) {
            for (prefix, given) in [("ck", &info.attrs.check_name), ("df", &info.attrs.default_name)] {
                match given {
                    Some(name) => self.take(&name.text, name.span),
                    None => {
                        let name = default_name::of(prefix, &self.table, &[column.name]);
                        self.taken.insert(name.to_ascii_lowercase());
                    }
                }
            }
        }
    }

    /// The name given, or the default one of the table and these parts.
    pub(super) fn choose(
        &mut self,
        given: Option<&Name>,
        span: Span,
        what: &str,
        prefix: &str,
        parts: &[&str],
    ) -> String {
        let (name, span) = match given {
            Some(name) => (checked(self.ctxt, name, what), name.span),
            None => {
                let name = default_name::of(prefix, &self.table, parts);
                if name.len() > MAX_LEN {
                    self.ctxt.error_at(
                        span,
                        format!("the {what}'s own name would have {} characters, more than {MAX_LEN}: give one with `name = \"…\"`", name.len()),
                    );
                }
                (name, span)
            }
        };
        self.take(&name, span);
        name
    }

    fn take(&mut self, name: &str, span: Span) {
        if !self.taken.insert(name.to_ascii_lowercase()) {
            self.ctxt.error_at(
                span,
                format!("the name `{}` is taken by another key, index or constraint, or the table: give this one another with `name = \"…\"`", shown(name)),
            );
        }
    }
}
