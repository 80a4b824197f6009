//! The connection pool.

use std::time::Duration;

use store::prelude::*;
use store_mssql::{Mssql, MssqlOptions};
use store_tds_mock::{Gate, Response};

use crate::{is_item_statement, item, open, options, sent, server};

#[tokio::test]
async fn an_acquire_timeout_of_zero_waits_without_limit() {
    let server = server();
    let db = Mssql::open(options(&server).max_connections(1).acquire_timeout(Duration::ZERO)).await.unwrap();
    let held = db.connection().await.unwrap();
    let waiting = {
        let mut db = db.clone();
        tokio::spawn(async move { db.insert(&item("a")).await })
    };
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!waiting.is_finished());
    drop(held);
    waiting.await.unwrap().unwrap();
}

#[tokio::test]
async fn the_pool_never_exceeds_its_size() {
    let server = server();
    let db = Mssql::open(options(&server).max_connections(3)).await.unwrap();
    let gate = Gate::new();
    for _ in 0..20 {
        server.respond_when(is_item_statement, Response::new().wait(&gate).count(1));
    }
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let mut db = db.clone();
            tokio::spawn(async move { db.insert(&item("a")).await })
        })
        .collect();
    server
        .wait_until(|server| {
            server.requests().iter().filter(|request| is_item_statement(request)).count() == 3
        })
        .await;
    let status = db.status();
    assert_eq!((status.open, status.idle, status.max_size), (3, 0, 3));
    gate.open();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(server.connections(), 3);
}

#[tokio::test]
async fn acquiring_a_connection_times_out() {
    let server = server();
    let db = Mssql::open(options(&server).max_connections(1).acquire_timeout(Duration::from_millis(50)))
        .await
        .unwrap();
    let held = db.connection().await.unwrap();
    let error = db.clone().insert(&item("a")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.to_string().contains("raise `max_connections`"), "{error}");
    drop(held);
    db.clone().insert(&item("a")).await.unwrap();
}

#[tokio::test]
async fn a_recently_used_connection_is_not_checked() {
    let server = server();
    let mut db = open(&server).await;
    for _ in 0..10 {
        db.insert(&item("a")).await.unwrap();
    }
    assert_eq!((sent(&server).len(), server.connections()), (10, 1));
}

#[tokio::test]
async fn an_idle_connection_is_checked() {
    let server = server();
    let mut db = Mssql::open(options(&server).idle_check_after(Duration::ZERO)).await.unwrap();
    db.insert(&item("a")).await.unwrap();
    assert_eq!(sent(&server).iter().filter(|text| *text == "SELECT 1;").count(), 1);
    // A dead connection is replaced before the call, which is not repeatable.
    server.respond_when(|request| request.text() == "SELECT 1;", Response::new().cut());
    db.insert(&item("a")).await.unwrap();
    assert_eq!(server.connections(), 2);
    // So is a connection that was closed while idle.
    server.cut_connections().await;
    db.insert(&item("a")).await.unwrap();
    assert_eq!(server.connections(), 3);
}

#[tokio::test]
async fn a_connection_that_the_server_has_closed_is_replaced() {
    let server = server();
    let mut db = open(&server).await;
    for connections in 1..4 {
        // Not repeatable, so that the call would fail on the closed connection.
        db.insert(&item("a")).await.unwrap();
        assert_eq!(server.connections(), connections);
        server.cut_connections().await;
    }
    assert!(!sent(&server).contains(&"SELECT 1;".to_owned()), "no round trip for the check");
}

#[tokio::test]
async fn old_and_idle_connections_are_closed() {
    let short = Duration::from_millis(100);
    let limits: [fn(MssqlOptions, Duration) -> MssqlOptions; 2] =
        [MssqlOptions::idle_timeout, MssqlOptions::max_lifetime];
    for limited in limits {
        let server = server();
        let mut db = Mssql::open(limited(options(&server), short)).await.unwrap();
        assert_eq!(server.open_connections(), 1);
        // No call triggers the check.
        server.wait_until(|server| server.open_connections() == 0).await;
        db.insert(&item("a")).await.unwrap();
        assert_eq!(server.connections(), 2);
    }
}

#[tokio::test]
async fn a_connection_closed_by_the_server_is_replaced_for_a_repeatable_call() {
    let server = server();
    let mut db = open(&server).await;
    server.cut_connections().await;
    // A read notices and is retried.
    assert!(db.get::<crate::Item>("a").await.unwrap().is_some());
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_closed_handle_refuses_calls() {
    let server = server();
    let mut db = open(&server).await;
    let mut other = db.clone();
    let mut held = db.connection().await.unwrap();
    db.close();
    assert_eq!(other.insert(&item("a")).await.unwrap_err().kind(), ErrorKind::Closed);
    held.insert(&item("a")).await.unwrap();
    drop(held);
    assert_eq!(db.insert(&item("a")).await.unwrap_err().kind(), ErrorKind::Closed);
    server.wait_until(|server| server.open_connections() == 0).await;
}

#[tokio::test]
async fn dropping_the_last_handle_closes_all_connections() {
    let server = server();
    let db = open(&server).await;
    let clone = db.clone();
    drop(db);
    clone.connection().await.unwrap().insert(&item("a")).await.unwrap();
    drop(clone);
    server.wait_until(|server| server.open_connections() == 0).await;
}
