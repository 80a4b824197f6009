//! Declared queries: what may stand together, and one query per combination of optional filters.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use store_core::schema::{
    Clause, Compare, Expr, KeyKind, Limit, Query, QueryKind, Set, Shift, Sort, TableModel, Term, Test,
};
use syn::Ident;
use syn::ext::IdentExt;

use super::Scope;
use super::condition::Use;
use super::index::sorts;
use super::params::{Param, Params, Role};
use crate::attr::{LimitAttr, QueryAttr};

/// Most optional parts of a query: each doubles the number of its texts.
const MAX_OPTIONAL: u32 = 6;

/// Most parameters of a call to SQL Server.
const MAX_PARAMS: usize = 2_100;

/// A declared query that has passed all checks the derive can make.
pub(crate) struct QueryInfo<'b> {
    pub(crate) name: Ident,
    pub(crate) kind: QueryKind,
    pub(crate) params: Vec<Param>,
    /// The optional part that is the start of a page.
    pub(crate) page: Option<u32>,
    /// By combination: bit 0 is set when the first optional part is there.
    pub(crate) combinations: Vec<Query<'b>>,
    /// Whether nothing is wrong with the query itself.
    pub(crate) sound: bool,
}

pub(super) fn lower<'b>(
    scope: &Scope<'_, 'b>,
    model: &TableModel<'b>,
    queries: Vec<QueryAttr>,
) -> Vec<QueryInfo<'b>> {
    let mut names: HashMap<String, ()> = HashMap::new();
    let mut infos = Vec::new();
    for attr in queries {
        let errors = scope.ctxt.len();
        if names.insert(attr.name.unraw().to_string(), ()).is_some() {
            scope.ctxt.error(&attr.name, format!("another query is named `{}`: rename one", attr.name));
        }
        let info = query(scope, model, attr);
        infos.extend(info.map(|info| QueryInfo { sound: scope.ctxt.len() == errors, ..info }));
    }
    infos
}

fn query<'b>(scope: &Scope<'_, 'b>, model: &TableModel<'b>, attr: QueryAttr) -> Option<QueryInfo<'b>> {
    clauses_fit(scope, &attr);
    let mut params = Params::new();
    let mut optional = 0;
    let mut filters = Vec::new();
    for filter in &attr.filters {
        params.optional = filter.optional.map(|_| optional);
        let before = params.list.len();
        let clause = scope.clause(&filter.clause, &mut params);
        if let Some(mark) = &filter.optional {
            if clause.len() != 1 || params.list.len() != before + 1 {
                scope.ctxt.error(mark, "an optional filter is one condition with one parameter of its own, as in `status?` or `created_at >= :since?`");
            }
            optional += 1;
        }
        filters.push((clause, params.optional));
        params.optional = None;
    }
    let sets = sets(scope, model, &attr, &mut params);
    let order = sorts(scope, attr.order.as_ref().map_or(&[], |(_, order)| order));
    for (sort, written) in &order {
        scope.ordered(written, sort.column);
    }
    let order: Vec<Sort> = order.into_iter().map(|(sort, _)| sort).collect();
    let group = attr.group.as_ref().map_or_else(Vec::new, |(_, group)| groups(scope, group));
    let page = attr.page.as_ref().map(|place| page(scope, model, place, &order, &mut params, optional));
    optional += u32::from(page.is_some());
    if optional > MAX_OPTIONAL {
        scope.ctxt.error(
            &attr.name,
            format!("{optional} optional parts would make {} texts: leave at most {MAX_OPTIONAL}, or split the query", 1u64 << optional.min(63)),
        );
        return None;
    }
    let limit = limit(scope, &attr, &mut params);
    if page.is_some()
        && let Some(param) = params.list.iter().find(|param| param.name == "after")
    {
        scope.ctxt.error(&param.name, "a page has a parameter `after` by itself: give yours another name");
    }
    if params.list.len() > MAX_PARAMS {
        scope.ctxt.error(
            &attr.name,
            format!(
                "the query has {} parameters, more than the {MAX_PARAMS} of SQL Server",
                params.list.len()
            ),
        );
    }
    let parts = Parts { attr: &attr, filters, sets, order, group, limit, page };
    let combinations =
        (0..1u32 << optional).map(|chosen| parts.combine(scope, &params.list, chosen)).collect();
    Some(QueryInfo {
        name: attr.name.clone(),
        kind: attr.kind,
        params: params.list,
        page,
        combinations,
        sound: true,
    })
}

