//! One column of a table.

use crate::literal::Literal;
use crate::sql_type::SqlType;

/// One column of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column<'a> {
    /// The name in the database.
    pub name: &'a str,
    /// The struct's field it comes from.
    pub field: &'a str,
    /// What the field's doc comment says.
    pub doc: &'a str,
    /// The type, with length, precision and scale.
    pub ty: SqlType,
    /// Whether NULL is allowed.
    pub nullable: bool,
    /// The value of a row that does not give one.
    pub default: Option<Literal<'a>>,
    /// Written when the row is inserted and left alone by update and upsert.
    pub insert_only: bool,
}
