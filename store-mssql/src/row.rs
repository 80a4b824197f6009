//! Rows as SQL Server gives them.

use store_core::{Row, SqlType, Value, ValueError};

use crate::value::decode;

/// A row of a running statement.
pub(crate) struct MssqlRow<'r>(pub(crate) &'r tiberius::Row);

impl Row for MssqlRow<'_> {
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError> {
        let data = self
            .0
            .get_column_data(at)
            .map_err(|_| ValueError::new(format!("the statement gives no value {}", at + 1)))?;
        decode(data, ty)
    }
}
