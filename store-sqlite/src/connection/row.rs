//! A row that rusqlite read.

use rusqlite::types::ValueRef;
use store_core::{Row, SqlType, Value, ValueError};

use crate::value::decode;

pub(crate) struct RusqliteRow<'r, 's>(pub(crate) &'r rusqlite::Row<'s>);

impl Row for RusqliteRow<'_, '_> {
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError> {
        let stored: ValueRef<'_> = self
            .0
            .get_ref(at)
            .map_err(|_| ValueError::new(format!("the result has no column {}", at + 1)))?;
        decode(stored, ty)
    }
}
