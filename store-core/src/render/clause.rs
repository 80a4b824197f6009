//! Clauses that statements share: lists of names, assignments and orders.

use super::{Fragment, Renderer, Sql};
use crate::schema::{Generated, Key, Merge, Operator, Set, Sort};
use crate::types::SqlType;

/// Follows a column.
pub(super) const NOT_NULL: &str = " IS NOT NULL";

impl Renderer<'_> {
    /// Writes the name of a column in quotes.
    pub(crate) fn column(&self, out: &mut Sql, column: usize) {
        self.grammar.name(out, self.table.columns.names.at(column));
    }

    /// Writes the names of columns, separated by commas.
    pub(crate) fn names(&self, out: &mut Sql, columns: &[usize]) {
        list(out, columns, |out, column| self.column(out, *column));
    }

    /// Writes the names of all columns.
    pub(crate) fn all_names(&self, out: &mut Sql) {
        out.push(&self.all_names);
    }

    /// Writes the names of all columns, each with a prefix.
    pub(crate) fn all_prefixed(&self, out: &mut Sql, prefix: &str) {
        list(out, self.table.columns.names.iter(), |out, name| {
            out.push(prefix);
            self.grammar.name(out, name);
        });
    }

    /// Writes the names of the columns that an insert writes.
    pub(crate) fn inserted_names(&self, out: &mut Sql) {
        out.push(&self.inserted.0);
    }

    /// Writes one parameter per column that an insert writes.
    pub(crate) fn inserted_params(&self, out: &mut Sql) {
        out.push(&self.inserted.1);
    }

    /// Returns the position of a column among the parameters of an insert.
    pub(crate) fn insert_param(&self, column: usize) -> usize {
        self.table.inserted().position(|at| at == column).unwrap_or_default()
    }

    /// Writes the names of columns, each with a prefix.
    pub(crate) fn prefixed_names(&self, out: &mut Sql, prefix: &str, columns: &[usize]) {
        list(out, columns, |out, column| self.prefixed(out, prefix, *column));
    }

    /// Writes columns as those of a table variable.
    pub(crate) fn variables(&self, out: &mut Sql, columns: &[usize]) {
        list(out, columns, |out, column| self.fragment(out, *column, Fragment::TableVariable));
    }

    /// Writes a column with a prefix.
    pub(crate) fn prefixed(&self, out: &mut Sql, prefix: &str, column: usize) {
        out.push(prefix);
        self.column(out, column);
    }

    /// Writes `column = value` for each column; `value` writes the value.
    pub(crate) fn set_each(
        &self,
        out: &mut Sql,
        columns: impl Iterator<Item = usize>,
        value: impl Fn(&mut Sql, usize),
    ) {
        list(out, columns, |out, column| {
            self.column(out, column);
            out.push(" = ");
            value(out, column);
        });
    }

    /// Writes the assignments of an upsert by `key` to the existing row.
    pub(crate) fn upsert_sets(&self, out: &mut Sql, key: &Key<'_>, value: impl Fn(&mut Sql, usize)) {
        self.set_each(out, self.table.upserted_by(key), |out, column| {
            self.merged(out, column, |out| self.column(out, column), |out| value(out, column));
        });
        self.raise_version(out, "");
    }

    /// Writes the assignment to the version, after other assignments; columns within the value get `prefix`.
    pub(crate) fn raise_version(&self, out: &mut Sql, prefix: &str) {
        let Some(version) = self.table.version else { return };
        let made = match self.table.columns.generated(version) {
            Some(Generated::RowVersion) => self.grammar.row_version(),
            _ => Some(""),
        };
        let Some(made) = made else { return };
        out.push(", ");
        self.column(out, version);
        out.push(" = ");
        if made.is_empty() {
            self.prefixed(out, prefix, version);
        }
        out.push(if made.is_empty() { " + 1" } else { made });
    }

    /// Writes the condition that a row has the key, and the version if the table has one, in the parameters.
    pub(crate) fn unchanged(&self, out: &mut Sql, key: &Key<'_>, param: impl Fn(usize) -> usize) {
        self.key_equals(out, key, &param);
        if let Some(version) = self.table.version {
            out.push(" AND ");
            self.equals(out, version, param(version));
        }
    }

    /// Writes the value that an upsert stores, from the existing and the new value.
    pub(crate) fn merged(
        &self,
        out: &mut Sql,
        column: usize,
        existing: impl Fn(&mut Sql),
        new: impl Fn(&mut Sql),
    ) {
        match self.table.columns.merge(column) {
            Merge::Replace => new(out),
            Merge::Add => self.grammar.calculation(out, self.table.columns.types[column], &|out| {
                existing(out);
                out.push(" + ");
                new(out);
            }),
            Merge::Keep => {
                out.push("COALESCE(");
                new(out);
                out.push(", ");
                existing(out);
                out.push(")");
            }
        }
    }

    /// Writes the condition that a row has the key in the parameters.
    pub(crate) fn key_equals(&self, out: &mut Sql, key: &Key<'_>, param: impl Fn(usize) -> usize) {
        for (at, column) in key.columns.iter().enumerate() {
            out.push(if at == 0 { "" } else { " AND " });
            self.equals(out, *column, param(*column));
            self.not_filtered_out(out, "", *column);
        }
    }

    /// Returns whether the unique indexes with a column have the rows alone in which it is not NULL.
    pub(super) fn is_filtered(&self, column: usize) -> bool {
        self.table.columns.nullable[column] && self.grammar.filters_unique_keys()
    }

    /// Repeats the filter of a unique index, which follows from the equality, so that the engine can use the index.
    fn not_filtered_out(&self, out: &mut Sql, prefix: &str, column: usize) {
        if self.is_filtered(column) {
            out.push(" AND ");
            self.prefixed(out, prefix, column);
            out.push(NOT_NULL);
        }
    }

    /// Writes the condition that the rows of two sources have the same key.
    pub(crate) fn key_joins(&self, out: &mut Sql, key: &[usize], left: &str, right: &str) {
        for (at, column) in key.iter().enumerate() {
            out.push(if at == 0 { "" } else { " AND " });
            self.prefixed(out, left, *column);
            out.push(" = ");
            self.prefixed(out, right, *column);
            self.not_filtered_out(out, left, *column);
        }
    }

    fn equals(&self, out: &mut Sql, column: usize, param: usize) {
        self.compare(out, "", column, Operator::Equal, param);
    }

    /// Writes the comparison of a column with a parameter.
    pub(crate) fn compare(
        &self,
        out: &mut Sql,
        prefix: &str,
        column: usize,
        operator: Operator,
        param: usize,
    ) {
        out.push(prefix);
        self.column(out, column);
        out.push(" ");
        out.push(operator.sql());
        out.push(" ");
        self.compared(out, column, |out| self.param(out, param));
    }

    /// Writes `column = value` for each assignment, and raises the version; columns within values get `prefix`.
    pub(crate) fn sets(&self, out: &mut Sql, sets: &[Set<'_>], prefix: &str) {
        list(out, sets, |out, set| {
            self.column(out, set.column);
            out.push(" = ");
            self.expr(out, &set.value, set.column, prefix);
        });
        self.raise_version(out, prefix);
    }

    /// Writes `head` and `ORDER BY …`; nothing without an order.
    pub(crate) fn order(&self, out: &mut Sql, head: &str, order: &[Sort]) {
        if order.is_empty() {
            return;
        }
        out.push(head);
        out.push("ORDER BY ");
        self.sorts(out, order);
    }

    /// Writes columns with their directions.
    pub(crate) fn sorts(&self, out: &mut Sql, order: &[Sort]) {
        list(out, order, |out, sort| {
            match self.table.columns.types[sort.column] {
                SqlType::OffsetTimestamp => self.grammar.instant(out, &|out| self.column(out, sort.column)),
                _ => self.column(out, sort.column),
            }
            out.push(if sort.descending { " DESC" } else { "" });
        });
    }

    /// Writes the condition that a row sorts after the parameters from `first` on, as one comparison per column:
    /// `(a > x OR (a = x AND b > y))`.
    pub(crate) fn after_expanded(&self, out: &mut Sql, order: &[Sort], first: usize) {
        for (at, sort) in order.iter().enumerate() {
            let last = at + 1 == order.len();
            let operator = if sort.descending { Operator::Less } else { Operator::Greater };
            out.push(if last { "" } else { "(" });
            self.compare(out, "", sort.column, operator, first + at);
            if !last {
                out.push(" OR (");
                self.equals(out, sort.column, first + at);
                out.push(" AND ");
            }
        }
        for _ in 1..order.len() {
            out.push("))");
        }
    }
}

/// Writes the items, separated by commas.
pub(super) fn list<T>(out: &mut Sql, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Sql, T)) {
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(", ");
        }
        write(out, item);
    }
}
