//! A declared count.

use std::marker::PhantomData;
use std::ops::ControlFlow;

use super::BoundQuery;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::exec::Connection;
use crate::exec::connection_ext::first;
use crate::exec::{Params, Statement};
use crate::statements::Relation;
use crate::types::FromRow;
use crate::types::Value;

/// A declared count with its parameters; `G` is a tuple of the grouping columns and the count.
#[derive(Debug)]
#[must_use = "a query does nothing until it runs"]
pub struct CountQuery<'a, T, G, const N: usize>(BoundQuery<'a, T, N>, PhantomData<fn() -> G>);

impl<'a, T, G, const N: usize> CountQuery<'a, T, G, N> {
    /// Creates a query from its bound parameters; called by the derive.
    pub const fn new(bound: BoundQuery<'a, T, N>) -> Self {
        Self(bound, PhantomData)
    }
}

impl<T: Relation, const N: usize> CountQuery<'_, T, (i64,), N> {
    /// Returns the number of rows.
    ///
    /// # Errors
    ///
    /// The errors of [`Connection::for_each`], and the error of a parameter that does not fit its column.
    pub async fn total<C: Connection>(&self, connection: &mut C) -> Result<i64, Error> {
        let (statement, params) = self.0.ready(connection.dialect())?;
        let row: Option<(i64,)> = first(connection, statement, params).await?;
        Ok(row.map_or(0, |(count,)| count))
    }
}

impl<'a, T: Relation, G: FromRow + Send + 'static, const N: usize> CountQuery<'a, T, G, N> {
    /// Returns each group that has rows with their number, in the order of the grouping columns.
    ///
    /// # Errors
    ///
    /// The errors of [`Connection::for_each`], and the error of a parameter that does not fit its column.
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

    /// Returns the query with its parameters, for a batch.
    pub(in crate::exec) fn into_bound(self) -> BoundQuery<'a, T, N> {
        self.0
    }

    accessors!(0);
}
