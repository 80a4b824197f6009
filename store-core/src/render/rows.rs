//! Many rows in one statement.

use super::{Renderer, Sql};
use crate::dialect::Part;
use crate::model::Key;

/// The columns as they stand in statements that hold rows of their own; several statements share them.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    /// As columns of a table variable.
    pub(crate) variables: Sql,
    /// As columns of a row in JSON, which is a list: the row's number, its round, then the columns.
    pub(crate) json: Sql,
    /// The values of what was read from JSON.
    pub(crate) reads: Sql,
}

/// What stands in a row before the columns.
const BEFORE: usize = 2;

impl Renderer<'_> {
    pub(crate) fn rows(&self) -> &Rows {
        self.rows.get_or_init(|| {
            let mut json = Sql::default();
            for at in 0..self.table.columns.len() {
                json.push(if at == 0 { "" } else { ", " });
                self.part(&mut json, at, Part::Json);
                json.push(" '$[");
                json.push_int(at + BEFORE);
                json.push("]'");
            }
            Rows { variables: self.parts(Part::Variable), json, reads: self.parts(Part::Read) }
        })
    }

    fn parts(&self, part: Part) -> Sql {
        let mut out = Sql::default();
        for at in 0..self.table.columns.len() {
            out.push(if at == 0 { "" } else { ", " });
            self.part(&mut out, at, part);
        }
        out
    }

    /// Inserts many rows; empty where an engine runs them one by one.
    pub fn insert_many(&self) -> Sql {
        let mut out = Sql::default();
        self.grammar.insert_many(self, &mut out);
        out
    }

    /// Writes many rows by a key; empty where an engine runs them one by one.
    pub fn write_many(&self, key: &Key<'_>) -> Sql {
        let mut out = Sql::default();
        self.grammar.write_many(self, &mut out, key);
        out
    }
}
