//! The operations in a transaction of an application's sqlx connection.

#![cfg(feature = "sqlx")]
#![expect(clippy::unwrap_used, reason = "a failed `unwrap` fails the test")]

mod common;

use common::{Counter, Item, Price, file, memory};
use sqlx::Connection as _;
use store_core::{ConnectionExt, Dialect, ErrorKind, Outcome, SchemaOverride, Transactional};
use store_sqlite::{SqliteConnection, SqliteOptions, SqlxSqlite};

async fn connect() -> sqlx::SqliteConnection {
    let mut connection = sqlx::SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let mut store = SqlxSqlite::new(&mut connection);
    store.create::<Item>().await.unwrap();
    store.create::<Counter>().await.unwrap();
    connection
}

#[tokio::test]
async fn each_write_returns_its_outcome() {
    let mut connection = connect().await;
    let mut store = SqlxSqlite::new(&mut connection);
    let item = Item { note: Some("🦀 \u{0}".to_owned()), ..Item::new(1) };
    assert!(!store.update(&item).await.unwrap());
    assert_eq!(store.insert_if_absent(&item).await.unwrap(), Outcome::Inserted);
    assert_eq!(store.insert_if_absent(&item).await.unwrap(), Outcome::Existing);
    assert_eq!(store.upsert(&item).await.unwrap(), Outcome::Updated);
    assert_eq!(store.upsert(&Item::new(2)).await.unwrap(), Outcome::Inserted);
    assert_eq!(store.get::<Item>(1).await.unwrap(), Some(item));
    let outcomes =
        store.upsert_many(&[Item::new(2), Item::new(3), Item::new(3)], Item::BY_NAME).await.unwrap();
    assert_eq!(outcomes, [Outcome::Updated, Outcome::Inserted, Outcome::Updated]);
    assert_eq!(Item::all().all(&mut store).await.unwrap().len(), 3);
    assert_eq!(Item::dearer_than(&Price(0)).all(&mut store).await.unwrap().len(), 0);
    let claimed = Item::claim(2).all(&mut store).await.unwrap();
    assert_eq!(claimed.iter().map(|item| item.id).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(Item::reset("done").execute(&mut store).await.unwrap(), 3);
    assert!(store.delete::<Item>(1).await.unwrap());
    assert!(!store.delete::<Item>(1).await.unwrap());
}

#[tokio::test]
async fn errors_equal_those_of_the_direct_connection() {
    let mut sqlx = connect().await;
    let mut store = SqlxSqlite::new(&mut sqlx);
    let mut direct = memory();
    store.insert(&Item::new(1)).await.unwrap();
    direct.insert(&Item::new(1)).await.unwrap();
    for item in [
        Item::new(1),
        Item { id: 2, ..Item::new(1) },
        Item { status: "gone".to_owned(), ..Item::new(3) },
        Item { source: "x".repeat(21), ..Item::new(3) },
        Item { at: common::Micros(i64::MIN), ..Item::new(3) },
    ] {
        let (left, right) = (store.insert(&item).await.unwrap_err(), direct.insert(&item).await.unwrap_err());
        assert_eq!(left.to_string(), right.to_string());
        assert_eq!((left.kind(), left.code()), (right.kind(), right.code()));
    }
    let error = store.insert(&Counter { id: 1, item: Some(9), number: 1 }).await.unwrap_err();
    assert_eq!((error.kind(), error.table()), (ErrorKind::ForeignKeyViolation, Some("counters")));
    let error = store.insert_many(&[Item::new(5), Item::new(1)]).await.unwrap_err();
    assert_eq!(error.constraint(), Some("pk_items"));
    assert_eq!(store.get::<Item>(5).await.unwrap(), None);
    store.drop_table::<Counter>().await.unwrap();
    assert_eq!(store.get::<Counter>(1).await.unwrap_err().kind(), ErrorKind::SchemaDrift);
}

#[tokio::test]
async fn operations_take_part_in_the_transaction_of_the_application() {
    let mut connection = connect().await;
    let mut application = connection.begin().await.unwrap();
    let mut store = SqlxSqlite::new(&mut application);
    store.insert(&Item::new(1)).await.unwrap();
    assert_eq!(store.upsert(&Item::new(1)).await.unwrap(), Outcome::Updated);
    let mut inner = store.begin_transaction().await.unwrap();
    inner.insert(&Item::new(2)).await.unwrap();
    drop(inner);
    let mut inner = store.begin_transaction().await.unwrap();
    inner.insert(&Item::new(3)).await.unwrap();
    inner.commit().await.unwrap();
    assert_eq!(
        store.insert_many(&[Item::new(4), Item::new(3)]).await.unwrap_err().kind(),
        ErrorKind::UniqueViolation
    );
    let ids: Vec<i64> = sqlx::query_scalar("SELECT id FROM ingest_items ORDER BY id")
        .fetch_all(&mut *application)
        .await
        .unwrap();
    assert_eq!(ids, [1, 3]);
    application.rollback().await.unwrap();

    let mut store = SqlxSqlite::new(&mut connection);
    assert_eq!(Item::all().all(&mut store).await.unwrap().len(), 0);
    assert_eq!(store.commit().await.unwrap_err().kind(), ErrorKind::Misuse);
    store.begin().await.unwrap();
    store.insert(&Item::new(1)).await.unwrap();
    store.abandon();
    assert_eq!(store.get::<Item>(1).await.unwrap(), None);
}

#[tokio::test]
async fn a_file_can_be_shared_with_the_direct_connection() {
    let (_folder, path) = file();
    let mut direct = SqliteConnection::open(&SqliteOptions::new(&path)).unwrap();
    direct.blocking().create::<Item>().unwrap();
    direct.blocking().insert(&Item::new(1)).unwrap();
    let mut connection =
        sqlx::SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
    let mut store = SqlxSqlite::new(&mut connection);
    assert_eq!(store.get::<Item>(1).await.unwrap(), Some(Item::new(1)));
    store.insert(&Item::new(2)).await.unwrap();
    assert_eq!(direct.blocking().get::<Item>(2).unwrap(), Some(Item::new(2)));
    let spoil = "PRAGMA ignore_check_constraints = ON; UPDATE ingest_items SET at = 'noon', name = CAST(x'ff' AS TEXT) WHERE id = 1";
    direct.as_rusqlite().execute_batch(spoil).unwrap();
    let error = store.get::<Item>(1).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Decode, Some("name")));
    assert_eq!(Item::claim(5).all(&mut store).await.unwrap_err().kind(), ErrorKind::Decode);
    let busy: i64 = direct
        .as_rusqlite()
        .query_row("SELECT count(*) FROM ingest_items WHERE status = 'busy'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(busy, 0, "the claim is rolled back");
}

