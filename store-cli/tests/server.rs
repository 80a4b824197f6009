//! Tests of the program on the SQL Server of the ADO.NET connection string in `STORE_TEST_MSSQL`.
//!
//! Each case has its own schema. Without a server the cases are reported as ignored, and a line says so.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics to fail")]

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};
use std::time::{SystemTime, UNIX_EPOCH};

use libtest_mimic::{Arguments, Trial};
use serde_json::Value;
use store_mssql::{Mssql, MssqlOptions};
use tempfile::TempDir;
use tokio_util::compat::TokioAsyncWriteCompatExt as _;

#[path = "program/doc_pages.rs"]
mod doc_pages;
#[path = "program/legacy_file.rs"]
mod legacy_file;

use doc_pages::{Block, doc_pages};
use legacy_file::legacy_file;

const VARIABLE: &str = "STORE_TEST_MSSQL";

/// Why most cases do not run on Babelfish.
const NOT_ON_BABELFISH: &str =
    "its catalog differs from that of SQL Server, so that the program refuses the tables";

type Case = fn(&Server);

fn main() -> ExitCode {
    let server = env::var(VARIABLE).ok().filter(|text| !text.is_empty());
    let babelfish = server.as_deref().is_some_and(is_babelfish);
    let cases: [(&str, bool, Case); 5] = [
        ("copy_to_the_server", true, copy_to_the_server),
        ("copy_to_the_server_and_back", false, copy_to_the_server_and_back),
        ("smoketest", false, smoketest),
        ("check_repairs_the_tables", false, check_repairs_the_tables),
        ("commands_in_documentation", false, commands_in_documentation),
    ];
    let trials = cases.map(|(name, on_babelfish, case)| {
        let runs = server.is_some() && (on_babelfish || !babelfish);
        if server.is_some() && !runs {
            say(&format!("NOT RUN on Babelfish: {name}: {NOT_ON_BABELFISH}"));
        }
        let text = server.clone();
        Trial::test(name, move || {
            case(&Server::new(&text.unwrap_or_default(), name));
            Ok(())
        })
        .with_ignored_flag(!runs)
    });
    if server.is_none() {
        say(&format!(
            "NOT RUN: {} cases of the program on SQL Server; {VARIABLE} names no server",
            trials.len()
        ));
    }
    libtest_mimic::run(&Arguments::from_args(), trials.into()).exit_code()
}

