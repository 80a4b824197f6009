//! A database on which another writer can write between two calls of a unit of work, as on SQL Server.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use store::{Batch, BatchResults, Connection, Database, Error, UnitOfWork};
use store_sqlite::Sqlite;

type OtherWrite = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A SQLite database that runs each call of a unit by itself.
#[derive(Clone)]
pub(super) struct Racing {
    database: Sqlite,
    /// The write of another writer, which precedes the next batch that writes.
    before_next_write: Arc<Mutex<Option<OtherWrite>>>,
}

impl Racing {
    pub(super) fn new(database: Sqlite) -> Self {
        Self { database, before_next_write: Arc::default() }
    }

    pub(super) fn before_next_write(&self, write: impl Future<Output = ()> + Send + 'static) {
        *self.before_next_write.lock().unwrap() = Some(Box::pin(write));
    }
}

store_tests::delegate_connection! {
    [impl Connection for Racing]
    async fn batch(&mut self, batch: Batch<'_>) -> Result<BatchResults, Error> {
        let write = self.before_next_write.lock().unwrap().take_if(|_| !batch.is_read_only());
        if let Some(write) = write {
            write.await;
        }
        self.database.batch(batch).await
    }
}

impl Database for Racing {
    async fn transaction<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        self.database.transaction(unit).await
    }

    async fn run<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        unit.run(&mut self.clone()).await
    }

    async fn close(&self) -> Result<(), Error> {
        Database::close(&self.database).await
    }
}