/// Which clauses may stand in which kind of query, and which must.
fn clauses_fit(scope: &Scope<'_, '_>, attr: &QueryAttr) {
    use QueryKind::{Claim, Count, Delete, Select, Update};
    let kind = match attr.kind {
        Select => "select",
        Count => "count",
        Update => "update",
        Delete => "delete",
        Claim => "claim",
    };
    let given: [(&str, Option<&Ident>, &[QueryKind]); 5] = [
        ("set", attr.set.as_ref().map(|(word, _)| word), &[Update, Claim]),
        ("order_by", attr.order.as_ref().map(|(word, _)| word), &[Select, Claim]),
        ("group_by", attr.group.as_ref().map(|(word, _)| word), &[Count]),
        ("limit", attr.limit.as_ref().map(|(word, _)| word), &[Select, Delete, Claim]),
        ("page", attr.page.as_ref(), &[Select]),
    ];
    for (name, word, kinds) in given {
        if let Some(word) = word.filter(|_| !kinds.contains(&attr.kind)) {
            scope.ctxt.error(word, format!("`{kind}` has no `{name}`: remove it"));
        }
    }
    let no_set = attr.set.as_ref().is_none_or(|(_, set)| set.is_empty());
    if matches!(attr.kind, Update | Claim) && no_set {
        scope.ctxt.error(&attr.name, format!("the {kind} changes nothing: add `set(column = value)`"));
    }
    if attr.kind == Claim && attr.order.is_none() {
        scope.ctxt.error(&attr.name, "a claim takes rows in an order: add `order_by(…)`");
    }
    if attr.kind == Select && attr.limit.is_some() && attr.order.is_none() {
        scope
            .ctxt
            .error(&attr.name, "the first rows of no order are any rows: add `order_by(…)` to the `limit`");
    }
}

fn sets<'b>(
    scope: &Scope<'_, 'b>,
    model: &TableModel<'b>,
    attr: &QueryAttr,
    params: &mut Params,
) -> Vec<Set<'b>> {
    let mut sets: Vec<Set<'b>> = Vec::new();
    for set in attr.set.iter().flat_map(|(_, sets)| sets) {
        let Some(column) = scope.column(&set.column) else { continue };
        if sets.iter().any(|other| other.column == column) {
            scope.ctxt.error(&set.column, format!("`{}` is set twice: remove one", set.column));
        }
        if model.primary_key().is_some_and(|key| key.columns.contains(&column)) {
            scope.ctxt.error(
                &set.column,
                format!("`{}` is in the primary key, which names the row and does not change", set.column),
            );
        }
        if let Some(value) = scope.expr(&set.value, column, &set.column, Use::Write, params) {
            sets.push(Set { column, value });
        }
    }
    sets
}

fn groups(scope: &Scope<'_, '_>, group: &[Ident]) -> Vec<usize> {
    let columns = scope.columns(group);
    if columns.len() > 4 {
        scope.ctxt.error(&group[4], "a count groups by at most four columns");
    }
    for field in group {
        let Some(column) = scope.find(field) else { continue };
        match scope.columns[column].ty {
            store_core::SqlType::Json => {
                scope.ctxt.error(field, format!("`{field}` is JSON, which cannot be grouped by"))
            }
            store_core::SqlType::Decimal { .. } => {
                scope.ctxt.error(
                    field,
                    format!(
                        "`{field}` is a decimal, which a group cannot give back: group by another column"
                    ),
                );
            }
            store_core::SqlType::Deferred => {
                scope.assert(field.span(), "groupable", column, &TokenStream::new())
            }
            store_core::SqlType::Bool => {}
            _ => scope.ordered(field, column),
        }
    }
    columns
}

/// The parameters of a page; gives the number of its optional part.
fn page(
    scope: &Scope<'_, '_>,
    model: &TableModel<'_>,
    place: &Ident,
    order: &[Sort],
    params: &mut Params,
    optional: u32,
) -> u32 {
    let sorted = |column: &usize| order.iter().any(|sort| sort.column == *column);
    if !model.keys.iter().any(|key| key.columns.iter().all(sorted)) {
        scope.ctxt.error(
            place,
            "rows of equal order would be lost between pages: end `order_by(…)` with the columns of a key",
        );
    }
    params.optional = Some(optional);
    for sort in order {
        let field = &scope.fields[sort.column];
        if scope.columns[sort.column].nullable {
            scope.ctxt.error(
                place,
                format!(
                    "a page cannot begin after NULL, and `{}` may be NULL: order by columns that are not",
                    field.name
                ),
            );
        }
        if field.is_deferred() {
            scope.assert(place.span(), "not_null", sort.column, &TokenStream::new());
        }
        params.own(scope, &format!("after_{}", field.name), place.span(), Role::After(sort.column));
    }
    params.optional = None;
    optional
}

