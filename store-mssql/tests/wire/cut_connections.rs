//! Connections that are cut during login, session set-up, TLS handshakes and transactions.

use std::fmt;

use store::prelude::*;
use store_mssql::{Encryption, MssqlConnection, MssqlOptions};
use store_tds_mock::{Fault, Request, Response, Server, Stage, Tls};

use crate::cut_responses::finishes_soon;
use crate::{Item, is_item_statement, item, open, options, respond_with_success, rows_of, server};

/// Checks that opening fails and the error shows no secret; returns the error as text.
async fn opening_fails(options: &MssqlOptions, at: impl fmt::Debug) -> String {
    let error = finishes_soon(MssqlConnection::open(options)).await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{at:?}: {shown}");
    assert!(!shown.contains("xyzzy"), "{at:?}: {shown}");
    shown
}

fn names_server(shown: &str, server: &Server) -> bool {
    shown.contains(&format!("127.0.0.1,{}", server.port()))
}

#[tokio::test]
async fn a_login_cut_at_any_byte_is_an_error() {
    let whole = server();
    MssqlConnection::open(&options(&whole)).await.unwrap();
    let bytes = whole.responses()[0].bytes();
    assert!(bytes > 100);
    for at in 0..bytes {
        let server = Server::builder().login(move |_| Response::standard().cut_after(at)).start();
        let shown = opening_fails(&options(&server), at).await;
        assert!(names_server(&shown, &server), "cut after {at}: {shown}");
    }
}

#[tokio::test]
async fn a_session_set_up_cut_at_any_byte_is_an_error() {
    let server = server();
    MssqlConnection::open(&options(&server)).await.unwrap();
    let set_up = server.requests()[0].clone();
    for at in 0..server.last_response().bytes() {
        for cut in [Response::cut_after, Response::reset_after] {
            server.respond_next(cut(respond_with_success(&set_up), at));
            opening_fails(&options(&server), at).await;
        }
    }
    MssqlConnection::open(&options(&server)).await.unwrap();
}

#[tokio::test]
async fn a_cut_session_set_up_names_the_server() {
    let server = server();
    server.respond_next(Response::new().cut());
    let shown = opening_fails(&options(&server), "the set-up").await;
    assert!(names_server(&shown, &server), "{shown}");
}

#[tokio::test]
async fn a_cut_tls_handshake_is_an_error() {
    for (tls, encryption) in [
        (Tls::Required, Encryption::Required),
        (Tls::LoginOnly, Encryption::LoginOnly),
        (Tls::Strict, Encryption::Strict),
    ] {
        for stage in [Stage::Connect, Stage::Prelogin, Stage::Tls, Stage::Login] {
            for fault in [Fault::cut(stage), Fault::reset(stage)] {
                let server = Server::builder().tls(tls).handshake(move |_| Some(fault)).start();
                let options = options(&server).encryption(encryption).trust_server_certificate(true);
                let shown = opening_fails(&options, (tls, fault)).await;
                assert!(names_server(&shown, &server), "{fault:?}: {shown}");
            }
        }
    }
}

#[tokio::test]
async fn a_transaction_cut_at_any_byte_is_an_error() {
    type Condition = fn(&Request) -> bool;
    let cases: [(Condition, bool); 3] =
        [(Request::is_begin, true), (Request::is_commit, true), (Request::is_rollback, false)];
    for (condition, commit) in cases {
        let server = server();
        let db = open(&server).await;
        let work = async || {
            let mut connection = db.connection().await?;
            let mut transaction = connection.begin_transaction().await?;
            transaction.insert(&item("a")).await?;
            if commit { transaction.commit().await } else { transaction.rollback().await }
        };
        work().await.unwrap();
        let order = server.requests().into_iter().find(condition).unwrap().order;
        let bytes =
            server.responses().iter().find(|response| response.request == Some(order)).unwrap().bytes();
        for at in 0..bytes {
            server.respond_when(condition, Response::standard().cut_after(at));
            let error = finishes_soon(work()).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ConnectionLost, "cut after {at} of {bytes}: {error}");
        }
        work().await.unwrap();
    }
}

#[tokio::test]
async fn a_claim_cut_at_any_byte_is_not_repeated() {
    let server = server();
    let mut db = open(&server).await;
    server.respond_when(is_item_statement, rows_of(&["a", "b"]));
    assert_eq!(Item::next(2).all(&mut db).await.unwrap().len(), 2);
    let bytes = server.last_response().bytes();
    for at in 0..bytes {
        server.respond_when(is_item_statement, rows_of(&["a", "b"]).cut_after(at));
        let before = server.requests().iter().filter(|request| is_item_statement(request)).count();
        let error = finishes_soon(Item::next(2).all(&mut db)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionLost, "cut after {at} of {bytes}: {error}");
        let after = server.requests().iter().filter(|request| is_item_statement(request)).count();
        assert_eq!(after, before + 1, "cut after {at}");
    }
}

#[tokio::test]
async fn a_cut_response_within_a_transaction_is_not_retried() {
    let server = server();
    let db = open(&server).await;
    let mut connection = db.connection().await.unwrap();
    let mut transaction = connection.begin_transaction().await.unwrap();
    server.respond_when(is_item_statement, Response::new().cut());
    for _ in 0..2 {
        // A retry would lose the earlier statements.
        assert_eq!(transaction.upsert(&item("a")).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    }
    assert_eq!(transaction.commit().await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    assert_eq!(server.requests().iter().filter(|request| is_item_statement(request)).count(), 1);
}
