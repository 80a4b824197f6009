//! Futures that are dropped at any point.

use std::ops::ControlFlow;
use std::time::Duration;

use futures_util::future::FutureExt;
use store::UniqueKey;
use store::prelude::*;
use store_mssql::{Mssql, TransactionFuture};
use store_tds_mock::{Fault, Gate, Request, Response, Server, Stage};

use crate::{
    Item, connect, is_item_statement, item, items, open, options, respond_with_success, rows_of, server,
    words,
};

async fn one_connection(server: &Server) -> Mssql {
    Mssql::open(options(server).max_connections(1)).await.unwrap()
}

#[tokio::test]
async fn a_transaction_dropped_between_two_calls_is_rolled_back() {
    let server = server();
    let mut db = one_connection(&server).await;
    let other = db.clone();
    let (inserted, received) = tokio::sync::oneshot::channel();
    let mut inserted = Some(inserted);
    let work = other.with_transaction(|transaction| {
        let inserted = inserted.take();
        TransactionFuture::new(async move {
            transaction.insert(&item("a")).await?;
            inserted.map(|inserted| inserted.send(()));
            std::future::pending::<Result<(), Error>>().await
        })
    });
    tokio::select! {
        _ = work => panic!("the call never ends"),
        result = received => result.unwrap(),
    }
    db.insert(&item("b")).await.unwrap();
    assert_eq!(words(&server), ["begin", "statement", "rollback", "statement"]);
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_panicking_transaction_is_rolled_back() {
    let server = server();
    let mut db = one_connection(&server).await;
    let other = db.clone();
    let task = tokio::spawn(async move {
        other
            .with_transaction(|transaction| {
                TransactionFuture::new(async move {
                    transaction.insert(&item("a")).await?;
                    if transaction.dialect() == Dialect::Mssql {
                        panic!("as scripted")
                    }
                    Ok(())
                })
            })
            .await
    });
    assert!(task.await.unwrap_err().is_panic());
    db.insert(&item("b")).await.unwrap();
    assert_eq!(words(&server), ["begin", "statement", "rollback", "statement"]);
}

#[tokio::test]
async fn a_panic_between_rows_closes_the_connection() {
    let server = server();
    let mut db = open(&server).await;
    let mut other = db.clone();
    server.respond_when(is_item_statement, rows_of(&["a", "b"]));
    let task = tokio::spawn(async move {
        Item::everything().for_each(&mut other, |_: Item| -> ControlFlow<()> { panic!("as scripted") }).await
    });
    assert!(task.await.unwrap_err().is_panic());
    assert_eq!(db.get::<Item>("a").await.unwrap(), Some(item("a")));
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_batch_dropped_between_chunks_closes_the_connection() {
    let server = server();
    let mut db = one_connection(&server).await;
    let mut other = db.clone();
    server.respond_when(is_item_statement, Response::new().count(1_000));
    server.respond_when(is_item_statement, Response::new().hang());
    let rows = items(1_001);
    tokio::select! {
        _ = other.insert_many(&rows) => panic!("the call hangs"),
        () = server.wait_until(|server| words(server).len() == 3) => {}
    }
    db.insert(&item("b")).await.unwrap();
    // The server rolls back when the connection ends.
    assert_eq!(words(&server), ["begin", "statement", "statement", "statement"]);
    let last = server.requests().pop().unwrap();
    assert_eq!((last.connection, last.transaction), (2, 0));
}

#[tokio::test]
async fn a_cancelled_acquire_leaves_the_connection_to_the_next_caller() {
    let server = server();
    let mut db = one_connection(&server).await;
    let held = db.connection().await.unwrap();
    for _ in 0..3 {
        let mut other = db.clone();
        assert!(other.insert(&item("a")).now_or_never().is_none());
    }
    drop(held);
    db.insert(&item("b")).await.unwrap();
    assert_eq!(words(&server), ["statement"]);
    let status = db.status();
    assert_eq!((status.open, status.waiting), (1, 0));
}

#[tokio::test]
async fn a_cancelled_login_leaves_the_slot_to_the_next_caller() {
    let second = |number| (number == 2).then_some(Fault::hang(Stage::Login));
    let server = Server::builder().handshake(second).script(respond_with_success).start();
    let mut db = one_connection(&server).await;
    server.cut_connections().await;
    let mut other = db.clone();
    // A read finds the first connection dead, and gets a second one that hangs.
    tokio::select! {
        _ = other.get::<Item>("a") => panic!("the call hangs"),
        () = server.wait_until(|server| server.logins().len() == 2) => {}
    }
    db.insert(&item("b")).await.unwrap();
    assert_eq!((server.logins().len(), db.status().open), (3, 1));
}

#[tokio::test]
async fn a_call_dropped_between_attempts_sends_nothing_more() {
    let server = server();
    let long = Duration::from_secs(60);
    let db = Mssql::open(options(&server).max_connections(1).retry_delay(long, long)).await.unwrap();
    let mut other = db.clone();
    server.respond_when(is_item_statement, Response::new().error(1222));
    let task = tokio::spawn(async move { other.upsert(&item("a")).await });
    // The connection is idle while the caller waits for the next attempt.
    server.wait_until(|server| words(server).len() == 1).await;
    let mut connection = db.connection().await.unwrap();
    assert!(!task.is_finished());
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    connection.insert(&item("b")).await.unwrap();
    let words = words(&server);
    assert_eq!(words.iter().filter(|word| *word == "statement").count(), 2, "{words:?}");
}

#[tokio::test]
async fn a_connection_dropped_without_a_runtime_is_closed() {
    let server = server();
    let mut db = one_connection(&server).await;
    let mut connection = db.connection().await.unwrap();
    connection.begin().await.unwrap();
    connection.insert(&item("a")).await.unwrap();
    std::thread::spawn(move || drop(connection)).join().unwrap();
    db.insert(&item("b")).await.unwrap();
    assert_eq!((server.connections(), server.requests().pop().unwrap().transaction), (2, 0));
    assert!(!words(&server).contains(&"rollback".to_owned()));
}

#[tokio::test]
async fn a_failed_rollback_closes_the_connection() {
    let server = server();
    let mut db = one_connection(&server).await;
    let mut connection = db.connection().await.unwrap();
    connection.begin().await.unwrap();
    server.respond_when(Request::is_rollback, Response::new().error(3903));
    drop(connection);
    db.insert(&item("b")).await.unwrap();
    assert_eq!(server.requests().pop().unwrap().connection, 2);
}

#[tokio::test]
async fn an_unanswered_rollback_times_out() {
    let server = server();
    let mut db = one_connection(&server).await;
    let mut connection = db.connection().await.unwrap();
    connection.begin().await.unwrap();
    server.respond_when(Request::is_rollback, Response::new().hang());
    // From here on the paused clock advances whenever all tasks wait.
    tokio::time::pause();
    drop(connection);
    server.wait_until(|server| server.open_connections() == 0).await;
    tokio::time::resume();
    db.insert(&item("b")).await.unwrap();
    assert_eq!(server.requests().pop().unwrap().connection, 2);
}

#[tokio::test]
async fn a_dropped_savepoint_is_rolled_back_before_the_next_statement() {
    let server = server();
    let mut db = connect(&server).await;
    let mut transaction = db.begin_transaction().await.unwrap();
    drop(transaction.begin_transaction().await.unwrap());
    transaction.insert(&item("a")).await.unwrap();
    transaction.commit().await.unwrap();
    let expected =
        ["begin", "SAVE TRANSACTION store_1;", "ROLLBACK TRANSACTION store_1;", "statement", "commit"];
    assert_eq!(words(&server), expected);
}

#[tokio::test]
async fn a_cancelled_call_does_not_affect_others() {
    let server = server();
    let db = Mssql::open(options(&server).max_connections(4)).await.unwrap();
    let gate = Gate::new();
    for _ in 0..4 {
        server.respond_when(is_item_statement, rows_of(&["a"]).wait(&gate));
    }
    let call = |db: &Mssql| {
        let mut db = db.clone();
        tokio::spawn(async move { db.get::<Item>("a").await })
    };
    let tasks: Vec<_> = (0..4).map(|_| call(&db)).collect();
    server.wait_until(|server| words(server).len() == 4).await;
    let (cancelled, kept) = tasks.split_at(2);
    cancelled.iter().for_each(tokio::task::JoinHandle::abort);
    server.wait_until(|server| server.open_connections() == 2).await;
    gate.open();
    let more: Vec<_> = (0..4).map(|_| call(&db)).collect();
    assert!(kept.len() == 2);
    for task in tasks.into_iter().skip(2).chain(more) {
        assert_eq!(task.await.unwrap().unwrap(), Some(item("a")));
    }
    db.clone().upsert_many(&items(2), UniqueKey::PRIMARY).await.unwrap();
}
