//! The parameters of a declared query.

use proc_macro2::Span;
use quote::ToTokens;
use syn::Ident;

use super::Scope;
use crate::types::Passing;

/// What a parameter is for, which gives its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Compared with a column.
    Compare(usize),
    /// Written to a column.
    Write(usize),
    /// A list that a column is looked up in.
    List(usize),
    /// The seconds or milliseconds by which the clock is moved.
    Amount,
    /// The most rows.
    Limit,
    /// A column's value in the last row of the page before.
    After(usize),
}

/// A parameter of a declared query.
pub(crate) struct Param {
    pub(crate) name: Ident,
    pub(crate) role: Role,
    /// The optional filter it belongs to.
    pub(crate) optional: Option<u32>,
}

/// The parameters found so far, or why there may be none.
pub(crate) struct Params {
    pub(crate) list: Vec<Param>,
    refused: Option<&'static str>,
    /// The optional filter that is being read.
    pub(super) optional: Option<u32>,
}

impl Params {
    pub(super) fn new() -> Self {
        Self { list: Vec::new(), refused: None, optional: None }
    }

    pub(super) fn refused(place: &'static str) -> Self {
        Self { list: Vec::new(), refused: Some(place), optional: None }
    }

    /// Where the conditions stand, if that is a place without parameters and clock.
    pub(super) fn place(&self) -> Option<&'static str> {
        self.refused
    }

    /// The number of a parameter, which is a new one or has been used for the same type before.
    pub(super) fn number(&mut self, scope: &Scope<'_, '_>, name: &Ident, role: Role) -> usize {
        if let Some(place) = self.refused {
            scope.ctxt.error(name, format!("{place} has no parameters: compare with a constant"));
            return 0;
        }
        let Some(name) = &usable(scope, name) else { return 0 };
        if let Some(at) = self.list.iter().position(|param| param.name == *name) {
            let known = &self.list[at];
            if !same_type(scope, known.role, role) {
                scope.ctxt.error(name, format!("the parameter `{name}` is used for two types: give one of them another name, as in `:other`"));
            } else if known.optional != self.optional {
                scope.ctxt.error(
                    name,
                    format!(
                        "the parameter `{name}` is optional in one place only: give one of them another name"
                    ),
                );
            }
            return at;
        }
        self.list.push(Param { name: name.clone(), role, optional: self.optional });
        self.list.len() - 1
    }

    /// A parameter that the query has by itself.
    pub(super) fn own(&mut self, scope: &Scope<'_, '_>, name: &str, span: Span, role: Role) -> usize {
        let name = Ident::new(name, span);
        if self.list.iter().any(|param| param.name == name) {
            scope.ctxt.error_at(
                span,
                format!("the query has a parameter `{name}` by itself: give yours another name"),
            );
        }
        self.list.push(Param { name, role, optional: self.optional });
        self.list.len() - 1
    }
}

/// The name as that of an argument: a keyword of Rust in its raw form, where it has one.
fn usable(scope: &Scope<'_, '_>, name: &Ident) -> Option<Ident> {
    if syn::parse2::<Ident>(name.to_token_stream()).is_ok() {
        return Some(name.clone());
    }
    if ["self", "Self", "super", "crate", "_"].iter().any(|word| name == word) {
        scope.ctxt.error(
            name,
            format!("no argument can be named `{name}`: name the parameter, as in `column = :other`"),
        );
        return None;
    }
    Some(Ident::new_raw(&name.to_string(), name.span()))
}

/// Whether a function can take both as one argument.
fn same_type(scope: &Scope<'_, '_>, left: Role, right: Role) -> bool {
    match (left, right) {
        (Role::Compare(left), Role::Compare(right)) | (Role::List(left), Role::List(right)) => {
            passing(scope, left) == passing(scope, right)
        }
        (Role::Write(left), Role::Write(right)) => {
            passing(scope, left) == passing(scope, right) && nullable(scope, left) == nullable(scope, right)
        }
        (Role::Compare(left), Role::Write(right)) | (Role::Write(right), Role::Compare(left)) => {
            passing(scope, left) == passing(scope, right) && !nullable(scope, right)
        }
        (left, right) => left == right,
    }
}

fn passing(scope: &Scope<'_, '_>, column: usize) -> (Passing, String, store_core::SqlType) {
    let known = &scope.fields[column].known;
    let passing = known.passing();
    let by_name = matches!(passing, Passing::Value | Passing::Reference);
    let name = if by_name { known.inner.to_token_stream().to_string() } else { String::new() };
    // Decimals of different digits are bound differently.
    (passing, name, scope.columns[column].ty)
}

fn nullable(scope: &Scope<'_, '_>, column: usize) -> bool {
    scope.fields[column].known.nullable
}
