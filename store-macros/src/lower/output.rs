//! The columns, groups and order of a select that does not return whole rows.

use proc_macro2::Span;
use store_core::derive::rules::{self, ColumnRule};
use store_core::schema::{Having, Output, OutputSort, OutputValue, QueryKind, Term};
use store_core::{Literal, SqlType};
use syn::Ident;
use syn::ext::IdentExt;

use super::literal;
use super::params::{Params, Role, identifier};
use super::scope::{Check, Scope};
use crate::attr::{
    self, AggregateAttr, HavingAttr, OrderAttr, OutputAttr, QueryAttr, RowAttr, SortAttr, TableAttrs,
};

/// A column that a select returns.
pub(crate) struct OutputInfo {
    pub(crate) name: Ident,
    pub(crate) value: OutputValue,
    /// Whether the value can be NULL although the column cannot: an aggregate of no rows.
    pub(crate) can_be_empty: bool,
}

/// The columns that a select returns, and the struct of its rows.
#[derive(Default)]
pub(crate) struct Outputs {
    pub(crate) list: Vec<OutputInfo>,
    pub(crate) row: Option<RowAttr>,
}

impl Outputs {
    /// Returns whether there are aggregates.
    pub(crate) fn has_aggregates(&self) -> bool {
        self.list.iter().any(|output| output.value.is_aggregate())
    }
}

/// Lowers `only(…)` and the struct of the rows; `group` are the columns of `group_by`.
pub(super) fn lower(scope: &Scope<'_, '_>, attr: &QueryAttr, group: &[usize]) -> Outputs {
    let Some((only, members)) = &attr.only else {
        let others = [
            attr.row.as_ref().map(|(word, _)| word),
            attr.distinct.as_ref(),
            attr.having.as_ref().map(|(word, _)| word),
        ];
        for word in others.into_iter().flatten() {
            let message = format!("`{word}` requires the columns of the rows: add `only(…)`");
            scope.ctxt.error(word, message);
        }
        if let Some(group_by) = attr.group.as_ref().filter(|_| attr.kind == QueryKind::Select) {
            let message = "`select` with `group_by` requires aggregates: add `only(…)`, or write `count`";
            scope.ctxt.error(&group_by.0, message);
        }
        return Outputs::default();
    };
    if attr.row.is_none() {
        let message = "`only` requires a struct for the rows: add `as Summary`, which declares it, or `into Summary`, which uses one \
                       that derives `FromRow`";
        scope.ctxt.error(only, message);
    }
    let mut list: Vec<OutputInfo> = Vec::new();
    for member in members {
        if list.iter().any(|other| other.name.unraw() == member.name.unraw()) {
            scope.ctxt.error(&member.name, format!("duplicate field `{}`", member.name));
        }
        let Some(name) = identifier(&member.name) else {
            let message = format!("`{}` cannot be the name of a field: use another name", member.name);
            scope.ctxt.error(&member.name, message);
            continue;
        };
        if let Some(value) = output(scope, member) {
            list.push(OutputInfo { name, value, can_be_empty: group.is_empty() });
        }
    }
    let outputs = Outputs { list, row: attr.row.as_ref().map(|(_, row)| row.clone()) };
    check_group(scope, attr, &outputs, group);
    outputs
}

fn output(scope: &Scope<'_, '_>, member: &OutputAttr) -> Option<OutputValue> {
    let Some(AggregateAttr { function, of, column }) = &member.aggregate else {
        return scope.column(&member.name).map(OutputValue::Column);
    };
    let Some(name) = column else { return Some(of(0)) };
    let column = scope.column(name)?;
    let value = of(column);
    match value {
        OutputValue::Sum(_) | OutputValue::Avg(_) => {
            let is_mean = matches!(value, OutputValue::Avg(_));
            if let Err(reason) = rules::summed(scope.columns[column].ty, is_mean) {
                scope.ctxt.error(function, reason);
                return None;
            }
        }
        OutputValue::Min(_) | OutputValue::Max(_)
            if !scope.rule(name.span(), column, ColumnRule::Extreme) =>
        {
            return None;
        }
        OutputValue::CountDistinct(_) if !scope.rule(name.span(), column, ColumnRule::Grouped) => {
            return None;
        }
        _ => {}
    }
    Some(value)
}

/// Checks that the columns of a select with aggregates are those by which it groups.
fn check_group(scope: &Scope<'_, '_>, attr: &QueryAttr, outputs: &Outputs, group: &[usize]) {
    let group_by = attr.group.as_ref().map(|(word, _)| word);
    if !outputs.has_aggregates() {
        for word in [group_by, attr.having.as_ref().map(|(word, _)| word)].into_iter().flatten() {
            let message = format!("`{word}` requires an aggregate such as `items = count()` in `only(…)`");
            scope.ctxt.error(word, message);
        }
    } else {
        for word in [attr.distinct.as_ref(), attr.page.as_ref()].into_iter().flatten() {
            scope.ctxt.error(word, format!("a select with aggregates does not allow `{word}`: remove it"));
        }
        for output in &outputs.list {
            if let OutputValue::Column(column) = output.value
                && !group.contains(&column)
            {
                let name = &output.name;
                let message = format!(
                    "`{name}` has several values in a group: add it to `group_by(…)`, or use an aggregate"
                );
                scope.ctxt.error(name, message);
            }
        }
    }
    if attr.distinct.is_some() {
        for output in &outputs.list {
            if let OutputValue::Column(column) = output.value {
                scope.rule(output.name.span(), column, ColumnRule::Grouped);
            }
        }
    }
}

