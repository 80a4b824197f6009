//! A declared update or delete that returns the rows.

use std::ops::ControlFlow;

use super::BoundQuery;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::exec::{Connection, Params, Statement};
use crate::statements::Table;
use crate::types::Value;

/// A declared update or delete with `returning` and its parameters.
#[derive(Debug)]
#[must_use = "a query does nothing until it runs"]
pub struct ReturningQuery<'a, T, const N: usize>(BoundQuery<'a, T, N>);

impl<'a, T, const N: usize> ReturningQuery<'a, T, N> {
    /// Creates a query from its bound parameters; called by the derive.
    pub const fn new(bound: BoundQuery<'a, T, N>) -> Self {
        Self(bound)
    }
}

impl<'a, T: Table, const N: usize> ReturningQuery<'a, T, N> {
    /// Runs the query and returns the updated rows with their new values, or the deleted rows, in any order.
    ///
    /// # Errors
    ///
    /// The errors of [`Connection::for_each`], and the error of a parameter that does not fit its column. Outside of a transaction, the
    /// change may have taken effect on SQL Server when a returned row cannot be decoded.
    pub async fn all<C: Connection>(&self, connection: &mut C) -> Result<Vec<T>, Error> {
        let (statement, params) = self.0.ready(connection.dialect())?;
        let mut rows = Vec::new();
        let push = |row| {
            rows.push(row);
            ControlFlow::Continue(())
        };
        connection.for_each(statement, params, push).await?;
        Ok(rows)
    }

    /// Returns the query with its parameters, for a batch.
    pub(in crate::exec) fn into_bound(self) -> BoundQuery<'a, T, N> {
        self.0
    }

    accessors!(0);
}
