//! Statements of the data definition language.

use store_core::schema::TableModel;
use store_core::{Error, ErrorKind, SchemaOverride};

use crate::call::Call;
use crate::control::LOCK;
use crate::driver::Driver;
use crate::retry::Retry;
use crate::session::Session;

/// Creates or drops what is described, all or nothing.
pub(crate) struct Define<'s>(pub(crate) &'s [&'s str]);

impl Define<'_> {
    /// Runs all but those that are known to be done; gives the number of one that turns out to be, when finding that
    /// out has cost the transaction.
    async fn all<D: Driver>(
        &self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
        done: &[usize],
    ) -> Result<Option<usize>, Error> {
        match session.batch(LOCK).await? {
            Some(0 | 1) => {}
            other => {
                let message = format!("the lock for changes of the schema was not granted (state {other:?})");
                return Err(Error::new(ErrorKind::Busy, message));
            }
        }
        for (at, sql) in self.0.iter().enumerate().filter(|(at, _)| !done.contains(at)) {
            match session.batch(schema.map_or(sql, |schema| schema.text(sql))).await {
                // Babelfish shows indexes under other names than those that are looked for.
                // A table that is not there is another matter: a constraint of its name stands in its way.
                Err(error) if error.kind() == ErrorKind::AlreadyExists && !sql.contains("CREATE TABLE") => {
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

impl Call for Define<'_> {
    type Output = ();

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        ("define", None)
    }

    fn retry(&self) -> Retry {
        Retry { repeatable: true, ..Retry::default() }
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<(), Error> {
        let mut done = Vec::new();
        loop {
            session.begin().await?;
            let defined = match self.all(session, schema, &done).await {
                Ok(Some(at)) => {
                    done.push(at);
                    session.rollback().await?;
                    continue;
                }
                other => other.map(|_| ()),
            };
            return session.end(defined).await;
        }
    }

    fn rows(&self, (): &()) -> u64 {
        0
    }
}
