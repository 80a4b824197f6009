//! What is encrypted, and what is never told in plain.

use std::fs;

use store::prelude::*;
use store_mssql::{Encryption, Mssql, MssqlConnection, MssqlOptions};
use store_tds_mock::{Answer, Server, Tls};

use crate::{Item, is_ours, item, options, rows_of, usual};

fn server(tls: Tls) -> Server {
    Server::builder().tls(tls).script(usual).start()
}

fn trusting(server: &Server, encryption: Encryption) -> MssqlOptions {
    options(server).encryption(encryption).trust_server_certificate(true).attempts(1)
}

#[tokio::test]
async fn each_side_gets_what_it_insists_on_or_nothing_is_told() {
    use Encryption::{LoginOnly, Off, Required, Strict};
    // Whether there is a connection; the login is encrypted in each but the first.
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
async fn a_server_that_insists_is_not_told_a_password_in_plain() {
    let server = server(Tls::Required);
    // Off says that the client cannot, so either nothing is told or it is encrypted all the same.
    let opened = Mssql::open(trusting(&server, Encryption::Off)).await;
    assert!(server.logins().iter().all(|login| login.encrypted), "{opened:?}");
}

#[tokio::test]
async fn a_server_that_cannot_encrypt_is_refused_with_a_reason() {
    let server = server(Tls::Off);
    for encryption in [Encryption::Required, Encryption::LoginOnly] {
        let error = Mssql::open(trusting(&server, encryption)).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Config | ErrorKind::ConnectionLost), "{error}");
        assert!(error.to_string().contains(&format!("127.0.0.1,{}", server.port())), "{error}");
        assert!(!format!("{error} {error:?}").contains("xyzzy"));
    }
    assert!(server.logins().is_empty());
}

#[tokio::test]
async fn an_older_tls_does_as_well() {
    for (tls, encryption) in [
        (Tls::Required, Encryption::Required),
        (Tls::LoginOnly, Encryption::LoginOnly),
        (Tls::Strict, Encryption::Strict),
    ] {
        let server = Server::builder().tls(tls).tls12().script(usual).start();
        Mssql::open(trusting(&server, encryption)).await.unwrap().insert(&item("a")).await.unwrap();
        assert!(server.logins()[0].encrypted);
    }
}

#[tokio::test]
async fn many_rows_come_through_encryption() {
    let names: Vec<String> = (0..5_000).map(|number| format!("row {number}")).collect();
    let ids: Vec<&str> = names.iter().map(String::as_str).collect();
    for (tls, encryption) in [(Tls::Required, Encryption::Required), (Tls::Strict, Encryption::Strict)] {
        let server = server(tls);
        let mut db = Mssql::open(trusting(&server, encryption)).await.unwrap();
        server.answer_when(is_ours, rows_of(&ids));
        let rows = Item::everything().all(&mut db).await.unwrap();
        assert!(rows.iter().map(|row| &row.id).eq(&names));
    }
}

#[tokio::test]
async fn a_login_that_is_refused_is_refused_under_encryption_too() {
    let server = Server::builder().tls(Tls::Required).login(|_| Answer::new().error(18_456)).start();
    let error = Mssql::open(trusting(&server, Encryption::Required).attempts(5)).await.unwrap_err();
    assert_eq!((error.kind(), server.logins().len()), (ErrorKind::PermissionDenied, 1));
}

#[tokio::test]
async fn a_file_of_authorities_is_looked_at_before_anything_is_sent() {
    let server = server(Tls::Required);
    let encrypted = || options(&server).encryption(Encryption::Required).attempts(1);
    let directory = tempfile::tempdir().unwrap();
    let missing = directory.path().join("missing.pem");
    let other = directory.path().join("other.pem");
    fs::write(&other, self::server(Tls::Required).ca_pem()).unwrap();
    for options in [
        encrypted().trust_ca_file(&missing),
        encrypted().trust_ca_file(&other),
        encrypted().trust_ca_file(&other).trust_server_certificate(true),
    ] {
        let error = MssqlConnection::open(&options).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{error}");
    }
    assert!(server.logins().is_empty());
    let own = directory.path().join("own.pem");
    fs::write(&own, server.ca_pem()).unwrap();
    MssqlConnection::open(&encrypted().trust_ca_file(&own)).await.unwrap();
}

#[tokio::test]
async fn a_file_without_authorities_is_the_fault_of_the_options() {
    let server = server(Tls::Required);
    let file = tempfile::Builder::new().suffix(".pem").tempfile().unwrap();
    fs::write(file.path(), "no certificate").unwrap();
    let options = options(&server).encryption(Encryption::Required).trust_ca_file(file.path());
    let error = Mssql::open(options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config, "{error}");
    assert_eq!(server.connections(), 1, "it is not tried again");
}

#[tokio::test]
async fn a_server_that_cannot_encrypt_is_not_asked_again() {
    let server = server(Tls::Off);
    let encrypted = trusting(&server, Encryption::Required).attempts(3);
    let error = Mssql::open(encrypted).await.unwrap_err();
    assert_eq!((error.kind(), server.connections()), (ErrorKind::Config, 1), "{error}");
}

#[tokio::test]
async fn servers_that_send_on_to_each_other_are_given_up() {
    // The port is known only when the server is there.
    let port = std::sync::Arc::new(std::sync::OnceLock::new());
    let own = std::sync::Arc::clone(&port);
    let login =
        move |_: &store_tds_mock::Login| Answer::new().route("127.0.0.1", own.get().copied().unwrap_or(1));
    let server = Server::builder().login(login).start();
    port.set(server.port()).unwrap();
    let error = MssqlConnection::open(&options(&server)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error}");
    assert!(server.logins().len() <= 4 && server.requests().is_empty());
}

#[tokio::test]
async fn a_route_is_followed_under_encryption() {
    let target = server(Tls::Required);
    let port = target.port();
    let gateway =
        Server::builder().tls(Tls::Required).login(move |_| Answer::new().route("127.0.0.1", port)).start();
    let mut db = Mssql::open(trusting(&gateway, Encryption::Required)).await.unwrap();
    db.insert(&item("a")).await.unwrap();
    assert!(gateway.logins()[0].encrypted && target.logins()[0].encrypted);
}
