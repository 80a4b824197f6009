//! Plain indexes and checks.

use store_core::limits;
use store_core::schema::{CheckConstraint, Clause, Index, Sort, Test};

use syn::Ident;

use super::Scope;
use super::key::width;
use super::name::Names;
use crate::attr::{CheckAttr, IndexAttr, SortAttr};

pub(super) fn lower<'b>(scope: &Scope<'_, 'b>, names: &mut Names<'_>, attrs: &[IndexAttr]) -> Vec<Index<'b>> {
    attrs.iter().map(|attr| index(scope, names, attr)).collect()
}

fn index<'b>(scope: &Scope<'_, 'b>, names: &mut Names<'_>, attr: &IndexAttr) -> Index<'b> {
    let columns: Vec<Sort> = sorts(scope, &attr.columns).into_iter().map(|(sort, _)| sort).collect();
    let keys: Vec<usize> = columns.iter().map(|sort| sort.column).collect();
    let parts: Vec<&str> = keys.iter().map(|at| scope.columns[*at].name).collect();
    let name = names.choose(attr.name.as_ref(), attr.word.span(), "index", "ix", &parts);
    width(scope, attr.word.span(), "index", limits::MAX_NONCLUSTERED_KEY, &keys);
    let include = scope.columns(&attr.include);
    for field in &attr.include {
        if scope.find(field).is_some_and(|at| keys.contains(&at)) {
            scope.ctxt.error(field, format!("`{field}` is in the index already: remove it from `include`"));
        }
    }
    let filter = constant(scope, &attr.filter, "an index filter");
    for (clause, written) in filter.iter().zip(&attr.filter) {
        if clause.len() > 1 || clause.iter().any(|test| compares_columns(test)) {
            scope.ctxt.error(
                written.0.first().map(|test| &test.column),
                "SQL Server's filtered indexes compare columns with constants, joined by AND: use no `any(…)` and no other column",
            );
        }
    }
    Index {
        name: scope.bump.alloc_str(&name),
        columns: scope.bump.alloc_slice_copy(&columns),
        include: scope.bump.alloc_slice_copy(&include),
        filter: scope.bump.alloc_slice_copy(&filter),
    }
}

fn compares_columns(test: &Test<'_>) -> bool {
    use store_core::schema::{Expr, Term};
    matches!(test, Test::Compare(compare) if !matches!(compare.with, Expr::Term(Term::Literal(_))))
}

/// Columns with directions, each of which may stand once, and the words that name them.
pub(super) fn sorts<'a>(scope: &Scope<'_, '_>, attrs: &'a [SortAttr]) -> Vec<(Sort, &'a Ident)> {
    let mut sorts: Vec<(Sort, &Ident)> = Vec::new();
    for attr in attrs {
        let Some(column) = scope.column(&attr.column) else { continue };
        if sorts.iter().any(|(sort, _)| sort.column == column) {
            scope.ctxt.error(&attr.column, format!("`{}` stands twice: remove one", attr.column));
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
        if attr.clauses.is_empty() {
            scope
                .ctxt
                .error(&attr.word, "a check needs a condition: write one such as `check(attempt >= 0)`");
        }
        let number = (at + 1).to_string();
        let name = names.choose(attr.name.as_ref(), attr.word.span(), "check", "ck", &[&number]);
        let clauses = constant(scope, &attr.clauses, "a check");
        checks.push(CheckConstraint {
            name: scope.bump.alloc_str(&name),
            clauses: scope.bump.alloc_slice_copy(&clauses),
        });
    }
    checks
}

/// Conditions that stand in the table's definition, where there are no parameters and no clock.
fn constant<'b>(
    scope: &Scope<'_, 'b>,
    clauses: &[crate::attr::Clause],
    place: &'static str,
) -> Vec<Clause<'b>> {
    clauses.iter().map(|clause| scope.clause(clause, &mut super::params::Params::refused(place))).collect()
}
