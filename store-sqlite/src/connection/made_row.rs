//! The row that an insert returns.

use store_core::schema::TableModel;
use store_core::{Error, Row, SqlType, Value, ValueError, Write};

/// The row that an insert returns: the value that the database has made for the primary key.
pub(crate) struct MadeRow(Value<'static>);

impl MadeRow {
    /// Reads the row that an insert into `table` returned.
    pub(crate) fn read(table: &TableModel<'_>, row: &impl Row) -> Result<Self, Error> {
        let made = table.made_key().ok_or_else(Write::no_row)?;
        let value = row.value(0, table.columns.types[made]);
        value.map(|value| Self(value.into_owned())).map_err(|error| {
            let column = table.columns.names.at(made);
            Error::new(store_core::ErrorKind::Decode, error.to_string())
                .with_table(table.name)
                .with_column(column)
        })
    }
}

impl Row for MadeRow {
    fn value(&self, _at: usize, _ty: SqlType) -> Result<Value<'_>, ValueError> {
        Ok(self.0.clone())
    }
}
