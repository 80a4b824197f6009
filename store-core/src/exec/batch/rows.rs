//! The rows of a query in a batch.

use std::any::Any;
use std::fmt;

use super::results::foreign_slot;
use crate::error::Error;
use crate::types::{FromRow, Row};

/// The rows of a query in a batch, of a type that the driver does not know.
pub struct BatchRows(Box<dyn Collect>);

/// Decodes and collects rows of one type.
trait Collect: Send {
    fn push(&mut self, row: &dyn Row) -> Result<(), Error>;

    fn len(&self) -> usize;

    /// Returns the rows as a vector of their type.
    fn finish(self: Box<Self>) -> Result<Box<dyn Any + Send>, Error>;
}

struct Collected<T, F> {
    rows: Vec<T>,
    finish: F,
}

impl<T, F> Collect for Collected<T, F>
where
    T: FromRow + Send + 'static,
    F: FnOnce(Vec<T>) -> Result<Vec<T>, Error> + Send,
{
    fn push(&mut self, row: &dyn Row) -> Result<(), Error> {
        self.rows.push(T::from_row(&row)?);
        Ok(())
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn finish(self: Box<Self>) -> Result<Box<dyn Any + Send>, Error> {
        Ok(Box::new((self.finish)(self.rows)?))
    }
}

impl BatchRows {
    /// Creates an empty collection whose rows pass through `finish`.
    pub(super) fn new<T: FromRow + Send + 'static>(
        finish: impl FnOnce(Vec<T>) -> Result<Vec<T>, Error> + Send + 'static,
    ) -> Self {
        Self(Box::new(Collected { rows: Vec::new(), finish }))
    }

    /// Decodes and adds a row.
    ///
    /// # Errors
    ///
    /// [`Decode`](crate::ErrorKind::Decode) when a value does not have the type of its column.
    pub fn push(&mut self, row: &dyn Row) -> Result<(), Error> {
        self.0.push(row)
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn into_vec<T: Send + 'static>(self) -> Result<Vec<T>, Error> {
        let rows: Box<dyn Any> = self.0.finish()?;
        rows.downcast().map(|rows| *rows).map_err(|_| foreign_slot())
    }
}

impl fmt::Debug for BatchRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchRows").field("len", &self.len()).finish_non_exhaustive()
    }
}
