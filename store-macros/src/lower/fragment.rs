//! Fragments: each is checked once, at its declaration, and replaced by its members where it is used.

use std::cell::{Cell, RefCell};

use proc_macro2::Span;
use store_core::schema::Key;
use syn::Ident;
use syn::ext::IdentExt;

use super::clauses::{Filters, Sets};
use super::params::Params;
use super::scope::Scope;
use crate::attr::{self, Condition, Fragment, SetAttr, TableAttrs};
use crate::ctxt::Ctxt;

/// The fragments of a table.
pub(super) struct Fragments<'a> {
    filters: Vec<Declared<'a, Condition>>,
    sets: Vec<Declared<'a, SetAttr>>,
}

struct Declared<'a, T> {
    fragment: &'a Fragment<T>,
    /// Whether its declaration has no errors.
    valid: Cell<bool>,
    used: Cell<bool>,
}

impl<'a> Fragments<'a> {
    pub(super) fn new(attrs: &'a TableAttrs) -> Self {
        fn declared<T>(fragment: &Fragment<T>) -> Declared<'_, T> {
            Declared { fragment, valid: Cell::new(true), used: Cell::new(false) }
        }
        Self {
            filters: attrs.filters.iter().map(declared).collect(),
            sets: attrs.sets.iter().map(declared).collect(),
        }
    }

    /// Returns whether a fragment has this name.
    pub(super) fn contains(&self, name: &Ident) -> bool {
        find(&self.filters, name).is_some() || find(&self.sets, name).is_some()
    }

    /// Checks the declarations: their names, and their members as if a query had only these.
    pub(super) fn check(&self, scope: &Scope<'_, '_>, keys: &[Key<'_>]) {
        self.check_names(scope);
        for declared in &self.filters {
            let errors = scope.ctxt.len();
            let (mut filters, mut params) = (Filters::default(), Params::new());
            declared.fragment.members.iter().for_each(|member| filters.add(scope, member, &mut params));
            declared.valid.set(scope.ctxt.len() == errors);
        }
        for declared in &self.sets {
            let errors = scope.ctxt.len();
            let (mut sets, mut params) = (Sets::new(keys), Params::new());
            declared.fragment.members.iter().for_each(|member| sets.add(scope, member, &mut params));
            declared.valid.set(scope.ctxt.len() == errors);
        }
    }

    fn check_names(&self, scope: &Scope<'_, '_>) {
        let filters = self.filters.iter().map(|declared| (declared.name(), &declared.used));
        let sets = self.sets.iter().map(|declared| (declared.name(), &declared.used));
        let mut names: Vec<&Ident> = Vec::new();
        for (name, used) in filters.chain(sets) {
            let message = if names.iter().any(|other| other.unraw() == name.unraw()) {
                format!("duplicate fragment `{name}`")
            } else if scope.find(name).is_some() {
                format!("`{name}` is the name of a column: rename the fragment")
            } else if attr::is_combination(name) {
                format!("`{name}` cannot be the name of a fragment: `{name}(…)` contains conditions")
            } else {
                names.push(name);
                continue;
            };
            scope.ctxt.error(name, message);
            // One error is enough.
            used.set(true);
        }
    }

    /// Reports the fragments that nothing uses.
    pub(super) fn unused(&self, ctxt: &Ctxt) {
        // An attribute that could not be parsed may use them.
        if ctxt.has_unparsed() {
            return;
        }
        let unused = |name: &Ident| {
            ctxt.error(name, format!("unused fragment `{name}`: use it as `{name}()`, or remove it"));
        };
        self.filters.iter().filter(|declared| !declared.used.get()).map(Declared::name).for_each(unused);
        self.sets.iter().filter(|declared| !declared.used.get()).map(Declared::name).for_each(unused);
    }
}

impl<T> Declared<'_, T> {
    fn name(&self) -> &Ident {
        &self.fragment.name
    }
}

fn find<'a, 'd, T>(declared: &'a [Declared<'d, T>], name: &Ident) -> Option<&'a Declared<'d, T>> {
    declared.iter().find(|declared| declared.name().unraw() == name.unraw())
}

impl<'b> Scope<'_, 'b> {
    /// Lowers each condition of a filter at the place where the filter is used.
    pub(super) fn expand_filter(
        &self,
        name: &Ident,
        params: &mut Params,
        each: impl FnMut(&Scope<'_, 'b>, &Condition, &mut Params),
    ) {
        match find(&self.fragments.filters, name) {
            Some(declared) => self.expand(name.span(), declared, params, each),
            None => self.unknown(name, "filter", "filter", &self.fragments.filters, &self.fragments.sets),
        }
    }

    /// Lowers each assignment of a set list at the place where the list is used.
    pub(super) fn expand_set(
        &self,
        name: &Ident,
        params: &mut Params,
        each: impl FnMut(&Scope<'_, 'b>, &SetAttr, &mut Params),
    ) {
        match find(&self.fragments.sets, name) {
            Some(declared) => self.expand(name.span(), declared, params, each),
            None => self.unknown(name, "set", "set list", &self.fragments.sets, &self.fragments.filters),
        }
    }

    /// Lowers the members in a separate scope. Errors and assertions of the members alone were reported at the declaration; any
    /// other error is a conflict with the query and is reported where the fragment is used.
    fn expand<T>(
        &self,
        span: Span,
        declared: &Declared<'_, T>,
        params: &mut Params,
        mut each: impl FnMut(&Scope<'_, 'b>, &T, &mut Params),
    ) {
        declared.used.set(true);
        let ctxt = Ctxt::default();
        let scope = Scope {
            ctxt: &ctxt,
            bump: self.bump,
            columns: self.columns,
            fields: self.fields,
            fragments: self.fragments,
            asserts: RefCell::default(),
        };
        declared.fragment.members.iter().for_each(|member| each(&scope, member, params));
        if declared.valid.get() {
            ctxt.into_errors().iter().for_each(|error| self.ctxt.error_at(span, error));
        } else {
            params.valid = false;
        }
    }

    /// Reports a name that is not a fragment of the required kind.
    fn unknown<T, U>(
        &self,
        name: &Ident,
        word: &str,
        kind: &str,
        known: &[Declared<'_, T>],
        others: &[Declared<'_, U>],
    ) {
        let plain = name.unraw().to_string();
        let names: Vec<String> = known.iter().map(|declared| declared.name().unraw().to_string()).collect();
        let hint = if let Some(other) = find(others, name) {
            other.used.set(true);
            format!("the fragment is declared with `{}(…)`", if word == "set" { "filter" } else { "set" })
        } else if self.find(name).is_some() {
            format!("to use the column, write `{plain}` without parentheses")
        } else if let Some(near) = attr::nearest(&plain, names.iter().map(String::as_str)) {
            format!("did you mean `{near}()`?")
        } else {
            format!("declare it with `#[table({word}({plain}(…)))]`")
        };
        self.ctxt.error(name, format!("unknown {kind} `{plain}()`: {hint}"));
    }
}
