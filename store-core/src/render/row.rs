//! Statements on one whole row.

use super::{Renderer, Sql};
use crate::model::Key;

impl Renderer<'_> {
    /// Inserts a row; the parameters are the columns in order.
    pub fn insert_row(&self) -> Sql {
        let mut out = Sql::default();
        self.insert(&mut out, "");
        out
    }

    /// Inserts a row unless one with the same key is there; the parameters are the columns in order.
    pub fn insert_if_absent(&self, key: &Key<'_>) -> Sql {
        let mut out = Sql::default();
        self.grammar.insert_if_absent(self, &mut out, key);
        out
    }

    /// Inserts a row or updates the one with the same key; the parameters are the columns in order.
    pub fn upsert(&self, key: &Key<'_>) -> Sql {
        let mut out = Sql::default();
        self.grammar.upsert(self, &mut out, key);
        out
    }

    /// Reads the row with a key; the parameters are the columns of the key.
    pub fn select_by(&self, key: &Key<'_>) -> Sql {
        self.render(|out| {
            out.push("SELECT ");
            self.all_names(out);
            out.push("\nFROM ");
            self.grammar.table(out, self.table);
            self.where_key(out, key);
        })
    }

    /// Writes the columns of the row with a key; the parameters are those of
    /// [`TableModel::update_order`](crate::model::TableModel::update_order).
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

    /// Removes the row with a key; the parameters are the columns of the key.
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

    /// `INSERT INTO table (all columns)`.
    pub(crate) fn insert_head(&self, out: &mut Sql, alias: &str) {
        out.push("INSERT INTO ");
        self.grammar.table(out, self.table);
        out.push(alias);
        out.push(" (");
        self.all_names(out);
        out.push(")");
    }

    /// The whole insert; `alias` follows the table's name.
    pub(crate) fn insert(&self, out: &mut Sql, alias: &str) {
        self.insert_head(out, alias);
        out.push("\nVALUES (");
        self.all_params(out);
        out.push(")");
        out.push(self.grammar.end());
    }
}
