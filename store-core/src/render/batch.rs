//! Many rows in one statement.

use super::{BytesParam, ColumnFragment, Renderer, Sql};
use crate::schema::{Key, Query};

/// The columns of a table as batches declare and read them; several statements share them.
#[derive(Clone, Debug)]
pub(crate) struct BatchColumns {
    /// The columns of a table variable.
    pub(crate) variables: Sql,
    /// The columns of a row in JSON, after its number and its round.
    pub(crate) json: Sql,
}

impl Renderer<'_> {
    pub(crate) fn batch_columns(&self) -> &BatchColumns {
        self.batch_columns.get_or_init(|| BatchColumns {
            variables: self.each_column(|_| ColumnFragment::TableVariable),
            json: self.each_column(ColumnFragment::JsonColumn),
        })
    }

    /// Returns the expressions for the values of all columns, read from JSON.
    pub(crate) fn batch_values(&self, bytes: BytesParam) -> Sql {
        self.each_column(|number| ColumnFragment::FromJson(number, bytes))
    }

    /// Returns a fragment of each column; `fragment` gets the number of the column, counted from 1.
    fn each_column(&self, fragment: impl Fn(u16) -> ColumnFragment) -> Sql {
        let mut out = Sql::default();
        for (at, number) in (0..self.table.columns.len()).zip(1..) {
            out.push(if at == 0 { "" } else { ", " });
            self.fragment(&mut out, at, fragment(number));
        }
        out
    }

    /// Returns the insert of many rows; empty for an engine that inserts them one by one.
    pub fn insert_many(&self) -> Sql {
        let mut out = Sql::default();
        self.grammar.insert_many(self, &mut out);
        out
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
