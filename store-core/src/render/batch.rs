//! Many rows in one statement.

use std::borrow::Cow;

use super::{BytesParam, Fragment, Renderer, Sql};
use crate::schema::{Key, Query};

/// Columns of a table as batches declare and read them.
#[derive(Clone, Debug)]
pub(crate) struct BatchColumns {
    /// The names.
    pub(crate) names: Sql,
    /// The columns of a table variable.
    pub(crate) variables: Sql,
    /// The columns of a row in JSON, after its number and its round.
    pub(crate) json: Sql,
    columns: Vec<usize>,
}

impl Renderer<'_> {
    /// Returns the columns that an insert writes; several statements share them.
    pub(crate) fn inserted_columns(&self) -> &BatchColumns {
        self.batch_columns.get_or_init(|| self.columns_of(self.table.inserted().collect()))
    }

    /// Returns the columns of a row that is written by a key: those that an insert or an update writes, and those of the key.
    pub(crate) fn row_columns(&self, key: &Key<'_>) -> Cow<'_, BatchColumns> {
        if self.table.columns.generated.is_empty() {
            return Cow::Borrowed(self.inserted_columns());
        }
        let mut columns: Vec<usize> = self.table.inserted().chain(self.table.update_order(key)).collect();
        columns.sort_unstable();
        columns.dedup();
        Cow::Owned(self.columns_of(columns))
    }

    /// Returns the columns that an insert of all stored values writes.
    pub(crate) fn stored_columns(&self) -> BatchColumns {
        self.columns_of(self.table.stored().collect())
    }

    fn columns_of(&self, columns: Vec<usize>) -> BatchColumns {
        let mut names = Sql::default();
        self.names(&mut names, &columns);
        BatchColumns {
            names,
            variables: self.each_column(columns.iter().copied(), |_| Fragment::TableVariable),
            json: self.each_column(columns.iter().copied(), Fragment::JsonColumn),
            columns,
        }
    }

    /// Returns all columns as those of a table variable.
    pub(crate) fn all_variables(&self) -> &Sql {
        if self.table.columns.generated.is_empty() {
            return &self.inserted_columns().variables;
        }
        let all = || self.each_column(0..self.table.columns.len(), |_| Fragment::TableVariable);
        self.all_variables.get_or_init(all)
    }

    /// Returns the expressions for the values of columns, read from JSON.
    pub(crate) fn batch_values(&self, columns: &BatchColumns, bytes: BytesParam) -> Sql {
        self.each_column(columns.columns.iter().copied(), |number| Fragment::FromJson(number, bytes))
    }

    /// Returns a fragment of each column; `fragment` gets the number of the column in the table, counted from 1.
    fn each_column(&self, columns: impl Iterator<Item = usize>, fragment: impl Fn(u16) -> Fragment) -> Sql {
        let mut out = Sql::default();
        super::clause::list(&mut out, columns, |out, at| {
            // A table has at most 1,021 columns.
            let number = u16::try_from(at + 1).unwrap_or(u16::MAX);
            self.fragment(out, at, fragment(number));
        });
        out
    }

    /// Returns the insert of many rows; empty for an engine that inserts them one by one.
    pub fn insert_many(&self) -> Sql {
        let mut out = Sql::default();
        self.grammar.insert_many(self, &mut out);
        out
    }

    /// Returns the insert of many rows with the values that the database would make; empty for a table where it makes none that could
    /// be assigned, and for an engine that inserts rows one by one.
    pub fn insert_many_verbatim(&self) -> Sql {
        let mut rows = Sql::default();
        self.grammar.insert_many_verbatim(self, &mut rows);
        if rows.text().is_empty() { rows } else { self.verbatim(|out| out.append(&rows)) }
    }

    /// Returns the insert or update of many rows by a key; empty for an engine that writes them one by one.
    pub fn write_many(&self, key: &Key<'_>) -> Sql {
        let mut out = Sql::default();
        self.grammar.write_many(self, &mut out, key);
        out
    }

    /// Returns the statement that runs a declared update for many elements, in one of its combinations; empty for an engine that
    /// runs them one by one.
    pub fn update_many(&self, query: &Query<'_>) -> Sql {
        let mut out = Sql::default();
        self.grammar.update_many(self, &mut out, query);
        out
    }
}
