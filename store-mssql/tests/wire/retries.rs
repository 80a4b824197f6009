//! Retries: which errors of which calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use store::UniqueKey;
use store::prelude::*;
use store_mssql::{Mssql, TransactionFuture};
use store_tds_mock::{Message, Response};

use crate::{
    Item, connect, is_item_statement, item, items, open, options, request_count, rows_of, sent, server,
};

#[tokio::test]
async fn transient_errors_are_hidden_from_the_caller() {
    for number in [1205, 1222, 3960, 3961, 701, 10_928, 10_929, 40_197, 40_501, 40_613] {
        let server = server();
        let mut db = open(&server).await;
        for _ in 0..2 {
            server.respond_when(is_item_statement, Response::new().error(number));
        }
        assert_eq!(db.upsert(&item("a")).await.unwrap(), Outcome::Inserted, "{number}");
        assert_eq!(request_count(&server), 3, "{number}");
        server.respond_when(is_item_statement, Response::new().error(number));
        db.insert(&item("a")).await.unwrap();
        server.respond_when(is_item_statement, Response::new().error(number));
        assert_eq!(Item::next(1).all(&mut db).await.unwrap(), [item("a")]);
        server.respond_when(is_item_statement, Response::new().error(number));
        db.upsert_many(&items(3), UniqueKey::PRIMARY).await.unwrap();
    }
}

#[tokio::test]
async fn attempts_are_bounded() {
    let server = server();
    let mut db = Mssql::open(options(&server).max_attempts(3)).await.unwrap();
    for _ in 0..9 {
        server.respond_when(is_item_statement, Response::new().error(1205));
    }
    let error = db.insert(&item("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Deadlock, Some(1205)));
    assert_eq!(request_count(&server), 3);
}

#[tokio::test]
async fn a_lost_insert_race_is_retried() {
    let taken = |key: &str| {
        let text = format!(
            "Violation of PRIMARY KEY constraint '{key}'. Cannot insert duplicate key in object 'wire.items'. The \
             duplicate key value is (a)."
        );
        Response::new().error(Message::new(2627, text))
    };
    let server = server();
    let mut db = open(&server).await;
    server.respond_when(is_item_statement, taken("pk_items"));
    assert_eq!(db.insert_if_absent(&item("a")).await.unwrap(), Outcome::Inserted);
    server.respond_when(is_item_statement, taken("pk_items"));
    assert_eq!(db.upsert(&item("a")).await.unwrap(), Outcome::Inserted);
    server.respond_when(is_item_statement, taken("pk_items"));
    db.upsert_many(&items(2), UniqueKey::PRIMARY).await.unwrap();
    assert_eq!(request_count(&server), 6);
    // A violation of another key, or by a call that does not look first, is reported.
    server.respond_when(is_item_statement, taken("ux_items_label"));
    let error = db.upsert(&item("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.constraint()), (ErrorKind::UniqueViolation, Some("ux_items_label")));
    server.respond_when(is_item_statement, taken("pk_items"));
    assert_eq!(db.insert(&item("a")).await.unwrap_err().kind(), ErrorKind::UniqueViolation);
    assert_eq!(request_count(&server), 8);
}

#[tokio::test]
async fn a_lost_connection_is_replaced_for_repeatable_calls() {
    let server = server();
    let mut db = open(&server).await;
    server.respond_when(is_item_statement, Response::new().cut());
    assert_eq!(db.upsert(&item("a")).await.unwrap(), Outcome::Inserted);
    server.respond_when(is_item_statement, Response::new().cut());
    assert_eq!(db.insert_if_absent(&item("a")).await.unwrap(), Outcome::Inserted);
    server.respond_when(is_item_statement, Response::new().reset());
    assert_eq!(db.get::<Item>("a").await.unwrap(), Some(item("a")));
    server.respond_when(is_item_statement, Response::new().cut());
    db.upsert_many(&items(2), UniqueKey::PRIMARY).await.unwrap();
    assert_eq!((request_count(&server), server.connections()), (8, 5));
    // These calls would take effect twice.
    server.respond_when(is_item_statement, Response::new().cut());
    assert_eq!(db.insert(&item("a")).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    server.respond_when(is_item_statement, Response::new().cut());
    assert_eq!(Item::bump("a").execute(&mut db).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    server.respond_when(is_item_statement, Response::new().cut());
    assert_eq!(Item::next(1).all(&mut db).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    assert_eq!(request_count(&server), 11);
    db.insert(&item("a")).await.unwrap();
}

#[tokio::test]
async fn delivered_rows_are_not_repeated() {
    let server = server();
    let mut db = open(&server).await;
    server.respond_when(is_item_statement, rows_of(&["a", "b"]).error(1205));
    let mut seen = Vec::new();
    let error = Item::everything()
        .for_each(&mut db, |row: Item| {
            seen.push(row.id);
            std::ops::ControlFlow::Continue(())
        })
        .await
        .unwrap_err();
    assert_eq!((error.kind(), seen.len()), (ErrorKind::Deadlock, 2));
    assert_eq!(request_count(&server), 1);
}

#[tokio::test]
async fn nothing_is_retried_within_a_transaction() {
    let server = server();
    let mut db = connect(&server).await;
    let mut transaction = db.begin_transaction().await.unwrap();
    server.respond_when(is_item_statement, Response::new().error(1222));
    assert_eq!(transaction.upsert(&item("a")).await.unwrap_err().kind(), ErrorKind::Busy);
    assert_eq!(request_count(&server), 1);
    transaction.rollback().await.unwrap();
    // Outside a transaction the same connection is used again.
    server.respond_when(is_item_statement, Response::new().error(1222));
    db.upsert(&item("a")).await.unwrap();
    assert_eq!((request_count(&server), server.connections()), (3, 1));
}

#[tokio::test]
async fn a_transaction_is_retried_as_a_whole() {
    for fault in [Response::new().error(1205).rollback(), Response::new().error(1222), Response::new().cut()]
    {
        let server = server();
        let db = open(&server).await;
        let runs = Arc::new(AtomicUsize::new(0));
        // After the first statement.
        server.respond_when(|request| request.text().contains("@outcome"), fault);
        let task = {
            let (db, runs) = (db.clone(), Arc::clone(&runs));
            tokio::spawn(async move {
                db.with_transaction(|transaction| {
                    runs.fetch_add(1, Ordering::Relaxed);
                    TransactionFuture::new(async move {
                        transaction.insert(&item("a")).await?;
                        transaction.upsert(&item("b")).await
                    })
                })
                .await
            })
        };
        assert_eq!(task.await.unwrap().unwrap(), Outcome::Inserted);
        assert_eq!(runs.load(Ordering::Relaxed), 2);
        assert_eq!(sent(&server).iter().filter(|text| *text == "commit").count(), 1);
    }
}

#[tokio::test]
async fn a_connection_lost_during_commit_is_reported() {
    let server = server();
    let db = open(&server).await;
    server.respond_when(store_tds_mock::Request::is_commit, Response::new().cut());
    let error = db
        .with_transaction(|transaction| {
            TransactionFuture::new(async move { transaction.insert(&item("a")).await })
        })
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionLost);
    assert_eq!(request_count(&server), 1);
}
