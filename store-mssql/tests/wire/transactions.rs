//! Transactions, including those that the server rolls back.

use store::prelude::*;
use store_tds_mock::{Response, Type, row};

use crate::{babelfish, connect, is_item_statement, is_state_request, item, sent, server, transaction_state};

#[tokio::test]
async fn statements_after_a_server_rollback_are_refused() {
    let server = server();
    let mut db = connect(&server).await;
    let mut transaction = db.begin_transaction().await.unwrap();
    transaction.insert(&item("a")).await.unwrap();
    server.respond_when(is_item_statement, Response::new().error(1205).rollback());
    assert_eq!(transaction.insert(&item("b")).await.unwrap_err().kind(), ErrorKind::Deadlock);
    server.respond_when(is_state_request, transaction_state(0));
    for _ in 0..2 {
        let error = transaction.insert(&item("c")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Misuse);
        assert!(error.to_string().contains("roll it back and begin again"), "{error}");
    }
    transaction.rollback().await.unwrap();
    assert_eq!(
        sent(&server).iter().filter(|text| text.contains("XACT_STATE")).count(),
        1,
        "the state is requested once"
    );
    assert!(!sent(&server).contains(&"rollback".to_owned()), "there is nothing to roll back");
    let mut transaction = db.begin_transaction().await.unwrap();
    transaction.insert(&item("d")).await.unwrap();
    transaction.commit().await.unwrap();
}

#[tokio::test]
async fn a_doomed_transaction_is_rolled_back() {
    let server = server();
    let mut db = connect(&server).await;
    let mut transaction = db.begin_transaction().await.unwrap();
    server.respond_when(is_item_statement, Response::new().error(245));
    transaction.insert(&item("a")).await.unwrap_err();
    server.respond_when(is_state_request, transaction_state(-1));
    assert_eq!(transaction.commit().await.unwrap_err().kind(), ErrorKind::Misuse);
    assert!(sent(&server).contains(&"rollback".to_owned()));
    db.insert(&item("b")).await.unwrap();
    assert_eq!(server.requests().pop().unwrap().transaction, 0);
}

#[tokio::test]
async fn a_transaction_survives_an_error_that_leaves_it_open() {
    let server = server();
    let mut db = connect(&server).await;
    let mut transaction = db.begin_transaction().await.unwrap();
    server.respond_when(is_item_statement, Response::new().error(2627));
    transaction.insert(&item("a")).await.unwrap_err();
    transaction.insert(&item("b")).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(sent(&server).last().map(String::as_str), Some("commit"));
}

#[tokio::test]
async fn ddl_runs_in_one_transaction_under_a_lock() {
    let server = server();
    let mut db = connect(&server).await;
    db.create::<crate::Item>().await.unwrap();
    let first = sent(&server);
    assert_eq!((first[0].as_str(), first.last().map(String::as_str)), ("begin", Some("commit")));
    assert!(first[1].contains("sp_getapplock") && first[1].contains("'Exclusive'"));
    assert!(first[2].contains("CREATE SCHEMA") && first[3].contains("CREATE TABLE"));
    let transactions: Vec<u64> = server
        .requests()
        .iter()
        .filter(|request| is_item_statement(request))
        .map(|request| request.transaction)
        .collect();
    assert!(transactions.iter().all(|transaction| *transaction != 0));

    // The lock is not granted.
    let lock = |request: &store_tds_mock::Request| request.text().contains("sp_getapplock");
    for _ in 0..5 {
        server.respond_when(lock, Response::new().rows([("", Type::Int)], [row![-1]]));
    }
    let error = db.create::<crate::Item>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Busy, "{error}");
    assert_eq!(sent(&server).last().map(String::as_str), Some("rollback"));
}

#[tokio::test]
async fn an_existing_index_is_accepted_on_babelfish() {
    let server = store_tds_mock::Server::start(babelfish);
    let mut db = connect(&server).await;
    let index = |request: &store_tds_mock::Request| request.text().contains("CREATE UNIQUE INDEX");
    // An error that leaves the transaction open.
    server.respond_when(index, Response::new().error(1913));
    db.create::<crate::Item>().await.unwrap();
    // An error that rolls the transaction back: the other statements run again, without this one.
    server.respond_when(index, Response::new().error(2714).rollback());
    server.respond_when(is_state_request, transaction_state(0));
    let before = sent(&server).len();
    db.create::<crate::Item>().await.unwrap();
    let sent = sent(&server).split_off(before);
    assert_eq!(sent.iter().filter(|text| *text == "begin").count(), 2, "{sent:#?}");
    assert_eq!(sent.iter().filter(|text| text.contains("CREATE UNIQUE INDEX")).count(), 1);
    assert_eq!(sent.last().map(String::as_str), Some("commit"));
}

/// Another table has a constraint of the same name: the table does not exist, and no index can be created.
#[tokio::test]
async fn a_table_whose_creation_fails_is_an_error() {
    let server = server();
    let mut db = connect(&server).await;
    let table = |request: &store_tds_mock::Request| request.text().contains("CREATE TABLE");
    server.respond_when(table, Response::new().error(2714));
    let error = db.create::<crate::Item>().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::AlreadyExists, Some(2714)), "{error}");
    let sent = sent(&server);
    assert!(!sent.iter().any(|text| text.contains("CREATE UNIQUE INDEX")), "{sent:#?}");
    assert_eq!(sent.last().map(String::as_str), Some("rollback"));
}

#[tokio::test]
async fn a_failed_commit_leaves_no_transaction_open() {
    let server = server();
    let mut db = connect(&server).await;
    server.respond_when(store_tds_mock::Request::is_commit, Response::new().error(9002));
    let error = db.insert_many(&crate::items(1_001)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DiskFull);
    assert_eq!(sent(&server).last().map(String::as_str), Some("rollback"));
    db.insert(&item("a")).await.unwrap();
    assert_eq!(server.requests().pop().unwrap().transaction, 0);
}
