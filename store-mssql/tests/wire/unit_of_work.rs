//! Units of work on the client of an application.

use std::sync::Arc;

use futures_util::future::FutureExt;
use store::prelude::*;
use store::{Connection, UnitOfWork};
use store_tds_mock::Response;
use tokio::sync::Notify;

use crate::tiberius_connection::{borrow, client, transactions};
use crate::{is_item_statement, is_state_request, item, request_count, server, transaction_state, words};

/// Inserts two rows, with a variation between them.
enum Two {
    Plain,
    /// Returns an error of its own.
    Fails,
    /// Never completes; notifies when it is between the two rows.
    Pending(Arc<Notify>),
    /// Continues after an error.
    IgnoresError,
    /// Does not wait for a response.
    CancelsCall,
}

impl UnitOfWork for Two {
    type Output = Outcome;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<Outcome, Error> {
        if matches!(self, Self::CancelsCall) {
            assert!(connection.insert(&item("a")).now_or_never().is_none());
            return Ok(Outcome::Existing);
        }
        let first = connection.insert_if_absent(&item("a")).await;
        match self {
            Self::Plain | Self::CancelsCall => {}
            Self::Fails => return Err(Error::new(ErrorKind::Other, "as scripted")),
            Self::Pending(between) => {
                between.notify_one();
                std::future::pending().await
            }
            Self::IgnoresError => return Ok(Outcome::Existing),
        }
        first?;
        connection.insert_if_absent(&item("b")).await
    }
}

#[tokio::test]
async fn a_unit_within_a_transaction_has_a_savepoint() {
    let server = server();
    let mut client = client(&server).await;
    client.begin_transaction().await.unwrap();
    let mut db = borrow(&mut client).await;
    assert_eq!(db.transaction(Two::Plain).await.unwrap(), Outcome::Inserted);
    assert_eq!(db.transaction(Two::Fails).await.unwrap_err().kind(), ErrorKind::Other);
    db.insert(&item("c")).await.unwrap();
    client.commit_transaction().await.unwrap();
    assert_eq!(
        words(&server),
        [
            "begin",
            "SAVE TRANSACTION store_1;",
            "statement",
            "statement",
            "SAVE TRANSACTION store_1;",
            "statement",
            "ROLLBACK TRANSACTION store_1;",
            "statement",
            "commit"
        ]
    );
    assert!(transactions(&server).iter().all(|transaction| *transaction != 0));
}

#[tokio::test]
async fn a_unit_without_a_transaction_is_its_own_transaction() {
    let server = server();
    let mut client = client(&server).await;
    let mut db = borrow(&mut client).await;
    db.transaction(Two::Plain).await.unwrap();
    db.transaction(Two::Fails).await.unwrap_err();
    db.insert(&item("c")).await.unwrap();
    let expected =
        ["begin", "statement", "statement", "commit", "begin", "statement", "rollback", "statement"];
    assert_eq!(words(&server), expected);
    assert_eq!(server.requests().pop().unwrap().transaction, 0);
}

#[tokio::test]
async fn a_unit_is_run_once() {
    for begins in [true, false] {
        let server = server();
        let mut client = client(&server).await;
        if begins {
            client.begin_transaction().await.unwrap();
        }
        let mut db = borrow(&mut client).await;
        server.respond_when(is_item_statement, Response::new().error(1205).rollback());
        server.respond_when(is_state_request, transaction_state(0));
        assert_eq!(db.transaction(Two::Plain).await.unwrap_err().kind(), ErrorKind::Deadlock);
        assert_eq!(request_count(&server), 1);
        let words = words(&server);
        assert!(!words.iter().any(|word| word.contains("ollback") || word.contains("ROLLBACK")), "{words:?}");
        // The application's transaction is lost; the unit's own transaction has ended.
        let next = db.insert(&item("c")).await.map_err(|error| error.kind());
        assert_eq!(next, if begins { Err(ErrorKind::Misuse) } else { Ok(()) });
    }
}

#[tokio::test]
async fn a_unit_that_ignores_a_lost_transaction_fails() {
    let server = server();
    let mut client = client(&server).await;
    client.begin_transaction().await.unwrap();
    let mut db = borrow(&mut client).await;
    server.respond_when(is_item_statement, Response::new().error(1205).rollback());
    server.respond_when(is_state_request, transaction_state(0));
    assert_eq!(db.transaction(Two::IgnoresError).await.unwrap_err().kind(), ErrorKind::Misuse);
    client.begin_transaction().await.unwrap();
    let mut db = borrow(&mut client).await;
    server.respond_when(is_item_statement, Response::new().cut());
    assert_eq!(db.transaction(Two::IgnoresError).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
}

#[tokio::test]
async fn a_unit_that_cancels_a_call_fails() {
    let server = server();
    let mut client = client(&server).await;
    client.begin_transaction().await.unwrap();
    let mut db = borrow(&mut client).await;
    assert_eq!(db.transaction(Two::CancelsCall).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    assert!(!words(&server).contains(&"ROLLBACK TRANSACTION store_1;".to_owned()));
}

#[tokio::test]
async fn a_dropped_unit_makes_the_connection_unusable() {
    for begins in [true, false] {
        let server = server();
        let mut client = client(&server).await;
        if begins {
            client.begin_transaction().await.unwrap();
        }
        let mut db = borrow(&mut client).await;
        // No response is unread at this point.
        let between = Arc::new(Notify::new());
        tokio::select! {
            _ = db.transaction(Two::Pending(Arc::clone(&between))) => panic!("the unit never ends"),
            () = between.notified() => {}
        }
        let error = db.insert(&item("c")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionLost);
        assert!(error.to_string().contains("cancelled mid-response"), "{error}");
        // The server rolls back when the connection closes.
        drop(client);
        server.wait_until(|server| server.open_connections() == 0).await;
        assert!(!words(&server).contains(&"commit".to_owned()));
    }
}

#[tokio::test]
async fn units_can_move_between_threads() {
    let server = server();
    let mut client = client(&server).await;
    let task = tokio::spawn(async move { borrow(&mut client).await.transaction(Two::Plain).await });
    task.await.unwrap().unwrap();
}
