//! A declared claim.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use super::BoundQuery;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::exec::{Connection, Params, Statement};
use crate::statements::Table;
use crate::types::Value;

/// A declared claim with its parameters.
#[derive(Debug)]
#[must_use = "a query does nothing until it runs"]
pub struct ClaimQuery<'a, T, const N: usize> {
    bound: BoundQuery<'a, T, N>,
    order: fn(&T, &T) -> Ordering,
}

impl<'a, T: Table, const N: usize> ClaimQuery<'a, T, N> {
    /// Creates a claim whose rows have this order; called by the derive.
    pub fn new(bound: BoundQuery<'a, T, N>, order: fn(&T, &T) -> Ordering) -> Self {
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
        // Neither `OUTPUT` nor `RETURNING` guarantees an order.
        rows.sort_unstable_by(self.order);
        Ok(rows)
    }

    /// Returns the query with its parameters, for a batch.
    pub(in crate::exec) fn into_bound(self) -> BoundQuery<'a, T, N> {
        self.bound
    }

    /// Returns the order of the rows, for a batch.
    pub(in crate::exec) fn order(&self) -> fn(&T, &T) -> Ordering {
        self.order
    }

    accessors!(bound);
}
