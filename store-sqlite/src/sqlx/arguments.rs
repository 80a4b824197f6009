//! Values as arguments of sqlx.

use sqlx::Arguments;
use sqlx::sqlite::SqliteArguments;
use store_core::schema::TableModel;
use store_core::{Error, ErrorKind, Params, TableValues, Value, Write, WriteKind};

use crate::error::wrong_parameter_count;
use crate::value::{Encoded, encode};

/// The arguments of the statements that may be needed to write a row.
pub(super) struct RowArguments {
    /// The columns that an insert writes, in the order of the table.
    pub(super) insert: SqliteArguments,
    /// The columns of the update, in its order.
    pub(super) update: SqliteArguments,
    /// The columns of the delete, in its order.
    pub(super) delete: SqliteArguments,
    /// The columns of the key, for a row whose version is compared.
    pub(super) key: SqliteArguments,
}

impl RowArguments {
    /// Converts a row.
    pub(super) fn of_row<T: TableValues>(write: &Write, row: &T) -> Result<Self, Error> {
        Self::new(write, row.values()?.as_ref())
    }

    /// Converts the values of a row.
    pub(super) fn new(write: &Write, values: &[Value<'_>]) -> Result<Self, Error> {
        let collect = |columns: &mut dyn Iterator<Item = usize>| {
            let mut arguments = SqliteArguments::default();
            for at in columns {
                let Some(value) = values.get(at) else {
                    let expected = write.table.columns.len();
                    return Err(wrong_parameter_count(values.len(), expected).with_table(write.table.name));
                };
                add(&mut arguments, value, write.table)?;
            }
            Ok(arguments)
        };
        let updates = matches!(write.kind, WriteKind::Update | WriteKind::Upsert);
        let deletes = write.kind == WriteKind::Delete;
        Ok(Self {
            insert: collect(&mut write.inserted())?,
            update: collect(&mut write.key.update_order().filter(|_| updates))?,
            delete: collect(&mut write.param_order().into_iter().filter(|_| deletes))?,
            key: collect(&mut write.key.columns().iter().copied().filter(|_| write.compares_version()))?,
        })
    }
}

/// Converts the parameters of a statement on `table`.
pub(super) fn arguments(table: &TableModel<'_>, params: Params<'_>) -> Result<SqliteArguments, Error> {
    let mut arguments = SqliteArguments::default();
    for value in params.iter() {
        add(&mut arguments, value, table)?;
    }
    Ok(arguments)
}

fn add(arguments: &mut SqliteArguments, value: &Value<'_>, table: &TableModel<'_>) -> Result<(), Error> {
    let encoded = encode(value).map_err(|error| Error::invalid_parameter(&error, value, table))?;
    let added = match &encoded {
        Encoded::Null => arguments.add(None::<i64>),
        Encoded::Integer(value) => arguments.add(*value),
        Encoded::Real(value) => arguments.add(*value),
        Encoded::Text(text) => arguments.add(*text),
        Encoded::Blob(bytes) => arguments.add(*bytes),
        Encoded::Formatted { .. } => arguments.add(encoded.formatted()),
    };
    added.map_err(|error| {
        Error::new(ErrorKind::InvalidValue, "sqlx rejected the value: see the source of this error")
            .with_table(table.name)
            .with_source(error)
    })
}
