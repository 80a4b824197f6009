//! A declared select.

use std::marker::PhantomData;
use std::ops::ControlFlow;

use super::BoundQuery;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::exec::Connection;
use crate::exec::connection_ext::first;
use crate::exec::{Params, Statement};
use crate::statements::Relation;
use crate::types::{FromRow, Value};

/// A declared select with its parameters; `R` is the struct of its rows.
#[derive(Debug)]
#[must_use = "a query does nothing until it runs"]
pub struct SelectQuery<'a, T, const N: usize, R = T>(BoundQuery<'a, T, N>, PhantomData<fn() -> R>);

impl<'a, T, const N: usize, R> SelectQuery<'a, T, N, R> {
    /// Creates a query from its bound parameters; called by the derive.
    pub const fn new(bound: BoundQuery<'a, T, N>) -> Self {
        Self(bound, PhantomData)
    }
}

impl<'a, T: Relation, const N: usize, R: FromRow + Send + 'static> SelectQuery<'a, T, N, R> {
    /// Returns all rows.
    ///
    /// # Errors
    ///
    /// The errors of [`Connection::for_each`], and the error of a parameter that does not fit its column.
    pub async fn all<C: Connection>(&self, connection: &mut C) -> Result<Vec<R>, Error> {
        let mut rows = Vec::new();
        let push = |row| {
            rows.push(row);
            ControlFlow::Continue(())
        };
        self.for_each(connection, push).await?;
        Ok(rows)
    }

    /// Returns the first row, if any.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    pub async fn first<C: Connection>(&self, connection: &mut C) -> Result<Option<R>, Error> {
        let (statement, params) = self.0.ready(connection.dialect())?;
        first(connection, statement, params).await
    }

    /// Calls `each` with one row at a time; the memory does not grow with the number of rows.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all); `each` was called with the rows before the error.
    pub async fn for_each<C, F>(&self, connection: &mut C, each: F) -> Result<(), Error>
    where
        C: Connection,
        F: FnMut(R) -> ControlFlow<()> + Send,
    {
        let (statement, params) = self.0.ready(connection.dialect())?;
        connection.for_each(statement, params, each).await
    }

    /// Returns the query with its parameters, for a batch.
    pub(in crate::exec) fn into_bound(self) -> BoundQuery<'a, T, N> {
        self.0
    }

    accessors!(0);
}
