//! SQL Server: the server that `STORE_TEST_MSSQL` names, by an ADO.NET connection string.
//!
//! Each case has a schema of its own, which is removed at its end. Without a server the cases are counted as
//! ignored, and a line says so.

use std::env;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use futures_util::FutureExt;
use libtest_mimic::Trial;
use store::{Dialect, SchemaOverride};
use store_mssql::{Mssql, MssqlConnection, MssqlOptions};
use store_tests::conformance::state;
use store_tests::conformance::{
    self, batches, claims, concurrency, drift, errors, floats, keys, meters, names, queries, ranges,
    references, rows, streams, transactions, types,
};
use store_tests::{for_each_case, for_each_shared_case, for_each_state_case, for_each_transaction_case};

use super::server::Server;
use super::{legacy, own, run, scripts, trial, triggers};

const VARIABLE: &str = "STORE_TEST_MSSQL";

/// Cases that Babelfish cannot pass, and why; a reason stands for what it does otherwise than SQL Server.
const NOT_ON_BABELFISH: &[(&str, &str)] = &[
    ("errors::cascades_in_two_ways", "PostgreSQL takes deletes that reach a table in two ways"),
    ("errors::foreign_key", "a foreign key of texts with a collation finds no rows there"),
    ("errors::schema_drift", NO_TABLE),
    ("drift::is_repaired", CATALOG),
    ("drift::is_repaired_in_two_steps", CATALOG),
    ("drift::is_reported", CATALOG),
    ("drift::names_are_changed", CATALOG),
    ("drift::there_is_none", CATALOG),
    (
        "legacy::is_adopted_in_place",
        "it changes no collation of a column, and its catalog shows no check with a list",
    ),
    ("legacy::overlap_is_told", BYTES),
    ("queue::without_tables", NO_TABLE),
    ("meters::are_found_by_bytes", BYTES),
    ("keys::with_a_zero_character", "PostgreSQL has no texts with one"),
    ("queries::lists_of_texts_that_json_escapes", ESCAPES),
    ("ranges::of_f32", FLOATS),
    ("ranges::of_f64", FLOATS),
    ("references::may_lead_forward", OWN_REFERENCE),
    ("references::may_lead_forward_in_a_transaction", OWN_REFERENCE),
    ("references::must_lead_somewhere", OWN_REFERENCE),
    ("scripts::make_what_the_store_looks_for", CATALOG),
    (
        "types::random_rows_come_back",
        "a TIME that is sent as a parameter may come out a microsecond short there",
    ),
];

/// How many random sequences of verbs are tried: few, since each makes tables of its own.
const SEQUENCES: u32 = 8;

const CATALOG: &str = "its catalog gives other collations, precisions and names of indexes, and no filters";

const NO_TABLE: &str = "a missing table has number 33557097 there, not 208";

const BYTES: &str = "its JSON lists give the digits of bytes for the bytes";

const FLOATS: &str = "a floating-point number that is too large has number 33557097 there, not 8115";

const OWN_REFERENCE: &str = "its check of a table's reference to itself does not find the table";

const ESCAPES: &str = "its JSON functions keep the escapes in texts";

