//! Statements that create and replace views.

use super::{Fragment, Renderer, Sql};
use crate::schema::ViewQuery;

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

    /// Writes the query of the view as [`Grammar::create_view`](super::Grammar::create_view) contains it.
    pub(crate) fn view_query(&self, out: &mut Sql, view: &ViewQuery<'_>) {
        let select = view.select(self.dialect());
        if select.is_empty() {
            out.push_slot(0, Fragment::ViewQuery);
        } else {
            out.write(|writer| self.dialect().write_view_query(writer, select));
        }
    }
}
