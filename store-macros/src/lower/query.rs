//! Declared queries.

use std::collections::HashSet;

use store_core::derive::limits::MAX_PARAMS;
use store_core::schema::{Query, QueryKind, Sort, TableModel};
use syn::Ident;
use syn::ext::IdentExt;

use super::clauses::{self, Filters, Sets};
use super::combine::WholeQuery;
use super::many;
use super::order::{OrderChoice, Orders};
use super::output::{self, Outputs};
use super::params::{Param, Params};
use super::scope::Scope;
use crate::attr::{OrderAttr, QueryAttr};

/// The maximum number of optional parts of a query; each doubles the number of its statements.
const MAX_OPTIONAL: u32 = 6;

/// The maximum number of statements of a query.
const MAX_STATEMENTS: usize = 1 << MAX_OPTIONAL;

/// A declared query.
pub(crate) struct QueryInfo<'b> {
    pub(crate) name: Ident,
    pub(crate) kind: QueryKind,
    pub(crate) params: Vec<Param>,
    /// The optional part that is the start of a page.
    pub(crate) page: Option<u32>,
    /// The columns that a select returns, unless it returns whole rows.
    pub(crate) outputs: Outputs,
    /// The orders among which the caller chooses.
    pub(crate) choice: Option<OrderChoice>,
    /// The number of optional parts.
    pub(crate) optional: u32,
    /// The query for each combination of optional parts, for each order; bit 0 of the position is set if it has the first part.
    pub(crate) combinations: Vec<Query<'b>>,
    /// Whether the query has no errors.
    pub(crate) valid: bool,
}

pub(super) fn lower<'b>(
    scope: &Scope<'_, 'b>,
    model: &TableModel<'b>,
    queries: &[QueryAttr],
) -> Vec<QueryInfo<'b>> {
    let mut names = HashSet::new();
    let mut infos = Vec::new();
    for attr in queries {
        let errors = scope.ctxt.len();
        if !names.insert(attr.name.unraw().to_string()) {
            scope.ctxt.error(&attr.name, format!("duplicate query `{}`", attr.name));
        }
        if let Some(info) = query(scope, model, attr) {
            infos.push(QueryInfo { valid: info.valid && scope.ctxt.len() == errors, ..info });
        }
    }
    infos
}

fn query<'b>(scope: &Scope<'_, 'b>, model: &TableModel<'b>, attr: &QueryAttr) -> Option<QueryInfo<'b>> {
    let errors = scope.ctxt.len();
    allowed_clauses(scope, attr);
    exclusive_clauses(scope, attr);
    required_clauses(scope, attr);
    let mut params = Params::new();
    let filters = Filters::lower(scope, &attr.filters, &mut params);
    let sets = attr.set.as_ref().map_or(&[][..], |(_, sets)| sets);
    let sets = Sets::lower(scope, model.keys, sets, &mut params);
    let group = attr.group.as_ref().map_or_else(Vec::new, |(_, group)| clauses::groups(scope, attr, group));
    let outputs = output::lower(scope, attr, &group);
    let having = attr.having.as_ref().map_or(&[][..], |(_, having)| having);
    let having = output::having(scope, &outputs, having, &mut params);
    let orders = Orders::lower(scope, attr, &outputs, &group);
    let mut optional = filters.optional;
    let page = attr.page.as_ref().filter(|_| !outputs.has_aggregates()).map(|page| {
        clauses::page(scope, model, page, orders.first(), &mut params, optional);
        optional += 1;
        optional - 1
    });
    if !fits(scope, attr, orders.len(), optional) {
        return None;
    }
    let limit = clauses::limit(scope, attr, &mut params);
    params.add_bounds();
    check_params(scope, attr, &params.list);
    let whole = WholeQuery {
        attr,
        outputs: output::for_query(scope, &outputs),
        filters: filters.list,
        sets,
        group,
        having,
        limit,
        page,
    };
    let combinations: Vec<Query<'b>> = orders
        .list
        .iter()
        .flat_map(|order| (0..1u32 << optional).map(move |chosen| (order, chosen)))
        .map(|(order, chosen)| whole.combine(scope, &params.list, order, chosen))
        .collect();
    // After an error, a condition may be missing.
    if let Some(many) = attr.many.as_ref().filter(|_| params.valid && scope.ctxt.len() == errors) {
        many::check(scope, model, many, &combinations[0], &params);
    }
    let valid = params.valid;
    Some(QueryInfo {
        name: attr.name.clone(),
        kind: attr.kind,
        params: params.list,
        page,
        outputs,
        choice: orders.choice,
        optional,
        combinations,
        valid,
    })
}

