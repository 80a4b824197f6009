//! Values that the database makes.

use super::EngineSql;
use crate::dialect::Dialect;
use crate::types::Literal;

/// The value that the database stores if an insert omits a column.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum DefaultValue<'a> {
    /// A constant.
    Literal(Literal<'a>),
    /// The database's clock in UTC.
    Now,
    /// A random UUID (version 4 of RFC 9562).
    NewId,
    /// The expression of an existing default; an engine without SQL has no default.
    Sql(EngineSql<'a>),
}

/// How the database makes the value of a column that no insert or update assigns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Generated<'a> {
    /// Ascending integers, one for each inserted row.
    Identity {
        /// The value of the first row.
        seed: i64,
        /// The difference between two consecutive values, at least 1.
        increment: i64,
        /// Whether SQLite may use the number of a deleted row again, as in a table without `AUTOINCREMENT`.
        reuse: bool,
    },
    /// The default of the column.
    ByDefault,
    /// An expression on other columns of the row.
    Computed(Computed<'a>),
    /// Eight bytes that differ after each write of the row: the type `rowversion` on SQL Server, random bytes on SQLite.
    RowVersion,
}

impl Generated<'_> {
    /// Returns whether the value can be assigned, so that a copy of the row has the same value.
    pub(crate) const fn is_stored(&self) -> bool {
        matches!(self, Self::Identity { .. } | Self::ByDefault)
    }
}

/// The expression of a computed column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Computed<'a> {
    /// The expression for each engine, in the order of [`Dialect::ALL`].
    pub sql: [&'a str; Dialect::ALL.len()],
    /// Whether the value is stored in the row, and not computed whenever the column is read.
    pub stored: bool,
}

impl<'a> Computed<'a> {
    /// Returns the expression for an engine.
    pub const fn sql(&self, dialect: Dialect) -> &'a str {
        self.sql[dialect.index()]
    }
}
