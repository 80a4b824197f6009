//! Responses that are cut at every byte and packet.

use std::time::Duration;

use store::prelude::*;
use store_mssql::{Encryption, Mssql};
use store_tds_mock::{Response, Server, Tls};

use crate::{Item, is_item_statement, item, open, options, outcome, respond_with_success, rows_of};

/// Starts a server whose responses have many packets.
fn in_small_packets() -> Server {
    Server::builder().packet_size(512).script(respond_with_success).start()
}

/// Awaits a call, which must end within ten seconds whatever the server does.
pub(crate) async fn finishes_soon<T>(call: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(10), call).await.unwrap_or_else(|_| panic!("the call hangs"))
}

#[tokio::test]
async fn an_upsert_cut_at_any_byte_succeeds_after_a_retry() {
    let server = in_small_packets();
    let mut db = open(&server).await;
    server.respond_when(is_item_statement, outcome("updated"));
    db.upsert(&item("a")).await.unwrap();
    let bytes = server.last_response().bytes();
    for at in 0..bytes {
        server.respond_when(is_item_statement, outcome("updated").cut_after(at));
        // The second attempt has another outcome.
        assert_eq!(
            finishes_soon(db.upsert(&item("a"))).await.unwrap(),
            Outcome::Inserted,
            "cut after {at} of {bytes}"
        );
    }
}

#[tokio::test]
async fn an_insert_cut_at_any_byte_is_an_error() {
    let server = in_small_packets();
    let mut db = open(&server).await;
    db.insert(&item("a")).await.unwrap();
    let bytes = server.last_response().bytes();
    for at in 0..bytes {
        for response in [Response::new().count(1).cut_after(at), Response::new().count(1).reset_after(at)] {
            server.respond_when(is_item_statement, response);
            let error = finishes_soon(db.insert(&item("a"))).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ConnectionLost, "cut after {at} of {bytes}: {error}");
        }
    }
    db.insert(&item("a")).await.unwrap();
}

#[tokio::test]
async fn rows_cut_at_any_packet_are_read_again_or_not_at_all() {
    let names: Vec<String> = (0..200).map(|number| format!("row {number}")).collect();
    let ids: Vec<&str> = names.iter().map(String::as_str).collect();
    let server = in_small_packets();
    let mut db = open(&server).await;
    server.respond_when(is_item_statement, rows_of(&ids));
    assert_eq!(Item::everything().all(&mut db).await.unwrap().len(), 200);
    let boundaries = server.last_response().boundaries();
    assert!(boundaries.len() > 10);
    for at in boundaries.iter().copied().chain(0..100) {
        if at == response_len(&boundaries) {
            continue;
        }
        server.respond_when(is_item_statement, rows_of(&ids).cut_after(at));
        match finishes_soon(Item::everything().all(&mut db)).await {
            // Cut before any row was delivered: the second attempt has its own response.
            Ok(rows) => assert_eq!(rows, [item("a")], "cut after {at}"),
            Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionLost, "cut after {at}: {error}"),
        }
    }
}

#[tokio::test]
async fn responses_cut_under_tls_behave_the_same() {
    let server = Server::builder().tls(Tls::Required).packet_size(512).script(respond_with_success).start();
    let options = options(&server).encryption(Encryption::Required).trust_server_certificate(true);
    let mut db = Mssql::open(options).await.unwrap();
    let names: Vec<String> = (0..50).map(|number| format!("row {number}")).collect();
    let ids: Vec<&str> = names.iter().map(String::as_str).collect();
    server.respond_when(is_item_statement, rows_of(&ids));
    assert_eq!(Item::everything().all(&mut db).await.unwrap().len(), 50);
    let boundaries = server.last_response().boundaries();
    for at in boundaries.iter().copied().filter(|at| *at != response_len(&boundaries)) {
        server.respond_when(is_item_statement, rows_of(&ids).cut_after(at));
        match finishes_soon(Item::everything().all(&mut db)).await {
            Ok(rows) => assert_eq!(rows, [item("a")], "cut after {at}"),
            Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionLost, "cut after {at}: {error}"),
        }
    }
    for at in [0, 1, 8, 20, 40] {
        server.respond_when(is_item_statement, outcome("updated").cut_after(at));
        assert_eq!(finishes_soon(db.upsert(&item("a"))).await.unwrap(), Outcome::Inserted, "cut after {at}");
    }
}

/// Returns the end of the last packet, which is the end of the response.
fn response_len(boundaries: &[usize]) -> usize {
    boundaries.last().copied().unwrap_or_default()
}
