//! Runs operations, with retries, under a span.

use std::future::Future;
use std::time::Instant;

use store_core::{Error, ErrorKind, SchemaOverride};
use tracing::field::Empty;
use tracing::{Instrument, Span};

use super::Retries;
use crate::operation::{Operation, RetrySafety};
use crate::options::MssqlOptions;
use crate::session::{Driver, Session};

/// A source of sessions: a pool, a connection, or the client of an application.
pub(crate) trait SessionSource: Send {
    /// Returns the options of all connections; `None` for the client of an application.
    fn options(&self) -> Option<&MssqlOptions>;

    /// Returns the override of the schema that tables were compiled with.
    fn schema(&self) -> Option<&SchemaOverride>;

    /// Acquires a session and runs an operation on it once, through [`run_once`].
    fn attempt<O: Operation>(
        &mut self,
        operation: &mut O,
    ) -> impl Future<Output = Result<O::Output, AttemptError>> + Send;

    /// Returns whether a failed attempt may be followed by another: not within a transaction, which only the caller can
    /// begin again, nor on a connection that cannot be replaced.
    fn may_retry(&self) -> bool;
}

/// The error of an attempt, before or after the operation began.
pub(crate) enum AttemptError {
    /// No session could be acquired; nothing was sent.
    Acquire(Error),
    /// The operation failed.
    Run(Error),
}

/// Runs an operation under a span, again after transient errors where that is safe.
pub(crate) async fn run<S: SessionSource, O: Operation>(
    source: &mut S,
    operation: O,
) -> Result<O::Output, Error> {
    let span = span(source.options(), &operation);
    run_with_retries(source, operation, &span).instrument(span.clone()).await
}

async fn run_with_retries<S: SessionSource, O: Operation>(
    source: &mut S,
    mut operation: O,
    span: &Span,
) -> Result<O::Output, Error> {
    let start = Instant::now();
    let mut retries = Retries::new(source.options());
    let result = loop {
        let (error, safety) = match source.attempt(&mut operation).await {
            Ok(output) => break Ok(output),
            Err(AttemptError::Acquire(error)) => (error, RetrySafety::NOTHING_SENT),
            Err(AttemptError::Run(error)) => {
                let safety = operation.retry_safety();
                (safety.translate(error), safety)
            }
        };
        if !source.may_retry() || !retries.wait_after(&error, safety).await {
            break Err(error);
        }
    };
    span.record("attempt", retries.attempt());
    span.record("db.client.operation.duration", start.elapsed().as_secs_f64());
    match &result {
        Ok(output) => {
            span.record("rows", operation.row_count(output));
        }
        Err(error) => {
            // A guard that fails is an answer, on which the caller decides.
            if error.kind() != ErrorKind::UnexpectedRowCount {
                span.record("error.type", tracing::field::debug(error.kind()));
            }
            if let Some(code) = error.code() {
                span.record("db.response.status_code", code);
            }
        }
    }
    result
}

/// Runs an operation once, after rolling back transactions that earlier operations left open on the session.
pub(crate) async fn run_once<D: Driver, O: Operation>(
    session: &mut Session<D>,
    schema: Option<&SchemaOverride>,
    operation: &mut O,
) -> Result<O::Output, Error> {
    session.settle().await?;
    // The driver's futures take tens of kilobytes, which would otherwise be copied from frame to frame.
    Box::pin(operation.run(session, schema)).await
}

/// Creates the span of an operation. Field names follow
/// <https://opentelemetry.io/docs/specs/semconv/database/sql-server/>.
fn span<O: Operation>(options: Option<&MssqlOptions>, operation: &O) -> Span {
    let namespace = options.and_then(|options| options.database.as_deref()).unwrap_or_default();
    let (name, table) = operation.name();
    let table = table.map_or("", |table| table.name);
    tracing::debug_span!(
        "store_mssql",
        otel.name = %format_args!("{name} {table}"),
        otel.kind = "client",
        db.system.name = "microsoft.sql_server",
        db.namespace = namespace,
        db.operation.name = name,
        db.operation.batch.size = operation.batch_size(),
        db.collection.name = table,
        db.client.operation.duration = Empty,
        db.response.status_code = Empty,
        error.type = Empty,
        rows = Empty,
        attempt = Empty,
    )
}

