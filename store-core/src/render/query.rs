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
            QueryKind::Update => self.render(|out| {
                out.push("UPDATE ");
                self.grammar.table(out, self.table);
                out.push("\nSET ");
                self.sets(out, query.set, "");
                self.filters(out, "\nWHERE ", query.filters, "");
            }),
            QueryKind::Delete if query.limit.is_some() => {
                let mut out = Sql::default();
                self.grammar.delete_some(self, &mut out, query);
                out
            }
            QueryKind::Delete => self.render(|out| {
                out.push("DELETE FROM ");
                self.grammar.table(out, self.table);
                self.filters(out, "\nWHERE ", query.filters, "");
            }),
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
