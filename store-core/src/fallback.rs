//! What the derive puts in the place of a table that has errors, so that no further ones follow from them.

use crate::packed::PackedStrings;
use crate::schema::TableModel;
use crate::statements::{LEAST_STATEMENTS, TableSql};

/// A table of nothing.
pub const MODEL: &TableModel<'static> = &TableModel::NONE;

/// The statements of a table of nothing; as many empty ones as a table with a primary key has.
pub const SQL: &TableSql = {
    const EMPTY: PackedStrings<'static> = PackedStrings::Each(&[""; LEAST_STATEMENTS]);
    &TableSql::new(MODEL, PackedStrings::EMPTY, &[], &[], [EMPTY; 2])
};
