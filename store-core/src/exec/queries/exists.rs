//! A declared query for whether there is a row.

use super::BoundQuery;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::exec::connection_ext::first;
use crate::exec::{Connection, Params, Statement};
use crate::statements::Relation;
use crate::types::Value;

/// A declared query for whether there is a row, with its parameters.
#[derive(Debug)]
#[must_use = "a query does nothing until it runs"]
pub struct ExistsQuery<'a, T, const N: usize>(BoundQuery<'a, T, N>);

impl<'a, T, const N: usize> ExistsQuery<'a, T, N> {
    /// Creates a query from its bound parameters; called by the derive.
    pub const fn new(bound: BoundQuery<'a, T, N>) -> Self {
        Self(bound)
    }
}

impl<'a, T: Relation, const N: usize> ExistsQuery<'a, T, N> {
    /// Returns whether there is a row for which the conditions hold.
    ///
    /// # Errors
    ///
    /// The errors of [`Connection::for_each`], and the error of a parameter that does not fit its column.
    pub async fn exists<C: Connection>(&self, connection: &mut C) -> Result<bool, Error> {
        let (statement, params) = self.0.ready(connection.dialect())?;
        let row: Option<(bool,)> = first(connection, statement, params).await?;
        Ok(row.is_some_and(|(exists,)| exists))
    }

    /// Returns the query with its parameters, for a batch.
    pub(in crate::exec) fn into_bound(self) -> BoundQuery<'a, T, N> {
        self.0
    }

    accessors!(0);
}
