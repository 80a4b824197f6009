//! Many rows in one statement.

use super::{ColumnFragment, Renderer, Sql};
use crate::schema::Key;

/// The columns as a batch declares and reads them; several statements share them.
#[derive(Clone, Debug)]
pub(crate) struct BatchColumns {
    /// The columns of a table variable.
    pub(crate) variables: Sql,
    /// The columns of a row in JSON, which is an array: the row's number, its round, then the columns.
    pub(crate) json: Sql,
    /// The expressions that convert the values read from JSON.
    pub(crate) reads: Sql,
}

/// The number of elements of a JSON row before the columns.
const FIRST_COLUMN: usize = 2;

impl Renderer<'_> {
    pub(crate) fn batch_columns(&self) -> &BatchColumns {
        self.batch_columns.get_or_init(|| {
            let mut json = Sql::default();
            for at in 0..self.table.columns.len() {
                json.push(if at == 0 { "" } else { ", " });
                self.fragment(&mut json, at, ColumnFragment::JsonColumn);
                json.push(" '$[");
                json.push_int(at + FIRST_COLUMN);
                json.push("]'");
            }
            BatchColumns {
                variables: self.fragments(ColumnFragment::TableVariable),
                json,
                reads: self.fragments(ColumnFragment::FromJson),
            }
        })
    }

    fn fragments(&self, fragment: ColumnFragment) -> Sql {
        let mut out = Sql::default();
        for at in 0..self.table.columns.len() {
            out.push(if at == 0 { "" } else { ", " });
            self.fragment(&mut out, at, fragment);
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
}
