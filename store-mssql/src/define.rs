//! Statements of the data definition language.

use store_core::model::TableModel;
use store_core::{Error, ErrorKind, SchemaOverride};

use crate::call::Call;
use crate::retry::Retry;
use crate::session::Session;

/// Takes the lock under which schemas are changed, until the transaction ends: programs that start at the same time
/// would find a table missing and create it twice.
///
/// See <https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-getapplock-transact-sql>.
const LOCK: &str = "\
DECLARE @lock INT;
EXEC @lock = sp_getapplock @Resource = N'store.define', @LockMode = N'Exclusive', @LockOwner = N'Transaction',
    @LockTimeout = 60000;
SELECT @lock;";

/// Creates or drops what is described, all or nothing.
pub(crate) struct Define<'s>(pub(crate) &'s [&'static str]);

impl Define<'_> {
    async fn all(&self, session: &mut Session, schema: Option<&SchemaOverride>) -> Result<(), Error> {
        match session.batch(LOCK).await? {
            Some(0 | 1) => {}
            other => {
                let message = format!("the lock for changes of the schema was not granted (state {other:?})");
                return Err(Error::new(ErrorKind::Busy, message));
            }
        }
        for sql in self.0 {
            match session.batch(schema.map_or(sql, |schema| schema.text(sql))).await {
                // Babelfish shows indexes under other names than those that are looked for.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => session.settle().await?,
                other => {
                    other?;
                }
            }
        }
        Ok(())
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

    async fn run(&mut self, session: &mut Session, schema: Option<&SchemaOverride>) -> Result<(), Error> {
        session.begin().await?;
        match self.all(session, schema).await {
            Ok(()) => session.commit().await,
            Err(error) => {
                session.give_up().await;
                Err(error)
            }
        }
    }

    fn rows(&self, (): &()) -> u64 {
        0
    }
}
