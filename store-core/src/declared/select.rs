//! A declared select.

use std::ops::ControlFlow;

use super::Bound;
use crate::connection::Connection;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::operations::first;
use crate::statement::{Params, Statement};
use crate::table::Table;
use crate::value::Value;

/// A declared select with its parameters.
#[derive(Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct SelectQuery<'a, T, const N: usize>(Bound<'a, T, N>);

impl<'a, T, const N: usize> SelectQuery<'a, T, N> {
    /// A query whose parameters are bound; the derive calls it.
    pub const fn new(bound: Bound<'a, T, N>) -> Self {
        Self(bound)
    }
}

impl<'a, T: Table, const N: usize> SelectQuery<'a, T, N> {
    /// All rows.
    ///
    /// # Errors
    ///
    /// Those of [`Connection::for_each`], and those of a parameter that does not fit its column.
    pub async fn all<C: Connection>(&self, connection: &mut C) -> Result<Vec<T>, Error> {
        let mut rows = Vec::new();
        let push = |row| {
            rows.push(row);
            ControlFlow::Continue(())
        };
        self.for_each(connection, push).await?;
        Ok(rows)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    pub async fn first<C: Connection>(&self, connection: &mut C) -> Result<Option<T>, Error> {
        let (statement, params) = self.0.ready(connection.dialect())?;
        first(connection, statement, params).await
    }

    /// Hands the rows to `each` one at a time, in memory that does not grow with their number.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all); rows before the error were handed out.
    pub async fn for_each<C, F>(&self, connection: &mut C, each: F) -> Result<(), Error>
    where
        C: Connection,
        F: FnMut(T) -> ControlFlow<()> + Send,
    {
        let (statement, params) = self.0.ready(connection.dialect())?;
        connection.for_each(statement, params, each).await
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
