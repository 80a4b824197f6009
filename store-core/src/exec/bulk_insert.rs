//! The statements of a bulk insert, for the driver that runs it.

use super::{SchemaOverride, Write, WriteKind};
use crate::dialect::Dialect;
use crate::render::{BulkInsertSql, Moved, Renderer};

impl Write {
    /// Returns the statements of a bulk insert, with the schema override applied; `None` for an engine that inserts rows one by one.
    ///
    /// They are rendered from the description of the table for each call, which takes microseconds.
    pub fn bulk_insert_sql(
        &self,
        dialect: Dialect,
        schema: Option<&SchemaOverride>,
    ) -> Option<BulkInsertSql> {
        let moved = Moved::to(self.table, schema.and_then(|schema| schema.schema_of(self.sql)));
        Renderer::new(dialect, &moved.model()).bulk_insert(self.kind == WriteKind::InsertVerbatim)
    }
}
