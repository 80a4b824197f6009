//! The placeholder model and statements of a struct with errors, so that its uses cause no further errors.

use crate::schema::TableModel;
use crate::statements::{MIN_STATEMENTS, TableSql};
use crate::text::PackedStrings;

/// A table without columns.
pub const MODEL: &TableModel<'static> = &TableModel::NONE;

/// The statements of a table without columns: empty strings, one for each statement of a table with a primary key.
pub const SQL: &TableSql = {
    const EMPTY: PackedStrings<'static> = PackedStrings::Each(&[""; MIN_STATEMENTS]);
    &TableSql::new(MODEL, PackedStrings::EMPTY, &[], &[], &[], [EMPTY; 2])
};
