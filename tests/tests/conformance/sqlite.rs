//! The suite on SQLite: on a connection, on a shared handle, in memory, and on the sqlx connection of an application.

use libtest_mimic::Trial;
use sqlx::ConnectOptions;
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions, SqlxSqlite};
use store_tests::conformance::state;
use store_tests::conformance::{
    batches, bulk_inserts, claims, concurrency, conditions, drift, errors, existing, floats, generated,
    keyed_updates, keys, meters, more_types, names, nullable_keys, queries, quoted_names, ranges, raw,
    references, rows, signals, statement_batches, streams, summaries, transactions, types, versions, views,
};
use store_tests::{for_each_case, for_each_shared_case, for_each_state_case, for_each_transaction_case};
use tempfile::TempDir;

use super::{legacy_import, legacy_survey, own, run, trial};

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
        state::model::check_sequences(SEQUENCES, |verbs| {
            run(async {
                let db = Sqlite::open(SqliteOptions::in_memory()).await.unwrap();
                state::model::run_sequence(&db, verbs).await
            })
        });
    }));
    trials
}

fn of_legacy_tables() -> Vec<Trial> {
    let mut trials = Vec::new();
    let mut add = |case: &str, test: fn()| trials.push(trial("sqlite", "legacy", case, test));
    add("reads_rows_unchanged", || run(legacy_import::reads_a_file()));
    add("imports_a_file", || {
        let folder = TempDir::new().unwrap();
        run(async {
            let db = Sqlite::open(options(&folder)).await.unwrap();
            legacy_import::imports_a_file(&db).await;
            db.close().await.unwrap();
        });
    });
    add("converts_a_table_in_place", || run(legacy_import::converts_a_table_in_place_on_sqlite()));
    add("compares_keys_as_the_old_database", || run(legacy_survey::compares_keys_as_the_old_database()));
    add("resumes_after_an_error", || run(legacy_survey::resumes_after_an_error()));
    add("converts_later_tables_in_place", || run(legacy_import::converts_later_tables_in_place_on_sqlite()));
    add("imports_later_columns", || {
        run(async { legacy_import::imports_later_columns(&memory().await).await });
    });
    add("imports_unusual_rows", || run(async { legacy_import::imports_unusual_rows(&memory().await).await }));
    add("reports_known_items_first", || {
        run(async { legacy_import::reports_known_items_first(&memory().await).await })
    });
    add("keeps_json_unchanged", || run(legacy_import::keeps_json_unchanged()));
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
