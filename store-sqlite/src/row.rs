//! Rows as SQLite gives them.

use rusqlite::types::ValueRef;
use store_core::{Row, SqlType, Value, ValueError};

use crate::value::decode;

/// A row of a running statement.
pub(crate) struct SqliteRow<'r, 's>(pub(crate) &'r rusqlite::Row<'s>);

impl Row for SqliteRow<'_, '_> {
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError> {
        let stored: ValueRef<'_> = self
            .0
            .get_ref(at)
            .map_err(|_| ValueError::new(format!("the statement gives no value {}", at + 1)))?;
        decode(stored, ty)
    }
}
