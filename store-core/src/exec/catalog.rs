//! Reads the catalog through a connection.

use std::ops::ControlFlow;

use super::{Connection, Params, Statement};
use crate::diff::{CatalogFuture, CatalogReader};
use crate::error::{Error, ErrorKind};
use crate::render::{Grammar, Moved, TableDefinition};
use crate::schema::{StatementKind, TableModel};
use crate::statements::Relation;
use crate::types::{FromRow, Row, SqlType, Value, ValueError};

/// A connection that runs queries on the catalog.
pub(super) struct ConnectionCatalog<'c, C: ?Sized> {
    connection: &'c mut C,
    /// The table that errors name.
    table: &'static TableModel<'static>,
}

impl<'c, C: Connection + ?Sized> ConnectionCatalog<'c, C> {
    pub(super) fn new(connection: &'c mut C, table: &'static TableModel<'static>) -> Self {
        Self { connection, table }
    }
}

impl<C: Connection + ?Sized> CatalogReader for ConnectionCatalog<'_, C> {
    fn rows<'a>(
        &'a mut self,
        sql: &'static str,
        width: usize,
        params: &'a [&'a str],
    ) -> CatalogFuture<'a, Vec<Vec<Option<String>>>> {
        Box::pin(async move {
            let params: Vec<Value<'_>> = params.iter().map(|text| Value::Text((*text).into())).collect();
            let statement = Statement::new(sql, "catalog", StatementKind::Read, self.table);
            let mut rows = Vec::new();
            let keep = |row: CatalogRow| {
                rows.push(row);
                ControlFlow::Continue(())
            };
            self.connection.for_each(statement, Params::all(&params), keep).await?;
            rows.into_iter().map(|row| row.of_width(width)).collect()
        })
    }
}

/// A row whose columns are all read as text, up to the first one that cannot be read.
struct CatalogRow {
    columns: Vec<Option<String>>,
    /// Why the next column cannot be read: the row has no more columns, or the value is not text.
    end: ValueError,
}

impl FromRow for CatalogRow {
    fn from_row<R: Row>(row: &R) -> Result<Self, Error> {
        let mut columns = Vec::new();
        loop {
            match row.value(columns.len(), SqlType::Text(None)) {
                Ok(Value::Text(text)) => columns.push(Some(text.into_owned())),
                Ok(_) => columns.push(None),
                Err(end) => return Ok(Self { columns, end }),
            }
        }
    }
}

impl CatalogRow {
    fn of_width(self, width: usize) -> Result<Vec<Option<String>>, Error> {
        if self.columns.len() == width {
            Ok(self.columns)
        } else {
            Err(Error::new(ErrorKind::Decode, self.end.to_string()))
        }
    }
}

/// The table that errors of queries on the whole catalog name.
pub(super) static CATALOG: TableModel<'static> = TableModel { name: "catalog", ..TableModel::NONE };

/// The table or the view of a struct, in the schema that it has on a connection.
pub(super) struct LocatedTable {
    model: &'static TableModel<'static>,
    /// The schema that replaces the declared one.
    schema: Option<String>,
}

impl LocatedTable {
    pub(super) fn of<T: Relation>(connection: &(impl Connection + ?Sized)) -> Self {
        let schema = connection
            .schema_override()
            .and_then(|moved| moved.schema_of(T::STATEMENTS.of(connection.dialect())));
        Self { model: T::DESCRIPTION, schema: schema.map(str::to_owned) }
    }

    /// Returns the table with the schema that it has.
    pub(super) fn moved(&self) -> Moved<'_> {
        Moved::to(self.model, self.schema.as_deref())
    }

    pub(super) fn definition(&self, grammar: &'static dyn Grammar) -> TableDefinition {
        TableDefinition::of(grammar, &self.moved().model())
    }
}
