//! SQL that a struct declares as its database has it.

use crate::dialect::Dialect;

/// SQL for one engine or for both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EngineSql<'a> {
    /// The SQL for each engine, in the order of [`Dialect::ALL`]; empty for an engine that has none.
    pub sql: [&'a str; Dialect::ALL.len()],
}

impl<'a> EngineSql<'a> {
    /// Returns the SQL for an engine; `None` if the engine has none.
    pub const fn of(&self, dialect: Dialect) -> Option<&'a str> {
        let sql = self.sql[dialect.index()];
        if sql.is_empty() { None } else { Some(sql) }
    }
}
