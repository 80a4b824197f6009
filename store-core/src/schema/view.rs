//! Views.

use super::{RelationName, SqlPart, WrittenSql};
use crate::dialect::Dialect;

/// The query of a view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewQuery<'a> {
    /// The parts of the `SELECT` for each engine, in the order of [`Dialect::ALL`].
    pub select: [&'a [SqlPart<'a>]; Dialect::ALL.len()],
}

impl<'a> ViewQuery<'a> {
    /// Returns the `SELECT` for an engine.
    pub(crate) const fn sql(&self, dialect: Dialect) -> WrittenSql<'a> {
        WrittenSql { dialect, parts: self.select[dialect.index()] }
    }

    /// Returns the tables and views that the program names in braces, for any engine, each once.
    pub(crate) fn from(&self) -> Vec<RelationName<'a>> {
        let mut names = Vec::new();
        for part in self.select.iter().copied().flatten() {
            match *part {
                SqlPart::Table(name) if !names.contains(&name) => names.push(name),
                _ => {}
            }
        }
        names
    }
}
