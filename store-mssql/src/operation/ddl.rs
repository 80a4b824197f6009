//! Runs DDL statements.

use store_core::schema::TableModel;
use store_core::{Error, ErrorKind, SchemaOverride};

use super::{Operation, RetrySafety};
use crate::session::{Driver, Session};
use crate::session_sql::LOCK_SCHEMA;

/// Runs DDL statements, all or none.
pub(crate) struct ExecuteDdl<'s>(pub(crate) &'s [&'s str]);

impl ExecuteDdl<'_> {
    /// Runs all statements except those in `done`. Returns the position of a statement whose index exists already, if that
    /// error rolled back the transaction.
    async fn execute_all<D: Driver>(
        &self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
        done: &[usize],
    ) -> Result<Option<usize>, Error> {
        match session.batch(LOCK_SCHEMA).await? {
            Some(0 | 1) => {}
            other => {
                let code = other.map_or_else(|| "NULL".to_owned(), |code| code.to_string());
                let message = format!(
                    "cannot lock the schema: sp_getapplock returned {code}: wait for other schema changes to end"
                );
                return Err(Error::new(ErrorKind::Busy, message));
            }
        }
        for (at, sql) in self.0.iter().enumerate().filter(|(at, _)| !done.contains(at)) {
            match session.batch(schema.map_or(sql, |schema| schema.text(sql))).await {
                Err(error) if session.product().is_existing_index(&error, sql) => {
                    if session.settle().await.is_err() {
                        return Ok(Some(at));
                    }
                }
                other => {
                    other?;
                }
            }
        }
        Ok(None)
    }
}

impl Operation for ExecuteDdl<'_> {
    type Output = ();

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        ("execute_ddl", None)
    }

    fn retry_safety(&self) -> RetrySafety {
        RetrySafety { repeatable: true, ..RetrySafety::default() }
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<(), Error> {
        let mut done = Vec::new();
        loop {
            session.begin().await?;
            let result = match self.execute_all(session, schema, &done).await {
                Ok(Some(at)) => {
                    done.push(at);
                    session.rollback().await?;
                    continue;
                }
                other => other.map(|_| ()),
            };
            return session.finish(result).await;
        }
    }

    fn row_count(&self, (): &()) -> u64 {
        0
    }
}
