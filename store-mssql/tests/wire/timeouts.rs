//! Timeouts.

use std::time::{Duration, Instant};

use store::prelude::*;
use store_mssql::{Encryption, Mssql, MssqlConnection};
use store_tds_mock::{Fault, Request, Response, Server, Stage, Tls};

use crate::{Item, is_item_statement, item, options, respond_with_success, rows_of, server};

const SHORT: Duration = Duration::from_millis(100);

/// Returns the error of a server that stops responding before the first call, and checks that it is timely.
async fn connect_error(server: &Server, encryption: Encryption) -> Error {
    let options = options(server).encryption(encryption).connect_timeout(SHORT);
    let start = Instant::now();
    let error = MssqlConnection::open(&options).await.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(5), "{error}");
    error
}

#[tokio::test]
async fn silence_before_the_first_call_ends_at_the_connect_timeout() {
    let silent = |stage, tls| Server::builder().tls(tls).handshake(move |_| Some(Fault::hang(stage))).start();
    for (server, encryption) in [
        (silent(Stage::Connect, Tls::Off), Encryption::Off),
        (silent(Stage::Prelogin, Tls::Off), Encryption::Off),
        (silent(Stage::Connect, Tls::Required), Encryption::Required),
        (silent(Stage::Connect, Tls::Strict), Encryption::Strict),
        (silent(Stage::Login, Tls::Off), Encryption::Off),
        (Server::builder().login(|_| Response::standard().hang_after(40)).start(), Encryption::Off),
        (Server::builder().login(|_| Response::standard().hang_after(200)).start(), Encryption::Off),
        (Server::start(|_| Response::new().hang()), Encryption::Off),
        (Server::start(|request| respond_with_success(request).hang_after(12)), Encryption::Off),
    ] {
        let error = connect_error(&server, encryption).await;
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
        assert!(error.to_string().contains(&format!("127.0.0.1,{}", server.port())), "{error}");
    }
}

#[tokio::test]
async fn a_connect_timeout_names_the_phase() {
    for _ in 0..20 {
        let server = Server::builder().handshake(|_| Some(Fault::hang(Stage::Prelogin))).start();
        let error = connect_error(&server, Encryption::Off).await;
        assert!(
            error.to_string().contains("timed out after 100ms: check that a SQL Server listens"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_connect_timeout_is_not_retried() {
    let server = Server::builder().handshake(|_| Some(Fault::hang(Stage::Login))).start();
    let error = Mssql::open(options(&server).connect_timeout(SHORT)).await.unwrap_err();
    assert_eq!((error.kind(), server.connections()), (ErrorKind::Timeout, 1));
}

#[tokio::test]
async fn an_unreachable_server_is_distinguished_from_an_exhausted_pool() {
    let second = |number| (number == 2).then_some(Fault::hang(Stage::Login));
    let server = Server::builder().handshake(second).script(respond_with_success).start();
    let db = Mssql::open(options(&server).acquire_timeout(SHORT)).await.unwrap();
    let held = db.connection().await.unwrap();
    let error = db.connection().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.to_string().contains("the server did not complete a login"), "{error}");
    drop(held);
    db.connection().await.unwrap();
}

#[tokio::test]
async fn the_command_timeout_ends_every_kind_of_request() {
    type Condition = fn(&Request) -> bool;
    let kinds: [Condition; 4] =
        [Request::is_begin, is_item_statement, Request::is_commit, Request::is_rollback];
    for (at, condition) in kinds.into_iter().enumerate() {
        let server = server();
        let db = Mssql::open(options(&server).command_timeout(SHORT)).await.unwrap();
        server.respond_when(condition, Response::new().hang());
        let mut connection = db.connection().await.unwrap();
        let work = async {
            let mut transaction = connection.begin_transaction().await?;
            transaction.insert(&item("a")).await?;
            if at == 3 { transaction.rollback().await } else { transaction.commit().await }
        };
        let error = work.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{at}: {error}");
        let error = connection.insert(&item("b")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{at}: {error}");
        drop(connection);
        server.wait_until(|server| server.open_connections() == 0).await;
        db.connection().await.unwrap().insert(&item("c")).await.unwrap();
        assert_eq!(server.requests().pop().unwrap().connection, 2);
    }
}

#[tokio::test]
async fn the_command_timeout_applies_between_rows() {
    let server = server();
    let mut db = Mssql::open(options(&server).command_timeout(SHORT)).await.unwrap();
    server.respond_when(is_item_statement, rows_of(&["a", "b"]).hang());
    let error = Item::everything().all(&mut db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(error.to_string().contains("command timeout"), "{error}");
    assert_eq!(db.get::<Item>("a").await.unwrap(), Some(item("a")));
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_timeout_of_zero_is_no_limit() {
    let server = server();
    let options = options(&server).connect_timeout(Duration::ZERO).command_timeout(Duration::ZERO);
    let mut db = Mssql::open(options).await.unwrap();
    server.respond_when(is_item_statement, Response::new().delay(Duration::from_millis(50)).count(1));
    db.insert(&item("a")).await.unwrap();
}

#[tokio::test]
async fn the_server_enforces_the_lock_timeout() {
    for (limit, sent) in [
        (Duration::ZERO, "SET LOCK_TIMEOUT 0;"),
        (Duration::from_millis(1_500), "SET LOCK_TIMEOUT 1500;"),
        (Duration::MAX, "SET LOCK_TIMEOUT 2147483647;"),
    ] {
        let server = server();
        MssqlConnection::open(&options(&server).lock_timeout(limit)).await.unwrap();
        let requests = server.requests();
        assert_eq!(requests.len(), 1);
        assert!(requests[0].text().contains(sent), "{}", requests[0].text());
    }
}