#[expect(clippy::print_stderr, reason = "reports the cases that do not run")]
fn say(line: &str) {
    eprintln!("{line}");
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

fn is_babelfish(text: &str) -> bool {
    run(async {
        let config = tiberius::Config::from_ado_string(text).unwrap();
        let stream = tokio::net::TcpStream::connect(config.get_addr()).await.unwrap();
        let mut client = tiberius::Client::connect(config, stream.compat_write()).await.unwrap();
        let result = client.simple_query("SELECT CAST(SERVERPROPERTY('babelfish') AS INT)").await.unwrap();
        result.into_row().await.unwrap().unwrap().get::<i32, _>(0) == Some(1)
    })
}

/// A schema on the server, which is dropped at the end of the case.
struct Server {
    connection_string: String,
    schema: String,
    folder: TempDir,
}

impl Server {
    fn new(connection_string: &str, name: &str) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
        let folder = tempfile::tempdir().unwrap();
        Self {
            connection_string: connection_string.to_owned(),
            schema: format!("program_{name}_{now}"),
            folder,
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_store"));
        command
            .env_clear()
            .env("INGEST_SQLSERVER_STATE_CONN_STR", &self.connection_string)
            .env("SQLSERVER_SCHEMA", &self.schema);
        command.args(arguments);
        command
    }

    /// Runs the program on the server.
    fn store(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs the program on a SQLite file.
    fn on_file(&self, file: &Path, arguments: &[&str]) -> Output {
        self.command(arguments).arg("--db").arg(file).output().unwrap()
    }

    async fn database(&self) -> Mssql {
        let options = MssqlOptions::from_connection_string(&self.connection_string).unwrap();
        let schema = store::state::in_schema(store::Dialect::Mssql, &self.schema).unwrap();
        Mssql::open(options.schema(schema)).await.unwrap()
    }

    /// Creates the table of the legacy Python state store, without rows.
    fn create_legacy_table(&self) {
        let schema = &self.schema;
        let statements = [
            format!("CREATE SCHEMA [{schema}]"),
            format!(
                "CREATE TABLE [{schema}].[work_items] (work_item_id NVARCHAR(36) NOT NULL PRIMARY KEY,
                 source_system NVARCHAR(100) NOT NULL, source_name NVARCHAR(100) NOT NULL, resource_type NVARCHAR(100) NOT NULL,
                 resource_id NVARCHAR(500) NOT NULL, request_uri NVARCHAR(2000) NOT NULL, request_method NVARCHAR(10) NOT NULL DEFAULT 'GET',
                 request_headers NVARCHAR(MAX), request_body NVARCHAR(MAX), metadata NVARCHAR(MAX), priority INT NOT NULL DEFAULT 100,
                 status NVARCHAR(20) NOT NULL, attempt INT NOT NULL DEFAULT 0, run_id NVARCHAR(36), discovered_from NVARCHAR(36),
                 created_at DATETIME2 NOT NULL, updated_at DATETIME2 NOT NULL, error_message NVARCHAR(MAX), dedupe_key NVARCHAR(800) NOT NULL)"
            ),
        ];
        let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
        run(async { store::Connection::execute_ddl(&mut self.database().await, &statements).await.unwrap() });
    }

    /// Creates a store with items in a SQLite file.
    fn filled(&self) -> PathBuf {
        let file = self.file("state.db");
        stdout(&self.on_file(&file, &["init"]), 0);
        let seeds = self.file("seeds.txt");
        let lines: String = (0..1_200).map(|number| format!("https://docs.example/{number}\n")).collect();
        std::fs::write(&seeds, lines).unwrap();
        stdout(&self.on_file(&file, &["enqueue", seeds.to_str().unwrap()]), 0);
        file
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        run(async {
            use store::prelude::*;
            use store::state::{
                Checkpoint, Counter, DiscoveredLink, IngestRun, LaterSightings, ResourceVersion, RunBatch,
                SourceControl, WorkItem, WorkerHeartbeat,
            };
            let mut database = self.database().await;
            macro_rules! drop_all {
                ($($table:ident),*) => {{ $( let _ = database.drop_table::<$table>().await; )* }};
            }
            drop_all!(Checkpoint, DiscoveredLink, IngestRun, ResourceVersion, RunBatch);
            drop_all!(LaterSightings, SourceControl, Counter, WorkItem, WorkerHeartbeat);
            let schema = format!("DROP SCHEMA [{}];", self.schema);
            let _ = database.execute_ddl(&[&schema]).await;
        });
    }
}

fn stdout(output: &Output, code: i32) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{errors}{text}");
    text
}

fn copy_to_the_server(server: &Server) {
    let from = format!("sqlite:{}", server.filled().display());
    let copy = ["copy", "--from", &from, "--to", "sqlserver", "--json"];
    let tables: Value = serde_json::from_str(&stdout(&server.store(&copy), 0)).unwrap();
    let items = tables.as_array().unwrap().iter().find(|table| table["table"] == "work_items").unwrap();
    assert_eq!((&items["written"], &items["same"]), (&Value::from(1_200), &Value::from(true)));
    let again: Value = serde_json::from_str(&stdout(&server.store(&copy), 0)).unwrap();
    assert!(
        again.as_array().unwrap().iter().all(|table| table["written"] == 0 && table["same"] == true),
        "{again}"
    );
}

