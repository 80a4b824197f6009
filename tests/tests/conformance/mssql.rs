//! The suite on the SQL Server that the environment variable `STORE_TEST_MSSQL` names by an ADO.NET connection string.
//!
//! Each case runs in its own schema, which is dropped afterwards. Without a server all cases are ignored, and a line
//! reports their number.

use std::env;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use futures_util::FutureExt;
use libtest_mimic::Trial;
use store::{Dialect, SchemaOverride};
use store_mssql::{Mssql, MssqlConnection, MssqlOptions, TiberiusConnection};
use store_tests::conformance::state;
use store_tests::conformance::{
    self, batches, bulk_inserts, claims, concurrency, conditions, drift, errors, existing, floats, generated,
    keyed_updates, keys, meters, more_types, names, nullable_keys, queries, quoted_names, ranges, raw,
    references, rows, signals, statement_batches, streams, summaries, transactions, types, versions, views,
};
use store_tests::{for_each_case, for_each_shared_case, for_each_state_case, for_each_transaction_case};

use super::server::Server;
use super::{existing_schemas, legacy_import, own, run, scripts, trial, triggers, upgrades};

const VARIABLE: &str = "STORE_TEST_MSSQL";

/// The cases that Babelfish cannot pass, with the difference from SQL Server.
const NOT_ON_BABELFISH: &[(&str, &str)] = &[
    (
        "errors::cascades_along_two_paths",
        "PostgreSQL accepts cascading deletes that reach a table along two paths",
    ),
    ("conditions::on_the_end_of_text", "`LIKE` ignores blanks at the end of the text"),
    ("conditions::on_json", "`JSON_VALUE` returns the text `null` for a null"),
    ("errors::foreign_key", "a foreign key on text with a collation finds no rows"),
    ("errors::schema_drift", NO_TABLE),
    ("views::are_dropped", NO_TABLE),
    ("quoted_names::are_in_errors", FOLDED),
    ("quoted_names::have_no_drift", FOLDED),
    ("existing::have_no_drift", FOLDED),
    ("existing_schemas::have_no_drift", CATALOG),
    (
        "quoted_names::are_in_every_statement",
        "an insert with `OUTPUT` does not find a table named `group` that a foreign key references",
    ),
    ("views::drift_is_reported_and_repaired", "the columns of a view have a collation with another name"),
    ("views::share_their_names_with_tables", "`OBJECT_ID` finds a table where it is asked for a view"),
    ("drift::columns_are_renamed", CATALOG),
    ("drift::is_repaired", CATALOG),
    ("drift::is_repaired_in_two_steps", CATALOG),
    ("drift::is_reported", CATALOG),
    ("drift::names_are_changed", CATALOG),
    ("drift::created_tables_have_none", CATALOG),
    (
        "legacy::converts_a_table_in_place",
        "the collation of a column cannot be changed, and the catalog omits check constraints with a list",
    ),
    ("queue::without_tables", NO_TABLE),
    (
        "keyed_updates::leave_a_transaction_usable",
        "an error in a batch of several statements rolls back the whole transaction",
    ),
    (
        "generated::are_computed_before_they_are_returned",
        "`OUTPUT` returns the computed value from before the update",
    ),
    ("keys::with_a_nul_character", "PostgreSQL does not store a NUL character in text"),
    ("queries::lists_with_characters_that_json_escapes", ESCAPES),
    ("ranges::of_f32", OVERFLOW),
    ("ranges::of_f64", OVERFLOW),
    ("ranges::of_sums", OVERFLOW),
    ("references::to_later_rows", OWN_REFERENCE),
    ("references::to_later_rows_in_a_transaction", OWN_REFERENCE),
    ("references::to_missing_rows", OWN_REFERENCE),
    ("schema_versions::that_are_missing_are_added", CATALOG),
    ("scripts::create_the_tables_of_the_store", CATALOG),
    ("types::lists_of_bytes", BYTES),
    ("types::random_rows_round_trip", "a TIME parameter may be stored one microsecond less"),
];

/// The number of random sequences of verbs: few, since each creates its own tables.
const SEQUENCES: u32 = 8;

const CATALOG: &str = "the catalog returns other collations, precisions and index names, and no filters";

const NO_TABLE: &str = "the error for a missing table has number 33557097, not 208";

const FOLDED: &str = "names of the catalog and of errors are in lower case";

