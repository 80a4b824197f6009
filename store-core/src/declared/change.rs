//! A declared update or delete.

use super::Bound;
use crate::connection::Connection;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::statement::{Params, Statement};
use crate::table::Table;
use crate::value::Value;

/// A declared update or delete with its parameters.
#[derive(Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct UpdateQuery<'a, T, const N: usize>(Bound<'a, T, N>);

impl<'a, T, const N: usize> UpdateQuery<'a, T, N> {
    /// A query whose parameters are bound; the derive calls it.
    pub const fn new(bound: Bound<'a, T, N>) -> Self {
        Self(bound)
    }
}

impl<'a, T: Table, const N: usize> UpdateQuery<'a, T, N> {
    /// Runs it; tells how many rows it changed or removed.
    ///
    /// # Errors
    ///
    /// Those of [`Connection::execute`], and those of a parameter that does not fit its column.
    pub async fn execute<C: Connection>(&self, connection: &mut C) -> Result<u64, Error> {
        let (statement, params) = self.0.ready(connection.dialect())?;
        connection.execute(statement, params).await
    }

    /// The statement for an engine and its parameters, for what the methods here do not offer.
    ///
    /// # Errors
    ///
    /// Those of a parameter that does not fit its column.
    pub fn statement(&self, dialect: Dialect) -> Result<(Statement, Params<'_>), Error> {
        self.0.ready(dialect)
    }

    /// The text for an engine.
    pub fn sql(&self, dialect: Dialect) -> &'static str {
        self.0.sql(dialect)
    }

    /// The parameters in order.
    pub fn params(&self) -> &[Value<'a>] {
        self.0.params()
    }
}
