//! Runs calls, again where that helps, under a span.

use std::future::Future;
use std::time::Instant;

use store_core::{Error, SchemaOverride};
use tracing::field::Empty;
use tracing::{Instrument, Span};

use crate::call::Call;
use crate::driver::Driver;
use crate::options::MssqlOptions;
use crate::retry::Attempts;
use crate::session::Session;

/// Where sessions come from.
pub(crate) trait Sessions: Send {
    /// The options of all connections; none where an application has opened it.
    fn options(&self) -> Option<&MssqlOptions>;

    /// The schema that stands in the place of the one that tables were compiled with.
    fn schema(&self) -> Option<&SchemaOverride>;

    /// Runs a call once on a session, by [`once`]. The outer error is that there is none to run it on.
    fn attempt<C: Call>(
        &mut self,
        call: &mut C,
    ) -> impl Future<Output = Result<Result<C::Output, Error>, Error>> + Send;

    /// Whether an attempt that failed may be followed by another: not within a transaction, which is the caller's to
    /// begin again, nor on a connection that is gone.
    fn may_try_again(&self) -> bool;
}

/// Runs a call and gives its result.
pub(crate) async fn run<S: Sessions, C: Call>(sessions: &mut S, call: C) -> Result<C::Output, Error> {
    let span = span(sessions.options(), &call);
    attempts(sessions, call, &span).instrument(span.clone()).await
}

async fn attempts<S: Sessions, C: Call>(
    sessions: &mut S,
    mut call: C,
    span: &Span,
) -> Result<C::Output, Error> {
    let start = Instant::now();
    let mut attempts = sessions.options().map_or(Attempts::ONLY, Attempts::new);
    loop {
        let (result, began) = match sessions.attempt(&mut call).await {
            Ok(result) => (result, true),
            // Whoever opens them has tried often enough.
            Err(error) => (Err(error), false),
        };
        span.record("attempt", attempts.number);
        let wait = match &result {
            Err(error) if began && sessions.may_try_again() => attempts.again(error, call.retry()),
            _ => None,
        };
        if let Some(wait) = wait {
            tokio::time::sleep(wait).await;
            continue;
        }
        let result = result.map_err(|error| call.retry().explain(error));
        span.record("db.client.operation.duration", start.elapsed().as_secs_f64());
        match &result {
            Ok(output) => {
                span.record("rows", call.rows(output));
            }
            Err(error) => {
                span.record("error.type", tracing::field::debug(error.kind()));
                if let Some(code) = error.code() {
                    span.record("db.response.status_code", code);
                }
            }
        }
        return result;
    }
}

/// Does it once.
pub(crate) async fn once<D: Driver, C: Call>(
    session: &mut Session<D>,
    schema: Option<&SchemaOverride>,
    call: &mut C,
) -> Result<C::Output, Error> {
    session.settle().await?;
    // The driver's futures take tens of kilobytes, which would be copied from frame to frame.
    Box::pin(call.run(session, schema)).await
}

/// The names of fields are those of
/// <https://opentelemetry.io/docs/specs/semconv/database/sql-server/>.
fn span<C: Call>(options: Option<&MssqlOptions>, call: &C) -> Span {
    let namespace = options.and_then(|options| options.database.as_deref()).unwrap_or_default();
    let (name, table) = call.name();
    let table = table.map_or("", |table| table.name);
    tracing::debug_span!(
        "store_mssql",
        otel.name = %format_args!("{name} {table}"),
        otel.kind = "client",
        db.system.name = "microsoft.sql_server",
        db.namespace = namespace,
        db.operation.name = name,
        db.collection.name = table,
        db.client.operation.duration = Empty,
        db.response.status_code = Empty,
        error.type = Empty,
        rows = Empty,
        attempt = Empty,
    )
}

/// What every source of sessions does as a connection.
macro_rules! connection {
    ($sessions:ty $(, $($generics:tt)+)?) => {
        impl$(<$($generics)+>)? store_core::Connection for $sessions {
            fn dialect(&self) -> store_core::Dialect {
                store_core::Dialect::Mssql
            }

            fn schema_override(&self) -> Option<&store_core::SchemaOverride> {
                $crate::run::Sessions::schema(self)
            }

            async fn execute(
                &mut self,
                statement: store_core::Statement,
                params: store_core::Params<'_>,
            ) -> Result<u64, store_core::Error> {
                $crate::run::run(self, $crate::call::Execute { statement, params }).await
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
                $crate::run::run(self, $crate::call::ForEach::new(statement, params, each)).await
            }

            async fn write<T: store_core::Table>(
                &mut self,
                write: store_core::Write,
                row: &T,
            ) -> Result<store_core::Outcome, store_core::Error> {
                let values = row.values()?;
                let values = values.as_ref();
                $crate::run::run(self, $crate::call::WriteRow { write, values }).await
            }

            async fn write_many<T: store_core::Table>(
                &mut self,
                write: store_core::Write,
                rows: &[T],
            ) -> Result<Vec<store_core::Outcome>, store_core::Error> {
                let values = rows.iter().map(T::values).collect::<Result<Vec<_>, _>>()?;
                let rows: Vec<&[store_core::Value<'_>]> = values.iter().map(AsRef::as_ref).collect();
                let chunks = $crate::batch::chunks(write.table, write.key.columns(), &rows)?;
                $crate::run::run(self, $crate::call::WriteMany { write, rows: &rows, chunks }).await
            }

            async fn execute_ddl(&mut self, statements: &[&str]) -> Result<(), store_core::Error> {
                $crate::run::run(self, $crate::define::Define(statements)).await
            }
        }
    };
}
pub(crate) use connection;