/// Reports structs that two queries, or a query and the table, declare.
pub(super) fn check_names(scope: &Scope<'_, '_>, table: &Ident, attrs: &TableAttrs, queries: &[QueryAttr]) {
    let mut names: Vec<&Ident> = vec![table];
    let mut check = |name| {
        if names.contains(&name) {
            let message = format!(
                "duplicate `{name}`: there is an item of this name already; rename it, or use `into {name}` for rows"
            );
            scope.ctxt.error(name, message);
        }
        names.push(name);
    };
    attrs.insert.iter().for_each(|insert| check(&insert.name));
    for query in queries {
        let row = match &query.row {
            Some((_, RowAttr::As(name))) => Some(name),
            _ => None,
        };
        let order = match &query.order {
            Some((_, OrderAttr::Choice { name, .. })) => Some(name),
            _ => None,
        };
        row.into_iter().chain(order).for_each(&mut check);
    }
}

/// Returns the columns for the renderer.
pub(super) fn for_query<'b>(scope: &Scope<'_, 'b>, outputs: &Outputs) -> &'b [Output<'b>] {
    let outputs = outputs.list.iter().map(|output| Output {
        name: scope.bump.alloc_str(&output.name.unraw().to_string()),
        value: output.value,
    });
    scope.bump.alloc_slice_copy(&outputs.collect::<Vec<_>>())
}

/// Lowers the order of a select with aggregates: by its fields, or by the columns that it groups by.
pub(super) fn sorts(
    scope: &Scope<'_, '_>,
    outputs: &Outputs,
    group: &[usize],
    sorts: &[SortAttr],
) -> Vec<OutputSort> {
    let mut lowered: Vec<OutputSort> = Vec::new();
    for sort in sorts {
        let Some(value) = find(scope, outputs, group, &sort.column) else { continue };
        if let OutputValue::Column(column) = value {
            scope.rule(sort.column.span(), column, ColumnRule::Sorted);
        }
        if lowered.iter().any(|other| other.value == value) {
            scope.ctxt.error(&sort.column, format!("duplicate column `{}`", sort.column));
        }
        lowered.push(OutputSort { value, descending: sort.descending });
    }
    lowered
}

/// Returns the value of a field, or of a column of `group_by`; reports an unknown one.
fn find(scope: &Scope<'_, '_>, outputs: &Outputs, group: &[usize], name: &Ident) -> Option<OutputValue> {
    if let Some(output) = outputs.list.iter().find(|output| output.name.unraw() == name.unraw()) {
        return Some(output.value);
    }
    if let Some(column) = scope.find(name).filter(|column| group.contains(column)) {
        return Some(OutputValue::Column(column));
    }
    let names: Vec<String> = outputs.list.iter().map(|output| output.name.unraw().to_string()).collect();
    let hint = match attr::nearest(&name.to_string(), names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the fields are `{}`", names.join("`, `")),
    };
    scope.ctxt.error(name, format!("unknown field `{name}`: {hint}"));
    None
}

/// Lowers the conditions on groups.
pub(super) fn having<'b>(
    scope: &Scope<'_, 'b>,
    outputs: &Outputs,
    conditions: &[HavingAttr],
    params: &mut Params,
) -> Vec<Having<'b>> {
    let mut lowered = Vec::new();
    // Without aggregates, the clause itself is an error.
    for condition in conditions.iter().filter(|_| outputs.has_aggregates()) {
        let Some(value) = find(scope, outputs, &[], &condition.output) else { continue };
        if !value.is_aggregate() {
            let name = &condition.output;
            let message = format!(
                "`having` is for aggregates: write the condition on `{name}` in the parentheses after the name of the query"
            );
            scope.ctxt.error(name, message);
            continue;
        }
        let with = match &condition.with {
            attr::Term::Param(name) => params.number(scope, name, role(scope, value)).map(Term::Param),
            attr::Term::Literal(constant) => {
                let lowered = literal::lower(scope.ctxt, scope.bump, constant);
                check_constant(scope, value, lowered, constant.span);
                Some(Term::Literal(lowered))
            }
            attr::Term::Column(name) => {
                scope
                    .ctxt
                    .error(name, "`having` compares with a constant or a parameter, as in `items >= :least`");
                None
            }
        };
        lowered.extend(with.map(|with| Having { value, operator: condition.operator, with }));
    }
    lowered
}

/// Checks a constant that is compared with an aggregate.
fn check_constant<'b>(scope: &Scope<'_, 'b>, value: OutputValue, constant: Literal<'b>, span: Span) {
    if matches!(constant, Literal::Null) {
        scope.ctxt.error_at(span, "nothing equals NULL in SQL: compare with a value");
        return;
    }
    match value_type(scope, value) {
        (SqlType::Deferred, Some(column)) => scope.assert(span, column, Check::Literal(constant)),
        (ty, _) => {
            if let Err(reason) = rules::literal(constant, ty, false) {
                scope.ctxt.error_at(span, reason);
            }
        }
    }
}

/// Returns the use of a parameter that is compared with a value.
fn role(scope: &Scope<'_, '_>, value: OutputValue) -> Role {
    match value {
        OutputValue::Min(column) | OutputValue::Max(column) | OutputValue::Column(column) => {
            Role::Compare(column)
        }
        value => Role::Aggregate(value_type(scope, value).0),
    }
}

/// Returns the type of a value, and the column whose Rust type it has.
fn value_type(scope: &Scope<'_, '_>, value: OutputValue) -> (SqlType, Option<usize>) {
    match value {
        OutputValue::Column(column) | OutputValue::Min(column) | OutputValue::Max(column) => {
            (scope.columns[column].ty, Some(column))
        }
        OutputValue::Sum(column) => (scope.columns[column].ty.sum(), None),
        OutputValue::Avg(_) => (SqlType::F64, None),
        OutputValue::CountRows | OutputValue::Count(_) | OutputValue::CountDistinct(_) => {
            (SqlType::I64, None)
        }
    }
}
