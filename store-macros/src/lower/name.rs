//! Names: the rule for each, and that no two are the same.

use std::collections::HashMap;

use proc_macro2::Span;
use store_core::ident::{self, IdentError, MAX_LEN};
use store_core::model::Column;
use syn::DeriveInput;
use syn::ext::IdentExt;

use crate::attr::{Name, TableAttrs};
use crate::case::Case;
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
            let name = Case::Snake.apply(&input.ident.unraw().to_string());
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
    taken: HashMap<String, ()>,
}

impl<'c> Names<'c> {
    pub(super) fn new(ctxt: &'c Ctxt, table: &str, columns: &[Column<'_>]) -> Self {
        // On SQLite tables and indexes share one space of names.
        let mut taken = HashMap::from([(table.to_ascii_lowercase(), ())]);
        for column in columns {
            for prefix in ["ck", "df"] {
                taken.insert(format!("{prefix}_{table}_{}", column.name).to_ascii_lowercase(), ());
            }
        }
        Self { ctxt, table: table.to_owned(), taken }
    }

    /// The name given, or `prefix_table_columns`.
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
                let mut name = format!("{prefix}_{}", self.table);
                for part in parts {
                    name.push('_');
                    name.push_str(part);
                }
                if name.len() > MAX_LEN {
                    self.ctxt.error_at(
                        span,
                        format!("the {what}'s own name would have {} characters, more than {MAX_LEN}: give one with `name = \"…\"`", name.len()),
                    );
                }
                (name, span)
            }
        };
        if self.taken.insert(name.to_ascii_lowercase(), ()).is_some() {
            self.ctxt.error_at(
                span,
                format!("the name `{}` is taken by another key, index or constraint, or the table: give this one another with `name = \"…\"`", shown(&name)),
            );
        }
        name
    }
}
