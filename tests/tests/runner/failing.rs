//! A database whose calls can be made to fail.

use std::any::type_name;
use std::sync::{Arc, Mutex};

use store::{Batch, BatchResults, Connection, Database, Error, ErrorKind, UnitOfWork};

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
    claims: Calls,
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
    /// Makes the next claims fail.
    pub(super) fn next_claims(&self, kind: ErrorKind, calls: usize) {
        self.0.lock().unwrap().claims.fail(kind, calls);
    }

    /// Makes the next completions fail.
    pub(super) fn next_completions(&self, kind: ErrorKind, calls: usize) {
        let mut plan = self.0.lock().unwrap();
        if plan.completions.kind.is_none() {
            plan.completions.fail(kind, calls);
        }
    }

    /// Returns the number of claims, with those that failed.
    pub(super) fn claims(&self) -> usize {
        self.0.lock().unwrap().claims.made
    }

    /// Returns the number of completions, with those that failed.
    pub(super) fn completions(&self) -> usize {
        self.0.lock().unwrap().completions.made
    }
}

impl Failures {
    /// Notes the run of a unit of work.
    fn call(&self, unit: &str) -> Result<(), Error> {
        let mut plan = self.0.lock().unwrap();
        match unit.rsplit("::").next() {
            Some("Claim") => plan.claims.call(),
            Some("CompleteItems") => plan.completions.call(),
            _ => Ok(()),
        }
    }
}

impl<D> Failing<D> {
    pub(super) fn new(database: D) -> (Self, Failures) {
        let failures = Failures::default();
        (Self { database, failures: failures.clone() }, failures)
    }
}

store_tests::delegate_connection! {
    [impl<D: Database> Connection for Failing<D>]
    async fn batch(&mut self, batch: Batch<'_>) -> Result<BatchResults, Error> {
        self.database.batch(batch).await
    }
}

impl<D: Database> Database for Failing<D> {
    async fn transaction<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        self.database.transaction(unit).await
    }

    async fn run<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        self.failures.call(type_name::<U>())?;
        self.database.run(unit).await
    }

    async fn close(&self) -> Result<(), Error> {
        self.database.close().await
    }
}
