//! Declared queries.

use super::{Renderer, Sql};
use crate::schema::{Query, QueryKind};

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
        out.push("SELECT ");
        self.grammar.limit_head(out, query.limit);
        self.all_names(out);
        out.push("\nFROM ");
        self.grammar.table(out, self.table);
        self.filters(out, "\nWHERE ", query.filters, "");
        if let Some(first) = query.after {
            out.push(if query.filters.is_empty() { "\nWHERE " } else { " AND " });
            self.grammar.after(self, out, query.order, first);
        }
        self.order(out, "\n", query.order);
        self.grammar.limit_tail(out, query.limit);
    }

    fn count(&self, out: &mut Sql, query: &Query<'_>) {
        out.push("SELECT ");
        self.names(out, query.group);
        out.push(if query.group.is_empty() { "" } else { ", " });
        out.push(self.grammar.count());
        out.push("\nFROM ");
        self.grammar.table(out, self.table);
        self.filters(out, "\nWHERE ", query.filters, "");
        if !query.group.is_empty() {
            out.push("\nGROUP BY ");
            self.names(out, query.group);
            out.push("\nORDER BY ");
            self.names(out, query.group);
        }
    }
}
