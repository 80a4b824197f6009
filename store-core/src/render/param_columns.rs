//! Parameters as columns of the rows of a batch.

use std::collections::BTreeMap;

use super::{Renderer, Sql};
use crate::schema::{Expr, Key, Operator, Query, Shift, Term, Test};

impl Renderer<'_> {
    /// Returns a renderer that writes parameters as columns of a row of a batch, with a prefix.
    pub(crate) fn with_param_prefix(&self, prefix: &'static str) -> Self {
        Self { param_prefix: Some(prefix), ..self.clone() }
    }

    /// Writes the parameter at this position, counted from 0.
    pub(crate) fn param(&self, out: &mut Sql, at: usize) {
        match self.param_prefix {
            None => self.grammar.param(out, at),
            Some(prefix) => {
                out.push(prefix);
                self.grammar.name(out, &format!("#{}", at + 1));
            }
        }
    }

    /// Writes the condition that a row has the key in these parameters.
    pub(crate) fn key_equals_params(&self, out: &mut Sql, prefix: &str, key: &Key<'_>, params: &[usize]) {
        for (at, (column, param)) in key.columns.iter().zip(params).enumerate() {
            out.push(if at == 0 { "" } else { " AND " });
            self.compare(out, prefix, *column, Operator::Equal, *param);
        }
    }
}

/// Returns the column that determines the type of each parameter; `None` for an amount of time, which is an integer.
pub(crate) fn param_columns(query: &Query<'_>) -> Vec<Option<usize>> {
    let mut found = Found::default();
    query.filters.iter().copied().flatten().for_each(|test| found.test(test));
    query.set.iter().for_each(|set| found.expr(&set.value, set.column));
    found.0.into_values().collect()
}

/// The parameters found so far, with their columns.
#[derive(Default)]
struct Found(BTreeMap<usize, Option<usize>>);

impl Found {
    fn test(&mut self, test: &Test<'_>) {
        match test {
            Test::Compare(compare) => self.expr(&compare.with, compare.column),
            Test::Between { column, low, high } => {
                self.term(low, Some(*column));
                self.term(high, Some(*column));
            }
            Test::Any(tests) | Test::All(tests) => tests.iter().for_each(|test| self.test(test)),
            Test::Not(test) => self.test(test),
            Test::Contains { column, text, .. } => self.term(text, Some(*column)),
            // Statements on many rows have no parameters in these.
            Test::IsNull { .. } | Test::InParam { .. } | Test::InList { .. } | Test::Json { .. } => {}
        }
    }

    fn expr(&mut self, expr: &Expr<'_>, column: usize) {
        match expr {
            Expr::Term(only) => self.term(only, Some(column)),
            Expr::Arithmetic(left, _, right) => {
                self.term(left, Some(column));
                self.term(right, Some(column));
            }
            Expr::Now(Some(Shift { amount, .. })) => self.term(amount, None),
            Expr::Now(None) => {}
        }
    }

    fn term(&mut self, term: &Term<'_>, column: Option<usize>) {
        if let Term::Param(at) = term {
            self.0.entry(*at).or_insert(column);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Compare, QueryKind, Set, Unit};

    #[test]
    fn parameters_have_the_type_of_their_column() {
        let equals = |column, param| {
            let with = Expr::Term(Term::Param(param));
            [Test::Compare(Compare { column, operator: Operator::Equal, with })]
        };
        let shift = Shift { backwards: false, amount: Term::Param(2), unit: Unit::Seconds };
        let (key, other) = (equals(4, 0), equals(4, 0));
        let filters: [&[Test<'_>]; 2] = [&key, &other];
        let set = [
            Set { column: 5, value: Expr::Now(Some(shift)) },
            Set { column: 6, value: Expr::Arithmetic(Term::Column(6), '+', Term::Param(1)) },
        ];
        let query = Query { kind: QueryKind::Update, filters: &filters, set: &set, ..Query::NONE };
        assert_eq!(param_columns(&query), [Some(4), Some(6), None]);
    }
}
