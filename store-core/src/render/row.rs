//! Statements on one row.

use super::{Renderer, Sql};
use crate::schema::Key;

impl Renderer<'_> {
    /// Returns the insert of a row; the parameters are the columns of
    /// [`TableModel::inserted`](crate::schema::TableModel::inserted). If the database makes a column of the primary key, the
    /// statement returns its value.
    pub fn insert_row(&self) -> Sql {
        let mut out = Sql::default();
        match self.table.made_key() {
            Some(made) => self.grammar.insert_returning(self, &mut out, &[made]),
            None => self.insert(&mut out, ""),
        }
        out
    }

    /// Returns the insert of a row that returns all columns; empty for a table that does not ask for it.
    pub fn insert_returning(&self) -> Sql {
        let mut out = Sql::default();
        if self.table.returning {
            let all: Vec<usize> = (0..self.table.columns.len()).collect();
            self.grammar.insert_returning(self, &mut out, &all);
        }
        out
    }

    /// Returns the insert of a row with the values that the database would make; empty for a table where it makes none that could be
    /// assigned. The parameters are the columns of [`TableModel::stored`](crate::schema::TableModel::stored).
    pub fn insert_verbatim(&self) -> Sql {
        self.verbatim(|out| {
            let columns: Vec<usize> = self.table.stored().collect();
            self.insert_columns(out, &columns);
            out.push("\nVALUES (");
            super::clause::list(out, 0..columns.len(), |out, at| self.grammar.param(out, at));
            out.push(")");
            out.push(self.grammar.terminator());
        })
    }

    /// Returns an insert of all stored columns, which `insert` writes; nothing for a table where every insert writes all of them.
    pub(super) fn verbatim(&self, insert: impl Fn(&mut Sql)) -> Sql {
        let mut out = Sql::default();
        if self.table.stored().count() > self.table.inserted().count() {
            self.grammar.assigning_identity(&mut out, self.table, &insert);
        }
        out
    }

    /// Writes `INSERT INTO table (columns)` for these columns.
    pub(crate) fn insert_columns(&self, out: &mut Sql, columns: &[usize]) {
        out.push("INSERT INTO ");
        self.grammar.table(out, self.table);
        out.push(" (");
        self.names(out, columns);
        out.push(")");
    }

    /// Returns the insert of a row unless the key exists, with the parameters of an insert; empty for a key that no insert writes.
    pub fn insert_if_absent(&self, key: &Key<'_>) -> Sql {
        let mut out = Sql::default();
        if self.table.is_written(key) {
            self.grammar.insert_if_absent(self, &mut out, key);
        }
        out
    }

    /// Returns the insert of a row or update of the row with the same key, with the parameters of an insert; empty for a key
    /// that no insert writes.
    pub fn upsert(&self, key: &Key<'_>) -> Sql {
        let mut out = Sql::default();
        if self.table.is_written(key) {
            self.grammar.upsert(self, &mut out, key);
        }
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
    /// [`TableModel::update_order`](crate::schema::TableModel::update_order). It compares and raises the version, if the table has
    /// one.
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
            self.raise_version(out, "");
            self.where_unchanged(out, key, param);
        })
    }

    /// Returns the delete of a row that compares its version; empty for a table without one. The parameters are the columns of
    /// [`TableModel::found_by`](crate::schema::TableModel::found_by) for the primary key.
    pub fn delete_row(&self) -> Sql {
        let Some(key) = self.table.primary_key().filter(|_| self.table.version.is_some()) else {
            return Sql::default();
        };
        let order: Vec<usize> = self.table.found_by(key).collect();
        self.render(|out| {
            out.push("DELETE FROM ");
            self.grammar.table(out, self.table);
            self.where_unchanged(out, key, |column| {
                order.iter().position(|at| *at == column).unwrap_or_default()
            });
        })
    }

    fn where_unchanged(&self, out: &mut Sql, key: &Key<'_>, param: impl Fn(usize) -> usize) {
        out.push("\nWHERE ");
        self.unchanged(out, key, &param);
        if self.table.version.is_some() {
            self.grammar.unchanged_outcome(self, out, key, &param);
        }
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
        if let Some((identity, _)) = self.assigned_identity() {
            self.column(out, identity);
            out.push(", ");
        }
        self.inserted_names(out);
        out.push(")");
    }

    /// Returns the identity column with its value, for an engine where an insert assigns it.
    fn assigned_identity(&self) -> Option<(usize, String)> {
        let (column, seed, increment) = self.table.identity()?;
        Some((column, self.grammar.identity_value(self.table, seed, increment)?))
    }

    /// Writes the insert of a row; `alias` follows the name of the table.
    pub(crate) fn insert(&self, out: &mut Sql, alias: &str) {
        self.insert_head(out, alias);
        self.insert_values(out);
        out.push(self.grammar.terminator());
    }

    /// Writes `VALUES (parameters)`.
    pub(crate) fn insert_values(&self, out: &mut Sql) {
        out.push("\nVALUES (");
        if let Some((_, value)) = self.assigned_identity() {
            out.push(&value);
            out.push(", ");
        }
        self.inserted_params(out);
        out.push(")");
    }
}
