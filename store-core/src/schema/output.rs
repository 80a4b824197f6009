//! The columns that a declared select returns.

use super::{Operator, Term};

/// A column of the rows that a declared select returns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Output<'a> {
    /// The name of the field.
    pub name: &'a str,
    /// The value.
    pub value: OutputValue,
}

/// The value of an [`Output`]; a column is a position in [`TableModel::columns`](super::TableModel::columns).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputValue {
    /// The value of a column.
    Column(usize),
    /// The number of rows.
    CountRows,
    /// The number of rows in which a column is not NULL.
    Count(usize),
    /// The number of different values of a column that are not NULL.
    CountDistinct(usize),
    /// The sum of a column.
    Sum(usize),
    /// The mean of a column of integers.
    Avg(usize),
    /// The least value of a column.
    Min(usize),
    /// The greatest value of a column.
    Max(usize),
}

impl OutputValue {
    /// Returns whether the value is computed from the values of several rows.
    pub const fn is_aggregate(self) -> bool {
        !matches!(self, Self::Column(_))
    }

    /// Returns the column, if the value is computed from one.
    pub const fn column(self) -> Option<usize> {
        match self {
            Self::CountRows => None,
            Self::Column(column)
            | Self::Count(column)
            | Self::CountDistinct(column)
            | Self::Sum(column)
            | Self::Avg(column)
            | Self::Min(column)
            | Self::Max(column) => Some(column),
        }
    }
}

/// A condition on a group of rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Having<'a> {
    /// The value that is compared.
    pub value: OutputValue,
    /// The operator.
    pub operator: Operator,
    /// The constant or the parameter with which the value is compared.
    pub with: Term<'a>,
}

/// A part of the order of a select with aggregates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutputSort {
    /// The value by which rows are sorted.
    pub value: OutputValue,
    /// Whether greater values come first.
    pub descending: bool,
}
