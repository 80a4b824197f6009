//! The shared state of lowering: the columns, the fragments, and the errors and assertions found so far.

use std::cell::RefCell;

use bumpalo::Bump;
use proc_macro2::Span;
use store_core::Literal;
use store_core::derive::rules::ColumnRule;
use store_core::schema::{Column, Generated};
use syn::Ident;
use syn::ext::IdentExt;

use super::column::FieldInfo;
use super::fragment::Fragments;
use crate::attr;
use crate::ctxt::Ctxt;

/// A rule that the compiler checks, because it depends on a type that only its trait knows.
pub(crate) struct Assertion<'b> {
    pub(crate) span: Span,
    pub(crate) column: usize,
    pub(crate) check: Check<'b>,
}

/// The check of an assertion: a function of `store_core::derive::assert` with its arguments.
pub(crate) enum Check<'b> {
    Column(ColumnRule),
    Literal(Literal<'b>),
    Compared(usize),
    Assigned(usize),
}

/// The columns and fragments of a table, and the places to report errors and assertions.
pub(super) struct Scope<'c, 'b> {
    pub(super) ctxt: &'c Ctxt,
    pub(super) bump: &'b Bump,
    pub(super) columns: &'b [Column<'b>],
    pub(super) fields: &'c [FieldInfo],
    pub(super) fragments: &'c Fragments<'c>,
    pub(super) asserts: RefCell<Vec<Assertion<'b>>>,
}

impl<'b> Scope<'_, 'b> {
    /// Returns the column of a field.
    pub(super) fn find(&self, field: &Ident) -> Option<usize> {
        self.fields.iter().position(|info| field.unraw() == info.name)
    }

    /// Returns the column of a field, or reports an error with the nearest one.
    pub(super) fn column(&self, field: &Ident) -> Option<usize> {
        let found = self.find(field);
        if found.is_none() {
            let name = field.unraw().to_string();
            let names = self.fields.iter().map(|info| info.name.as_str());
            let hint = match attr::nearest(&name, names.clone()) {
                _ if self.fragments.contains(field) => format!("to use the fragment, write `{name}()`"),
                Some(near) => format!("did you mean `{near}`?"),
                None if self.fields.is_empty() => "the table has no columns".to_owned(),
                None => format!("the columns are `{}`", names.collect::<Vec<_>>().join("`, `")),
            };
            self.ctxt.error(field, format!("unknown column `{name}`: {hint}"));
        }
        found
    }

    /// Returns the columns of fields, each of which may be named once.
    pub(super) fn columns(&self, fields: &[Ident]) -> Vec<usize> {
        let mut columns = Vec::new();
        for field in fields {
            if let Some(column) = self.column(field) {
                if columns.contains(&column) {
                    self.ctxt.error(field, format!("duplicate column `{field}`"));
                }
                columns.push(column);
            }
        }
        columns
    }

    /// Checks a rule about a column, or leaves it to the compiler; returns `false` if the rule is broken.
    pub(super) fn rule(&self, span: Span, column: usize, rule: ColumnRule) -> bool {
        let target = &self.columns[column];
        let is_ordered = matches!(rule, ColumnRule::Ordered | ColumnRule::Sorted | ColumnRule::Extreme);
        if is_ordered && matches!(target.generated, Some(Generated::RowVersion)) {
            let message =
                "row versions have no order, since they are random on SQLite: compare them for equality only";
            self.ctxt.error_at(span, message);
            return false;
        }
        if self.fields[column].is_deferred() {
            self.assert(span, column, Check::Column(rule));
            return true;
        }
        let checked = rule.check(target.ty, target.nullable, true);
        if let Err(reason) = checked {
            self.ctxt.error_at(span, reason);
        }
        checked.is_ok()
    }

    /// Adds a check of a column that the compiler makes; its error is at `span`.
    pub(super) fn assert(&self, span: Span, column: usize, check: Check<'b>) {
        self.asserts.borrow_mut().push(Assertion { span, column, check });
    }
}
