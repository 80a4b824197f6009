//! Logins with encryption.

use std::fs;

use store_tds_mock::{Encryption, Fault, Response, Server, Stage, Tls, Type, row};
use tiberius::error::Error;
use tiberius::{Config, EncryptionLevel};

use crate::{config, connect};

/// Creates a configuration that trusts the server's CA file.
fn trusting(server: &Server, encryption: EncryptionLevel) -> (Config, tempfile::TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("ca.pem");
    fs::write(&file, server.ca_pem()).unwrap();
    let mut config = config(server);
    config.encryption(encryption);
    config.trust_cert_ca(file.display());
    (config, directory)
}

async fn works(server: &Server, config: Config) {
    let mut client = connect(config).await.unwrap();
    for text in ["SELECT 1".to_owned(), format!("SELECT '{}'", "x".repeat(20_000))] {
        let rows = client.simple_query(text.clone()).await.unwrap().into_first_result().await.unwrap();
        assert_eq!(rows[0].get::<i32, _>(0), Some(1));
        assert_eq!(server.requests().last().unwrap().text(), text);
    }
}

fn server(tls: Tls, tls12: bool) -> Server {
    let builder = Server::builder().tls(tls).script(|_| {
        Response::new().rows([("a", Type::Int), ("b", Type::NVarCharMax)], [row![1, "y".repeat(20_000)]])
    });
    if tls12 { builder.tls12() } else { builder }.start()
}

#[tokio::test]
async fn everything_is_encrypted() {
    for tls12 in [true, false] {
        for (tls, level, option) in [
            (Tls::Required, EncryptionLevel::Required, Encryption::Required),
            (Tls::Required, EncryptionLevel::On, Encryption::On),
            (Tls::Required, EncryptionLevel::Off, Encryption::Off),
            (Tls::LoginOnly, EncryptionLevel::Required, Encryption::Required),
        ] {
            let server = server(tls, tls12);
            let (config, _directory) = trusting(&server, level);
            works(&server, config).await;
            let login = &server.logins()[0];
            assert!(login.encrypted, "{tls:?} {level:?}");
            assert_eq!(login.encryption, option);
        }
    }
}

#[tokio::test]
async fn only_the_login_is_encrypted() {
    for tls12 in [true, false] {
        let server = server(Tls::LoginOnly, tls12);
        let (config, _directory) = trusting(&server, EncryptionLevel::Off);
        works(&server, config).await;
        assert!(server.logins()[0].encrypted);
    }
}

#[tokio::test]
async fn nothing_is_encrypted_for_a_client_without_tls() {
    let server = server(Tls::LoginOnly, false);
    works(&server, config(&server)).await;
    assert!(!server.logins()[0].encrypted);
}

#[tokio::test]
async fn tls_can_come_first() {
    for tls12 in [true, false] {
        let server = server(Tls::Strict, tls12);
        let (config, _directory) = trusting(&server, EncryptionLevel::Strict);
        works(&server, config).await;
        assert!(server.logins()[0].encrypted);
    }
}

#[tokio::test]
async fn a_server_without_tls_refuses_encryption() {
    let server = server(Tls::Off, false);
    let (config, _directory) = trusting(&server, EncryptionLevel::Required);
    assert!(matches!(connect(config).await.unwrap_err(), Error::Protocol(_)));
}

/// According to MS-TDS 2.2.6.5 the client should continue without encryption. tiberius starts TLS, and is disconnected.
#[tokio::test]
async fn tiberius_starts_tls_although_the_server_cannot_encrypt() {
    let server = server(Tls::Off, false);
    let (config, _directory) = trusting(&server, EncryptionLevel::Off);
    connect(config).await.unwrap_err();
    assert!(server.logins().is_empty());
}

#[tokio::test]
async fn an_unknown_authority_is_not_trusted() {
    for tls12 in [true, false] {
        let server = server(Tls::Required, tls12);
        let mut unknown = config(&server);
        unknown.encryption(EncryptionLevel::Required);
        let other = crate::tls::server(Tls::Required, false);
        unknown.trust_cert_ca_bundle(other.ca_pem().as_bytes());
        assert!(matches!(connect(unknown).await.unwrap_err(), Error::Tls(_)));
        server.wait_until(|server| server.open_connections() == 0).await;
        assert!(server.logins().is_empty());
    }
}

#[tokio::test]
async fn a_certificate_can_have_another_name() {
    let server = Server::builder().tls(Tls::Required).names(["db.example"]).start();
    let (mut config, _directory) = trusting(&server, EncryptionLevel::Required);
    assert!(matches!(connect(config.clone()).await.unwrap_err(), Error::Tls(_)));
    config.hostname_in_certificate("db.example");
    connect(config).await.unwrap();
}

#[tokio::test]
async fn a_certificate_can_have_an_address() {
    let server = server(Tls::Required, false);
    let (mut config, _directory) = trusting(&server, EncryptionLevel::Required);
    config.host("127.0.0.1");
    works(&server, config).await;
}

#[tokio::test]
async fn the_tls_handshake_can_be_cut() {
    for stage in [Stage::Prelogin, Stage::Tls, Stage::Login] {
        let server = Server::builder()
            .tls(Tls::Required)
            .handshake(move |connection| match connection {
                1 => Some(Fault::cut(stage)),
                2 => Some(Fault::reset(stage)),
                _ => None,
            })
            .start();
        for _ in 1..=2 {
            let (config, _directory) = trusting(&server, EncryptionLevel::Required);
            connect(config).await.unwrap_err();
        }
        let (config, _directory) = trusting(&server, EncryptionLevel::Required);
        connect(config).await.unwrap();
    }
}

#[tokio::test]
async fn an_encrypted_response_can_be_cut() {
    let server = server(Tls::Required, false);
    let (config, _directory) = trusting(&server, EncryptionLevel::Required);
    let mut client = connect(config).await.unwrap();
    server.respond_next(
        Response::new().rows([("b", Type::NVarCharMax)], [row!["y".repeat(20_000)]]).cut_after(9_000),
    );
    let result = match client.simple_query("SELECT 1").await {
        Ok(stream) => stream.into_results().await.map(|_| ()),
        Err(error) => Err(error),
    };
    result.unwrap_err();
    assert_eq!(server.last_response().bytes(), 9_000);
}