#[tokio::test]
async fn a_schema_override_replaces_the_schema_of_the_struct() {
    let schema = SchemaOverride::new(Dialect::Sqlite, "staging").unwrap().table::<Item>();
    let mut connection = sqlx::SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let mut store = SqlxSqlite::new(&mut connection).schema(&schema).unwrap();
    store.create::<Item>().await.unwrap();
    store.insert(&Item::new(1)).await.unwrap();
    assert_eq!(store.get::<Item>(1).await.unwrap(), Some(Item::new(1)));
    let count: i64 =
        sqlx::query_scalar("SELECT count(*) FROM staging_items").fetch_one(&mut connection).await.unwrap();
    assert_eq!(count, 1);
}

#[tokio::test]
async fn a_missing_column_is_schema_drift() {
    let mut connection = sqlx::SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let old = "CREATE TABLE ingest_items (id INTEGER PRIMARY KEY); INSERT INTO ingest_items VALUES (1)";
    sqlx::raw_sql(old).execute(&mut connection).await.unwrap();
    let mut store = SqlxSqlite::new(&mut connection);
    assert_eq!(store.get::<Item>(1).await.unwrap_err().kind(), ErrorKind::SchemaDrift);
    assert_eq!(Item::claim(5).all(&mut store).await.unwrap_err().kind(), ErrorKind::SchemaDrift);
}
