//! The order of the rows of a query, or the orders among which the caller chooses.

use std::collections::HashSet;

use store_core::derive::rules::ColumnRule;
use store_core::schema::{OutputSort, OutputValue, QueryKind, Sort};
use syn::Ident;

use super::index;
use super::output::{self, Outputs};
use super::scope::Scope;
use crate::attr::{OrderAttr, QueryAttr, SortAttr};

/// One order: of a select with aggregates, or of whole rows.
#[derive(Default)]
pub(super) struct Order {
    pub(super) columns: Vec<Sort>,
    pub(super) outputs: Vec<OutputSort>,
}

/// The orders of a query: one, or the alternatives.
pub(super) struct Orders {
    pub(super) list: Vec<Order>,
    pub(super) choice: Option<OrderChoice>,
}

/// The enum with which the caller chooses the order.
pub(crate) struct OrderChoice {
    pub(crate) name: Ident,
    pub(crate) alternatives: Vec<Ident>,
}

impl Orders {
    pub(super) fn lower(scope: &Scope<'_, '_>, attr: &QueryAttr, outputs: &Outputs, group: &[usize]) -> Self {
        let order = |sorts: &[SortAttr]| order(scope, attr, outputs, group, sorts);
        match attr.order.as_ref().map(|(word, order)| (word, order)) {
            None => Self { list: vec![Order::default()], choice: None },
            Some((_, OrderAttr::Sorts(sorts))) => Self { list: vec![order(sorts)], choice: None },
            Some((word, OrderAttr::Choice { name, alternatives, span })) => {
                if attr.kind != QueryKind::Select || attr.page.is_some() {
                    let what = attr.page.as_ref().unwrap_or(&attr.word);
                    let message = format!("`{what}` requires one order: declare a query for each");
                    scope.ctxt.error(word, message);
                }
                if alternatives.len() < 2 {
                    scope.ctxt.error_at(
                        *span,
                        "a choice of orders requires at least two: add one, or remove the enum",
                    );
                }
                let mut names = HashSet::new();
                for (alternative, _) in alternatives {
                    if !names.insert(alternative) {
                        scope.ctxt.error(alternative, format!("duplicate order `{alternative}`"));
                    }
                }
                let choice = OrderChoice {
                    name: name.clone(),
                    alternatives: alternatives.iter().map(|(alternative, _)| alternative.clone()).collect(),
                };
                let mut list: Vec<Order> = alternatives.iter().map(|(_, sorts)| order(sorts)).collect();
                if list.is_empty() {
                    list.push(Order::default());
                }
                Self { list, choice: Some(choice) }
            }
        }
    }

    /// Returns the number of orders, at least 1.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns the columns of the first order.
    pub(super) fn first(&self) -> &[Sort] {
        self.list.first().map_or(&[], |order| &order.columns)
    }
}

fn order(
    scope: &Scope<'_, '_>,
    attr: &QueryAttr,
    outputs: &Outputs,
    group: &[usize],
    sorts: &[SortAttr],
) -> Order {
    if outputs.has_aggregates() {
        return Order { columns: Vec::new(), outputs: output::sorts(scope, outputs, group, sorts) };
    }
    let sorts = index::sorts(scope, sorts);
    for (sort, written) in &sorts {
        scope.rule(written.span(), sort.column, ColumnRule::Sorted);
        let is_output = outputs.list.iter().any(|output| output.value == OutputValue::Column(sort.column));
        if attr.distinct.is_some() && !is_output {
            let message =
                format!("`distinct` orders by columns of the rows only: add `{written}` to `only(…)`");
            scope.ctxt.error(written, message);
        }
    }
    Order { columns: sorts.into_iter().map(|(sort, _)| sort).collect(), outputs: Vec::new() }
}
