//! Rows of a result, as store-core reads them.

use store_core::{Row, SqlType, Value, ValueError};

use crate::value::decode;

/// A row of a running statement.
pub(super) struct MssqlRow<'r>(pub(super) &'r tiberius::Row);

impl Row for MssqlRow<'_> {
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError> {
        let data = self
            .0
            .get_column_data(at)
            .map_err(|_| ValueError::new(format!("the result has no column {}", at + 1)))?;
        decode(data, ty)
    }
}
