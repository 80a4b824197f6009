//! A table, and a server that finds nothing wrong.

use std::time::Duration;

use store::prelude::*;
use store_mssql::{Encryption, Mssql, MssqlConnection, MssqlOptions};
use store_tds_mock::{Answer, Request, Server, Type, Value, row};

/// Something that is counted.
#[derive(Table, Clone, Debug, PartialEq)]
#[table(schema = "wire", name = "items", unique(name = "ux_items_label", columns(label)))]
#[query(select everything() order_by(id))]
#[query(update bump(id) set(count += 1))]
#[query(claim next(count = 0) order_by(id) set(count = 1))]
pub(crate) struct Item {
    #[column(primary_key, len = 40)]
    pub(crate) id: String,
    #[column(len = 40)]
    pub(crate) label: String,
    pub(crate) note: Option<String>,
    pub(crate) count: i32,
}

pub(crate) fn item(id: &str) -> Item {
    Item { id: id.to_owned(), label: format!("label of {id}"), note: None, count: 0 }
}

pub(crate) fn items(count: usize) -> Vec<Item> {
    (0..count).map(|number| item(&number.to_string())).collect()
}

/// A result set of items with these ids.
pub(crate) fn rows_of(ids: &[&str]) -> Answer {
    let columns = [
        ("id", Type::NVarChar(40)),
        ("label", Type::NVarChar(40)),
        ("note", Type::NVarCharMax),
        ("count", Type::Int),
    ];
    let row = |id: &&str| row![*id, format!("label of {id}"), Value::Null, 0];
    Answer::new().rows(columns, ids.iter().map(row))
}

/// The answer to an upsert.
pub(crate) fn outcome(word: &str) -> Answer {
    Answer::new().count(1).rows([("outcome", Type::NVarChar(8))], [row![word]])
}

/// The `SET` options of a session after tiberius has logged in, as `@@OPTIONS` has them.
pub(crate) const USUAL_OPTIONS: i32 = 5432;

/// What is told of a session that an application has set up.
pub(crate) fn session_settings(babelfish: impl Into<Value>, transactions: i32, options: i32) -> Answer {
    let columns = [("", Type::Int), ("", Type::Int), ("", Type::Int)];
    Answer::new().rows(columns, [row![babelfish.into(), transactions, options]])
}

/// What a server that finds nothing wrong answers.
pub(crate) fn usual(request: &Request) -> Answer {
    let number = |number: i32| Answer::new().rows([("", Type::Int)], [row![number]]);
    let text = request.text();
    if !request.is_statement() {
        return Answer::usual();
    }
    if text.contains("@@OPTIONS") {
        return session_settings(Value::Null, i32::from(request.transaction != 0), USUAL_OPTIONS);
    }
    if text.contains("SERVERPROPERTY('babelfish')") {
        return Answer::new().rows([("", Type::Int), ("", Type::Int)], [row![Value::Null, 160]]);
    }
    if text.contains("sp_getapplock") {
        return number(0);
    }
    if text == "SELECT 1;" || text.contains("XACT_STATE() AS INT") {
        return number(1);
    }
    if text.contains("@outcome") {
        return outcome("inserted");
    }
    if text.contains("DECLARE @rows TABLE") {
        return Answer::new().rows([("#n", Type::Int)], [row![0]]);
    }
    if text.starts_with("SELECT") || text.contains("@claimed") {
        return rows_of(&["a"]);
    }
    if text.starts_with("SAVE") || text.starts_with("ROLLBACK") {
        return Answer::new().done();
    }
    Answer::new().count(1)
}

/// The response of a Babelfish server; otherwise as [`usual`].
pub(crate) fn babelfish(request: &Request) -> Answer {
    let text = request.text();
    if text.contains("@@OPTIONS") {
        return session_settings(1, 0, USUAL_OPTIONS);
    }
    if text.contains("SERVERPROPERTY('babelfish')") {
        return Answer::new().rows([("", Type::Int), ("", Type::Int)], [row![1, 110]]);
    }
    usual(request)
}

/// Starts a server without encryption.
pub(crate) fn server() -> Server {
    Server::start(usual)
}

pub(crate) fn options(server: &Server) -> MssqlOptions {
    MssqlOptions::new("127.0.0.1", "app")
        .port(server.port())
        .login("crawler", "xyzzy")
        .encryption(Encryption::Off)
        .retry_delay(Duration::from_millis(1), Duration::from_millis(2))
}

pub(crate) async fn open(server: &Server) -> Mssql {
    Mssql::open(options(server)).await.unwrap()
}

pub(crate) async fn connect(server: &Server) -> MssqlConnection {
    MssqlConnection::open(&options(server)).await.unwrap()
}

/// The texts that were sent since the session was set up; those of the transaction manager by their kind.
pub(crate) fn sent(server: &Server) -> Vec<String> {
    let word = |request: &Request| match request {
        request if request.is_begin() => "begin".to_owned(),
        request if request.is_commit() => "commit".to_owned(),
        request if request.is_rollback() => "rollback".to_owned(),
        request if request.is_attention() => "attention".to_owned(),
        request => request.text().to_owned(),
    };
    server.requests().iter().map(word).filter(|text| !text.contains("SERVERPROPERTY")).collect()
}

/// As [`sent`], without the texts of statements for the table.
pub(crate) fn words(server: &Server) -> Vec<String> {
    let word = |text: String| if text.contains("[wire]") { "statement".to_owned() } else { text };
    sent(server).into_iter().map(word).collect()
}

/// How many requests for the table were sent.
pub(crate) fn asked(server: &Server) -> usize {
    server.requests().iter().filter(|request| is_ours(request)).count()
}

/// Whether a request is for the table, and not one of the backend's own.
pub(crate) fn is_ours(request: &Request) -> bool {
    request.text().contains("[wire].[items]")
}