fn copy_to_the_server_and_back(server: &Server) {
    let file = server.filled();
    let from = format!("sqlite:{}", file.display());
    let back = server.file("back.db");
    let to = format!("sqlite:{}", back.display());
    stdout(&server.store(&["copy", "--from", &from, "--to", "sqlserver"]), 0);
    stdout(&server.store(&["smoketest"]), 0);
    stdout(&server.store(&["copy", "--from", "sqlserver", "--to", &to]), 0);
    let export = |file: &Path| stdout(&server.on_file(file, &["export", "-"]), 0);
    assert_eq!(export(&back), export(&file));
    assert_eq!(stdout(&server.store(&["export", "-"]), 0), export(&file));
}

fn smoketest(server: &Server) {
    stdout(&server.store(&["init"]), 0);
    let text = stdout(&server.store(&["smoketest"]), 0);
    assert_eq!(text.matches('✓').count(), 4, "{text}");
    let stats: Value = serde_json::from_str(&stdout(&server.store(&["stats", "--json"]), 0)).unwrap();
    assert_eq!(stats["sources"], serde_json::json!({}));
}

fn check_repairs_the_tables(server: &Server) {
    stdout(&server.store(&["init"]), 0);
    stdout(&server.store(&["check"]), 0);
    let damage = format!(
        "ALTER TABLE [{0}].[checkpoints] DROP COLUMN [work_item_id]; DROP INDEX [ix_work_items_claim] ON [{0}].[work_items];
         ALTER TABLE [{0}].[work_items] ALTER COLUMN [claimed_by] NVARCHAR(20) COLLATE Latin1_General_CI_AS NULL;",
        server.schema
    );
    run(async { store::Connection::execute_ddl(&mut server.database().await, &[&damage]).await.unwrap() });
    let found = stdout(&server.store(&["check"]), 1);
    for part in
        ["column work_item_id is missing", "index ix_work_items_claim is missing", "column claimed_by is"]
    {
        assert!(found.contains(part), "{part}: {found}");
    }
    stdout(&server.store(&["check", "--apply"]), 0);
    stdout(&server.store(&["check"]), 0);
}

/// Runs the commands of every page with blocks for SQL Server, from top to bottom. Each section with such blocks begins with an
/// empty store, or with the legacy table if the section imports it.
fn commands_in_documentation(server: &Server) {
    let mut found = 0;
    let is_for_server = |block: &&Block| block.kind == "console sqlserver";
    for (page, blocks) in
        doc_pages().into_iter().filter(|(_, blocks)| blocks.iter().any(|block| is_for_server(&block)))
    {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_store"), at.join("store")).unwrap();
        legacy_file(&at.join("old.db"), 50);
        stdout(&server.on_file(&at.join("state.db"), &["init"]), 0);
        let mut section: Option<(String, Server)> = None;
        for block in blocks.iter().filter(|block| block.kind.starts_with("console")) {
            if block.kind == "console sqlserver"
                && section.as_ref().is_none_or(|(heading, _)| *heading != block.heading)
            {
                let own = Server::new(&server.connection_string, &format!("page{found}"));
                if block.text.contains("import-legacy") {
                    own.create_legacy_table();
                } else {
                    stdout(&own.store(&["init"]), 0);
                }
                section = Some((block.heading.clone(), own));
            }
            for (command, code) in block.commands() {
                let mut shell = Command::new("sh");
                shell.env_clear().current_dir(at).args(["-c", &command]);
                if block.kind == "console sqlserver" {
                    let (_, own) = section.as_ref().unwrap();
                    shell
                        .env("INGEST_SQLSERVER_STATE_CONN_STR", &own.connection_string)
                        .env("SQLSERVER_SCHEMA", &own.schema);
                    found += 1;
                }
                shell.env("PATH", format!("{}:/usr/bin:/bin", at.display()));
                let done = shell.output().unwrap();
                let output = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
                assert_eq!(done.status.code(), Some(code), "{}: `{command}`: {output}", page.display());
            }
        }
    }
    assert!(found > 5, "only {found} commands were found");
}
