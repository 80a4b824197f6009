//! The version of the schema that a database records.

use store::state::{
    AppliedScript, NewAppliedScript, SCHEMA_VERSION, StateOptions, StateStore, WorkItem, schema_version,
};
use store::{ConnectionExt as _, Database, ErrorKind};

use super::samples::{claim_one, item, open, options};

/// Returns the record of a version that programs since `compatible_from` can use.
fn applied(schema_version: i32, compatible_from: i32) -> NewAppliedScript {
    NewAppliedScript {
        schema_version,
        script: "0007_more.sql".to_owned(),
        compatible_from,
        checksum: Some([7; 32]),
        program_version: "9.9".to_owned(),
    }
}

async fn recorded<D: Database>(store: &StateStore<D>) -> Vec<(i32, String)> {
    let applied = store.applied_scripts().await.unwrap();
    applied.into_iter().map(|applied| (applied.schema_version, applied.script)).collect()
}

/// The program that creates the tables records the version once.
pub async fn are_recorded_once<D: Database>(db: &D) {
    let stores = tokio::join!(open(db), open(db), open(db), open(db));
    let of_program = [(SCHEMA_VERSION, "program".to_owned())];
    assert_eq!(recorded(&stores.0).await, of_program);
    let again = open(db).await;
    assert_eq!(recorded(&again).await, of_program);
    let applied = again.applied_scripts().await.unwrap().remove(0);
    assert_eq!((applied.checksum, applied.program_version.as_str()), (None, env!("CARGO_PKG_VERSION")));
}

/// A program does not open a database whose schema is newer than its own, and changes nothing there.
pub async fn that_are_newer_are_refused<D: Database>(db: &D) {
    let store = open(db).await;
    let mut connection = db.clone();
    connection.insert(&applied(SCHEMA_VERSION, SCHEMA_VERSION)).await.unwrap();
    open(db).await;
    connection.insert(&applied(SCHEMA_VERSION + 1, SCHEMA_VERSION + 1)).await.unwrap();
    connection.drop_table::<store::state::Counter>().await.unwrap();
    for options in [options(), options().auto_init(false)] {
        let error = StateStore::open(db.clone(), options).await.err().unwrap();
        assert_eq!(error.kind(), ErrorKind::SchemaDrift, "{error}");
    }
    let error = StateStore::open(db.clone(), options()).await.err().unwrap();
    let expected = format!("the database has schema version {}, written by version 9.9", SCHEMA_VERSION + 1);
    assert!(error.message().starts_with(&expected), "{error}");
    assert!(error.message().ends_with("use a newer version of the program"), "{error}");
    assert!(!connection.is_created::<store::state::Counter>().await.unwrap());
    assert_eq!(recorded(&store).await.len(), 3);
}

/// A program keeps working in a database whose schema is newer, if the record says that it can.
pub async fn that_are_newer_and_compatible_are_used<D: Database>(db: &D) {
    let store = open(db).await;
    let mut connection = db.clone();
    connection.insert(&applied(SCHEMA_VERSION + 1, SCHEMA_VERSION)).await.unwrap();
    let restarted = open(db).await;
    assert_eq!(schema_version(&mut connection).await.unwrap(), Some(SCHEMA_VERSION + 1));
    restarted.enqueue(item("a")).await.unwrap();
    assert_eq!(claim_one(&store, "w").await.item().resource_id, "a");
    assert_eq!(recorded(&store).await.len(), 2, "the older program records nothing");
}

/// Tables of an earlier version, or without a record, are recorded as this version if they match.
pub async fn that_are_missing_are_added<D: Database>(db: &D) {
    open(db).await;
    let mut connection = db.clone();
    connection.drop_table::<AppliedScript>().await.unwrap();
    let error = StateStore::open(db.clone(), StateOptions::default().auto_init(false)).await.err().unwrap();
    assert!(error.message().contains("store_meta"), "{error}");
    let of_program = (SCHEMA_VERSION, "program".to_owned());
    let store = open(db).await;
    assert_eq!(recorded(&store).await, std::slice::from_ref(&of_program));
    connection.delete::<AppliedScript>((SCHEMA_VERSION, "program")).await.unwrap();
    connection.insert(&applied(SCHEMA_VERSION - 1, SCHEMA_VERSION - 1)).await.unwrap();
    let store = open(db).await;
    assert_eq!(recorded(&store).await, [(SCHEMA_VERSION - 1, "0007_more.sql".to_owned()), of_program]);
}

/// The table of another struct, which lacks columns of the store's.
pub mod earlier {
    use store::Table;

    #[derive(Table)]
    #[table(schema = "ingest", name = "work_items")]
    pub struct WorkItem {
        #[column(primary_key, len = 36)]
        pub work_item_id: String,
    }
}

/// Tables that differ are reported and not recorded as this version.
pub async fn of_different_tables_are_refused<D: Database>(db: &D) {
    let mut connection = db.clone();
    connection.create::<earlier::WorkItem>().await.unwrap();
    let error = StateStore::open(db.clone(), options()).await.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::SchemaDrift, "{error}");
    assert!(error.message().contains("work_items: column source_system is missing"), "{error}");
    assert!(!connection.is_created::<AppliedScript>().await.unwrap(), "nothing was created");
    assert!(connection.is_created::<WorkItem>().await.unwrap());
}