const BYTES: &str = "CONVERT returns the digits of bytes of variable length instead of the bytes";

const OVERFLOW: &str =
    "the error for the overflow of a floating-point number or of a sum has number 33557097, not 8115";

const OWN_REFERENCE: &str = "the check of a foreign key to the same table does not find the table";

const ESCAPES: &str = "the JSON functions do not decode escapes in strings";

pub(super) fn trials() -> Vec<Trial> {
    let server = env::var(VARIABLE).ok().filter(|text| !text.is_empty());
    let is_babelfish = server.as_deref().is_some_and(|text| {
        let mut found = false;
        run(async { found = Server::connect(text).await.babelfish().await });
        found
    });
    let mut suite = Suite { has_server: server.is_some(), is_babelfish, trials: Vec::new() };
    suite.add_connection_cases();
    suite.add_state_cases();
    suite.add_legacy_cases();
    suite.add_cases_with_other_clients();
    if !suite.has_server {
        let count = suite.trials.len();
        say(&format!("NOT RUN: {count} cases on SQL Server: {VARIABLE} is not set"));
    }
    suite.trials
}

/// The trials, which are ignored if there is no server or if the server cannot pass them.
struct Suite {
    has_server: bool,
    is_babelfish: bool,
    trials: Vec<Trial>,
}

impl Suite {
    fn add(&mut self, backend: &str, module: &str, case: &str, test: fn()) {
        let name = format!("{module}::{case}");
        let differs = NOT_ON_BABELFISH.iter().find(|(case, _)| self.is_babelfish && *case == name);
        if let Some((case, why)) = differs {
            say(&format!("NOT RUN on Babelfish: {backend}::{case}: {why}"));
        }
        let ignored = !self.has_server || differs.is_some();
        self.trials.push(trial(backend, module, case, test).with_ignored_flag(ignored));
    }

    fn add_connection_cases(&mut self) {
        macro_rules! pool {
            ($($module:ident::$case:ident,)*) => {$(
                self.add("mssql", stringify!($module), stringify!($case), || {
                    case(async |options, _| {
                        let mut db = Mssql::open(options).await.unwrap();
                        $module::$case(&mut db).await;
                        db.close();
                    });
                });
            )*};
        }
        macro_rules! connection {
            ($($module:ident::$case:ident,)*) => {$(
                self.add("mssql-connection", stringify!($module), stringify!($case), || {
                    case(async |options, _| {
                        let mut db = MssqlConnection::open(&options).await.unwrap();
                        $module::$case(&mut db).await;
                    });
                });
            )*};
        }
        for_each_case!(pool);
        for_each_shared_case!(pool);
        // A client that the application has opened.
        macro_rules! client {
            ($($module:ident::$case:ident,)*) => {$(
                self.add("mssql-client", stringify!($module), stringify!($case), || {
                    case(async |_, schema| {
                        let moved = conformance::in_schema(Dialect::Mssql, schema);
                        let mut client = Server::connect(&env::var(VARIABLE).unwrap()).await.into_client();
                        let mut db = TiberiusConnection::new(&mut client).await.unwrap().schema(&moved).unwrap();
                        $module::$case(&mut db).await;
                    });
                });
            )*};
        }
        for_each_case!(connection);
        for_each_transaction_case!(connection);
        for_each_case!(client);
    }

    fn add_state_cases(&mut self) {
        macro_rules! store {
            ($($module:ident::$case:ident,)*) => {$(
                self.add("mssql-store", stringify!($module), stringify!($case), || {
                    case(async |options, _| {
                        let db = Mssql::open(options).await.unwrap();
                        state::$module::$case(&db).await;
                        db.close();
                    });
                });
            )*};
        }
        for_each_state_case!(store);
        self.add("mssql-store", "model", "holds", || {
            state::model::check_sequences(SEQUENCES, |verbs| {
                case(async |options, _| {
                    let db = Mssql::open(options).await.unwrap();
                    let verdict = state::model::run_sequence(&db, verbs).await;
                    db.close();
                    verdict
                })
            });
        });
        #[cfg(unix)]
        self.add("mssql-program", "crawl", "resumes_after_a_kill", || {
            case(async |options, schema| {
                let db = Mssql::open(options).await.unwrap();
                super::crawl::resumes_after_a_kill(&db, &env::var(VARIABLE).unwrap(), schema).await;
                db.close();
            });
        });
    }

