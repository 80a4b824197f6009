//! Indexes.

use super::Clause;

/// A column of an `ORDER BY` or an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column, as a position in [`TableModel::columns`](super::TableModel::columns).
    pub column: usize,
    /// Whether the order is descending.
    pub descending: bool,
}

/// An index that is not unique.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index<'a> {
    /// The name.
    pub name: &'a str,
    /// The key columns in order.
    pub columns: &'a [Sort],
    /// Included columns; SQLite has no `INCLUDE`, so there they follow the key columns.
    pub include: &'a [usize],
    /// The condition of the rows in the index.
    pub filter: &'a [Clause<'a>],
}

impl<'a> Index<'a> {
    /// An index without columns, for struct update syntax.
    pub const NONE: Self = Self { name: "", columns: &[], include: &[], filter: &[] };
}
