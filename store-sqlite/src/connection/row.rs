//! A row that rusqlite read.

use store_core::{Row, SqlType, Value, ValueError};

use crate::value::decode;

pub(crate) struct RusqliteRow<'r, 's>(pub(crate) &'r rusqlite::Row<'s>);

impl Row for RusqliteRow<'_, '_> {
    // `inline(always)` removes the branches of the other types; without the attribute, each column calls a function that
    // converts to all types.
    #[inline(always)]
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError> {
        // `map_err` consumes the result: a `match` would copy the value out of it, and then check for an error to drop.
        let stored = self.0.get_ref(at).map_err(|_| missing_column(at))?;
        decode(stored, ty)
    }
}

#[cold]
fn missing_column(at: usize) -> ValueError {
    ValueError::new(format!("the result has no column {}", at + 1))
}
