//! Calls that are cancelled.

use std::future::Future;
use std::ops::ControlFlow;
use std::time::Duration;

use store::prelude::*;
use store_mssql::Mssql;
use store_tds_mock::{Request, Response, Server, Type, row};

use crate::{Item, connect, is_item_statement, item, open, options, outcome, rows_of, sent, server};

/// Runs a call until the server has received its request, and drops it.
async fn cancel_when_received<R>(
    server: &Server,
    condition: fn(&Request) -> bool,
    call: impl Future<Output = R>,
) {
    tokio::select! {
        _ = call => panic!("the response came too early"),
        () = server.wait_until(|server| server.requests().iter().any(condition)) => {}
    }
}

/// Checks that the next call has a new connection and its own response.
async fn assert_reconnects(server: &Server, db: &mut Mssql, connections: usize) {
    server.wait_until(|server| server.open_connections() == 0).await;
    assert_eq!(db.get::<Item>("a").await.unwrap(), Some(item("a")));
    assert_eq!(server.connections(), connections);
}

#[tokio::test]
async fn an_unread_response_closes_the_connection() {
    for response in [Response::new().hang(), outcome("updated").hang(), outcome("updated").hang_after(20)] {
        let server = server();
        let mut db = open(&server).await;
        server.respond_when(is_item_statement, response);
        cancel_when_received(&server, is_item_statement, db.upsert(&item("b"))).await;
        assert_reconnects(&server, &mut db, 2).await;
    }
}

#[tokio::test]
async fn partially_read_rows_close_the_connection() {
    let server = server();
    let mut db = open(&server).await;
    server.respond_when(is_item_statement, rows_of(&["a", "b", "c"]).hang());
    let mut seen = 0;
    let query = Item::everything();
    let each = |_: Item| {
        seen += 1;
        ControlFlow::Continue(())
    };
    let limit = tokio::time::timeout(Duration::from_millis(100), query.for_each(&mut db, each)).await;
    assert!(limit.is_err() && seen == 3, "{seen}");
    assert_reconnects(&server, &mut db, 2).await;
}

#[tokio::test]
async fn a_cancelled_begin_or_commit_closes_the_connection() {
    for condition in [Request::is_begin as fn(&Request) -> bool, Request::is_commit] {
        let server = server();
        let mut db = open(&server).await;
        server.respond_when(condition, Response::new().hang());
        let call = async {
            let mut connection = db.connection().await.unwrap();
            let mut transaction = connection.begin_transaction().await.unwrap();
            transaction.insert(&item("b")).await.unwrap();
            transaction.commit().await.unwrap();
        };
        cancel_when_received(&server, condition, call).await;
        assert_reconnects(&server, &mut db, 2).await;
    }
}

#[tokio::test]
async fn a_separate_connection_is_unusable_after_a_cancelled_call() {
    let server = server();
    let mut db = connect(&server).await;
    server.respond_when(is_item_statement, Response::new().hang());
    cancel_when_received(&server, is_item_statement, db.insert(&item("b"))).await;
    let error = db.insert(&item("a")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionLost);
    assert!(error.to_string().contains("cancelled mid-response"), "{error}");
}

#[tokio::test]
async fn a_dropped_transaction_is_rolled_back_before_its_connection_is_reused() {
    let server = server();
    let db = Mssql::open(options(&server).max_connections(1)).await.unwrap();
    {
        let mut connection = db.connection().await.unwrap();
        let mut transaction = connection.begin_transaction().await.unwrap();
        transaction.insert(&item("a")).await.unwrap();
        let mut inner = transaction.begin_transaction().await.unwrap();
        inner.insert(&item("b")).await.unwrap();
    }
    db.connection().await.unwrap().insert(&item("c")).await.unwrap();
    let words: Vec<String> = sent(&server).into_iter().filter(|text| !text.starts_with("INSERT")).collect();
    assert_eq!(words, ["begin", "SAVE TRANSACTION store_1;", "ROLLBACK TRANSACTION store_1;", "rollback"]);
    let last = server.requests().pop().unwrap();
    assert_eq!((last.transaction, last.connection), (0, 1));
}

#[tokio::test]
async fn a_failed_batch_leaves_no_transaction_open() {
    let server = server();
    let db = Mssql::open(options(&server).max_connections(1)).await.unwrap();
    let mut handle = db.clone();
    server.respond_when(is_item_statement, Response::new().begin().error(208));
    assert_eq!(handle.upsert(&item("a")).await.unwrap_err().kind(), ErrorKind::SchemaDrift);
    // No connection has been acquired yet.
    let undo = "IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;";
    server.respond_when(move |request| request.text() == undo, Response::new().rollback().done());
    server.wait_until(|server| sent(server).iter().any(|text| text == undo)).await;
    handle.insert(&item("a")).await.unwrap();
    assert_eq!(server.requests().pop().unwrap().transaction, 0);
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn stopping_a_query_early_stops_the_server() {
    let server = server();
    let mut db = open(&server).await;
    let columns = [
        ("id", Type::NVarChar(40)),
        ("label", Type::NVarCharMax),
        ("note", Type::NVarCharMax),
        ("count", Type::Int),
    ];
    let rows = vec![row!["a", "x".repeat(2_000), "y", 0]; 20_000];
    server.respond_when(is_item_statement, Response::new().rows(columns, rows));
    let mut seen = 0;
    let each = |_: Item| {
        seen += 1;
        if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    Item::everything().for_each(&mut db, each).await.unwrap();
    assert_eq!(seen, 3);
    assert!(server.last_response().bytes() < 60_000_000, "the rows are 80 MB");
    assert_eq!(db.get::<Item>("a").await.unwrap(), Some(item("a")));
}

#[tokio::test]
async fn stopping_a_query_early_leaves_a_separate_connection_usable() {
    let server = server();
    let mut db = open(&server).await;
    // The same connection, first for a single call.
    db.insert(&item("a")).await.unwrap();
    let mut connection = db.connection().await.unwrap();
    server.respond_when(is_item_statement, rows_of(&["a"; 2_000]));
    assert_eq!(Item::everything().first(&mut connection).await.unwrap(), Some(item("a")));
    connection.insert(&item("a")).await.unwrap();
    assert!(!sent(&server).iter().any(|text| text == "attention"), "the rows were read");
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_few_unwanted_rows_are_read() {
    let server = server();
    let mut db = open(&server).await;
    server.respond_when(is_item_statement, rows_of(&["a"; 200]));
    assert_eq!(Item::everything().first(&mut db).await.unwrap(), Some(item("a")));
    db.insert(&item("a")).await.unwrap();
    assert_eq!(server.connections(), 1);
    assert!(!sent(&server).iter().any(|text| text == "attention"));
}

#[tokio::test]
async fn a_silent_server_times_out() {
    let server = server();
    let mut db = Mssql::open(options(&server).command_timeout(Duration::from_millis(100))).await.unwrap();
    server.respond_when(is_item_statement, Response::new().hang());
    let error = db.upsert(&item("a")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert_reconnects(&server, &mut db, 2).await;
    assert_eq!(
        server.requests().iter().filter(|request| is_item_statement(request)).count(),
        2,
        "one attempt"
    );
}
