//! Transactions, and the transaction of each request.

use futures_util::FutureExt;
use store_tds_mock::{Gate, Isolation, RequestKind, Response, Server, TransactionRequest};
use tiberius::IsolationLevel;

use crate::{client, number};

fn requests(server: &Server) -> Vec<(u64, RequestKind)> {
    server.requests().into_iter().map(|request| (request.transaction, request.kind)).collect()
}

fn batch(text: &str) -> RequestKind {
    RequestKind::Batch { text: text.into() }
}

#[tokio::test]
async fn a_transaction_is_begun_committed_and_rolled_back() {
    let server = Server::builder().start();
    let mut client = client(&server).await;
    client.simple_query("before").await.unwrap();
    client.begin_transaction_with_isolation(IsolationLevel::Serializable).await.unwrap();
    client.simple_query("one").await.unwrap();
    client.save_transaction("s1").await.unwrap();
    client.commit_transaction().await.unwrap();
    client.simple_query("between").await.unwrap();
    client.begin_transaction().await.unwrap();
    client.simple_query("two").await.unwrap();
    client.rollback_transaction().await.unwrap();
    client.simple_query("after").await.unwrap();

    let begin = |isolation| RequestKind::Transaction(TransactionRequest::Begin { isolation });
    assert_eq!(
        requests(&server),
        [
            (0, batch("before")),
            (0, begin(Isolation::Serializable)),
            (1, batch("one")),
            (1, RequestKind::Transaction(TransactionRequest::Save { name: "s1".into() })),
            (1, RequestKind::Transaction(TransactionRequest::Commit)),
            (0, batch("between")),
            (0, begin(Isolation::Unspecified)),
            (2, batch("two")),
            (2, RequestKind::Transaction(TransactionRequest::Rollback { name: String::new() })),
            (0, batch("after")),
        ]
    );
    let requests = server.requests();
    assert!(
        requests[1].is_begin()
            && requests[3].is_save()
            && requests[4].is_commit()
            && requests[8].is_rollback()
    );
}

#[tokio::test]
async fn ending_a_missing_transaction_is_an_error() {
    let server = Server::builder().start();
    let mut client = client(&server).await;
    assert_eq!(number(&client.commit_transaction().await.unwrap_err()), Some(3902));
    assert_eq!(number(&client.rollback_transaction().await.unwrap_err()), Some(3903));
    assert_eq!(number(&client.save_transaction("s").await.unwrap_err()), Some(628));
    client.begin_transaction().await.unwrap();
    client.commit_transaction().await.unwrap();
}

#[tokio::test]
async fn a_transaction_can_be_begun_twice() {
    let server = Server::builder().start();
    let mut client = client(&server).await;
    client.begin_transaction().await.unwrap();
    client.begin_transaction().await.unwrap();
    client.commit_transaction().await.unwrap();
    client.simple_query("still").await.unwrap();
    client.commit_transaction().await.unwrap();
    client.simple_query("no more").await.unwrap();
    let requests = requests(&server);
    assert_eq!((&requests[3], &requests[5]), (&(1, batch("still")), &(0, batch("no more"))));
}

#[tokio::test]
async fn a_response_can_roll_the_transaction_back() {
    let server = Server::builder().start();
    let mut client = client(&server).await;
    client.begin_transaction().await.unwrap();
    server.respond_next(Response::new().error(1205).rollback());
    assert_eq!(number(&client.execute("UPDATE", &[]).await.unwrap_err()), Some(1205));
    client.simple_query("after").await.unwrap();
    assert_eq!(number(&client.rollback_transaction().await.unwrap_err()), Some(3903));
    let requests = server.requests();
    assert_eq!((requests[1].transaction, requests[2].transaction), (1, 0));
}

#[tokio::test]
async fn a_batch_can_begin_a_transaction() {
    let server = Server::start(|request| match request.text() {
        "BEGIN TRAN" => Response::new().begin(),
        "COMMIT" => Response::new().commit(),
        _ => Response::standard(),
    });
    let mut client = client(&server).await;
    for text in ["BEGIN TRAN", "in", "COMMIT", "out"] {
        client.simple_query(text).await.unwrap();
    }
    let transactions: Vec<u64> = server.requests().iter().map(|request| request.transaction).collect();
    assert_eq!(transactions, [0, 1, 1, 0]);
}

#[tokio::test]
async fn the_response_to_a_commit_can_be_lost() {
    let server = Server::builder().start();
    let mut client = client(&server).await;
    server.respond_when(store_tds_mock::Request::is_commit, Response::standard().cut_after(0));
    client.begin_transaction().await.unwrap();
    client.commit_transaction().await.unwrap_err();
    assert!(server.requests()[1].is_commit());
    assert_eq!(server.last_response().bytes(), 0);
}

/// tiberius 0.13 skips unread tokens before the next response, so it misses a transaction that began or ended in them.
#[tokio::test]
async fn tiberius_misses_a_transaction_that_it_did_not_wait_for() {
    let server = Server::builder().start();
    let mut client = client(&server).await;
    let gate = Gate::new();
    server.respond_next(Response::new().wait(&gate).begin());
    tokio::select! {
        _ = client.begin_transaction() => panic!("the response waits at the gate"),
        () = gate.reached() => gate.open(),
    }
    assert_eq!(number(&client.execute("INSERT", &[]).await.unwrap_err()), Some(3989));
    assert_eq!(number(&client.rollback_transaction().await.unwrap_err()), Some(3989));
    assert_eq!(server.requests()[1].transaction, 0);
}

/// tiberius 0.13 can send the next request only after the cancelled response is complete.
#[tokio::test]
async fn tiberius_waits_for_a_cancelled_response() {
    let server = Server::builder().start();
    let mut client = client(&server).await;
    let gate = Gate::new();
    server.respond_next(Response::new().wait(&gate).count(1));
    tokio::select! {
        _ = client.execute("slow", &[]) => panic!("the response waits at the gate"),
        () = gate.reached() => {}
    }
    assert!(client.execute("next", &[]).now_or_never().is_none());
    assert_eq!(server.requests().len(), 1);
    gate.open();
    assert_eq!(client.execute("next", &[]).await.unwrap().rows_affected(), [0]);
}
