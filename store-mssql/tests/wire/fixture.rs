//! A table, and a server on which every request succeeds.

use std::time::Duration;

use store::prelude::*;
use store_mssql::{Encryption, Mssql, MssqlConnection, MssqlOptions};
use store_tds_mock::{Request, Response, Server, Type, Value, row};

/// An item with a counter.
#[derive(Table, Clone, Debug, PartialEq)]
#[table(schema = "wire", name = "items", unique(name = "ux_items_label", columns(label)))]
#[query(select everything() order_by(id))]
#[query(update bump(id) set(count += 1))]
#[query(update annotate(id, count = :known) set(note, count += :more) many)]
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

/// Creates a result set of items with these ids.
pub(crate) fn rows_of(ids: &[&str]) -> Response {
    let columns = [
        ("id", Type::NVarChar(40)),
        ("label", Type::NVarChar(40)),
        ("note", Type::NVarCharMax),
        ("count", Type::Int),
    ];
    let row = |id: &&str| row![*id, format!("label of {id}"), Value::Null, 0];
    Response::new().rows(columns, ids.iter().map(row))
}

/// Creates the response to an upsert.
pub(crate) fn outcome(word: &str) -> Response {
    Response::new().count(1).rows([("outcome", Type::NVarChar(8))], [row![word]])
}

/// The value of `@@OPTIONS` after the login of tiberius.
pub(crate) const DEFAULT_OPTIONS: i32 = 5432;

/// Creates the response to the inspection of an application's session.
pub(crate) fn session_settings(babelfish: impl Into<Value>, transactions: i32, options: i32) -> Response {
    let columns = [("", Type::Int), ("", Type::Int), ("", Type::Int)];
    Response::new().rows(columns, [row![babelfish.into(), transactions, options]])
}

/// Returns whether a request asks for the transaction state.
pub(crate) fn is_state_request(request: &Request) -> bool {
    request.text().contains("XACT_STATE() AS INT")
}

/// Creates a transaction state: open (1), can only be rolled back (-1), or none (0).
pub(crate) fn transaction_state(number: i32) -> Response {
    Response::new().rows([("", Type::Int)], [row![number]])
}

/// Creates the response of a server on which every request succeeds.
pub(crate) fn respond_with_success(request: &Request) -> Response {
    let number = |number: i32| Response::new().rows([("", Type::Int)], [row![number]]);
    let text = request.text();
    if !request.is_statement() {
        return Response::standard();
    }
    if text.contains("@@OPTIONS") {
        return session_settings(Value::Null, i32::from(request.transaction != 0), DEFAULT_OPTIONS);
    }
    if text.contains("SERVERPROPERTY('babelfish')") {
        return Response::new().rows([("", Type::Int), ("", Type::Int)], [row![Value::Null, 160]]);
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
        return Response::new().rows([("#n", Type::Int)], [row![0]]);
    }
    if text.starts_with("SELECT") || text.contains("@claimed") {
        return rows_of(&["a"]);
    }
    if text.starts_with("SAVE") || text.starts_with("ROLLBACK") {
        return Response::new().done();
    }
    Response::new().count(1)
}

/// Creates the response of a Babelfish server on which every request succeeds.
pub(crate) fn babelfish(request: &Request) -> Response {
    let text = request.text();
    if text.contains("@@OPTIONS") {
        return session_settings(1, 0, DEFAULT_OPTIONS);
    }
    if text.contains("SERVERPROPERTY('babelfish')") {
        return Response::new().rows([("", Type::Int), ("", Type::Int)], [row![1, 110]]);
    }
    respond_with_success(request)
}

/// Starts a server without encryption.
pub(crate) fn server() -> Server {
    Server::start(respond_with_success)
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

/// Returns the statements sent since the session was set up, and requests to the transaction manager by their kind.
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

/// As [`sent`], with `statement` for each statement on the table.
pub(crate) fn words(server: &Server) -> Vec<String> {
    let word = |text: String| if text.contains("[wire]") { "statement".to_owned() } else { text };
    sent(server).into_iter().map(word).collect()
}

/// Counts the requests for the table.
pub(crate) fn request_count(server: &Server) -> usize {
    server.requests().iter().filter(|request| is_item_statement(request)).count()
}

/// Returns whether a request is a statement on the table, and not a fixed statement of the backend.
pub(crate) fn is_item_statement(request: &Request) -> bool {
    request.text().contains("[wire].[items]")
}
