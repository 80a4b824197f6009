//! Conditions and expressions.

use proc_macro2::Span;
use store_core::derive::rules::{self, ColumnRule};
use store_core::schema::{Clause, Compare, Expr, JsonTest, Shift, Term, Test, TextPlace};
use syn::{Ident, LitStr};

use super::literal;
use super::params::{Params, Role};
use super::scope::{Check, Scope};
use crate::attr::{self, Comparison};

/// The use of a value: compared with a column, or written to it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Compare,
    Write,
}

impl<'b> Scope<'_, 'b> {
    pub(super) fn clause(&self, clause: &attr::Clause, params: &mut Params) -> Clause<'b> {
        let tests: Vec<Test<'b>> = clause.0.iter().filter_map(|test| self.test(test, params)).collect();
        self.bump.alloc_slice_copy(&tests)
    }

    fn test(&self, test: &attr::Test, params: &mut Params) -> Option<Test<'b>> {
        let (field, comparison) = match test {
            attr::Test::Column { column, comparison } => (column, comparison),
            attr::Test::Any(_, tests) => return Some(Test::Any(self.tests(tests, params))),
            attr::Test::All(_, tests) => return Some(Test::All(self.tests(tests, params))),
            attr::Test::Not(_, test) => return Some(Test::Not(self.bump.alloc(self.test(test, params)?))),
        };
        let (column, span) = (self.column(field)?, field.span());
        match comparison {
            Comparison::IsNull { negated } => {
                self.rule(span, column, ColumnRule::NullTest);
                return Some(Test::IsNull { column, negated: *negated });
            }
            Comparison::Contains { word, place, text } => {
                return self.contains(column, word, *place, text, params);
            }
            Comparison::Json { path, test } => return self.json(column, span, path, test, params),
            _ if !self.rule(span, column, ColumnRule::Comparable) => return None,
            _ => {}
        }
        self.comparison(field, column, comparison, params)
    }

    fn tests(&self, tests: &[attr::Test], params: &mut Params) -> &'b [Test<'b>] {
        let tests: Vec<Test<'b>> = tests.iter().filter_map(|test| self.test(test, params)).collect();
        self.bump.alloc_slice_copy(&tests)
    }

    /// Lowers the comparison of a column whose type can be compared.
    fn comparison(
        &self,
        field: &Ident,
        column: usize,
        comparison: &Comparison,
        params: &mut Params,
    ) -> Option<Test<'b>> {
        let span = field.span();
        Some(match comparison {
            Comparison::InParam { list, negated } => {
                self.rule(span, column, ColumnRule::Listed);
                let param = params.number(self, list, Role::List(column))?;
                Test::InParam { column, param, negated: *negated }
            }
            Comparison::InList { values, span, negated } => {
                if values.is_empty() {
                    self.ctxt.error_at(*span, "the list is empty: add a value");
                }
                let values: Vec<_> =
                    values.iter().map(|value| self.literal(value, column, Use::Compare)).collect();
                Test::InList { column, values: self.bump.alloc_slice_copy(&values), negated: *negated }
            }
            Comparison::Between { low, high } => {
                self.rule(span, column, ColumnRule::Ordered);
                let low = self.term(low, column, Use::Compare, params)?;
                Test::Between { column, low, high: self.term(high, column, Use::Compare, params)? }
            }
            Comparison::Compare(operator, with) => {
                if operator.needs_order() {
                    self.rule(span, column, ColumnRule::Ordered);
                }
                let with = self.expr(with, column, field, Use::Compare, params)?;
                Test::Compare(Compare { column, operator: *operator, with })
            }
            Comparison::IsNull { .. } | Comparison::Contains { .. } | Comparison::Json { .. } => return None,
        })
    }

    /// Lowers `starts_with`, `ends_with` or `contains`.
    fn contains(
        &self,
        column: usize,
        word: &Ident,
        place: TextPlace,
        text: &attr::Term,
        params: &mut Params,
    ) -> Option<Test<'b>> {
        self.only_in_queries(word.span(), &format!("`{word}`"), params);
        if !self.rule(word.span(), column, ColumnRule::Searched) {
            return None;
        }
        let text = match text {
            attr::Term::Param(name) if place == TextPlace::Start => {
                Term::Param(params.number(self, name, Role::Start(column))?)
            }
            attr::Term::Param(name) => Term::Param(params.number(self, name, Role::Part(column))?),
            attr::Term::Literal(value) => Term::Literal(self.literal(value, column, Use::Compare)),
            attr::Term::Column(name) => {
                self.ctxt.error(name, format!("`{word}` takes text or a parameter, as in `{word} :text`"));
                return None;
            }
        };
        Some(Test::Contains { column, place, text, range: None })
    }

    /// Lowers the comparison of a value in JSON.
    fn json(
        &self,
        column: usize,
        span: Span,
        path: &LitStr,
        test: &attr::JsonTest,
        params: &mut Params,
    ) -> Option<Test<'b>> {
        self.only_in_queries(path.span(), "a path", params);
        if let Err(reason) = rules::json_path(&path.value()) {
            self.ctxt.error(path, reason);
        }
        if !self.rule(span, column, ColumnRule::JsonValue) {
            return None;
        }
        let test = match test {
            attr::JsonTest::Equal(term) => JsonTest::Equal(self.json_term(term, params)?),
            attr::JsonTest::NotEqual(term) => JsonTest::NotEqual(self.json_term(term, params)?),
            attr::JsonTest::IsNull { negated } => JsonTest::IsNull { negated: *negated },
        };
        Some(Test::Json { column, path: self.bump.alloc_str(&path.value()), test })
    }

    fn json_term(&self, term: &attr::Term, params: &mut Params) -> Option<Term<'b>> {
        match term {
            attr::Term::Param(name) => params.number(self, name, Role::JsonText).map(Term::Param),
            attr::Term::Literal(value) => match literal::lower(self.ctxt, self.bump, value) {
                text @ store_core::Literal::Text(_) => Some(Term::Literal(text)),
                _ => {
                    let message = "a value in JSON is compared as text: write a number or a `bool` in quotes, or use `is null`";
                    self.ctxt.error_at(value.span, message);
                    None
                }
            },
            attr::Term::Column(name) => {
                self.ctxt
                    .error(name, "a value in JSON is compared with text or a parameter, as in `= :text`");
                None
            }
        }
    }

    /// Reports a condition that the definition of a table cannot have.
    fn only_in_queries(&self, span: Span, what: &str, params: &Params) {
        if let Some(place) = params.place() {
            self.ctxt.error_at(span, format!("{place} cannot use {what}: use it in a query"));
        }
    }

    /// Lowers an expression whose value is compared with, or written to, the column of `field`.
    pub(super) fn expr(
        &self,
        expr: &attr::Expr,
        column: usize,
        field: &Ident,
        usage: Use,
        params: &mut Params,
    ) -> Option<Expr<'b>> {
        Some(match expr {
            attr::Expr::Term(term) => Expr::Term(self.term(term, column, usage, params)?),
            attr::Expr::Arithmetic(left, sign, right) => {
                self.arithmetic(left, right, column, field)?;
                let left = self.term(left, column, usage, params)?;
                Expr::Arithmetic(left, *sign, self.term(right, column, usage, params)?)
            }
            attr::Expr::Now(span, shift) => {
                if let Some(place) = params.place() {
                    self.ctxt.error_at(
                        *span,
                        format!("{place} cannot use `now()`: compare with a constant or a column"),
                    );
                }
                self.rule(*span, column, ColumnRule::Timestamp);
                Expr::Now(match shift {
                    Some(shift) => Some(Shift {
                        backwards: shift.sign == '-',
                        amount: self.amount(&shift.amount, params)?,
                        unit: shift.unit,
                    }),
                    None => None,
                })
            }
        })
    }

    /// Checks that the result and the operands of a calculation are numbers.
    fn arithmetic(&self, left: &attr::Term, right: &attr::Term, column: usize, field: &Ident) -> Option<()> {
        if !self.rule(field.span(), column, ColumnRule::Arithmetic) {
            return None;
        }
        for term in [left, right] {
            match term {
                attr::Term::Literal(attr::Literal { kind: attr::LiteralKind::Null, span }) => {
                    self.ctxt.error_at(*span, "the result of arithmetic with NULL is NULL: use a number");
                    return None;
                }
                attr::Term::Column(other) => {
                    let other_column = self.column(other)?;
                    if other_column != column {
                        self.rule(other.span(), other_column, ColumnRule::Arithmetic);
                    }
                }
                attr::Term::Literal(_) | attr::Term::Param(_) => {}
            }
        }
        Some(())
    }

    /// Lowers the number of seconds or milliseconds.
    fn amount(&self, term: &attr::Term, params: &mut Params) -> Option<Term<'b>> {
        match term {
            attr::Term::Param(name) => params.number(self, name, Role::Amount).map(Term::Param),
            attr::Term::Literal(value) => match literal::lower(self.ctxt, self.bump, value) {
                store_core::Literal::Int(amount) if (0..=i64::from(i32::MAX)).contains(&amount) => {
                    Some(Term::Literal(store_core::Literal::Int(amount)))
                }
                _ => {
                    self.ctxt.error_at(
                        value.span,
                        "expected an integer from 0 to 2147483647: write `now() - seconds(…)` for the past",
                    );
                    None
                }
            },
            attr::Term::Column(name) => {
                self.ctxt.error(name, "expected a number or a parameter, as in `seconds(:n)`");
                None
            }
        }
    }

    fn term(&self, term: &attr::Term, column: usize, usage: Use, params: &mut Params) -> Option<Term<'b>> {
        Some(match term {
            attr::Term::Literal(value) => Term::Literal(self.literal(value, column, usage)),
            attr::Term::Param(name) => {
                let role = if usage == Use::Write { Role::Write(column) } else { Role::Compare(column) };
                Term::Param(params.number(self, name, role)?)
            }
            attr::Term::Column(name) => {
                let other = self.column(name)?;
                self.same_type(name, column, other, usage);
                Term::Column(other)
            }
        })
    }

    /// Checks that the other column's values can be compared with, or assigned to, a column.
    fn same_type(&self, name: &Ident, column: usize, other: usize, usage: Use) {
        let (to, from) = (&self.columns[column], &self.columns[other]);
        if self.fields[column].is_deferred() || self.fields[other].is_deferred() {
            let check = if usage == Use::Write { Check::Assigned(other) } else { Check::Compared(other) };
            self.assert(name.span(), column, check);
            return;
        }
        let checked = match usage {
            Use::Write => rules::assigned((to.ty, to.nullable), (from.ty, from.nullable)),
            Use::Compare => rules::compared(to.ty, from.ty),
        };
        if let Err(reason) = checked {
            self.ctxt.error(name, reason);
        }
    }

    /// Lowers a constant that is compared with, or written to, a column.
    fn literal(&self, value: &attr::Literal, column: usize, usage: Use) -> store_core::Literal<'b> {
        let constant = literal::lower(self.ctxt, self.bump, value);
        let target = &self.columns[column];
        if usage == Use::Compare && matches!(constant, store_core::Literal::Null) {
            self.ctxt.error_at(value.span, "nothing equals NULL in SQL: write `is null` or `is not null`");
        } else if self.fields[column].is_deferred() {
            self.assert(value.span, column, Check::Literal(constant));
        } else if let Err(reason) = rules::literal(constant, target.ty, target.nullable) {
            self.ctxt.error_at(value.span, reason);
        }
        constant
    }
}
