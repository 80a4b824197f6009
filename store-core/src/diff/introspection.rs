//! The trait through which structs are written for the tables of an existing database.

use super::{Catalog, ColumnShape, TableShape};
use crate::types::SqlType;

/// What differs between the engines when structs are written for existing tables.
pub(crate) trait Introspection: Catalog {
    /// Returns the query for the tables and views: the word for the kind, the schema and the name of each.
    fn relations_query(&self) -> &'static str;

    /// Returns the query for the collation of columns that name none; `None` for an engine where that is no setting.
    fn collation_query(&self) -> Option<&'static str> {
        None
    }

    /// Returns the column type that reads and writes the values of an existing column.
    ///
    /// # Errors
    ///
    /// The reason why there is none.
    fn column_type(&self, column: &ColumnShape) -> Result<SqlType, String>;

    /// Returns what the program has to know about the values of an existing column.
    fn note(&self, _column: &ColumnShape) -> Option<&'static str> {
        None
    }

    /// Returns whether the database numbers the rows in a column that no word marks.
    fn is_row_number(&self, _column: &ColumnShape, _table: &TableShape) -> bool {
        false
    }

    /// Returns the type of a computed column as its definition has it.
    fn computed_type<'c>(&self, column: &'c ColumnShape) -> &'c str {
        &column.ty
    }
}
