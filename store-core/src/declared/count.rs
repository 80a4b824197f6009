//! A declared count.

use std::marker::PhantomData;
use std::ops::ControlFlow;

use super::Bound;
use crate::connection::Connection;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::operations::first;
use crate::row::FromRow;
use crate::statement::{Params, Statement};
use crate::table::Table;
use crate::value::Value;

/// A declared count with its parameters; `G` is the tuple of the grouping columns and the count.
#[derive(Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct CountQuery<'a, T, G, const N: usize>(Bound<'a, T, N>, PhantomData<fn() -> G>);

impl<'a, T, G, const N: usize> CountQuery<'a, T, G, N> {
    /// A query whose parameters are bound; the derive calls it.
    pub const fn new(bound: Bound<'a, T, N>) -> Self {
        Self(bound, PhantomData)
    }
}

impl<T: Table, const N: usize> CountQuery<'_, T, (i64,), N> {
    /// The number of rows.
    ///
    /// # Errors
    ///
    /// Those of [`Connection::for_each`], and those of a parameter that does not fit its column.
    pub async fn total<C: Connection>(&self, connection: &mut C) -> Result<i64, Error> {
        let (statement, params) = self.0.ready(connection.dialect())?;
        let row: Option<(i64,)> = first(connection, statement, params).await?;
        Ok(row.map_or(0, |(count,)| count))
    }
}

impl<'a, T: Table, G: FromRow + Send + 'static, const N: usize> CountQuery<'a, T, G, N> {
    /// The groups that have rows, each with its number, in the order of the grouping columns.
    ///
    /// # Errors
    ///
    /// Those of [`Connection::for_each`], and those of a parameter that does not fit its column.
    pub async fn groups<C: Connection>(&self, connection: &mut C) -> Result<Vec<G>, Error> {
        let (statement, params) = self.0.ready(connection.dialect())?;
        let mut groups = Vec::new();
        let push = |group| {
            groups.push(group);
            ControlFlow::Continue(())
        };
        connection.for_each(statement, params, push).await?;
        Ok(groups)
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