/// Implements `Connection` for a `SessionSource`.
macro_rules! connection {
    ($source:ty $(, $($generics:tt)+)?) => {
        impl$(<$($generics)+>)? store_core::Connection for $source {
            fn dialect(&self) -> store_core::Dialect {
                store_core::Dialect::Mssql
            }

            fn schema_override(&self) -> Option<&store_core::SchemaOverride> {
                $crate::exec::SessionSource::schema(self)
            }

            async fn execute(
                &mut self,
                statement: store_core::Statement,
                params: store_core::Params<'_>,
            ) -> Result<u64, store_core::Error> {
                $crate::exec::run(self, $crate::operation::Execute { statement, params }).await
            }

            async fn for_each<T, F>(
                &mut self,
                statement: store_core::Statement,
                params: store_core::Params<'_>,
                each: F,
            ) -> Result<(), store_core::Error>
            where
                T: store_core::FromRow + Send + 'static,
                F: FnMut(T) -> std::ops::ControlFlow<()> + Send,
            {
                $crate::exec::run(self, $crate::operation::ForEach::new(statement, params, each)).await
            }

            async fn write<T: store_core::TableValues>(
                &mut self,
                write: store_core::Write,
                row: &T,
            ) -> Result<store_core::Outcome, store_core::Error> {
                let values = row.values()?;
                let values = values.as_ref();
                $crate::exec::run(self, $crate::operation::WriteRow { write, values }).await
            }

            async fn write_many<T: store_core::TableValues>(
                &mut self,
                write: store_core::Write,
                rows: &[T],
            ) -> Result<Vec<store_core::Outcome>, store_core::Error> {
                let values = rows.iter().map(T::values).collect::<Result<Vec<_>, _>>()?;
                let rows: Vec<&[store_core::Value<'_>]> = values.iter().map(AsRef::as_ref).collect();
                let chunks = $crate::operation::split_into_chunks(write.table, write.key.columns(), &rows)?;
                $crate::exec::run(self, $crate::operation::WriteMany { write, rows: &rows, chunks: &chunks }).await
            }

            async fn insert_many_returning<T, R>(
                &mut self,
                write: store_core::Write,
                rows: &[R],
            ) -> Result<Vec<T>, store_core::Error>
            where
                T: store_core::FromRow + Send + 'static,
                R: store_core::TableValues,
            {
                let values = rows.iter().map(R::values).collect::<Result<Vec<_>, _>>()?;
                let rows: Vec<&[store_core::Value<'_>]> = values.iter().map(AsRef::as_ref).collect();
                // The statement returns its rows in the order of their numbers, which without a key is that of the rows.
                let chunks = $crate::operation::split_into_chunks(write.table, &[], &rows)?;
                $crate::exec::run(self, $crate::operation::InsertMany::new(write, &rows, &chunks)).await
            }

            /// Few rows take fewer round trips as a batch.
            async fn bulk_load<I>(
                &mut self,
                write: store_core::Write,
                mut rows: I,
            ) -> Result<u64, store_core::Error>
            where
                I: Iterator<Item: store_core::TableValues> + Send,
            {
                let first: Vec<I::Item> = rows.by_ref().take(store_core::Write::MAX_ROWS + 1).collect();
                if first.len() > store_core::Write::MAX_ROWS {
                    return $crate::exec::run(self, $crate::operation::BulkInsert::new(write, first, rows)).await;
                }
                self.write_many(write, &first).await?;
                Ok(first.len() as u64)
            }

            async fn batch(
                &mut self,
                batch: store_core::Batch<'_>,
            ) -> Result<store_core::BatchResults, store_core::Error> {
                let operation = $crate::operation::RunBatch::new(&batch)?;
                if batch.is_empty() {
                    return Ok(batch.results());
                }
                $crate::exec::run(self, operation).await
            }

            async fn execute_many(
                &mut self,
                update: store_core::UpdateMany,
                elements: &[&[store_core::Value<'_>]],
            ) -> Result<Vec<bool>, store_core::Error> {
                let table = update.statement.table;
                let chunks = $crate::operation::split_into_chunks(table, update.key, elements)?;
                $crate::exec::run(self, $crate::operation::ExecuteMany { update, elements, chunks: &chunks }).await
            }

            async fn execute_ddl(&mut self, statements: &[&str]) -> Result<(), store_core::Error> {
                $crate::exec::run(self, $crate::operation::ExecuteDdl(statements)).await
            }
        }
    };
}
pub(crate) use connection;
