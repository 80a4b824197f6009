//! The model and the statements that the derive gives to a struct with errors, so that no further errors follow.

use crate::model::TableModel;
use crate::table_sql::{LEAST_TEXTS, TableSql};
use crate::texts::Texts;

const NONE: Texts<'static> = Texts::Each(&[]);

/// A table without columns.
pub const MODEL: &TableModel<'static> = &TableModel::NONE;

/// The statements of a table without columns: empty strings, one for each statement of a table with a primary key.
pub const SQL: &TableSql = {
    const EMPTY: Texts<'static> = Texts::Each(&[""; LEAST_TEXTS]);
    &TableSql::new(MODEL, NONE, &[], EMPTY, EMPTY)
};
