//! What the derive puts in the place of a table that has errors, so that no further ones follow from them.

use crate::model::TableModel;
use crate::table_sql::{LEAST_TEXTS, TableSql};
use crate::texts::Texts;

const NONE: Texts<'static> = Texts::Each(&[]);

/// A table of nothing.
pub const MODEL: &TableModel<'static> = &TableModel::NONE;

/// The statements of a table of nothing; as many empty ones as a table with a primary key has.
pub const SQL: &TableSql = {
    const EMPTY: Texts<'static> = Texts::Each(&[""; LEAST_TEXTS]);
    &TableSql::new(MODEL, NONE, &[], EMPTY, EMPTY)
};
