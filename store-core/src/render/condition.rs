//! Conditions and expressions.

use super::clause::list;
use super::{ClockOffset, ContainsTest, Renderer, Sql};
use crate::schema::{Clause, Expr, JsonTest, Operator, Term, Test};
use crate::types::{Literal, SqlType};

impl Renderer<'_> {
    /// Writes `head` and all clauses joined by `AND`; nothing if there are no clauses.
    pub(crate) fn filters(&self, out: &mut Sql, head: &str, clauses: &[Clause<'_>], prefix: &str) {
        for (at, clause) in clauses.iter().enumerate() {
            out.push(if at == 0 { head } else { " AND " });
            self.joined(out, clause, " OR ", prefix);
        }
    }

    /// Writes tests joined by `operator`, in parentheses if there are several.
    fn joined(&self, out: &mut Sql, tests: &[Test<'_>], operator: &str, prefix: &str) {
        let several = tests.len() > 1;
        out.push(if several { "(" } else { "" });
        for (at, test) in tests.iter().enumerate() {
            out.push(if at == 0 { "" } else { operator });
            self.test(out, test, prefix);
        }
        out.push(if several { ")" } else { "" });
    }

    fn test(&self, out: &mut Sql, test: &Test<'_>, prefix: &str) {
        match test {
            Test::Compare(compare) if self.is_offset_timestamp(compare.column) => {
                let value = |out: &mut Sql| self.expr(out, &compare.with, compare.column, prefix);
                self.compare_instants(out, prefix, compare.column, compare.operator, &value);
            }
            Test::Between { column, low, high } if self.is_offset_timestamp(*column) => {
                let bounds = [(Operator::GreaterOrEqual, low), (Operator::LessOrEqual, high)];
                for (at, (operator, bound)) in bounds.into_iter().enumerate() {
                    out.push(if at == 0 { "(" } else { " AND " });
                    let value = |out: &mut Sql| self.term(out, bound, *column, prefix);
                    self.compare_instants(out, prefix, *column, operator, &value);
                }
                out.push(")");
            }
            Test::Compare(compare) => {
                self.prefixed(out, prefix, compare.column);
                out.push(" ");
                out.push(compare.operator.sql());
                out.push(" ");
                self.compared_expr(out, &compare.with, compare.column, prefix);
            }
            Test::IsNull { column, negated } => {
                self.prefixed(out, prefix, *column);
                out.push(if *negated { " IS NOT NULL" } else { " IS NULL" });
            }
            Test::InParam { column, param, negated } => {
                let members =
                    |out: &mut Sql| self.grammar.members(out, *param, &self.table.columns.at(*column));
                self.in_list(out, prefix, *column, *negated, members);
            }
            Test::InList { column, values, negated } => {
                self.in_list(out, prefix, *column, *negated, |out| {
                    list(out, *values, |out, value| {
                        self.compared(out, *column, |out| self.literal(out, value, *column));
                    });
                });
            }
            Test::Between { column, low, high } => {
                self.prefixed(out, prefix, *column);
                out.push(" BETWEEN ");
                self.compared_expr(out, &Expr::Term(*low), *column, prefix);
                out.push(" AND ");
                self.compared_expr(out, &Expr::Term(*high), *column, prefix);
            }
            Test::Contains { column, place, text, range } => {
                let test =
                    ContainsTest { column: *column, prefix, place: *place, text: *text, range: *range };
                self.grammar.contains(self, out, &test);
            }
            Test::Json { column, path, test } => {
                self.grammar.json_value(out, &|out| self.prefixed(out, prefix, *column), path);
                self.json_test(out, *column, test, prefix);
            }
            Test::Any(tests) => self.joined(out, tests, " OR ", prefix),
            Test::All(tests) => self.joined(out, tests, " AND ", prefix),
            Test::Not(test) => self.not(out, test, prefix),
        }
    }

    /// Writes an expression that is compared with a column.
    fn compared_expr(&self, out: &mut Sql, expr: &Expr<'_>, column: usize, prefix: &str) {
        let value = |out: &mut Sql| self.expr(out, expr, column, prefix);
        match expr {
            Expr::Term(Term::Column(_)) => value(out),
            _ => self.compared(out, column, value),
        }
    }

    /// Writes a value, which `value` writes, as a column is compared with it. Columns of rows of a batch have the type already, and the
    /// constants in definitions need no conversion.
    pub(super) fn compared(&self, out: &mut Sql, column: usize, value: impl FnOnce(&mut Sql)) {
        let ty = self.grammar.compared_type(&self.table.columns.at(column));
        let is_converted = self.param_prefix.is_none() && !self.in_definition;
        let Some(ty) = ty.filter(|_| is_converted) else { return value(out) };
        out.push("CAST(");
        value(out);
        out.push(&ty);
        out.push(")");
    }

    fn is_offset_timestamp(&self, column: usize) -> bool {
        self.table.columns.types[column] == SqlType::OffsetTimestamp
    }

    fn compare_instants(
        &self,
        out: &mut Sql,
        prefix: &str,
        column: usize,
        operator: Operator,
        value: &dyn Fn(&mut Sql),
    ) {
        self.grammar.compare_instants(out, &|out| self.prefixed(out, prefix, column), operator, value);
    }

    fn in_list(
        &self,
        out: &mut Sql,
        prefix: &str,
        column: usize,
        negated: bool,
        members: impl FnOnce(&mut Sql),
    ) {
        self.prefixed(out, prefix, column);
        out.push(if negated { " NOT IN (" } else { " IN (" });
        members(out);
        out.push(")");
    }

    fn json_test(&self, out: &mut Sql, column: usize, test: &JsonTest<'_>, prefix: &str) {
        let (operator, term) = match test {
            JsonTest::IsNull { negated: false } => return out.push(" IS NULL"),
            JsonTest::IsNull { negated: true } => return out.push(" IS NOT NULL"),
            JsonTest::Equal(term) => (" = ", term),
            JsonTest::NotEqual(term) => (" <> ", term),
        };
        out.push(operator);
        self.term(out, term, column, prefix);
    }

    fn not(&self, out: &mut Sql, test: &Test<'_>, prefix: &str) {
        // Several tests are in parentheses already.
        let is_one = !matches!(test, Test::Any(tests) | Test::All(tests) if tests.len() > 1);
        out.push(if is_one { "NOT (" } else { "NOT " });
        self.test(out, test, prefix);
        out.push(if is_one { ")" } else { "" });
    }

    /// Writes an expression that is compared with, or assigned to, `column`.
    pub(super) fn expr(&self, out: &mut Sql, expr: &Expr<'_>, column: usize, prefix: &str) {
        match expr {
            Expr::Term(term) => self.term(out, term, column, prefix),
            Expr::Arithmetic(left, operator, right) => {
                self.grammar.calculation(out, self.table.columns.types[column], &|out| {
                    self.term(out, left, column, prefix);
                    out.push(match operator {
                        '-' => " - ",
                        '*' => " * ",
                        _ => " + ",
                    });
                    self.term(out, right, column, prefix);
                });
            }
            Expr::Now(None) => self.grammar.now(out, None),
            Expr::Now(Some(shift)) => {
                let amount = |out: &mut Sql| self.term(out, &shift.amount, column, prefix);
                self.grammar.now(out, Some(ClockOffset { shift: *shift, amount: &amount }));
            }
        }
    }

    pub(crate) fn term(&self, out: &mut Sql, term: &Term<'_>, column: usize, prefix: &str) {
        match term {
            Term::Literal(literal) => self.literal(out, literal, column),
            Term::Param(at) => self.param(out, *at),
            Term::Column(at) => {
                out.push(prefix);
                self.column(out, *at);
            }
        }
    }

    /// Writes a constant for a column.
    pub(crate) fn literal(&self, out: &mut Sql, literal: &Literal<'_>, column: usize) {
        let ty = self.table.columns.types[column];
        if ty != SqlType::Deferred || !out.push_number(column, literal) {
            self.grammar.literal(out, literal, ty);
        }
    }
}
