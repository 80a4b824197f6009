//! Tables of different structs that have the same name in a file, where a schema is a prefix of the name.

mod common;

use common::memory;
use store::prelude::*;
use store_core::{ErrorKind, SchemaOverride};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};

macro_rules! note {
    ($struct:ident $($attributes:tt)*) => {
        #[derive(Clone, Debug, PartialEq, Table)]
        #[table($($attributes)*)]
        #[query(select all() order_by(id))]
        struct $struct {
            #[column(primary_key)]
            id: i64,
        }
    };
}

note!(InSchema schema = "p", name = "q_r");
note!(InLongerSchema schema = "p_q", name = "r");
note!(InNone name = "p_q_r");
note!(InCapitals schema = "P", name = "Q_R");
note!(Moved schema = "p", name = "q_q_r");

#[test]
fn tables_with_the_same_name_in_the_file_are_refused() {
    let mut connection = memory();
    let mut store = connection.blocking();
    store.create::<InSchema>().unwrap();
    store.insert(&InSchema { id: 1 }).unwrap();
    let errors = [store.create::<InLongerSchema>(), store.create::<InNone>()];
    for error in errors.map(Result::unwrap_err) {
        assert_eq!((error.kind(), error.table()), (ErrorKind::AlreadyExists, Some("p_q_r")), "{error}");
        assert!(error.to_string().contains("which is table p.q_r"), "{error}");
    }
    // A struct does not drop the table of another either.
    let errors = [store.drop_table::<InLongerSchema>(), store.drop_table::<InNone>()];
    for error in errors.map(Result::unwrap_err) {
        assert_eq!(error.kind(), ErrorKind::AlreadyExists, "{error}");
    }
    // Names that differ only by case are the same table, and creating a table again changes nothing.
    store.create::<InCapitals>().unwrap();
    store.create::<InSchema>().unwrap();
    assert_eq!(store.run(async |c| InSchema::all().all(c).await).unwrap(), [InSchema { id: 1 }]);

    store.drop_table::<InSchema>().unwrap();
    store.create::<InNone>().unwrap();
    assert_eq!(store.create::<InSchema>().unwrap_err().kind(), ErrorKind::AlreadyExists);
}

#[tokio::test]
async fn a_schema_override_is_a_prefix_too() {
    let folder = tempfile::TempDir::new().unwrap();
    let options = SqliteOptions::new(folder.path().join("names.db"));
    let moved = SchemaOverride::new(store_core::Dialect::Sqlite, "p_q").unwrap().table::<InSchema>();
    // `q_r` of schema `p_q`: `p_q_q_r` in the file.
    let mut db = Sqlite::open(options.clone().schema(moved)).await.unwrap();
    db.create::<InSchema>().await.unwrap();
    db.create::<InSchema>().await.unwrap();
    db.close().await.unwrap();
    let mut connection = SqliteConnection::open(&options).unwrap();
    let mut store = connection.blocking();
    let error = store.create::<Moved>().unwrap_err();
    assert!(error.to_string().contains("which is table p_q.q_r"), "{error}");
    store.create::<InSchema>().unwrap();
}

/// Such a table has no comment that names its struct; `drift` compares its columns.
#[test]
fn a_table_created_by_another_program_is_used_unchanged() {
    let own = rusqlite::Connection::open_in_memory().unwrap();
    own.execute_batch("CREATE TABLE p_q_r (id INTEGER PRIMARY KEY) STRICT; INSERT INTO p_q_r VALUES (7)")
        .unwrap();
    let mut connection = SqliteConnection::from_rusqlite(own);
    let mut store = connection.blocking();
    store.create::<InLongerSchema>().unwrap();
    let rows = store.run(async |c| InLongerSchema::all().all(c).await).unwrap();
    assert_eq!(rows, [InLongerSchema { id: 7 }]);
}
