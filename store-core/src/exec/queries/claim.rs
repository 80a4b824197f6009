//! A declared claim.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use super::BoundQuery;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::exec::{Connection, Params, Statement};
use crate::schema::Sort;
use crate::statements::Table;
use crate::types::Value;

/// A declared claim with its parameters.
#[derive(Debug)]
#[must_use = "a query does nothing until it runs"]
pub struct ClaimQuery<'a, T, const N: usize> {
    bound: BoundQuery<'a, T, N>,
    order: &'static [Sort],
}

impl<'a, T: Table, const N: usize> ClaimQuery<'a, T, N> {
    /// Creates a claim whose rows have this order; called by the derive.
    pub fn new(bound: BoundQuery<'a, T, N>, order: &'static [Sort]) -> Self {
        Self { bound, order }
    }

    /// Updates the rows and returns them with their new values, in the declared order.
    ///
    /// No row is returned to two callers; rows that another transaction has locked are skipped.
    ///
    /// # Errors
    ///
    /// The errors of [`Connection::for_each`], and the error of a parameter that does not fit its column.
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

    /// Returns the query with its parameters, for a batch.
    pub(in crate::exec) fn into_bound(self) -> BoundQuery<'a, T, N> {
        self.bound
    }

    /// Returns the function that sorts the rows, for a batch.
    pub(in crate::exec) fn sort(
        &self,
    ) -> impl Fn(Vec<T>) -> Result<Vec<T>, Error> + Copy + Send + Sync + use<T, N> {
        let order = self.order;
        move |rows| sorted(rows, order)
    }

    accessors!(bound);
}

/// Sorts the rows, since neither `OUTPUT` nor `RETURNING` guarantees an order.
fn sorted<T: Table>(rows: Vec<T>, order: &[Sort]) -> Result<Vec<T>, Error> {
    if rows.len() < 2 {
        return Ok(rows);
    }
    let mut positions: Vec<usize> = (0..rows.len()).collect();
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
        positions.sort_by(|left, right| compare(*left, *right));
    }
    let mut rows: Vec<Option<T>> = rows.into_iter().map(Some).collect();
    Ok(positions.into_iter().filter_map(|at| rows[at].take()).collect())
}