fn limit(scope: &Scope<'_, '_>, attr: &QueryAttr, params: &mut Params) -> Option<Limit> {
    match &attr.limit {
        Some((_, LimitAttr::Rows(rows))) => match rows.base10_parse::<u32>() {
            Ok(0) | Err(_) => {
                scope.ctxt.error(rows, "`limit` is a number from 1 on, of 32 bits");
                None
            }
            Ok(rows) => Some(Limit::Rows(rows)),
        },
        Some((_, LimitAttr::Param(name))) => Some(Limit::Param(params.number(scope, name, Role::Limit))),
        // A claim, and a page, of all rows there are is never what is wanted.
        None if attr.kind == QueryKind::Claim || attr.page.is_some() => {
            Some(Limit::Param(params.own(scope, "limit", attr.name.span(), Role::Limit)))
        }
        None => None,
    }
}

/// A query with all of its optional parts.
struct Parts<'a, 'b> {
    attr: &'a QueryAttr,
    filters: Vec<(Clause<'b>, Option<u32>)>,
    sets: Vec<Set<'b>>,
    order: Vec<Sort>,
    group: Vec<usize>,
    limit: Option<Limit>,
    page: Option<u32>,
}

impl<'b> Parts<'_, 'b> {
    /// The query with those optional parts whose bits are set; its parameters are numbered without gaps.
    fn combine(&self, scope: &Scope<'_, 'b>, params: &[Param], chosen: u32) -> Query<'b> {
        let is_chosen = |optional: Option<u32>| optional.is_none_or(|bit| chosen & (1 << bit) != 0);
        let mut next = 0;
        let numbers: Vec<usize> = params
            .iter()
            .map(|param| {
                let number = next;
                next += usize::from(is_chosen(param.optional));
                number
            })
            .collect();
        let filters: Vec<Clause<'b>> = self
            .filters
            .iter()
            .filter(|(_, optional)| is_chosen(*optional))
            .map(|(clause, _)| {
                let tests: Vec<Test<'b>> = clause.iter().map(|test| renumber_test(test, &numbers)).collect();
                &*scope.bump.alloc_slice_copy(&tests)
            })
            .collect();
        let sets: Vec<Set<'b>> =
            self.sets.iter().map(|set| Set { value: renumber(&set.value, &numbers), ..*set }).collect();
        let first_after = params.iter().position(|param| matches!(param.role, Role::After(_)));
        Query {
            name: scope.bump.alloc_str(&self.attr.name.unraw().to_string()),
            kind: self.attr.kind,
            filters: scope.bump.alloc_slice_copy(&filters),
            set: scope.bump.alloc_slice_copy(&sets),
            order: scope.bump.alloc_slice_copy(&self.order),
            group: scope.bump.alloc_slice_copy(&self.group),
            limit: self.limit.map(|limit| match limit {
                Limit::Param(at) => Limit::Param(numbers[at]),
                rows @ Limit::Rows(_) => rows,
            }),
            after: first_after.filter(|_| is_chosen(self.page)).map(|at| numbers[at]),
        }
    }
}

fn renumber_test<'b>(test: &Test<'b>, numbers: &[usize]) -> Test<'b> {
    match *test {
        Test::Compare(compare) => {
            Test::Compare(Compare { with: renumber(&compare.with, numbers), ..compare })
        }
        Test::InParam { column, param, negated } => Test::InParam { column, param: numbers[param], negated },
        other => other,
    }
}

fn renumber<'b>(expr: &Expr<'b>, numbers: &[usize]) -> Expr<'b> {
    let term = |term: Term<'b>| match term {
        Term::Param(at) => Term::Param(numbers[at]),
        other => other,
    };
    match *expr {
        Expr::Term(only) => Expr::Term(term(only)),
        Expr::Arithmetic(left, sign, right) => Expr::Arithmetic(term(left), sign, term(right)),
        Expr::Now(shift) => Expr::Now(shift.map(|shift| Shift { amount: term(shift.amount), ..shift })),
    }
}

impl QueryInfo<'_> {
    /// The order of the rows.
    pub(crate) fn order(&self) -> &[Sort] {
        self.combinations.first().map_or(&[], |query| query.order)
    }

    /// The columns that a count is grouped by.
    pub(crate) fn group(&self) -> &[usize] {
        self.combinations.first().map_or(&[], |query| query.group)
    }
}

/// The key that every row of the table is told by.
pub(crate) fn primary_key<'m, 'b>(model: &'m TableModel<'b>) -> &'m [usize] {
    model.keys.iter().find(|key| key.kind == KeyKind::Primary).map_or(&[], |key| key.columns)
}
