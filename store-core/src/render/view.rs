//! Statements that create and replace views.

use super::{Fragment, Renderer, Sql};
use crate::schema::{SqlPart, ViewQuery};

impl Renderer<'_> {
    /// Returns the statement that creates the view unless it exists.
    pub(super) fn create_view(&self, view: &ViewQuery<'_>) -> Sql {
        let mut out = Sql::default();
        self.grammar.create_view(self, &mut out, view);
        out
    }

    /// Writes the name of the view and the names of its columns, up to the query.
    pub(crate) fn view_head(&self, out: &mut Sql) {
        self.grammar.table(out, self.table);
        self.grammar.create_table_open(out, self.table);
        out.push("    ");
        self.all_names(out);
        out.push("\n) AS\n");
    }

    /// Writes the query of the view, with slots for the tables that only the compiler knows.
    pub(crate) fn view_query(&self, out: &mut Sql, view: &ViewQuery<'_>) {
        for (at, part) in view.sql(self.dialect()).parts.iter().enumerate() {
            match part {
                SqlPart::Text(text) => out.push(text),
                SqlPart::Table(table) => {
                    out.write(|writer| self.dialect().write_table(writer, table.schema, table.name));
                }
                SqlPart::Deferred => out.push_slot(at, Fragment::ViewTable),
            }
        }
    }
}
