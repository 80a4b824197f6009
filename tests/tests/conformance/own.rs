//! Enqueueing items in a transaction of the application, on a connection of the application.

use sqlx::{Connection as _, Executor};
use store::Batch;
use store::prelude::*;
use store::state::{Enqueue, StateOptions, StateStore};
use store_mssql::tiberius::Client;
use store_mssql::{Mssql, TiberiusConnection};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions, SqlxSqlite};
use store_tests::conformance::samples::job;
use store_tests::conformance::state::samples::{item, page};
use store_tests::tables::Job;
use tempfile::TempDir;
use tokio_util::compat::Compat;

/// Returns a store in a file, and the options to open the file.
async fn store(folder: &TempDir) -> (StateStore<Sqlite>, SqliteOptions) {
    let options = SqliteOptions::new(folder.path().join("own.db"));
    let sqlite = Sqlite::open(options.clone()).await.unwrap();
    (StateStore::open(sqlite, StateOptions::default()).await.unwrap(), options)
}

fn two_items() -> Enqueue {
    Enqueue::new(vec![item("a"), item("b")])
}

pub(super) async fn rusqlite_connection(folder: &TempDir) {
    let (store, options) = store(folder).await;
    // A connection of an application that does not use `store`.
    let own = SqliteConnection::open(&options).unwrap().into_rusqlite();
    own.execute_batch("CREATE TABLE orders (id INTEGER PRIMARY KEY) STRICT; BEGIN IMMEDIATE; INSERT INTO orders VALUES (1);")
        .unwrap();
    let mut connection = SqliteConnection::from_rusqlite(own);
    assert_eq!(two_items().run(&mut connection).await.unwrap().len(), 2);
    let own = connection.into_rusqlite();
    own.execute_batch("ROLLBACK; BEGIN IMMEDIATE; INSERT INTO orders VALUES (2);").unwrap();
    assert!(!store.exists(page("a")).await.unwrap());
    let mut connection = SqliteConnection::from_rusqlite(own);
    two_items().run(&mut connection).await.unwrap();
    connection.into_rusqlite().execute_batch("COMMIT").unwrap();
    assert!(store.exists(page("a")).await.unwrap());
    assert_eq!(store.stats().await.unwrap().total.pending, 2);
}

pub(super) async fn sqlx_transaction(folder: &TempDir, mut own: sqlx::SqliteConnection) {
    let (store, _) = store(folder).await;
    own.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY) STRICT").await.unwrap();
    for (keep, order) in [(false, "INSERT INTO orders VALUES (1)"), (true, "INSERT INTO orders VALUES (2)")] {
        let mut transaction = own.begin().await.unwrap();
        transaction.execute(order).await.unwrap();
        let enqueued = two_items().run(&mut SqlxSqlite::new(&mut transaction)).await.unwrap();
        assert!(enqueued.into_iter().all(|one| one.unwrap().is_new()));
        if keep {
            transaction.commit().await.unwrap();
        } else {
            transaction.rollback().await.unwrap();
        }
        assert_eq!(store.exists(page("b")).await.unwrap(), keep);
    }
    let orders: Vec<(i64,)> = sqlx::query_as("SELECT id FROM orders").fetch_all(&mut own).await.unwrap();
    assert_eq!(orders, [(2,)]);
}

/// `own` is the client of the application, `schema` the schema of the store.
pub(super) async fn tiberius_transaction(
    db: &Mssql,
    schema: &store::SchemaOverride,
    mut own: Client<Compat<tokio::net::TcpStream>>,
) {
    let store = StateStore::open(db.clone(), StateOptions::default()).await.unwrap();
    for keep in [false, true] {
        own.simple_query("BEGIN TRANSACTION").await.unwrap().into_results().await.unwrap();
        let mut connection = TiberiusConnection::new(&mut own).await.unwrap().schema(schema).unwrap();
        let enqueued = connection.transaction(two_items()).await.unwrap();
        assert!(enqueued.into_iter().all(|one| one.unwrap().is_new()));
        let end = if keep { "COMMIT TRANSACTION" } else { "ROLLBACK TRANSACTION" };
        own.simple_query(end).await.unwrap().into_results().await.unwrap();
        assert_eq!(store.exists(page("b")).await.unwrap(), keep);
    }
    assert_eq!(store.stats().await.unwrap().total.pending, 2);
}

/// Batches on the client of the application, with and without its setting that errors end the transaction.
pub(super) async fn tiberius_batches(
    db: &mut Mssql,
    schema: &store::SchemaOverride,
    mut own: Client<Compat<tokio::net::TcpStream>>,
) {
    async fn run(own: &mut Client<Compat<tokio::net::TcpStream>>, sql: &str) {
        own.simple_query(sql).await.unwrap().into_results().await.unwrap();
    }
    db.create::<Job>().await.unwrap();
    let rows = ["a", "b", "c"].map(job);
    let with_guard = |row, expected| {
        let mut batch = Batch::new();
        batch.insert(row);
        let reset = batch.execute(Job::reset(None));
        batch.expect(reset, expected);
        batch
    };
    for (setting, insert) in [("SET XACT_ABORT OFF", &rows[0]), ("SET XACT_ABORT ON", &rows[1])] {
        run(&mut own, setting).await;
        // Without a transaction, each batch is its own.
        let mut connection = TiberiusConnection::new(&mut own).await.unwrap().schema(schema).unwrap();
        let error = connection.batch(with_guard(insert, 1)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedRowCount, "{error}");
        connection.batch(with_guard(insert, 0)).await.unwrap();
        let error = connection.batch(with_guard(insert, 0)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UniqueViolation, "{error}");

        // A guard that fails in a transaction of the application undoes the batch alone.
        run(&mut own, "BEGIN TRANSACTION").await;
        let mut connection = TiberiusConnection::new(&mut own).await.unwrap().schema(schema).unwrap();
        assert!(connection.delete::<Job>(&insert.id).await.unwrap());
        let error = connection.batch(with_guard(&rows[2], 1)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedRowCount, "{error}");
        connection.batch(with_guard(insert, 0)).await.unwrap();
        run(&mut own, "COMMIT TRANSACTION").await;
        assert!(db.get::<Job>(&insert.id).await.unwrap().is_some());
        assert_eq!(db.get::<Job>(&rows[2].id).await.unwrap(), None);
    }
}
