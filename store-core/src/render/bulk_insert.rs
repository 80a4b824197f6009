//! Inserts of rows that are loaded into a temporary table first.

use super::Renderer;

/// The statements of a bulk insert. The rows are loaded into a temporary table of the session, from which one statement inserts
/// them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkInsertSql {
    /// The name of the temporary table, in quotes.
    pub staging: &'static str,
    /// Creates the temporary table. A decimal is text there, with all its digits.
    pub create_staging: String,
    /// Inserts a row into the temporary table, for one that cannot be loaded; the parameters are its columns.
    pub insert_staged: String,
    /// The names of its columns, in quotes: the number of the row if [`is_numbered`](Self::is_numbered), then the columns that an
    /// insert writes, in the order of its parameters.
    pub columns: Vec<String>,
    /// Whether the first column is the number of the row, as a `BIGINT`, because the database assigns values in the order of the
    /// rows.
    pub is_numbered: bool,
    /// Inserts the rows into the table.
    pub insert: String,
    /// Drops the temporary table.
    pub drop_staging: String,
}

impl Renderer<'_> {
    /// Returns the statements of a bulk insert, of all stored values if `is_verbatim`; `None` for an engine that inserts rows one by
    /// one.
    pub fn bulk_insert(&self, is_verbatim: bool) -> Option<BulkInsertSql> {
        self.grammar.bulk_insert(self, is_verbatim)
    }
}
