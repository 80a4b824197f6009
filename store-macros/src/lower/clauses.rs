//! The clauses of a declared query: its conditions, assignments, groups, page and limit.

use store_core::derive::rules::ColumnRule;
use store_core::schema::{Clause, Generated, Key, KeyKind, Limit, QueryKind, Set, Sort, TableModel};
use syn::Ident;

use super::condition::Use;
use super::params::{Params, Role};
use super::scope::Scope;
use crate::attr::{Condition, LimitAttr, OrFragment, QueryAttr, SetAttr};

/// The maximum number of columns that a count groups by.
const MAX_GROUP: usize = 4;

/// The conditions of a query, each with the number of its optional part.
#[derive(Default)]
pub(super) struct Filters<'b> {
    pub(super) list: Vec<(Clause<'b>, Option<u32>)>,
    /// The number of optional conditions.
    pub(super) optional: u32,
}

impl<'b> Filters<'b> {
    pub(super) fn lower(
        scope: &Scope<'_, 'b>,
        conditions: &[OrFragment<Condition>],
        params: &mut Params,
    ) -> Self {
        let mut filters = Self::default();
        for condition in conditions {
            match condition {
                OrFragment::Member(condition) => filters.add(scope, condition, params),
                OrFragment::Fragment(name) => {
                    scope.expand_filter(name, params, |scope, condition, params| {
                        filters.add(scope, condition, params)
                    })
                }
            }
        }
        filters
    }

    pub(super) fn add(&mut self, scope: &Scope<'_, 'b>, condition: &Condition, params: &mut Params) {
        params.optional = condition.optional.map(|_| self.optional);
        let (before, errors) = (params.list.len(), scope.ctxt.len());
        let clause = scope.clause(&condition.clause, params);
        if let Some(mark) = &condition.optional {
            let added = params.list[before..].iter().filter(|param| param.role.is_argument()).count();
            let is_single = clause.len() == 1 && added == 1;
            if !is_single && scope.ctxt.len() == errors {
                scope.ctxt.error(
                    mark,
                    "an optional condition requires exactly one parameter that nothing else uses, as in `status?` or \
                     `created_at >= :since?`",
                );
            }
            self.optional += 1;
        }
        self.list.push((clause, params.optional));
        params.optional = None;
    }
}

/// The assignments of a query.
pub(super) struct Sets<'a, 'b> {
    pub(super) list: Vec<Set<'b>>,
    keys: &'a [Key<'a>],
}

impl<'a, 'b> Sets<'a, 'b> {
    pub(super) fn new(keys: &'a [Key<'a>]) -> Self {
        Self { list: Vec::new(), keys }
    }

    pub(super) fn lower(
        scope: &Scope<'_, 'b>,
        keys: &'a [Key<'a>],
        attrs: &[OrFragment<SetAttr>],
        params: &mut Params,
    ) -> Vec<Set<'b>> {
        let mut sets = Self::new(keys);
        for attr in attrs {
            match attr {
                OrFragment::Member(set) => sets.add(scope, set, params),
                OrFragment::Fragment(name) => {
                    scope.expand_set(name, params, |scope, set, params| sets.add(scope, set, params));
                }
            }
        }
        sets.list
    }

    pub(super) fn add(&mut self, scope: &Scope<'_, 'b>, set: &SetAttr, params: &mut Params) {
        let Some(column) = scope.column(&set.column) else { return };
        if self.list.iter().any(|other| other.column == column) {
            scope.ctxt.error(&set.column, format!("duplicate assignment to `{}`", set.column));
        }
        let is_primary = |key: &&Key<'_>| key.kind == KeyKind::Primary;
        if self.keys.iter().find(is_primary).is_some_and(|key| key.columns.contains(&column)) {
            scope.ctxt.error(
                &set.column,
                format!(
                    "cannot assign to `{}`, a column of the primary key: remove the assignment",
                    set.column
                ),
            );
        }
        if matches!(scope.columns[column].generated, Some(Generated::Computed(_))) {
            let message =
                format!("cannot assign to `{}`, which is computed: remove the assignment", set.column);
            scope.ctxt.error(&set.column, message);
        }
        let attrs = &scope.fields[column].attrs;
        if attrs.version.is_some() || attrs.rowversion.is_some() {
            let message = format!(
                "cannot assign to `{}`, the version of the row, which every update raises: remove the assignment",
                set.column
            );
            scope.ctxt.error(&set.column, message);
        }
        if let Some(value) = scope.expr(&set.value, column, &set.column, Use::Write, params) {
            self.list.push(Set { column, value });
        }
    }
}

/// Lowers the columns of `group_by`.
pub(super) fn groups(scope: &Scope<'_, '_>, attr: &QueryAttr, group: &[Ident]) -> Vec<usize> {
    let columns = scope.columns(group);
    // A count returns tuples.
    if attr.kind == QueryKind::Count && columns.len() > MAX_GROUP {
        scope.ctxt.error(
            &group[MAX_GROUP],
            format!("a count groups by at most {MAX_GROUP} columns: remove this one, or write a `select` with `only(…)`"),
        );
    }
    for field in group {
        if let Some(column) = scope.find(field) {
            scope.rule(field.span(), column, ColumnRule::Grouped);
        }
    }
    columns
}

/// Adds the parameters of the start of a page, which is the optional part number `optional`.
pub(super) fn page(
    scope: &Scope<'_, '_>,
    model: &TableModel<'_>,
    page: &Ident,
    order: &[Sort],
    params: &mut Params,
    optional: u32,
) {
    let sorted = |column: &usize| order.iter().any(|sort| sort.column == *column);
    if !model.keys.iter().any(|key| key.columns.iter().all(sorted)) {
        let fix = if model.view.is_some() {
            "mark the columns that identify a row with `#[column(key)]`, and end `order_by(…)` with them"
        } else {
            "end `order_by(…)` with the columns of a key"
        };
        let message = format!("`page` requires an order without ties, or rows are lost between pages: {fix}");
        scope.ctxt.error(page, message);
    }
    params.optional = Some(optional);
    for sort in order {
        scope.rule(page.span(), sort.column, ColumnRule::PageStart);
        let name = format!("after_{}", scope.fields[sort.column].name);
        params.add(scope, &name, page, Role::After(sort.column));
    }
    params.optional = None;
}

/// Lowers the limit; a claim and a page without one get the parameter `limit`.
pub(super) fn limit(scope: &Scope<'_, '_>, attr: &QueryAttr, params: &mut Params) -> Option<Limit> {
    match &attr.limit {
        Some((_, LimitAttr::Rows(rows))) => match rows.base10_parse::<u32>() {
            Ok(0) | Err(_) => {
                scope.ctxt.error(rows, "`limit` must be a number from 1 to 4294967295");
                None
            }
            Ok(rows) => Some(Limit::Rows(rows)),
        },
        Some((_, LimitAttr::Param(name))) => params.number(scope, name, Role::Limit).map(Limit::Param),
        None if attr.kind == QueryKind::Claim || attr.page.is_some() => {
            Some(Limit::Param(params.add(scope, "limit", &attr.name, Role::Limit)))
        }
        None => None,
    }
}
