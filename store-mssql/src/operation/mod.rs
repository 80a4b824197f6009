//! Operations: the calls of a program, as values that can be run more than once.

mod batch;
mod bulk_insert;
mod ddl;
mod execute_many;
mod insert_many;
mod json_rows;
mod retry_safety;
mod row;
mod statement;
mod write;
mod write_many;

use std::future::Future;

use store_core::schema::TableModel;
use store_core::{Error, ErrorKind, SchemaOverride};

use crate::session::{Driver, Session};

pub(crate) use batch::RunBatch;
pub(crate) use bulk_insert::BulkInsert;
pub(crate) use ddl::ExecuteDdl;
pub(crate) use execute_many::ExecuteMany;
pub(crate) use insert_many::InsertMany;
pub(crate) use json_rows::split_into_chunks;
pub(crate) use retry_safety::RetrySafety;
pub(crate) use statement::{Execute, ForEach};
pub(crate) use write::WriteRow;
pub(crate) use write_many::WriteMany;

/// A call of a program.
pub(crate) trait Operation: Send {
    type Output: Send;

    /// Returns the operation's name and table for traces.
    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>);

    /// Returns the number of statements of a batch.
    fn batch_size(&self) -> Option<usize> {
        None
    }

    /// Returns whether the operation, as far as it has run, can be run again.
    fn retry_safety(&self) -> RetrySafety;

    /// Runs the operation once.
    fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> impl Future<Output = Result<Self::Output, Error>> + Send;

    /// Returns the number of rows that were read or written.
    fn row_count(&self, output: &Self::Output) -> u64;
}

/// Returns the statement with the schema override applied.
fn in_schema<'t>(schema: Option<&'t SchemaOverride>, sql: &'static str) -> &'t str {
    schema.map_or(sql, |schema| schema.text(sql))
}

fn missing_outcome() -> Error {
    Error::new(ErrorKind::Decode, "the server did not return the outcome of a row")
}

fn wrong_engine() -> Error {
    Error::new(ErrorKind::Misuse, "the statements are for another engine")
}

/// Adds the column to an out-of-range error, which the server does not name, if only one column can be at fault.
fn with_only_column(
    error: Error,
    table: &TableModel<'_>,
    mut candidates: impl Iterator<Item = usize>,
) -> Error {
    match (candidates.next(), candidates.next()) {
        (Some(column), None) if error.kind() == ErrorKind::OutOfRange && error.column().is_none() => {
            error.with_column(table.columns.names.at(column))
        }
        _ => error,
    }
}
