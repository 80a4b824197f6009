//! A database that records the names of the statements it runs.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use store::{
    Batch, BatchCall, BatchResults, Connection, Database, Dialect, Error, FromRow, Outcome, Params,
    SchemaOverride, Statement, TableValues, UnitOfWork, UpdateMany, Value, Write,
};

/// The recorded statements: table name and statement name.
#[derive(Clone, Debug, Default)]
pub(super) struct Ran(Arc<Mutex<BTreeSet<(&'static str, &'static str)>>>);

impl Ran {
    pub(super) fn all(&self) -> BTreeSet<(&'static str, &'static str)> {
        self.0.lock().unwrap().clone()
    }

    fn note(&self, table: &'static str, statement: &'static str) {
        self.0.lock().unwrap().insert((table, statement));
    }

    fn write(&self, write: &Write) {
        self.note(write.table.name, write.kind.name());
    }

    fn call(&self, call: &BatchCall<'_>) {
        if call.empty_output().is_some() {
            return;
        }
        match call {
            BatchCall::Execute { statement, .. } | BatchCall::Query { statement, .. } => {
                self.note(statement.table.name, statement.name);
            }
            BatchCall::Write { write, .. }
            | BatchCall::WriteMany { write, .. }
            | BatchCall::InsertMany { write, .. } => self.write(write),
            BatchCall::ExecuteMany { update, .. } => {
                self.note(update.statement.table.name, update.statement.name);
            }
        }
    }
}

/// A database that records its statements.
#[derive(Clone, Debug)]
pub(super) struct Recorder<D> {
    pub(super) inner: D,
    pub(super) ran: Ran,
}

/// The connection of a unit of work, which records its statements.
struct Recording<'c, C> {
    inner: &'c mut C,
    ran: Ran,
}

macro_rules! connection {
    ($($of:tt)*) => {
        $($of)* {
            fn dialect(&self) -> Dialect {
                self.inner.dialect()
            }

            fn schema_override(&self) -> Option<&SchemaOverride> {
                self.inner.schema_override()
            }

            async fn execute(&mut self, statement: Statement, params: Params<'_>) -> Result<u64, Error> {
                self.ran.note(statement.table.name, statement.name);
                self.inner.execute(statement, params).await
            }

            async fn for_each<T, F>(
                &mut self,
                statement: Statement,
                params: Params<'_>,
                each: F,
            ) -> Result<(), Error>
            where
                T: FromRow + Send + 'static,
                F: FnMut(T) -> ControlFlow<()> + Send,
            {
                self.ran.note(statement.table.name, statement.name);
                self.inner.for_each(statement, params, each).await
            }

            async fn write<T: TableValues>(&mut self, write: Write, row: &T) -> Result<Outcome, Error> {
                self.ran.write(&write);
                self.inner.write(write, row).await
            }

            async fn write_many<T: TableValues>(&mut self, write: Write, rows: &[T]) -> Result<Vec<Outcome>, Error> {
                self.ran.write(&write);
                self.inner.write_many(write, rows).await
            }

            async fn bulk_load<I>(&mut self, write: Write, rows: I) -> Result<u64, Error>
            where
                I: Iterator<Item: TableValues> + Send,
            {
                self.ran.write(&write);
                self.inner.bulk_load(write, rows).await
            }

            async fn insert_many_returning<T, R>(&mut self, write: Write, rows: &[R]) -> Result<Vec<T>, Error>
            where
                T: FromRow + Send + 'static,
                R: TableValues,
            {
                self.ran.write(&write);
                self.inner.insert_many_returning(write, rows).await
            }

            async fn batch(&mut self, batch: Batch<'_>) -> Result<BatchResults, Error> {
                for statement in batch.statements(self.dialect())? {
                    self.ran.call(&statement.call);
                }
                self.inner.batch(batch).await
            }

            async fn execute_many(
                &mut self,
                update: UpdateMany,
                elements: &[&[Value<'_>]],
            ) -> Result<Vec<bool>, Error> {
                self.ran.note(update.statement.table.name, update.statement.name);
                self.inner.execute_many(update, elements).await
            }

            async fn execute_ddl(&mut self, statements: &[&str]) -> Result<(), Error> {
                self.inner.execute_ddl(statements).await
            }
        }
    };
}

connection!(impl<C: Connection> Connection for Recorder<C>);
connection!(impl<C: Connection> Connection for Recording<'_, C>);

struct Recorded<U> {
    unit: U,
    ran: Ran,
}

impl<U: UnitOfWork> UnitOfWork for Recorded<U> {
    type Output = U::Output;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<U::Output, Error> {
        self.unit.run(&mut Recording { inner: connection, ran: self.ran.clone() }).await
    }
}

impl<D: Database> Database for Recorder<D> {
    async fn transaction<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        self.inner.transaction(Recorded { unit, ran: self.ran.clone() }).await
    }

    async fn run<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        self.inner.run(Recorded { unit, ran: self.ran.clone() }).await
    }

    async fn close(&self) -> Result<(), Error> {
        self.inner.close().await
    }
}
