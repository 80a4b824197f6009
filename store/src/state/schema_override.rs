//! The tables in another schema.

use super::admin::tables_in_schema;
use crate::{Dialect, Error, SchemaOverride};

/// Returns the tables of the store in another schema than `ingest`, for the options of a backend.
///
/// # Errors
///
/// [`Config`](crate::ErrorKind::Config) when the name breaks the rule of [`ident::check`](crate::ident::check).
pub fn in_schema(dialect: Dialect, schema: &str) -> Result<SchemaOverride, Error> {
    let tables = tables_in_schema(dialect, schema)?;
    #[cfg(feature = "legacy")]
    let tables = super::legacy::mssql::in_schema(tables);
    Ok(tables)
}
