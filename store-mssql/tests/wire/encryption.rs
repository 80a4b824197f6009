//! Encryption of the connection.

use std::time::{Duration, Instant};

use store::prelude::*;
use store_mssql::{Encryption, Mssql, MssqlOptions};
use store_tds_mock::{Fault, Response, Server, Stage, Tls};

use crate::{Item, is_item_statement, item, options, respond_with_success, rows_of};

fn server(tls: Tls) -> Server {
    Server::builder().tls(tls).script(respond_with_success).start()
}

fn trusting(server: &Server, encryption: Encryption) -> MssqlOptions {
    options(server).encryption(encryption).trust_server_certificate(true).max_attempts(1)
}

#[tokio::test]
async fn required_encryption_is_used_or_no_login_is_sent() {
    use Encryption::{LoginOnly, Off, Required, Strict};
    // Whether the connection succeeds; the login is encrypted in all cases but the first.
    for (tls, encryption, connects) in [
        (Tls::Off, Off, true),
        (Tls::Off, LoginOnly, false),
        (Tls::Off, Required, false),
        (Tls::LoginOnly, LoginOnly, true),
        (Tls::LoginOnly, Required, true),
        (Tls::Required, LoginOnly, true),
        (Tls::Required, Required, true),
        (Tls::Strict, Strict, true),
    ] {
        let server = server(tls);
        let opened = Mssql::open(trusting(&server, encryption)).await;
        assert_eq!(opened.is_ok(), connects, "{tls:?} {encryption:?}: {opened:?}");
        let logins = server.logins();
        assert_eq!(logins.len(), usize::from(connects), "{tls:?} {encryption:?}");
        if let Ok(mut db) = opened {
            assert_eq!(logins[0].encrypted, tls != Tls::Off, "{tls:?} {encryption:?}");
            db.insert(&item("a")).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_server_that_requires_tls_never_receives_a_plain_password() {
    let server = server(Tls::Required);
    // With `Off` the client cannot encrypt, so either no login is sent or it is encrypted anyway.
    let opened = Mssql::open(trusting(&server, Encryption::Off)).await;
    assert!(server.logins().iter().all(|login| login.encrypted), "{opened:?}");
}

#[tokio::test]
async fn a_server_that_cannot_encrypt_is_refused() {
    let server = server(Tls::Off);
    for encryption in [Encryption::Required, Encryption::LoginOnly] {
        let error = Mssql::open(trusting(&server, encryption)).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Config | ErrorKind::ConnectionLost), "{error}");
        assert!(error.to_string().contains(&format!("127.0.0.1,{}", server.port())), "{error}");
        assert!(!format!("{error} {error:?}").contains("xyzzy"));
    }
    assert!(server.logins().is_empty());
}

/// A server without TLS never answers the driver's first TLS message.
#[tokio::test]
async fn a_server_without_tls_fails_at_once() {
    let server =
        Server::builder().handshake(|_| Some(Fault::hang(Stage::Tls))).script(respond_with_success).start();
    for (opened, encryption) in [Encryption::Required, Encryption::LoginOnly].into_iter().enumerate() {
        let start = Instant::now();
        let error = Mssql::open(trusting(&server, encryption).max_attempts(3)).await.unwrap_err();
        assert!(start.elapsed() < Duration::from_secs(5), "{encryption:?}");
        assert_eq!((error.kind(), server.connections()), (ErrorKind::Config, opened + 1), "{error}");
        let message = error.message();
        let place = format!("127.0.0.1,{}: the server cannot encrypt: ", server.port());
        assert!(message.starts_with(&place), "{message}");
        assert!(message.contains("set `encryption` to `Off` (`Encrypt=off`)"), "{message}");
    }
    assert!(server.logins().is_empty());
    Mssql::open(options(&server)).await.unwrap();
}

#[tokio::test]
async fn a_connection_string_can_turn_encryption_off() {
    let server = server(Tls::Off);
    let port = server.port();
    let text = format!("Server=127.0.0.1,{port};Database=d;UID=u;PWD=p;Encrypt=Off");
    Mssql::open(text.parse().unwrap()).await.unwrap();
    assert!(server.logins().iter().all(|login| !login.encrypted));
}

#[tokio::test]
async fn tls_1_2_is_supported() {
    for (tls, encryption) in [
        (Tls::Required, Encryption::Required),
        (Tls::LoginOnly, Encryption::LoginOnly),
        (Tls::Strict, Encryption::Strict),
    ] {
        let server = Server::builder().tls(tls).tls12().script(respond_with_success).start();
        Mssql::open(trusting(&server, encryption)).await.unwrap().insert(&item("a")).await.unwrap();
        assert!(server.logins()[0].encrypted);
    }
}

#[tokio::test]
async fn many_rows_are_read_over_tls() {
    let names: Vec<String> = (0..5_000).map(|number| format!("row {number}")).collect();
    let ids: Vec<&str> = names.iter().map(String::as_str).collect();
    for (tls, encryption) in [(Tls::Required, Encryption::Required), (Tls::Strict, Encryption::Strict)] {
        let server = server(tls);
        let mut db = Mssql::open(trusting(&server, encryption)).await.unwrap();
        server.respond_when(is_item_statement, rows_of(&ids));
        let rows = Item::everything().all(&mut db).await.unwrap();
        assert!(rows.iter().map(|row| &row.id).eq(&names));
    }
}

#[tokio::test]
async fn a_failed_login_is_not_retried_over_tls() {
    let server = Server::builder().tls(Tls::Required).login(|_| Response::new().error(18_456)).start();
    let error = Mssql::open(trusting(&server, Encryption::Required).max_attempts(5)).await.unwrap_err();
    assert_eq!((error.kind(), server.logins().len()), (ErrorKind::PermissionDenied, 1));
}

#[tokio::test]
async fn a_server_that_cannot_encrypt_is_tried_once() {
    let server = server(Tls::Off);
    let encrypted = trusting(&server, Encryption::Required).max_attempts(3);
    let error = Mssql::open(encrypted).await.unwrap_err();
    assert_eq!((error.kind(), server.connections()), (ErrorKind::Config, 1), "{error}");
}

#[tokio::test]
async fn a_routing_redirect_is_followed_over_tls() {
    let target = server(Tls::Required);
    let port = target.port();
    let gateway =
        Server::builder().tls(Tls::Required).login(move |_| Response::new().route("127.0.0.1", port)).start();
    let mut db = Mssql::open(trusting(&gateway, Encryption::Required)).await.unwrap();
    db.insert(&item("a")).await.unwrap();
    assert!(gateway.logins()[0].encrypted && target.logins()[0].encrypted);
}
