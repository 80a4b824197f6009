//! Plain indexes, and the order of columns.

use super::Clause;

/// One column of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The position in [`TableModel::columns`](super::TableModel::columns).
    pub column: usize,
    /// Largest first.
    pub descending: bool,
}

/// An index that is not unique.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index<'a> {
    /// The name.
    pub name: &'a str,
    /// The key columns in order.
    pub columns: &'a [Sort],
    /// Columns stored beside the key (SQL Server's `INCLUDE`); SQLite has none and appends them to the key.
    pub include: &'a [usize],
    /// Only rows that pass are in the index.
    pub filter: &'a [Clause<'a>],
}

impl<'a> Index<'a> {
    /// An index of nothing; what a literal with `..Index::NONE` takes the parts from that it does not name.
    pub const NONE: Self = Self { name: "", columns: &[], include: &[], filter: &[] };
}
