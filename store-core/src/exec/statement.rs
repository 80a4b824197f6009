//! Statements and their parameters.

use crate::schema::{StatementKind, TableModel};
use crate::types::Value;

/// A statement, with its description for errors and traces.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Statement {
    /// The SQL, as the derive emitted it.
    pub sql: &'static str,
    /// The name: `insert`, `upsert`, or the name of a declared query.
    pub name: &'static str,
    /// The effect of the statement.
    pub kind: StatementKind,
    /// The table.
    pub table: &'static TableModel<'static>,
    /// The columns whose new value the database calculates, as positions in the table.
    pub calculates: &'static [usize],
}

impl Statement {
    /// Creates a statement in which the database calculates no column.
    pub const fn new(
        sql: &'static str,
        name: &'static str,
        kind: StatementKind,
        table: &'static TableModel<'static>,
    ) -> Self {
        Self { sql, name, kind, table, calculates: &[] }
    }
}

/// The parameters of a statement: all of some values, or a selection in another order.
#[derive(Clone, Copy, Debug)]
pub struct Params<'p> {
    values: &'p [Value<'p>],
    order: Option<&'p [usize]>,
}

impl<'p> Params<'p> {
    /// Returns all of `values` in order.
    pub const fn all(values: &'p [Value<'p>]) -> Self {
        Self { values, order: None }
    }

    /// Returns the values at the positions in `order`.
    pub const fn ordered(values: &'p [Value<'p>], order: &'p [usize]) -> Self {
        Self { values, order: Some(order) }
    }

    /// Returns an iterator over the parameters.
    pub fn iter(&self) -> impl Iterator<Item = &'p Value<'p>> + use<'p> {
        let Self { values, order } = *self;
        let len = order.map_or(values.len(), <[usize]>::len);
        (0..len).map(move |at| match order {
            Some(order) => &values[order[at]],
            None => &values[at],
        })
    }

    /// Returns the parameters without borrowed data, for another thread.
    pub fn to_owned(&self) -> Vec<Value<'static>> {
        self.iter().map(|value| value.clone().into_owned()).collect()
    }
}
