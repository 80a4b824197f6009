//! The parameters of a declared query.

use quote::ToTokens;
use store_core::SqlType;
use syn::Ident;
use syn::ext::IdentExt;

use super::rust_type::Passing;
use super::scope::Scope;

/// The use of a parameter, which determines its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Compared with a column.
    Compare(usize),
    /// The start of a column's text.
    Start(usize),
    /// A bound of the range in which text with a start sorts: the start is the parameter at this position.
    StartBound(usize),
    /// A part of a column's text.
    Part(usize),
    /// Compared with a value in JSON.
    JsonText,
    /// Compared with an aggregate of this type.
    Aggregate(SqlType),
    /// Written to a column.
    Write(usize),
    /// A list whose members are compared with a column.
    List(usize),
    /// The seconds or milliseconds added to or subtracted from the clock.
    Amount,
    /// The maximum number of rows.
    Limit,
    /// The value of a column in the last row of the previous page.
    After(usize),
}

impl Role {
    /// Returns whether the parameter is an argument of the function, and not derived from another one.
    pub(crate) fn is_argument(self) -> bool {
        !matches!(self, Self::StartBound(_))
    }
}

/// A parameter of a declared query.
pub(crate) struct Param {
    pub(crate) name: Ident,
    pub(crate) role: Role,
    /// The optional part of the query that has the parameter.
    pub(crate) optional: Option<u32>,
}

/// The parameters found so far, or the place in which parameters are not allowed.
pub(super) struct Params {
    pub(super) list: Vec<Param>,
    place: Option<&'static str>,
    /// The optional part that is being lowered.
    pub(super) optional: Option<u32>,
    /// Whether the declarations of the fragments in the query have no errors.
    pub(super) valid: bool,
}

impl Params {
    pub(super) fn new() -> Self {
        Self { list: Vec::new(), place: None, optional: None, valid: true }
    }

    /// Rejects parameters in a place such as "a check".
    pub(super) fn rejected(place: &'static str) -> Self {
        Self { place: Some(place), ..Self::new() }
    }

    /// Returns the place of the conditions, if it allows neither parameters nor the clock.
    pub(super) fn place(&self) -> Option<&'static str> {
        self.place
    }

    /// Returns the number of a parameter, which is added unless it has been used before; `None` after an error.
    pub(super) fn number(&mut self, scope: &Scope<'_, '_>, name: &Ident, role: Role) -> Option<usize> {
        if let Some(place) = self.place {
            scope.ctxt.error(name, format!("{place} cannot have parameters: use a constant"));
            return None;
        }
        let name = &argument(scope, name)?;
        let Some(at) = self.list.iter().position(|param| param.name == *name) else {
            let at = self.list.len();
            self.list.push(Param { name: name.clone(), role, optional: self.optional });
            return Some(at);
        };
        let known = &self.list[at];
        if !same_type(scope, known.role, role) {
            let message =
                format!("mismatched types: parameter `{name}` is used with two types, rename one of them");
            scope.ctxt.error(name, message);
        } else if known.optional != self.optional {
            let message = format!(
                "parameter `{name}` is optional in one place and required in another: rename one of them"
            );
            scope.ctxt.error(name, message);
        }
        Some(at)
    }

    /// Adds the parameter of a clause such as `page` and returns its number.
    pub(super) fn add(&mut self, scope: &Scope<'_, '_>, name: &str, clause: &Ident, role: Role) -> usize {
        let name = Ident::new(name, clause.span());
        if self.list.iter().any(|param| param.name == name) {
            let message = format!("duplicate parameter `{name}`: the query adds one, rename the other");
            scope.ctxt.error(clause, message);
        }
        self.list.push(Param { name, role, optional: self.optional });
        self.list.len() - 1
    }

    /// Adds the bounds of the ranges in which text with a start sorts.
    ///
    /// They are the last parameters, since not every engine uses them.
    pub(super) fn add_bounds(&mut self) {
        for at in 0..self.list.len() {
            let Param { name, role: Role::Start(_), optional } = &self.list[at] else { continue };
            let bound = || Param { name: name.clone(), role: Role::StartBound(at), optional: *optional };
            let bounds = [bound(), bound()];
            self.list.extend(bounds);
        }
    }
}

/// Returns the name as the name of an argument, or reports that it cannot be one.
fn argument(scope: &Scope<'_, '_>, name: &Ident) -> Option<Ident> {
    if name.unraw().to_string().starts_with("__") {
        let message = format!(
            "`{name}` begins with two underscores, as the names of generated code do: rename the parameter"
        );
        scope.ctxt.error(name, message);
        return None;
    }
    let argument = identifier(name);
    if argument.is_none() {
        let message = format!(
            "`{name}` cannot be the name of an argument: name the parameter, as in `column = :other`"
        );
        scope.ctxt.error(name, message);
    }
    argument
}

/// Returns the name as an identifier: a keyword of Rust becomes a raw identifier, if it has one.
pub(super) fn identifier(name: &Ident) -> Option<Ident> {
    if syn::parse2::<Ident>(name.to_token_stream()).is_ok() {
        return Some(name.clone());
    }
    let is_reserved = ["self", "Self", "super", "crate", "_"].iter().any(|word| name == word);
    (!is_reserved).then(|| Ident::new_raw(&name.to_string(), name.span()))
}

/// Returns whether a function can take both as one argument.
fn same_type(scope: &Scope<'_, '_>, left: Role, right: Role) -> bool {
    match (left, right) {
        (Role::Compare(left), Role::Compare(right))
        | (Role::Start(left), Role::Start(right))
        | (Role::Part(left), Role::Part(right))
        | (Role::List(left), Role::List(right)) => argument_type(scope, left) == argument_type(scope, right),
        (Role::Write(left), Role::Write(right)) => {
            argument_type(scope, left) == argument_type(scope, right)
                && nullable(scope, left) == nullable(scope, right)
        }
        (Role::Compare(left), Role::Write(right)) | (Role::Write(right), Role::Compare(left)) => {
            argument_type(scope, left) == argument_type(scope, right) && !nullable(scope, right)
        }
        (left, right) => left == right,
    }
}

/// Returns the type of the argument for a column, with the digits of a decimal, which determine how it is bound.
fn argument_type(scope: &Scope<'_, '_>, column: usize) -> (Passing, String, SqlType) {
    let known = &scope.fields[column].known;
    let passing = known.passing();
    let by_name = matches!(passing, Passing::Value | Passing::Reference);
    let name = if by_name { known.inner.to_token_stream().to_string() } else { String::new() };
    (passing, name, scope.columns[column].ty)
}

fn nullable(scope: &Scope<'_, '_>, column: usize) -> bool {
    scope.fields[column].known.nullable
}
