//! A declared claim.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use super::Bound;
use crate::connection::Connection;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::model::Sort;
use crate::statement::{Params, Statement};
use crate::table::Table;
use crate::value::Value;

/// A declared claim with its parameters.
#[derive(Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct ClaimQuery<'a, T, const N: usize> {
    bound: Bound<'a, T, N>,
    order: &'static [Sort],
}

impl<'a, T: Table, const N: usize> ClaimQuery<'a, T, N> {
    /// A claim whose rows come in this order; the derive calls it.
    pub fn new(bound: Bound<'a, T, N>, order: &'static [Sort]) -> Self {
        Self { bound, order }
    }

    /// Takes the rows: they are changed and given back as they are now, in the order of the declaration.
    ///
    /// No row goes to two callers; rows that another transaction is taking at the moment are passed over.
    ///
    /// # Errors
    ///
    /// Those of [`Connection::for_each`], and those of a parameter that does not fit its column.
    pub async fn all<C: Connection>(&self, connection: &mut C) -> Result<Vec<T>, Error> {
        let (statement, params) = self.bound.ready(connection.dialect())?;
        let mut rows = Vec::new();
        let push = |row| {
            rows.push(row);
            ControlFlow::Continue(())
        };
        connection.for_each(statement, params, push).await?;
        sorted(rows, self.order)
    }

    /// The statement for an engine and its parameters, for what the methods here do not offer.
    ///
    /// # Errors
    ///
    /// Those of a parameter that does not fit its column.
    pub fn statement(&self, dialect: Dialect) -> Result<(Statement, Params<'_>), Error> {
        self.bound.ready(dialect)
    }

    /// The text for an engine.
    pub fn sql(&self, dialect: Dialect) -> &'static str {
        self.bound.sql(dialect)
    }

    /// The parameters in order.
    pub fn params(&self) -> &[Value<'a>] {
        self.bound.params()
    }
}

/// The rows in order: neither `OUTPUT` nor `RETURNING` promises one.
fn sorted<T: Table>(rows: Vec<T>, order: &[Sort]) -> Result<Vec<T>, Error> {
    if rows.len() < 2 {
        return Ok(rows);
    }
    let mut places: Vec<usize> = (0..rows.len()).collect();
    {
        let values = rows.iter().map(T::values).collect::<Result<Vec<_>, _>>()?;
        let compare = |left: usize, right: usize| {
            order.iter().fold(Ordering::Equal, |so_far, sort| {
                so_far.then_with(|| {
                    let (left, right) =
                        (&values[left].as_ref()[sort.column], &values[right].as_ref()[sort.column]);
                    if sort.descending { right.sql_cmp(left) } else { left.sql_cmp(right) }
                })
            })
        };
        places.sort_by(|left, right| compare(*left, *right));
    }
    let mut rows: Vec<Option<T>> = rows.into_iter().map(Some).collect();
    Ok(places.into_iter().filter_map(|place| rows[place].take()).collect())
}
