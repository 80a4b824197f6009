//! The rows of a query in a batch.

use std::any::Any;
use std::cmp::Ordering;
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
    fn finish(self: Box<Self>) -> Box<dyn Any + Send>;
}

struct Collected<T> {
    rows: Vec<T>,
    order: Option<fn(&T, &T) -> Ordering>,
}

impl<T: FromRow + Send + 'static> Collect for Collected<T> {
    fn push(&mut self, row: &dyn Row) -> Result<(), Error> {
        self.rows.push(T::from_row(&row)?);
        Ok(())
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn finish(self: Box<Self>) -> Box<dyn Any + Send> {
        let Self { mut rows, order } = *self;
        // Neither `OUTPUT` nor `RETURNING` guarantees an order.
        if let Some(order) = order {
            rows.sort_unstable_by(order);
        }
        Box::new(rows)
    }
}

impl BatchRows {
    /// Creates an empty collection, whose rows are sorted if `order` says how.
    pub(super) fn new<T: FromRow + Send + 'static>(order: Option<fn(&T, &T) -> Ordering>) -> Self {
        Self(Box::new(Collected { rows: Vec::new(), order }))
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
        let rows: Box<dyn Any> = self.0.finish();
        rows.downcast().map(|rows| *rows).map_err(|_| foreign_slot())
    }
}

impl fmt::Debug for BatchRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchRows").field("len", &self.len()).finish_non_exhaustive()
    }
}
