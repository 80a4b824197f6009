//! The statements of a declared query.

use super::table_sql::not_empty;
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
    pub(super) many: bool,
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

    /// Returns the statement for a combination of optional filters and an order: bit 0 is set if the first filter is given, and the
    /// bits after those of the filters are the position of the order among its alternatives.
    ///
    /// # Panics
    ///
    /// When the query has fewer combinations.
    pub const fn sql(&self, combination: usize) -> &'static str {
        self.statements.at(self.position(combination))
    }

    /// Returns the statement that runs an update for many elements, for a combination of optional filters; `None` for a query
    /// without `many`, and for an engine that runs the elements one by one.
    ///
    /// The first parameter is a JSON array with an array for each element: the element's number, its round (see
    /// [`KeySql::write_many`](super::KeySql::write_many)), and the parameters of [`sql`](Self::sql). If a parameter is bytes, the
    /// second one is the bytes of all elements, and JSON contains the position, from 1, and the length (`[null,null]` for
    /// NULL). The statement returns the numbers of the elements that changed a row.
    ///
    /// # Panics
    ///
    /// When the query has fewer combinations.
    pub const fn many(&self, combination: usize) -> Option<&'static str> {
        if self.many { not_empty(self.statements.at(self.position(combination) + 1)) } else { None }
    }

    /// Returns the position of a statement; the statement for many elements, if there is one, is the next one.
    const fn position(&self, combination: usize) -> usize {
        assert!(combination < self.combinations, "the query has fewer combinations");
        self.first + combination * if self.many { 2 } else { 1 }
    }

    /// Returns the statements for all combinations in order.
    pub fn statements(&self) -> impl ExactSizeIterator<Item = &'static str> + use<> {
        let query = *self;
        (0..self.combinations).map(move |combination| query.sql(combination))
    }
}