pub(super) fn trials() -> Vec<Trial> {
    let server = env::var(VARIABLE).ok().filter(|text| !text.is_empty());
    let babelfish = server.as_deref().is_some_and(|text| {
        let mut found = false;
        run(async { found = Server::connect(text).await.babelfish().await });
        found
    });
    let mut trials = Vec::new();
    let mut add = |backend: &str, module: &str, case: &str, test: fn()| {
        let name = format!("{module}::{case}");
        let differs = NOT_ON_BABELFISH.iter().find(|(case, _)| babelfish && *case == name);
        if let Some((case, why)) = differs {
            say(&format!("NOT RUN on Babelfish: {backend}::{case}: {why}"));
        }
        let ignored = server.is_none() || differs.is_some();
        trials.push(trial(backend, module, case, test).with_ignored_flag(ignored));
    };
    macro_rules! shared {
        ($($module:ident::$case:ident,)*) => {$(
            add("mssql", stringify!($module), stringify!($case), || {
                case(async |options, _| {
                    let mut db = Mssql::open(options).await.unwrap();
                    $module::$case(&mut db).await;
                    db.close();
                });
            });
        )*};
    }
    macro_rules! direct {
        ($($module:ident::$case:ident,)*) => {$(
            add("mssql-connection", stringify!($module), stringify!($case), || {
                case(async |options, _| {
                    let mut db = MssqlConnection::open(&options).await.unwrap();
                    $module::$case(&mut db).await;
                });
            });
        )*};
    }
    add("mssql", "triggers", "leave_outcomes_as_they_are", || {
        case(async |options, schema| {
            let mut db = Mssql::open(options).await.unwrap();
            let mut server = Server::connect(&env::var(VARIABLE).unwrap()).await;
            triggers::leave_outcomes_as_they_are(&mut db, &mut server, schema).await;
            db.close();
        });
    });
    macro_rules! stores {
        ($($module:ident::$case:ident,)*) => {$(
            add("mssql-store", stringify!($module), stringify!($case), || {
                case(async |options, _| {
                    let db = Mssql::open(options).await.unwrap();
                    state::$module::$case(&db).await;
                    db.close();
                });
            });
        )*};
    }
    add("mssql-store", "model", "holds", || {
        state::model::holds(SEQUENCES, |verbs| {
            case(async |options, _| {
                let db = Mssql::open(options).await.unwrap();
                let verdict = state::model::follow(&db, verbs).await;
                db.close();
                verdict
            })
        });
    });
    #[cfg(unix)]
    add("mssql-program", "crawl", "goes_on_after_a_kill", || {
        case(async |options, schema| {
            let db = Mssql::open(options).await.unwrap();
            super::crawl::goes_on_after_a_kill(&db, &env::var(VARIABLE).unwrap(), schema).await;
            db.close();
        });
    });
    add("mssql", "legacy", "rows_are_read_as_they_are", || {
        case(async |options, schema| {
            let moved = legacy_schema(schema);
            let mut connection = MssqlConnection::open(&options.schema(moved)).await.unwrap();
            let mut server = Server::connect(&env::var(VARIABLE).unwrap()).await;
            legacy::of_sql_server(&mut connection, &mut server, schema).await;
        });
    });
    add("mssql", "scripts", "make_what_the_store_looks_for", || {
        case(async |options, schema| {
            let db = Mssql::open(options).await.unwrap();
            let mut server = Server::connect(&env::var(VARIABLE).unwrap()).await;
            scripts::make_what_the_store_looks_for(&db, &mut server, schema).await;
            db.close();
        });
    });
    add("mssql", "legacy", "is_adopted", || {
        case(async |options, _| {
            let db = Mssql::open(options).await.unwrap();
            legacy::is_adopted(&db).await;
            db.close();
        });
    });
    add("mssql", "legacy", "later_columns_are_adopted", || {
        case(async |options, _| {
            let db = Mssql::open(options).await.unwrap();
            legacy::later_columns_are_adopted(&db).await;
            db.close();
        });
    });
    add("mssql", "legacy", "overlap_is_told", || {
        case(async |options, _| {
            let db = Mssql::open(options).await.unwrap();
            legacy::overlap_is_told(&db).await;
            db.close();
        });
    });
    add("mssql", "legacy", "is_adopted_in_place", || {
        case(async |options, schema| {
            let db = Mssql::open(options).await.unwrap();
            let mut server = Server::connect(&env::var(VARIABLE).unwrap()).await;
            legacy::is_adopted_in_place_on_the_server(&db, &mut server, schema).await;
            db.close();
        });
    });
    add("mssql-own", "enqueue", "tiberius_transaction", || {
        case(async |options, schema| {
            let db = Mssql::open(options).await.unwrap();
            let moved = conformance::in_schema(Dialect::Mssql, schema);
            let client = Server::connect(&env::var(VARIABLE).unwrap()).await.into_client();
            own::tiberius_transaction(&db, &moved, client).await;
            db.close();
        });
    });
    for_each_state_case!(stores);
    for_each_case!(shared);
    for_each_shared_case!(shared);
    for_each_case!(direct);
    for_each_transaction_case!(direct);
    if server.is_none() {
        let count = trials.len();
        say(&format!("NOT RUN: {count} cases on SQL Server; {VARIABLE} names no server"));
    }
    trials
}

/// Where the rows of the Python era are.
fn legacy_schema(schema: &str) -> SchemaOverride {
    store::state::legacy::mssql::in_schema(SchemaOverride::new(Dialect::Mssql, schema).unwrap())
}

#[expect(clippy::print_stderr, reason = "what does not run says so")]
fn say(line: &str) {
    eprintln!("{line}");
}

/// Runs a case in a schema that nothing else uses.
fn case<T>(test: impl AsyncFnOnce(MssqlOptions, &str) -> T) -> T {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let text = env::var(VARIABLE).unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    let schema = format!("conformance_{now}_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let options = MssqlOptions::from_connection_string(&text).unwrap();
    let options = options.schema(conformance::in_schema(Dialect::Mssql, &schema));
    run(async {
        let result = AssertUnwindSafe(test(options, &schema)).catch_unwind().await;
        Server::connect(&text).await.remove(&schema).await;
        result.unwrap_or_else(|panic| resume_unwind(panic))
    })
}
