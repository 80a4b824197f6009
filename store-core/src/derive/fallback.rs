//! The placeholders for a struct, or for SQL, with errors, so that its uses cause no further errors.

use crate::exec::queries::RawSql;
use crate::schema::{Key, KeyKind, StatementKind, TableModel};
use crate::statements::{MIN_STATEMENTS, TableSql};
use crate::text::PackedStrings;

/// A table without columns, with a primary key, so that each statement can be named.
pub const MODEL: &TableModel<'static> = {
    const KEYS: &[Key<'static>] = &[Key { name: "", kind: KeyKind::Primary, columns: &[] }];
    &TableModel { keys: KEYS, ..TableModel::NONE }
};

/// The statements of a table without columns: empty strings, one for each statement of a table with a primary key.
pub const SQL: &TableSql = {
    const EMPTY: PackedStrings<'static> = PackedStrings::Each(&[""; MIN_STATEMENTS]);
    &TableSql::new(MODEL, PackedStrings::EMPTY, &[], &[], &[], [EMPTY; 2])
};

/// SQL that could not be read.
pub const RAW: &RawSql = &RawSql { sql: [""; 2], parts: [&[]; 2], kind: StatementKind::Write, tables: &[] };
