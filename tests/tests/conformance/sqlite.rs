//! The suite on SQLite: on a connection, on a shared handle, in memory, and on the sqlx connection of an application.

use libtest_mimic::Trial;
use sqlx::ConnectOptions;
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions, SqlxSqlite};
use store_tests::conformance::state;
use store_tests::conformance::{
    batches, claims, concurrency, drift, errors, floats, keys, meters, names, queries, ranges, references,
    rows, streams, transactions, types,
};
use store_tests::{for_each_case, for_each_shared_case, for_each_state_case, for_each_transaction_case};
use tempfile::TempDir;

use super::{adoption, legacy, own, run, trial};

/// The number of random sequences of verbs.
const SEQUENCES: u32 = 128;

pub(super) fn trials() -> Vec<Trial> {
    [
        on_a_connection(),
        on_a_shared_handle(),
        in_memory(),
        on_a_sqlx_connection(),
        of_the_state_store(),
        of_legacy_tables(),
        within_transactions_of_the_application(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn on_a_connection() -> Vec<Trial> {
    let mut trials = Vec::new();
    macro_rules! add {
        ($($module:ident::$case:ident,)*) => {$(
            trials.push(trial("sqlite", stringify!($module), stringify!($case), || {
                let folder = TempDir::new().unwrap();
                let mut db = SqliteConnection::open(&options(&folder)).unwrap();
                run($module::$case(&mut db));
            }));
        )*};
    }
    for_each_case!(add);
    for_each_transaction_case!(add);
    trials
}

fn on_a_shared_handle() -> Vec<Trial> {
    let mut trials = Vec::new();
    macro_rules! add {
        ($($module:ident::$case:ident,)*) => {$(
            trials.push(trial("sqlite-shared", stringify!($module), stringify!($case), || {
                let folder = TempDir::new().unwrap();
                run(async {
                    let mut db = Sqlite::open(options(&folder)).await.unwrap();
                    $module::$case(&mut db).await;
                    db.close().await.unwrap();
                });
            }));
        )*};
    }
    for_each_case!(add);
    for_each_shared_case!(add);
    trials
}

fn in_memory() -> Vec<Trial> {
    let mut trials = Vec::new();
    macro_rules! add {
        ($($module:ident::$case:ident,)*) => {$(
            trials.push(trial("sqlite-memory", stringify!($module), stringify!($case), || {
                run(async {
                    let mut db = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
                    $module::$case(&mut db).await;
                });
            }));
        )*};
    }
    for_each_case!(add);
    for_each_shared_case!(add);
    trials
}

fn on_a_sqlx_connection() -> Vec<Trial> {
    let mut trials = Vec::new();
    macro_rules! add {
        ($($module:ident::$case:ident,)*) => {$(
            trials.push(trial("sqlite-sqlx", stringify!($module), stringify!($case), || {
                let folder = TempDir::new().unwrap();
                run(async {
                    let mut connection = sqlx_connection(&folder).await;
                    $module::$case(&mut SqlxSqlite::new(&mut connection)).await;
                });
            }));
        )*};
    }
    for_each_case!(add);
    for_each_transaction_case!(add);
    trials
}

fn of_the_state_store() -> Vec<Trial> {
    let mut trials = Vec::new();
    macro_rules! add {
        ($($module:ident::$case:ident,)*) => {$(
            trials.push(trial("sqlite-store", stringify!($module), stringify!($case), || {
                let folder = TempDir::new().unwrap();
                run(async {
                    let db = Sqlite::open(options(&folder)).await.unwrap();
                    state::$module::$case(&db).await;
                    db.close().await.unwrap();
                });
            }));
            trials.push(trial("sqlite-memory-store", stringify!($module), stringify!($case), || {
                run(async {
                    let db = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
                    state::$module::$case(&db).await;
                });
            }));
        )*};
    }
    for_each_state_case!(add);
    trials.push(trial("sqlite-memory-store", "model", "holds", || {
        state::model::holds(SEQUENCES, |verbs| {
            run(async {
                let db = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
                state::model::follow(&db, verbs).await
            })
        });
    }));
    trials
}

fn of_legacy_tables() -> Vec<Trial> {
    let mut trials = Vec::new();
    let mut add = |case: &str, test: fn()| trials.push(trial("sqlite", "legacy", case, test));
    add("rows_are_read_as_they_are", || run(legacy::of_sqlite()));
    add("is_adopted", || {
        let folder = TempDir::new().unwrap();
        run(async {
            let db = Sqlite::open(options(&folder)).await.unwrap();
            legacy::is_adopted(&db).await;
            db.close().await.unwrap();
        });
    });
    add("is_adopted_in_place", || run(legacy::is_adopted_in_place_on_sqlite()));
    add("alike_keys_are_compared_as_they_were", || run(adoption::alike_keys_are_compared_as_they_were()));
    add("what_was_broken_off_says_what_is_done", || run(adoption::what_was_broken_off_says_what_is_done()));
    add("later_tables_are_adopted_in_place", || run(legacy::later_tables_are_adopted_in_place_on_sqlite()));
    add("later_columns_are_adopted", || {
        run(async { legacy::later_columns_are_adopted(&memory().await).await });
    });
    add("odd_rows_are_adopted", || run(async { legacy::odd_rows_are_adopted(&memory().await).await }));
    add("overlap_is_told", || run(async { legacy::overlap_is_told(&memory().await).await }));
    add("json_is_adopted_as_it_is", || run(legacy::json_is_adopted_as_it_is()));
    trials
}

fn within_transactions_of_the_application() -> Vec<Trial> {
    let rusqlite = trial("sqlite-own", "enqueue", "rusqlite_connection", || {
        let folder = TempDir::new().unwrap();
        run(own::rusqlite_connection(&folder));
    });
    let sqlx = trial("sqlite-own", "enqueue", "sqlx_transaction", || {
        let folder = TempDir::new().unwrap();
        run(async {
            let connection = sqlx::sqlite::SqliteConnectOptions::new()
                .filename(folder.path().join("own.db"))
                .create_if_missing(true)
                .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
                .connect()
                .await
                .unwrap();
            own::sqlx_transaction(&folder, connection).await;
        });
    });
    vec![rusqlite, sqlx]
}

async fn memory() -> Sqlite {
    Sqlite::open(SqliteOptions::in_memory()).await.unwrap()
}

fn options(folder: &TempDir) -> SqliteOptions {
    SqliteOptions::new(folder.path().join("conformance.db"))
}

async fn sqlx_connection(folder: &TempDir) -> sqlx::SqliteConnection {
    sqlx::sqlite::SqliteConnectOptions::new()
        .filename(folder.path().join("conformance.db"))
        .create_if_missing(true)
        .connect()
        .await
        .unwrap()
}
