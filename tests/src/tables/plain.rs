//! The smallest table: without a schema, and with only key columns.

use store::Table;

/// A table without a schema that has only key columns.
#[derive(Clone, Debug, PartialEq, Eq, Table)]
#[table(rename_all = "PascalCase")]
pub struct Plain {
    /// The first half of the key.
    #[column(primary_key)]
    pub left_half: i32,
    /// The second half of the key.
    #[column(primary_key)]
    pub right_half: i32,
}
