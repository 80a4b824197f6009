//! A statement and its parameters on the way to a driver.

use crate::model::TableModel;
use crate::value::Value;

/// A statement with what a driver says of it in errors and traces.
#[derive(Clone, Copy, Debug)]
pub struct Statement {
    /// The text, as the derive made it.
    pub sql: &'static str,
    /// What it does: `insert`, `upsert`, or the name of a declared query.
    pub name: &'static str,
    /// The table it is for.
    pub table: &'static TableModel<'static>,
    /// The columns, as positions in the table, whose new value the database calculates.
    pub calculates: &'static [usize],
}

impl Statement {
    /// A statement that has the database calculate nothing.
    pub const fn new(sql: &'static str, name: &'static str, table: &'static TableModel<'static>) -> Self {
        Self { sql, name, table, calculates: &[] }
    }
}

/// The parameters of a statement: values, all of them or those that `order` names.
#[derive(Clone, Copy, Debug)]
pub struct Params<'p> {
    values: &'p [Value<'p>],
    order: Option<&'p [usize]>,
}

impl<'p> Params<'p> {
    /// All of `values` in their order.
    pub const fn all(values: &'p [Value<'p>]) -> Self {
        Self { values, order: None }
    }

    /// The values at the places in `order`.
    pub const fn ordered(values: &'p [Value<'p>], order: &'p [usize]) -> Self {
        Self { values, order: Some(order) }
    }

    /// The parameters from the first to the last.
    pub fn iter(&self) -> impl Iterator<Item = &'p Value<'p>> + use<'p> {
        let Self { values, order } = *self;
        let len = order.map_or(values.len(), <[usize]>::len);
        (0..len).map(move |at| match order {
            Some(order) => &values[order[at]],
            None => &values[at],
        })
    }

    /// The parameters on their own, for another thread.
    pub fn to_owned(&self) -> Vec<Value<'static>> {
        self.iter().map(|value| value.clone().into_owned()).collect()
    }
}
