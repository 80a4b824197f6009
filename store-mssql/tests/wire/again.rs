//! What a second attempt does, call by call.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use store::UniqueKey;
use store::prelude::*;
use store_mssql::{Mssql, Work};
use store_tds_mock::{Answer, Fault, Message, Request, Server, Stage, Type, row};

use crate::{Item, asked, connect, is_ours, item, items, open, options, rows_of, server, usual, words};

/// What an error says that the server undid the transaction of.
fn deadlock(server: &Server) {
    server.answer_when(is_ours, Answer::new().error(1205).rollback());
    let state = |request: &Request| request.text().contains("XACT_STATE");
    server.answer_when(state, Answer::new().rows([("", Type::Int)], [row![0]]));
}

#[tokio::test]
async fn when_the_connection_is_lost_only_what_has_the_same_effect_twice_is_done_twice() {
    let server = server();
    let mut db = open(&server).await;
    let lose = || server.answer_when(is_ours, Answer::new().cut());
    let (a, rows) = (item("a"), items(3));

    let mut before = 0;
    let mut count = || {
        let asked = asked(&server);
        std::mem::replace(&mut before, asked).abs_diff(asked)
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
async fn rows_that_the_caller_has_are_never_handed_out_twice() {
    for end in [|rows: Answer| rows.error(1205), |rows: Answer| rows.error(1222), Answer::cut, Answer::reset]
    {
        let server = server();
        let mut db = open(&server).await;
        // Time for the rows to come before a reset throws them away.
        let rows = || end(rows_of(&["a", "b"]).delay(Duration::from_millis(20)));
        server.answer_when(is_ours, rows());
        let mut seen = Vec::new();
        let each = |row: Item| {
            seen.push(row.id);
            ControlFlow::Continue(())
        };
        Item::everything().for_each(&mut db, each).await.unwrap_err();
        assert_eq!((seen.len(), asked(&server)), (2, 1));
        // Those of a claim are not given to the caller, but they are taken.
        server.answer_when(is_ours, rows());
        Item::next(2).all(&mut db).await.unwrap_err();
        assert_eq!(asked(&server), 2);
    }
}

#[tokio::test]
async fn a_claim_that_gave_nothing_away_is_made_again_after_a_deadlock() {
    let server = server();
    let mut db = open(&server).await;
    server.answer_when(is_ours, Answer::new().error(1205));
    assert_eq!(Item::next(2).all(&mut db).await.unwrap(), [item("a")]);
    assert_eq!(asked(&server), 2);
}

#[tokio::test]
async fn a_large_batch_is_done_again_from_its_beginning() {
    let server = server();
    let mut db = open(&server).await;
    server.answer_when(is_ours, Answer::new().count(1_000));
    deadlock(&server);
    db.insert_many(&items(2_001)).await.unwrap();
    let state = "SELECT CAST(XACT_STATE() AS INT);";
    let once = ["begin", "statement", "statement", state];
    let again = ["begin", "statement", "statement", "statement", "commit"];
    assert_eq!(words(&server), [&once[..], &again[..]].concat());
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_large_batch_whose_commit_is_lost_is_done_again_where_that_is_right() {
    let server = server();
    let mut db = open(&server).await;
    server.answer_when(Request::is_commit, Answer::new().cut());
    let outcomes = db.upsert_many(&items(1_001), UniqueKey::PRIMARY).await.unwrap();
    assert_eq!((outcomes.len(), words(&server).len()), (1_001, 8));
    server.answer_when(Request::is_commit, Answer::new().cut());
    assert_eq!(db.insert_many(&items(1_001)).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    assert_eq!(words(&server).len(), 12);
}

#[tokio::test]
async fn a_transaction_is_begun_as_often_as_the_options_say() {
    let server = server();
    let db = Mssql::open(options(&server).attempts(3)).await.unwrap();
    for _ in 0..9 {
        server.answer_when(is_ours, Answer::new().error(1222));
    }
    let runs = AtomicUsize::new(0);
    let error = db
        .in_transaction(|transaction| {
            runs.fetch_add(1, Ordering::Relaxed);
            Work::new(async move { transaction.insert(&item("a")).await })
        })
        .await
        .unwrap_err();
    assert_eq!((error.kind(), runs.into_inner()), (ErrorKind::Busy, 3));
    // Each is undone before the next, on whatever connection, and before the connection is used again.
    server.wait_until(|server| words(server).iter().filter(|word| *word == "rollback").count() == 3).await;
    assert!(!words(&server).contains(&"commit".to_owned()));
}

#[tokio::test]
async fn an_error_of_the_work_ends_it() {
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
            .in_transaction(|_| {
                runs.fetch_add(1, Ordering::Relaxed);
                let failure = failure.clone();
                Work::new(async move { Err::<(), _>(failure) })
            })
            .await
            .unwrap_err();
        assert_eq!((error.kind(), runs.into_inner()), (kind, 1));
    }
    server.wait_until(|server| words(server) == ["begin", "rollback", "begin", "rollback"]).await;
}

#[tokio::test]
async fn a_connection_that_is_lost_while_a_transaction_begins_is_replaced() {
    let server = server();
    let db = open(&server).await;
    server.answer_when(Request::is_begin, Answer::new().cut());
    db.in_transaction(|transaction| Work::new(async move { transaction.insert(&item("a")).await }))
        .await
        .unwrap();
    assert_eq!(words(&server), ["begin", "begin", "statement", "commit"]);
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_commit_that_is_refused_for_a_reason_that_passes_is_tried_with_all_of_the_work() {
    let server = server();
    let db = open(&server).await;
    server.answer_when(Request::is_commit, Answer::new().error(3960).rollback());
    db.in_transaction(|transaction| Work::new(async move { transaction.insert(&item("a")).await }))
        .await
        .unwrap();
    let words = words(&server);
    assert_eq!(words.iter().filter(|word| *word == "statement").count(), 2, "{words:?}");
}

#[tokio::test]
async fn a_connection_of_the_callers_own_tries_again_but_is_not_replaced() {
    let server = server();
    let mut db = connect(&server).await;
    server.answer_when(is_ours, Answer::new().error(1205));
    assert_eq!(db.upsert(&item("a")).await.unwrap(), Outcome::Inserted);
    assert_eq!(asked(&server), 2);
    // One that says that the server goes away.
    server.answer_when(is_ours, Answer::new().error(Message::new(596, "killed").class(21)));
    assert_eq!(db.upsert(&item("a")).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    let error = db.get::<Item>("a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionLost);
    assert!(error.to_string().contains("open another one"), "{error}");
    assert_eq!((asked(&server), server.connections()), (3, 1));
}

#[tokio::test]
async fn without_a_second_attempt_nothing_is_tried_again() {
    let server = server();
    let mut db = Mssql::open(options(&server).attempts(1)).await.unwrap();
    for answer in [Answer::new().error(1205), Answer::new().error(1222), Answer::new().cut()] {
        server.answer_when(is_ours, answer);
        db.upsert(&item("a")).await.unwrap_err();
    }
    assert_eq!(asked(&server), 3);
    db.upsert(&item("a")).await.unwrap();
}

/// A server that lets in once and never again.
fn closing() -> Server {
    let later = |number| (number > 1).then_some(Fault::cut(Stage::Login));
    Server::builder().handshake(later).script(usual).start()
}

#[tokio::test]
async fn a_login_is_not_tried_more_often_for_a_call_that_is_tried_again() {
    let server = closing();
    let mut db = Mssql::open(options(&server).attempts(3)).await.unwrap();
    server.cut_connections().await;
    assert_eq!(db.get::<Item>("a").await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    assert_eq!(server.connections(), 1 + 3);
}

#[tokio::test]
async fn a_login_is_not_tried_more_often_for_a_transaction() {
    let server = closing();
    let db = Mssql::open(options(&server).attempts(3)).await.unwrap();
    server.cut_connections().await;
    let work =
        db.in_transaction(|transaction| Work::new(async move { transaction.insert(&item("a")).await }));
    assert_eq!(work.await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    assert_eq!(server.connections(), 1 + 3);
}

#[tokio::test]
async fn work_whose_row_another_session_inserted_meanwhile_is_run_again() {
    let taken = |key: &str| {
        let text = format!(
            "Violation of PRIMARY KEY constraint '{key}'. Cannot insert duplicate key in object 'wire.items'."
        );
        Answer::new().error(Message::new(2627, text))
    };
    let server = server();
    let db = open(&server).await;
    server.answer_when(is_ours, taken("pk_items"));
    let put = async |db: &Mssql| {
        db.in_transaction(|transaction| {
            Work::new(async move { transaction.insert_if_absent(&item("a")).await })
        })
        .await
    };
    assert_eq!(put(&db).await.unwrap(), Outcome::Inserted);
    assert_eq!(asked(&server), 2);
    // That of a key by which nobody looked is the row's own fault.
    server.answer_when(is_ours, taken("ux_items_label"));
    assert_eq!(put(&db).await.unwrap_err().kind(), ErrorKind::UniqueViolation);
    assert_eq!(asked(&server), 3);
    // And so is any that is met by an insert, which does not look.
    server.answer_when(is_ours, taken("pk_items"));
    let insert =
        db.in_transaction(|transaction| Work::new(async move { transaction.insert(&item("a")).await }));
    assert_eq!(insert.await.unwrap_err().kind(), ErrorKind::UniqueViolation);
}
