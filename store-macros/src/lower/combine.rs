//! One query for each combination of optional parts.

use bumpalo::Bump;
use store_core::schema::{
    Clause, Compare, Expr, Having, JsonTest, Limit, Output, Query, Set, Shift, Term, Test, TextPlace,
};
use syn::ext::IdentExt;

use super::order::Order;
use super::params::{Param, Role};
use super::scope::Scope;
use crate::attr::QueryAttr;

/// A query with all of its optional parts.
pub(super) struct WholeQuery<'a, 'b> {
    pub(super) attr: &'a QueryAttr,
    pub(super) outputs: &'b [Output<'b>],
    pub(super) filters: Vec<(Clause<'b>, Option<u32>)>,
    pub(super) sets: Vec<Set<'b>>,
    pub(super) group: Vec<usize>,
    pub(super) having: Vec<Having<'b>>,
    pub(super) limit: Option<Limit>,
    /// The optional part that is the start of a page.
    pub(super) page: Option<u32>,
}

impl<'b> WholeQuery<'_, 'b> {
    /// Returns the query in an order with the optional parts whose bits are set in `chosen`; its parameters are numbered without
    /// gaps.
    pub(super) fn combine(
        &self,
        scope: &Scope<'_, 'b>,
        params: &[Param],
        order: &Order,
        chosen: u32,
    ) -> Query<'b> {
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
                let tests: Vec<Test<'b>> =
                    clause.iter().map(|test| renumber_test(scope.bump, test, params, &numbers)).collect();
                &*scope.bump.alloc_slice_copy(&tests)
            })
            .collect();
        let sets: Vec<Set<'b>> =
            self.sets.iter().map(|set| Set { value: renumber(&set.value, &numbers), ..*set }).collect();
        let having: Vec<Having<'b>> = self
            .having
            .iter()
            .map(|having| Having { with: renumber_term(having.with, &numbers), ..*having })
            .collect();
        let first_after = params.iter().position(|param| matches!(param.role, Role::After(_)));
        Query {
            name: scope.bump.alloc_str(&self.attr.name.unraw().to_string()),
            kind: self.attr.kind,
            filters: scope.bump.alloc_slice_copy(&filters),
            set: scope.bump.alloc_slice_copy(&sets),
            outputs: self.outputs,
            distinct: self.attr.distinct.is_some(),
            order: scope.bump.alloc_slice_copy(&order.columns),
            output_order: scope.bump.alloc_slice_copy(&order.outputs),
            having: scope.bump.alloc_slice_copy(&having),
            group: scope.bump.alloc_slice_copy(&self.group),
            limit: self.limit.map(|limit| match limit {
                Limit::Param(at) => Limit::Param(numbers[at]),
                rows @ Limit::Rows(_) => rows,
            }),
            after: first_after.filter(|_| is_chosen(self.page)).map(|at| numbers[at]),
            many: self.attr.many.is_some(),
            returning: self.attr.returning.is_some(),
        }
    }
}

fn renumber_test<'b>(bump: &'b Bump, test: &Test<'b>, params: &[Param], numbers: &[usize]) -> Test<'b> {
    let term = |term: Term<'b>| renumber_term(term, numbers);
    let all = |tests: &[Test<'b>]| -> &'b [Test<'b>] {
        bump.alloc_slice_fill_iter(
            tests.iter().map(|test| renumber_test(bump, test, params, numbers)).collect::<Vec<_>>(),
        )
    };
    match *test {
        Test::Compare(compare) => {
            Test::Compare(Compare { with: renumber(&compare.with, numbers), ..compare })
        }
        Test::InParam { column, param, negated } => Test::InParam { column, param: numbers[param], negated },
        Test::Between { column, low, high } => Test::Between { column, low: term(low), high: term(high) },
        Test::Contains { column, place, text, .. } => {
            let is_bound = |param: &Param| matches!((param.role, text), (Role::StartBound(of), Term::Param(at)) if of == at);
            let range = params.iter().position(is_bound).filter(|_| place == TextPlace::Start);
            Test::Contains { column, place, text: term(text), range: range.map(|at| numbers[at]) }
        }
        Test::Json { column, path, test } => {
            let test = match test {
                JsonTest::Equal(with) => JsonTest::Equal(term(with)),
                JsonTest::NotEqual(with) => JsonTest::NotEqual(term(with)),
                other => other,
            };
            Test::Json { column, path, test }
        }
        Test::Any(tests) => Test::Any(all(tests)),
        Test::All(tests) => Test::All(all(tests)),
        Test::Not(test) => Test::Not(bump.alloc(renumber_test(bump, test, params, numbers))),
        other @ (Test::IsNull { .. } | Test::InList { .. }) => other,
    }
}

fn renumber<'b>(expr: &Expr<'b>, numbers: &[usize]) -> Expr<'b> {
    let term = |term: Term<'b>| renumber_term(term, numbers);
    match *expr {
        Expr::Term(only) => Expr::Term(term(only)),
        Expr::Arithmetic(left, sign, right) => Expr::Arithmetic(term(left), sign, term(right)),
        Expr::Now(shift) => Expr::Now(shift.map(|shift| Shift { amount: term(shift.amount), ..shift })),
    }
}

fn renumber_term<'b>(term: Term<'b>, numbers: &[usize]) -> Term<'b> {
    match term {
        Term::Param(at) => Term::Param(numbers[at]),
        other => other,
    }
}
