//! Statements on one row.

use super::{Renderer, Sql};
use crate::schema::Key;

impl Renderer<'_> {
    /// Returns the insert of a row; the parameters are the columns in order.
    pub fn insert_row(&self) -> Sql {
        let mut out = Sql::default();
        self.insert(&mut out, "");
        out
    }

    /// Returns the insert of a row unless the key exists; the parameters are the columns in order.
    pub fn insert_if_absent(&self, key: &Key<'_>) -> Sql {
        let mut out = Sql::default();
        self.grammar.insert_if_absent(self, &mut out, key);
        out
    }

    /// Returns the insert of a row or update of the row with the same key; the parameters are the columns in order.
    pub fn upsert(&self, key: &Key<'_>) -> Sql {
        let mut out = Sql::default();
        self.grammar.upsert(self, &mut out, key);
        out
    }

    /// Returns the query for the row with a key; the parameters are the columns of the key.
    pub fn select_by(&self, key: &Key<'_>) -> Sql {
        self.render(|out| {
            out.push("SELECT ");
            self.all_names(out);
            out.push("\nFROM ");
            self.grammar.table(out, self.table);
            self.where_key(out, key);
        })
    }

    /// Returns the update of the row with a key; the parameters are the columns of
    /// [`TableModel::update_order`](crate::schema::TableModel::update_order).
    pub fn update_by(&self, key: &Key<'_>) -> Sql {
        let order: Vec<usize> = self.table.update_order(key).collect();
        let param = |column: usize| order.iter().position(|at| *at == column).unwrap_or_default();
        self.render(|out| {
            out.push("UPDATE ");
            self.grammar.table(out, self.table);
            out.push("\nSET ");
            self.set_each(out, self.table.updated_by(key), |out, column| {
                self.grammar.param(out, param(column));
            });
            out.push("\nWHERE ");
            self.key_equals(out, key, param);
        })
    }

    /// Returns the delete of the row with a key; the parameters are the columns of the key.
    pub fn delete_by(&self, key: &Key<'_>) -> Sql {
        self.render(|out| {
            out.push("DELETE FROM ");
            self.grammar.table(out, self.table);
            self.where_key(out, key);
        })
    }

    fn where_key(&self, out: &mut Sql, key: &Key<'_>) {
        out.push("\nWHERE ");
        self.key_equals(out, key, |column| {
            key.columns.iter().position(|at| *at == column).unwrap_or_default()
        });
    }

    /// Writes `INSERT INTO table (columns)`.
    pub(crate) fn insert_head(&self, out: &mut Sql, alias: &str) {
        out.push("INSERT INTO ");
        self.grammar.table(out, self.table);
        out.push(alias);
        out.push(" (");
        self.all_names(out);
        out.push(")");
    }

    /// Writes the insert of a row; `alias` follows the name of the table.
    pub(crate) fn insert(&self, out: &mut Sql, alias: &str) {
        self.insert_head(out, alias);
        out.push("\nVALUES (");
        self.all_params(out);
        out.push(")");
        out.push(self.grammar.terminator());
    }
}
