//! SQLite: on a connection of its own, shared, in memory, and on an application's sqlx connection.

use libtest_mimic::Trial;
use sqlx::{ConnectOptions, SqliteConnection as Plain};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions, SqlxSqlite};
use store_tests::conformance::state;
use store_tests::conformance::{
    batches, claims, concurrency, drift, errors, floats, keys, meters, names, queries, ranges, references,
    rows, streams, transactions, types,
};
use store_tests::{for_each_case, for_each_shared_case, for_each_state_case, for_each_transaction_case};
use tempfile::TempDir;

use super::{adoption, legacy, own, run, trial};

/// How many random sequences of verbs are tried.
const SEQUENCES: u32 = 128;

pub(super) fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    macro_rules! direct {
        ($($module:ident::$case:ident,)*) => {$(
            trials.push(trial("sqlite", stringify!($module), stringify!($case), || {
                let folder = TempDir::new().unwrap();
                let mut db = SqliteConnection::open(&options(&folder)).unwrap();
                run($module::$case(&mut db));
            }));
        )*};
    }
    macro_rules! shared {
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
    macro_rules! memory {
        ($($module:ident::$case:ident,)*) => {$(
            trials.push(trial("sqlite-memory", stringify!($module), stringify!($case), || {
                run(async {
                    let mut db = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
                    $module::$case(&mut db).await;
                });
            }));
        )*};
    }
    macro_rules! sqlx {
        ($($module:ident::$case:ident,)*) => {$(
            trials.push(trial("sqlite-sqlx", stringify!($module), stringify!($case), || {
                let folder = TempDir::new().unwrap();
                run(async {
                    let mut connection = plain(&folder).await;
                    $module::$case(&mut SqlxSqlite::new(&mut connection)).await;
                });
            }));
        )*};
    }
    macro_rules! stores {
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
    trials.push(trial("sqlite", "legacy", "rows_are_read_as_they_are", || run(legacy::of_sqlite())));
    trials.push(trial("sqlite", "legacy", "is_adopted", || {
        let folder = TempDir::new().unwrap();
        run(async {
            let db = Sqlite::open(options(&folder)).await.unwrap();
            legacy::is_adopted(&db).await;
            db.close().await.unwrap();
        });
    }));
    trials.push(trial("sqlite", "legacy", "is_adopted_in_place", || {
        run(legacy::is_adopted_in_place_on_sqlite());
    }));
    trials.push(trial("sqlite", "legacy", "alike_keys_are_compared_as_they_were", || {
        run(adoption::alike_keys_are_compared_as_they_were());
    }));
    trials.push(trial("sqlite", "legacy", "what_was_broken_off_says_what_is_done", || {
        run(adoption::what_was_broken_off_says_what_is_done());
    }));
    trials.push(trial("sqlite", "legacy", "later_tables_are_adopted_in_place", || {
        run(legacy::later_tables_are_adopted_in_place_on_sqlite());
    }));
    trials.push(trial("sqlite", "legacy", "later_columns_are_adopted", || {
        run(async {
            let db = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
            legacy::later_columns_are_adopted(&db).await;
        });
    }));
    trials.push(trial("sqlite", "legacy", "odd_rows_are_adopted", || {
        run(async {
            let db = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
            legacy::odd_rows_are_adopted(&db).await;
        });
    }));
    trials.push(trial("sqlite", "legacy", "overlap_is_told", || {
        run(async {
            let db = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
            legacy::overlap_is_told(&db).await;
        });
    }));
    trials.push(trial("sqlite", "legacy", "json_is_adopted_as_it_is", || {
        run(legacy::json_is_adopted_as_it_is());
    }));
    trials.push(trial("sqlite-own", "enqueue", "rusqlite_connection", || {
        let folder = TempDir::new().unwrap();
        run(own::rusqlite_connection(&folder));
    }));
    trials.push(trial("sqlite-own", "enqueue", "sqlx_transaction", || {
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
    }));
    trials.push(trial("sqlite-memory-store", "model", "holds", || {
        state::model::holds(SEQUENCES, |verbs| {
            run(async {
                let db = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
                state::model::follow(&db, verbs).await
            })
        });
    }));
    for_each_state_case!(stores);
    for_each_case!(direct);
    for_each_transaction_case!(direct);
    for_each_case!(shared);
    for_each_shared_case!(shared);
    for_each_case!(memory);
    for_each_shared_case!(memory);
    for_each_case!(sqlx);
    for_each_transaction_case!(sqlx);
    trials
}

fn options(folder: &TempDir) -> SqliteOptions {
    SqliteOptions::new(folder.path().join("conformance.db"))
}

async fn plain(folder: &TempDir) -> Plain {
    sqlx::sqlite::SqliteConnectOptions::new()
        .filename(folder.path().join("conformance.db"))
        .create_if_missing(true)
        .connect()
        .await
        .unwrap()
}
