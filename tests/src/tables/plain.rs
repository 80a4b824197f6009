//! The smallest table: no schema, and nothing but its key.

use store::Table;

/// A table without schema whose key is all it has.
#[derive(Clone, Debug, PartialEq, Eq, Table)]
#[table(rename_all = "PascalCase")]
pub struct Plain {
    /// The one half.
    #[column(primary_key)]
    pub left_half: i32,
    /// The other.
    #[column(primary_key)]
    pub right_half: i32,
}
