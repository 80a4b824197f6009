//! A row that rusqlite read.

use store_core::{Row, SqlType, Value, ValueError};

use crate::value::decode;

pub(crate) struct RusqliteRow<'r, 's>(pub(crate) &'r rusqlite::Row<'s>);

impl Row for RusqliteRow<'_, '_> {
    // Without it, the compiler calls the conversion of all types for each column: reading is 6 % slower.
    #[inline(always)]
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError> {
        match self.0.get_ref(at) {
            Ok(stored) => decode(stored, ty),
            Err(error) => Err(missing_column(at, error)),
        }
    }
}

#[cold]
fn missing_column(at: usize, _: rusqlite::Error) -> ValueError {
    ValueError::new(format!("the result has no column {}", at + 1))
}