    fn add_legacy_cases(&mut self) {
        self.add("mssql", "legacy", "reads_rows_unchanged", || {
            case(async |options, schema| {
                let moved = legacy_schema(schema);
                let mut connection = MssqlConnection::open(&options.schema(moved)).await.unwrap();
                let mut server = Server::connect(&env::var(VARIABLE).unwrap()).await;
                legacy_import::reads_a_server(&mut connection, &mut server, schema).await;
            });
        });
        self.add("mssql", "legacy", "imports_a_file", || {
            case(async |options, _| {
                let db = Mssql::open(options).await.unwrap();
                legacy_import::imports_a_file(&db).await;
                db.close();
            });
        });
        self.add("mssql", "legacy", "imports_later_columns", || {
            case(async |options, _| {
                let db = Mssql::open(options).await.unwrap();
                legacy_import::imports_later_columns(&db).await;
                db.close();
            });
        });
        self.add("mssql", "legacy", "reports_known_items_first", || {
            case(async |options, _| {
                let db = Mssql::open(options).await.unwrap();
                legacy_import::reports_known_items_first(&db).await;
                db.close();
            });
        });
        self.add("mssql", "legacy", "converts_a_table_in_place", || {
            case(async |options, schema| {
                let db = Mssql::open(options).await.unwrap();
                let mut server = Server::connect(&env::var(VARIABLE).unwrap()).await;
                legacy_import::converts_a_table_in_place_on_the_server(&db, &mut server, schema).await;
                db.close();
            });
        });
    }

    /// Adds the cases in which the server has other clients than the backend: administrators and applications.
    fn add_cases_with_other_clients(&mut self) {
        self.add("mssql", "triggers", "do_not_change_outcomes", || {
            case(async |options, schema| {
                let mut db = Mssql::open(options).await.unwrap();
                let mut server = Server::connect(&env::var(VARIABLE).unwrap()).await;
                triggers::do_not_change_outcomes(&mut db, &mut server, schema).await;
                db.close();
            });
        });
        self.add("mssql", "scripts", "create_the_tables_of_the_store", || {
            case(async |options, schema| {
                let db = Mssql::open(options).await.unwrap();
                let mut server = Server::connect(&env::var(VARIABLE).unwrap()).await;
                scripts::create_the_tables_of_the_store(&db, &mut server, schema).await;
                db.close();
            });
        });
        self.add("mssql", "existing_schemas", "are_read_and_written", || {
            run(existing_schemas::are_read_and_written(&env::var(VARIABLE).unwrap()));
        });
        self.add("mssql", "existing_schemas", "have_no_drift", || {
            run(existing_schemas::have_no_drift(&env::var(VARIABLE).unwrap()));
        });
        self.add("mssql", "upgrades", "change_tables_once", || {
            case(async |options, schema| {
                let text = env::var(VARIABLE).unwrap();
                let is_babelfish = Server::connect(&text).await.babelfish().await;
                let mut server = Server::connect(&text).await;
                upgrades::change_tables_once(options, &mut server, schema, is_babelfish).await;
            });
        });
        self.add("mssql-own", "enqueue", "tiberius_transaction", || {
            case(async |options, schema| {
                let db = Mssql::open(options).await.unwrap();
                let moved = conformance::in_schema(Dialect::Mssql, schema);
                let client = Server::connect(&env::var(VARIABLE).unwrap()).await.into_client();
                own::tiberius_transaction(&db, &moved, client).await;
                db.close();
            });
        });
        self.add("mssql-own", "statement_batches", "tiberius_client", || {
            case(async |options, schema| {
                let mut db = Mssql::open(options).await.unwrap();
                let moved = conformance::in_schema(Dialect::Mssql, schema);
                let client = Server::connect(&env::var(VARIABLE).unwrap()).await.into_client();
                own::tiberius_batches(&mut db, &moved, client).await;
                db.close();
            });
        });
    }
}

/// Returns the schema override for the tables of the Python framework.
fn legacy_schema(schema: &str) -> SchemaOverride {
    store::state::legacy::mssql::in_schema(SchemaOverride::new(Dialect::Mssql, schema).unwrap())
}

#[expect(clippy::print_stderr, reason = "reports the cases that do not run")]
fn say(line: &str) {
    eprintln!("{line}");
}

/// Runs a case in a new schema.
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
