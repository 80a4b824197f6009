//! The effects of retries, call by call.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use store::UniqueKey;
use store::prelude::*;
use store_mssql::{Mssql, TransactionFuture};
use store_tds_mock::{Fault, Message, Request, Response, Server, Stage};

use crate::{
    Item, connect, is_item_statement, is_state_request, item, items, open, options, request_count,
    respond_with_success, rows_of, server, transaction_state, words,
};

/// Scripts a deadlock that rolls the transaction back.
fn deadlock(server: &Server) {
    server.respond_when(is_item_statement, Response::new().error(1205).rollback());
    server.respond_when(is_state_request, transaction_state(0));
}

#[tokio::test]
async fn after_a_lost_connection_only_repeatable_calls_are_retried() {
    let server = server();
    let mut db = open(&server).await;
    let lose = || server.respond_when(is_item_statement, Response::new().cut());
    let (a, rows) = (item("a"), items(3));

    let mut before = 0;
    let mut count = || {
        let request_count = request_count(&server);
        std::mem::replace(&mut before, request_count).abs_diff(request_count)
    };
    lose();
    assert!(db.update(&a).await.unwrap());
    assert_eq!(count(), 2, "update");
    lose();
    db.insert_many_if_absent(&rows, UniqueKey::PRIMARY).await.unwrap();
    assert_eq!(count(), 2, "insert_many_if_absent");
    lose();
    db.update_many(&rows).await.unwrap();
    assert_eq!(count(), 2, "update_many");
    lose();
    Item::everything().all(&mut db).await.unwrap();
    assert_eq!(count(), 2, "a declared select");
    lose();
    db.create::<Item>().await.unwrap();
    assert!(count() > 2, "create");

    lose();
    assert_eq!(db.insert_many(&rows).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    assert_eq!(count(), 1, "insert_many");
    lose();
    assert_eq!(db.delete::<Item>("a").await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    assert_eq!(count(), 1, "delete");
    lose();
    assert_eq!(Item::bump("a").execute(&mut db).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    assert_eq!(count(), 1, "a declared update");
    assert_eq!(server.connections(), 1 + 7);
    db.insert(&a).await.unwrap();
}

#[tokio::test]
async fn an_upsert_that_adds_is_not_retried_after_a_lost_connection() {
    /// A counter.
    #[derive(Table)]
    #[table(schema = "wire", name = "counters")]
    struct Counter {
        #[column(primary_key)]
        id: i32,
        #[column(add)]
        total: i64,
    }
    let server = server();
    let mut db = open(&server).await;
    let is_counter = |request: &Request| request.text().contains("[wire].[counters]");
    let counter = Counter { id: 1, total: 1 };
    server.respond_when(is_counter, Response::new().cut());
    assert_eq!(db.upsert(&counter).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    server.respond_when(is_counter, Response::new().cut());
    db.insert_if_absent(&counter).await.unwrap();
    assert_eq!(server.requests().iter().filter(|request| is_counter(request)).count(), 3);
}

#[tokio::test]
async fn delivered_rows_are_never_delivered_again() {
    for end in
        [|rows: Response| rows.error(1205), |rows: Response| rows.error(1222), Response::cut, Response::reset]
    {
        let server = server();
        let mut db = open(&server).await;
        // The rows must arrive before a reset discards them.
        let rows = || end(rows_of(&["a", "b"]).delay(Duration::from_millis(20)));
        server.respond_when(is_item_statement, rows());
        let mut seen = Vec::new();
        let each = |row: Item| {
            seen.push(row.id);
            ControlFlow::Continue(())
        };
        Item::everything().for_each(&mut db, each).await.unwrap_err();
        assert_eq!((seen.len(), request_count(&server)), (2, 1));
        // The caller does not get the rows of a claim, but they are claimed.
        server.respond_when(is_item_statement, rows());
        Item::next(2).all(&mut db).await.unwrap_err();
        assert_eq!(request_count(&server), 2);
    }
}

#[tokio::test]
async fn a_claim_without_rows_is_retried_after_a_deadlock() {
    let server = server();
    let mut db = open(&server).await;
    server.respond_when(is_item_statement, Response::new().error(1205));
    assert_eq!(Item::next(2).all(&mut db).await.unwrap(), [item("a")]);
    assert_eq!(request_count(&server), 2);
}

#[tokio::test]
async fn a_large_batch_is_retried_from_its_beginning() {
    let server = server();
    let mut db = open(&server).await;
    server.respond_when(is_item_statement, Response::new().count(1_000));
    deadlock(&server);
    db.insert_many(&items(2_001)).await.unwrap();
    let state = "SELECT CAST(XACT_STATE() AS INT);";
    let once = ["begin", "statement", "statement", state];
    let again = ["begin", "statement", "statement", "statement", "commit"];
    assert_eq!(words(&server), [&once[..], &again[..]].concat());
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_large_batch_with_a_lost_commit_is_retried_only_if_repeatable() {
    let server = server();
    let mut db = open(&server).await;
    server.respond_when(Request::is_commit, Response::new().cut());
    let outcomes = db.upsert_many(&items(1_001), UniqueKey::PRIMARY).await.unwrap();
    assert_eq!((outcomes.len(), words(&server).len()), (1_001, 8));
    server.respond_when(Request::is_commit, Response::new().cut());
    assert_eq!(db.insert_many(&items(1_001)).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    assert_eq!(words(&server).len(), 12);
}

#[tokio::test]
async fn a_transaction_is_attempted_as_often_as_the_options_allow() {
    let server = server();
    let db = Mssql::open(options(&server).max_attempts(3)).await.unwrap();
    for _ in 0..9 {
        server.respond_when(is_item_statement, Response::new().error(1222));
    }
    let runs = AtomicUsize::new(0);
    let error = db
        .with_transaction(|transaction| {
            runs.fetch_add(1, Ordering::Relaxed);
            TransactionFuture::new(async move { transaction.insert(&item("a")).await })
        })
        .await
        .unwrap_err();
    assert_eq!((error.kind(), runs.into_inner()), (ErrorKind::Busy, 3));
    // Each attempt is rolled back before its connection is used again.
    server.wait_until(|server| words(server).iter().filter(|word| *word == "rollback").count() == 3).await;
    assert!(!words(&server).contains(&"commit".to_owned()));
}

#[tokio::test]
async fn a_permanent_error_ends_a_transaction() {
    let server = server();
    let db = open(&server).await;
    let failures = [
        Error::new(ErrorKind::Other, "the caller's own"),
        Error::new(ErrorKind::UniqueViolation, "").with_constraint("pk_items"),
    ];
    for failure in failures {
        let runs = AtomicUsize::new(0);
        let kind = failure.kind();
        let error = db
            .with_transaction(|_| {
                runs.fetch_add(1, Ordering::Relaxed);
                let failure = failure.clone();
                TransactionFuture::new(async move { Err::<(), _>(failure) })
            })
            .await
            .unwrap_err();
        assert_eq!((error.kind(), runs.into_inner()), (kind, 1));
    }
    server.wait_until(|server| words(server) == ["begin", "rollback", "begin", "rollback"]).await;
}

#[tokio::test]
async fn a_connection_lost_at_begin_is_replaced() {
    let server = server();
    let db = open(&server).await;
    server.respond_when(Request::is_begin, Response::new().cut());
    db.with_transaction(|transaction| {
        TransactionFuture::new(async move { transaction.insert(&item("a")).await })
    })
    .await
    .unwrap();
    assert_eq!(words(&server), ["begin", "begin", "statement", "commit"]);
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_transient_commit_error_repeats_the_whole_transaction() {
    let server = server();
    let db = open(&server).await;
    server.respond_when(Request::is_commit, Response::new().error(3960).rollback());
    db.with_transaction(|transaction| {
        TransactionFuture::new(async move { transaction.insert(&item("a")).await })
    })
    .await
    .unwrap();
    let words = words(&server);
    assert_eq!(words.iter().filter(|word| *word == "statement").count(), 2, "{words:?}");
}

#[tokio::test]
async fn a_separate_connection_retries_but_is_not_replaced() {
    let server = server();
    let mut db = connect(&server).await;
    server.respond_when(is_item_statement, Response::new().error(1205));
    assert_eq!(db.upsert(&item("a")).await.unwrap(), Outcome::Inserted);
    assert_eq!(request_count(&server), 2);
    // An error that closes the connection.
    server.respond_when(is_item_statement, Response::new().error(Message::new(596, "killed").class(21)));
    assert_eq!(db.upsert(&item("a")).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    let error = db.get::<Item>("a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionLost);
    assert!(error.to_string().contains("open another one"), "{error}");
    assert_eq!((request_count(&server), server.connections()), (3, 1));
}

#[tokio::test]
async fn a_maximum_of_one_attempt_disables_retries() {
    let server = server();
    let mut db = Mssql::open(options(&server).max_attempts(1)).await.unwrap();
    for response in [Response::new().error(1205), Response::new().error(1222), Response::new().cut()] {
        server.respond_when(is_item_statement, response);
        db.upsert(&item("a")).await.unwrap_err();
    }
    assert_eq!(request_count(&server), 3);
    db.upsert(&item("a")).await.unwrap();
}

/// Starts a server that accepts only the first login.
fn closing() -> Server {
    let later = |number| (number > 1).then_some(Fault::cut(Stage::Login));
    Server::builder().handshake(later).script(respond_with_success).start()
}

#[tokio::test]
async fn logins_and_calls_share_the_attempts() {
    let server = closing();
    let mut db = Mssql::open(options(&server).max_attempts(3)).await.unwrap();
    server.respond_when(is_item_statement, Response::new().cut());
    assert_eq!(db.get::<Item>("a").await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    assert_eq!(server.connections(), 1 + 2, "the first attempt used the open connection");
}

#[tokio::test]
async fn logins_and_transactions_share_the_attempts() {
    let server = closing();
    let db = Mssql::open(options(&server).max_attempts(3)).await.unwrap();
    server.respond_when(is_item_statement, Response::new().cut());
    let work = db.with_transaction(|transaction| {
        TransactionFuture::new(async move { transaction.insert(&item("a")).await })
    });
    assert_eq!(work.await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    assert_eq!(server.connections(), 1 + 2, "the first attempt used the open connection");
}

#[tokio::test]
async fn a_transaction_that_loses_an_insert_race_is_retried() {
    let taken = |key: &str| {
        let text = format!(
            "Violation of PRIMARY KEY constraint '{key}'. Cannot insert duplicate key in object 'wire.items'."
        );
        Response::new().error(Message::new(2627, text))
    };
    let server = server();
    let db = open(&server).await;
    server.respond_when(is_item_statement, taken("pk_items"));
    let put = async |db: &Mssql| {
        db.with_transaction(|transaction| {
            TransactionFuture::new(async move { transaction.insert_if_absent(&item("a")).await })
        })
        .await
    };
    assert_eq!(put(&db).await.unwrap(), Outcome::Inserted);
    assert_eq!(request_count(&server), 2);
    // A violation of another key is the row's fault.
    server.respond_when(is_item_statement, taken("ux_items_label"));
    assert_eq!(put(&db).await.unwrap_err().kind(), ErrorKind::UniqueViolation);
    assert_eq!(request_count(&server), 3);
    // So is any violation by an insert, which does not look first.
    server.respond_when(is_item_statement, taken("pk_items"));
    let insert = db.with_transaction(|transaction| {
        TransactionFuture::new(async move { transaction.insert(&item("a")).await })
    });
    assert_eq!(insert.await.unwrap_err().kind(), ErrorKind::UniqueViolation);
}
