//! A declared update or delete.

use super::BoundQuery;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::exec::{Connection, Params, Statement};
use crate::statements::Table;
use crate::types::Value;

/// A declared update or delete with its parameters.
#[derive(Debug)]
#[must_use = "a query does nothing until it runs"]
pub struct UpdateQuery<'a, T, const N: usize>(BoundQuery<'a, T, N>);

impl<'a, T, const N: usize> UpdateQuery<'a, T, N> {
    /// Creates a query from its bound parameters; called by the derive.
    pub const fn new(bound: BoundQuery<'a, T, N>) -> Self {
        Self(bound)
    }
}

impl<'a, T: Table, const N: usize> UpdateQuery<'a, T, N> {
    /// Runs the query and returns the number of rows updated or deleted.
    ///
    /// # Errors
    ///
    /// The errors of [`Connection::execute`], and the error of a parameter that does not fit its column.
    pub async fn execute<C: Connection>(&self, connection: &mut C) -> Result<u64, Error> {
        let (statement, params) = self.0.ready(connection.dialect())?;
        connection.execute(statement, params).await
    }

    /// Returns the query with its parameters, for a batch.
    pub(in crate::exec) fn into_bound(self) -> BoundQuery<'a, T, N> {
        self.0
    }

    accessors!(0);
}
