//! Views.

use super::TableModel;
use crate::dialect::Dialect;

/// The query of a view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewQuery<'a> {
    /// The `SELECT` for each engine, in the order of [`Dialect::ALL`]; empty in the derive, which does not know the names of the
    /// tables.
    pub select: [&'a str; Dialect::ALL.len()],
    /// The tables and views that the program names in braces.
    pub from: &'a [RelationName<'a>],
}

/// The name of a table or a view, with its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RelationName<'a> {
    /// The schema.
    pub schema: Option<&'a str>,
    /// The name.
    pub name: &'a str,
}

impl<'a> RelationName<'a> {
    /// Returns the name of a table or a view.
    pub const fn of(model: &TableModel<'a>) -> Self {
        Self { schema: model.schema, name: model.name }
    }
}

impl<'a> ViewQuery<'a> {
    /// Returns the `SELECT` for an engine.
    pub(crate) const fn select(&self, dialect: Dialect) -> &'a str {
        self.select[dialect.index()]
    }
}
