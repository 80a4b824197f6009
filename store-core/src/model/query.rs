//! Queries declared beside a table.

use super::{Clause, Expr, Sort};

/// What a declared query does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryKind {
    /// Reads rows.
    Select,
    /// Counts rows, by group where columns are named.
    Count,
    /// Changes rows and tells how many.
    Update,
    /// Removes rows and tells how many.
    Delete,
    /// Takes rows for one worker: changes them in order, at most so many, and gives them back; rows that
    /// another transaction holds are passed over.
    Claim,
}

/// A column and the value it gets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Set<'a> {
    /// The position in [`TableModel::columns`](super::TableModel::columns).
    pub column: usize,
    /// The value.
    pub value: Expr<'a>,
}

/// The most rows that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So many.
    Rows(u32),
    /// As many as a parameter says, counted from 0.
    Param(usize),
}

/// A query declared beside a table, in one of its combinations of optional filters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Query<'a> {
    /// The name, which is that of the function.
    pub name: &'a str,
    /// What it does.
    pub kind: QueryKind,
    /// The conditions, all of which must hold.
    pub filters: &'a [Clause<'a>],
    /// The changes, for an update or a claim.
    pub set: &'a [Set<'a>],
    /// The order, for a select or a claim.
    pub order: &'a [Sort],
    /// The columns to count by.
    pub group: &'a [usize],
    /// The most rows, for a select, a delete or a claim.
    pub limit: Option<Limit>,
    /// The first of the parameters, one per column of `order`, after whose values a page begins.
    pub after: Option<usize>,
}
