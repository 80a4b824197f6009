//! Indexes that are not unique, and checks.

use proc_macro2::Span;
use store_core::derive::limits::KeyOwner;
use store_core::schema::{CheckConstraint, Clause, Expr, Index, Sort, Term, Test};
use syn::Ident;

use super::existing;
use super::key::width;
use super::name::Names;
use super::params::Params;
use super::scope::Scope;
use crate::attr::{self, CheckAttr, IndexAttr, OrFragment, SortAttr};

pub(super) fn lower<'b>(scope: &Scope<'_, 'b>, names: &mut Names<'_>, attrs: &[IndexAttr]) -> Vec<Index<'b>> {
    attrs.iter().map(|attr| index(scope, names, attr)).collect()
}

fn index<'b>(scope: &Scope<'_, 'b>, names: &mut Names<'_>, attr: &IndexAttr) -> Index<'b> {
    let columns: Vec<Sort> = sorts(scope, &attr.columns).into_iter().map(|(sort, _)| sort).collect();
    let keys: Vec<usize> = columns.iter().map(|sort| sort.column).collect();
    let parts: Vec<&str> = keys.iter().map(|at| scope.columns[*at].name).collect();
    let name = names.choose(attr.name.as_ref(), attr.word.span(), "index", "ix", &parts);
    width(scope, attr.word.span(), KeyOwner::Index, &keys);
    let include = scope.columns(&attr.include);
    for field in &attr.include {
        if scope.find(field).is_some_and(|at| keys.contains(&at)) {
            scope.ctxt.error(
                field,
                format!("duplicate column `{field}`: `columns(…)` of the index has it already"),
            );
        }
    }
    let mut filter = Vec::new();
    for (clause, span) in constant_clauses(scope, &attr.filter, "an index filter") {
        if clause.len() > 1 || clause.iter().any(is_not_simple) {
            scope.ctxt.error_at(
                span,
                "filtered indexes of SQL Server compare columns with constants and join conditions with AND: use neither \
                 `any(…)`, `not(…)`, `between` nor another column",
            );
        }
        filter.push(clause);
    }
    Index {
        name: scope.bump.alloc_str(&name),
        columns: scope.bump.alloc_slice_copy(&columns),
        include: scope.bump.alloc_slice_copy(&include),
        filter: scope.bump.alloc_slice_copy(&filter),
    }
}

fn is_not_simple(test: &Test<'_>) -> bool {
    match test {
        Test::Compare(compare) => !matches!(compare.with, Expr::Term(Term::Literal(_))),
        Test::IsNull { .. } | Test::InList { .. } => false,
        _ => true,
    }
}

/// Lowers columns with directions, each of which may be named once, and returns them with their names.
pub(super) fn sorts<'a>(scope: &Scope<'_, '_>, attrs: &'a [SortAttr]) -> Vec<(Sort, &'a Ident)> {
    let mut sorts: Vec<(Sort, &Ident)> = Vec::new();
    for attr in attrs {
        let Some(column) = scope.column(&attr.column) else { continue };
        if sorts.iter().any(|(sort, _)| sort.column == column) {
            scope.ctxt.error(&attr.column, format!("duplicate column `{}`", attr.column));
        }
        sorts.push((Sort { column, descending: attr.descending }, &attr.column));
    }
    sorts
}

pub(super) fn checks<'b>(
    scope: &Scope<'_, 'b>,
    names: &mut Names<'_>,
    attrs: &[CheckAttr],
) -> Vec<CheckConstraint<'b>> {
    let mut checks = Vec::new();
    for (at, attr) in attrs.iter().enumerate() {
        if attr.clauses.is_empty() && attr.sql.is_none() {
            scope.ctxt.error(&attr.word, "`check` requires a condition, as in `check(attempt >= 0)`");
        }
        let number = (at + 1).to_string();
        let name = names.choose(attr.name.as_ref(), attr.word.span(), "check", "ck", &[&number]);
        let clauses = constant_clauses(scope, &attr.clauses, "a check");
        let clauses: Vec<Clause<'b>> = clauses.into_iter().map(|(clause, _)| clause).collect();
        checks.push(CheckConstraint {
            name: scope.bump.alloc_str(&name),
            clauses: scope.bump.alloc_slice_copy(&clauses),
            sql: attr.sql.as_ref().map(|sql| existing::sql(scope.ctxt, scope.bump, sql)),
        });
    }
    checks
}

/// Lowers conditions in the table's definition, which has neither parameters nor a clock, and returns them with their spans.
fn constant_clauses<'b>(
    scope: &Scope<'_, 'b>,
    clauses: &[OrFragment<attr::Clause>],
    place: &'static str,
) -> Vec<(Clause<'b>, Span)> {
    let mut lowered = Vec::new();
    for clause in clauses {
        let errors = scope.ctxt.len();
        let (params, known) = (&mut Params::rejected(place), lowered.len());
        match clause {
            OrFragment::Member(clause) => {
                let span = clause.0.first().map_or_else(Span::call_site, attr::Test::span);
                lowered.push((scope.clause(clause, params), span));
            }
            OrFragment::Fragment(name) => scope.expand_filter(name, params, |scope, condition, params| {
                if condition.optional.is_some() {
                    scope
                        .ctxt
                        .error(name, format!("{place} cannot have optional conditions: remove the `?`"));
                }
                lowered.push((scope.clause(&condition.clause, params), name.span()));
            }),
        }
        // One error is enough.
        if scope.ctxt.len() > errors {
            lowered.truncate(known);
        }
    }
    lowered
}