/// Checks the number of statements of a query.
fn fits(scope: &Scope<'_, '_>, attr: &QueryAttr, orders: usize, optional: u32) -> bool {
    let message = if optional > MAX_OPTIONAL {
        format!(
            "too many optional parts: {optional}, at most {MAX_OPTIONAL} are allowed, since each doubles the number of statements; \
             split the query"
        )
    } else if orders << optional > MAX_STATEMENTS {
        let statements = orders << optional;
        format!(
            "too many statements: {orders} orders and {optional} optional parts make {statements}, at most {MAX_STATEMENTS} are \
             allowed; remove an order or an optional condition"
        )
    } else {
        return true;
    };
    scope.ctxt.error(&attr.name, message);
    false
}

/// Checks the number and the names of the parameters.
fn check_params(scope: &Scope<'_, '_>, attr: &QueryAttr, params: &[Param]) {
    if attr.page.is_some()
        && let Some(param) = params.iter().find(|param| param.name == "after")
    {
        scope.ctxt.error(&param.name, "duplicate parameter `after`: `page` adds one, rename this one");
    }
    if matches!(attr.order, Some((_, OrderAttr::Choice { .. })))
        && let Some(param) = params.iter().find(|param| param.name == "order")
    {
        let message = "duplicate parameter `order`: a choice of orders adds one, rename this one";
        scope.ctxt.error(&param.name, message);
    }
    if params.len() > MAX_PARAMS {
        let len = params.len();
        let message = format!("too many parameters: {len}, SQL Server allows {MAX_PARAMS}; split the query");
        scope.ctxt.error(&attr.name, message);
    }
}

/// Reports clauses that the kind of query does not have.
fn allowed_clauses(scope: &Scope<'_, '_>, attr: &QueryAttr) {
    use QueryKind::{Claim, Count, Delete, Select, Update};
    let clauses: [(Option<&Ident>, &[QueryKind]); 11] = [
        (attr.only.as_ref().map(|(word, _)| word), &[Select]),
        (attr.row.as_ref().map(|(word, _)| word), &[Select]),
        (attr.distinct.as_ref(), &[Select]),
        (attr.having.as_ref().map(|(word, _)| word), &[Select]),
        (attr.set.as_ref().map(|(word, _)| word), &[Update, Claim]),
        (attr.order.as_ref().map(|(word, _)| word), &[Select, Claim]),
        (attr.group.as_ref().map(|(word, _)| word), &[Count, Select]),
        (attr.limit.as_ref().map(|(word, _)| word), &[Select, Delete, Claim]),
        (attr.page.as_ref(), &[Select]),
        (attr.many.as_ref(), &[Update]),
        (attr.returning.as_ref(), &[Update, Delete]),
    ];
    for (clause, kinds) in clauses {
        if let Some(clause) = clause.filter(|_| !kinds.contains(&attr.kind)) {
            scope.ctxt.error(clause, format!("`{}` does not allow `{clause}`: remove it", attr.word));
        }
    }
}

/// Reports clauses that exclude each other.
fn exclusive_clauses(scope: &Scope<'_, '_>, attr: &QueryAttr) {
    if let (Some(_), Some(returning)) = (&attr.many, &attr.returning) {
        let message = "`returning` cannot be combined with `many`, which returns whether each row was changed: remove one of them";
        scope.ctxt.error(returning, message);
    }
}

/// Reports clauses that the kind of query must have.
fn required_clauses(scope: &Scope<'_, '_>, attr: &QueryAttr) {
    if matches!(attr.kind, QueryKind::Update | QueryKind::Claim) && attr.set.is_none() {
        scope.ctxt.error(&attr.name, format!("`{}` requires `set(column = value)`", attr.word));
    }
    if attr.kind == QueryKind::Claim && attr.order.is_none() {
        scope.ctxt.error(&attr.name, "`claim` requires `order_by(…)`");
    }
    if attr.kind == QueryKind::Select && attr.limit.is_some() && attr.order.is_none() {
        scope.ctxt.error(
            &attr.name,
            "`limit` requires `order_by(…)`: without an order, the first rows are any rows",
        );
    }
}

impl QueryInfo<'_> {
    /// Returns the order of the rows.
    pub(crate) fn order(&self) -> &[Sort] {
        self.combinations.first().map_or(&[], |query| query.order)
    }

    /// Returns whether the query has a statement for many elements.
    pub(crate) fn many(&self) -> bool {
        self.combinations.first().is_some_and(|query| query.many)
    }

    /// Returns whether an update or a delete returns the rows.
    pub(crate) fn returning(&self) -> bool {
        self.combinations.first().is_some_and(|query| query.returning)
    }

    /// Returns the columns that a count is grouped by.
    pub(crate) fn group(&self) -> &[usize] {
        self.combinations.first().map_or(&[], |query| query.group)
    }
}
