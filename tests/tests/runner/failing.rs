//! A database whose calls can be made to fail.

use std::any::type_name;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use store::{
    Batch, BatchResults, Connection, Database, Dialect, Error, ErrorKind, FromRow, Outcome, Params,
    SchemaOverride, Statement, Table, UnitOfWork, UpdateMany, Value, Write,
};

/// A database that passes calls on to another one, unless they are to fail.
#[derive(Clone, Debug)]
pub(super) struct Failing<D> {
    database: D,
    failures: Failures,
}

/// The failures of a database, and the numbers of its calls.
#[derive(Clone, Debug, Default)]
pub(super) struct Failures(Arc<Mutex<Plan>>);

#[derive(Debug, Default)]
struct Plan {
    runs: Calls,
    completions: Calls,
}

#[derive(Debug, Default)]
struct Calls {
    made: usize,
    to_fail: usize,
    kind: Option<ErrorKind>,
}

impl Calls {
    fn fail(&mut self, kind: ErrorKind, calls: usize) {
        (self.kind, self.to_fail) = (Some(kind), calls);
    }

    fn call(&mut self) -> Result<(), Error> {
        self.made += 1;
        match self.kind {
            Some(kind) if self.to_fail > 0 => {
                self.to_fail -= 1;
                Err(Error::new(kind, "on purpose"))
            }
            _ => Ok(()),
        }
    }
}

impl Failures {
    /// Makes the next calls of `Database::run` fail, which the state store uses for claims only.
    pub(super) fn next_runs(&self, kind: ErrorKind, calls: usize) {
        self.0.lock().unwrap().runs.fail(kind, calls);
    }

    /// Makes the next transactions fail that complete items.
    pub(super) fn next_completions(&self, kind: ErrorKind, calls: usize) {
        let mut plan = self.0.lock().unwrap();
        if plan.completions.kind.is_none() {
            plan.completions.fail(kind, calls);
        }
    }

    /// Returns the number of calls of `Database::run`.
    pub(super) fn runs(&self) -> usize {
        self.0.lock().unwrap().runs.made
    }

    /// Returns the number of transactions that completed items, or would have.
    pub(super) fn completions(&self) -> usize {
        self.0.lock().unwrap().completions.made
    }
}

impl<D> Failing<D> {
    pub(super) fn new(database: D) -> (Self, Failures) {
        let failures = Failures::default();
        (Self { database, failures: failures.clone() }, failures)
    }
}

impl<D: Database> Connection for Failing<D> {
    fn dialect(&self) -> Dialect {
        self.database.dialect()
    }

    fn schema_override(&self) -> Option<&SchemaOverride> {
        self.database.schema_override()
    }

    async fn execute(&mut self, statement: Statement, params: Params<'_>) -> Result<u64, Error> {
        self.database.execute(statement, params).await
    }

    async fn for_each<T, F>(&mut self, statement: Statement, params: Params<'_>, each: F) -> Result<(), Error>
    where
        T: FromRow + Send + 'static,
        F: FnMut(T) -> ControlFlow<()> + Send,
    {
        self.database.for_each(statement, params, each).await
    }

    async fn write<T: Table>(&mut self, write: Write, row: &T) -> Result<Outcome, Error> {
        self.database.write(write, row).await
    }

    async fn write_many<T: Table>(&mut self, write: Write, rows: &[T]) -> Result<Vec<Outcome>, Error> {
        self.database.write_many(write, rows).await
    }

    async fn batch(&mut self, batch: Batch<'_>) -> Result<BatchResults, Error> {
        self.database.batch(batch).await
    }

    async fn execute_many(
        &mut self,
        update: UpdateMany,
        elements: &[&[Value<'_>]],
    ) -> Result<Vec<bool>, Error> {
        self.database.execute_many(update, elements).await
    }

    async fn execute_ddl(&mut self, statements: &[&str]) -> Result<(), Error> {
        self.database.execute_ddl(statements).await
    }
}

impl<D: Database> Database for Failing<D> {
    async fn transaction<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        if type_name::<U>().ends_with("CompleteItems") {
            self.failures.0.lock().unwrap().completions.call()?;
        }
        self.database.transaction(unit).await
    }

    async fn run<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        self.failures.0.lock().unwrap().runs.call()?;
        self.database.run(unit).await
    }

    async fn close(&self) -> Result<(), Error> {
        self.database.close().await
    }
}
