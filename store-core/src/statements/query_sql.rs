//! The statements of a declared query.

use crate::schema::{QueryKind, StatementKind};
use crate::text::PackedStrings;

/// The statements of one declared query, for one engine.
#[derive(Clone, Copy, Debug)]
pub struct QuerySql {
    pub(super) name: &'static str,
    pub(super) kind: QueryKind,
    pub(super) statements: PackedStrings<'static>,
    pub(super) first: usize,
    pub(super) combinations: usize,
}

impl QuerySql {
    /// Returns the name of the query.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the kind of the query.
    pub const fn kind(&self) -> QueryKind {
        self.kind
    }

    /// Returns the kind of the statements of the query.
    pub const fn statement_kind(&self) -> StatementKind {
        self.kind.statement_kind()
    }

    /// Returns the statement for a combination of optional filters: bit 0 is set if the first one is given.
    ///
    /// # Panics
    ///
    /// When the query has fewer optional filters.
    pub const fn sql(&self, combination: usize) -> &'static str {
        assert!(combination < self.combinations, "the query has fewer optional filters");
        self.statements.at(self.first + combination)
    }

    /// Returns the statements for all combinations in order.
    pub fn statements(&self) -> impl ExactSizeIterator<Item = &'static str> + use<> {
        let query = *self;
        (0..self.combinations).map(move |combination| query.sql(combination))
    }
}
