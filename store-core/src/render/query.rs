//! Declared queries.

use super::{Renderer, Sql};
use crate::schema::{Having, Output, OutputValue, Query, QueryKind, Term};
use crate::types::SqlType;

impl Renderer<'_> {
    /// Returns the statement of a declared query, in one of its combinations.
    pub fn query(&self, query: &Query<'_>) -> Sql {
        match query.kind {
            QueryKind::Claim => {
                let mut out = Sql::default();
                self.grammar.claim(self, &mut out, query);
                out
            }
            QueryKind::Select => self.render(|out| self.select(out, query)),
            QueryKind::Count => self.render(|out| self.count(out, query)),
            QueryKind::Exists => self.render(|out| {
                let (head, tail) = self.grammar.exists();
                out.push(head);
                out.push("\n    SELECT 1 FROM ");
                self.grammar.table(out, self.table);
                self.filters(out, "\n    WHERE ", query.filters, "");
                out.push("\n");
                out.push(tail);
            }),
            QueryKind::Update => self.changing(query, |out| {
                out.push("UPDATE ");
                self.grammar.table(out, self.table);
                out.push("\nSET ");
                self.sets(out, query.set, "");
                self.output(out, query);
                self.filters(out, "\nWHERE ", query.filters, "");
            }),
            QueryKind::Delete if query.limit.is_some() => {
                self.changing(query, |out| self.grammar.delete_some(self, out, query))
            }
            QueryKind::Delete => self.changing(query, |out| {
                out.push("DELETE FROM ");
                self.grammar.table(out, self.table);
                self.output(out, query);
                self.filters(out, "\nWHERE ", query.filters, "");
            }),
        }
    }

    /// Returns a statement that changes rows, which `write` writes, and returns the rows if the query wants them.
    fn changing(&self, query: &Query<'_>, write: impl FnOnce(&mut Sql)) -> Sql {
        self.render(|out| {
            if query.returning {
                self.grammar.returning_head(self, out);
            }
            write(out);
            if query.returning {
                self.grammar.returning_tail(self, out);
            }
        })
    }

    /// Writes the clause before `WHERE` that returns the rows, if the query wants them and the engine has it there.
    pub(crate) fn output(&self, out: &mut Sql, query: &Query<'_>) {
        if query.returning {
            let source = if query.kind == QueryKind::Delete { "deleted." } else { "inserted." };
            self.grammar.output(self, out, source);
        }
    }

    fn select(&self, out: &mut Sql, query: &Query<'_>) {
        out.push(if query.distinct { "SELECT DISTINCT " } else { "SELECT " });
        self.grammar.limit_head(out, query.limit);
        if query.outputs.is_empty() {
            self.all_names(out);
        } else {
            super::clause::list(out, query.outputs, |out, output| self.output_column(out, output));
        }
        out.push("\nFROM ");
        self.grammar.table(out, self.table);
        self.filters(out, "\nWHERE ", query.filters, "");
        if let Some(first) = query.after {
            out.push(if query.filters.is_empty() { "\nWHERE " } else { " AND " });
            self.grammar.after(self, out, query.order, first);
        }
        self.group(out, query.group);
        for (at, having) in query.having.iter().enumerate() {
            out.push(if at == 0 { "\nHAVING " } else { " AND " });
            self.having(out, having);
        }
        self.order(out, "\n", query.order);
        if !query.output_order.is_empty() {
            out.push("\nORDER BY ");
            super::clause::list(out, query.output_order, |out, sort| {
                self.compared_value(out, sort.value);
                out.push(if sort.descending { " DESC" } else { "" });
            });
        }
        self.grammar.limit_tail(out, query.limit);
    }

    /// Writes a column that a select returns, with its name if it is not that of a column of the table.
    fn output_column(&self, out: &mut Sql, output: &Output<'_>) {
        self.output_value(out, output.value);
        if output.value.is_aggregate() {
            out.push(" AS ");
            self.grammar.name(out, output.name);
        }
    }

    fn output_value(&self, out: &mut Sql, value: OutputValue) {
        let call = |out: &mut Sql, function: &str, column: usize| {
            out.push(function);
            self.column(out, column);
            out.push(")");
        };
        match value {
            OutputValue::Column(column) => self.column(out, column),
            OutputValue::CountRows => {
                out.push(self.grammar.count());
                out.push("(*)");
            }
            OutputValue::Count(column) => {
                out.push(self.grammar.count());
                call(out, "(", column);
            }
            OutputValue::CountDistinct(column) => {
                out.push(self.grammar.count());
                call(out, "(DISTINCT ", column);
            }
            OutputValue::Sum(column) => {
                let ty = self.table.columns.types[column];
                self.grammar.sum(out, ty, &|out| self.column(out, column));
            }
            OutputValue::Avg(column) => {
                let ty = self.table.columns.types[column];
                self.grammar.mean(out, ty, &|out| self.column(out, column));
            }
            OutputValue::Min(column) => call(out, "MIN(", column),
            OutputValue::Max(column) => call(out, "MAX(", column),
        }
    }

    /// Writes a value that is compared or sorted: the least and the greatest text are compared as the column is.
    fn compared_value(&self, out: &mut Sql, value: OutputValue) {
        self.output_value(out, value);
        if matches!(value, OutputValue::Min(_) | OutputValue::Max(_)) {
            out.push(self.grammar.aggregate_collation());
        }
    }

    fn having(&self, out: &mut Sql, having: &Having<'_>) {
        self.compared_value(out, having.value);
        out.push(" ");
        out.push(having.operator.sql());
        out.push(" ");
        match (having.with, having.value) {
            (Term::Param(at), _) => self.param(out, at),
            (Term::Literal(literal), OutputValue::Min(column) | OutputValue::Max(column)) => {
                self.literal(out, &literal, column);
            }
            (Term::Literal(literal), OutputValue::Sum(column)) => {
                let ty = self.table.columns.types[column].sum();
                self.grammar.literal(out, &literal, ty);
            }
            (Term::Literal(literal), OutputValue::Avg(_)) => {
                self.grammar.literal(out, &literal, SqlType::F64)
            }
            (Term::Literal(literal), _) => self.grammar.literal(out, &literal, SqlType::I64),
            (Term::Column(column), _) => self.column(out, column),
        }
    }

    fn group(&self, out: &mut Sql, group: &[usize]) {
        if !group.is_empty() {
            out.push("\nGROUP BY ");
            self.names(out, group);
        }
    }

    fn count(&self, out: &mut Sql, query: &Query<'_>) {
        out.push("SELECT ");
        self.names(out, query.group);
        out.push(if query.group.is_empty() { "" } else { ", " });
        out.push(self.grammar.count());
        out.push("(*)\nFROM ");
        self.grammar.table(out, self.table);
        self.filters(out, "\nWHERE ", query.filters, "");
        self.group(out, query.group);
        if !query.group.is_empty() {
            out.push("\nORDER BY ");
            self.names(out, query.group);
        }
    }
}
