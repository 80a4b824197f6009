//! The certificates that are trusted.

use std::fs;

use store::prelude::*;
use store_mssql::{Encryption, Mssql, MssqlConnection};
use store_tds_mock::{Server, Tls};

use crate::{item, options, respond_with_success};

fn server_with_tls() -> Server {
    Server::builder().tls(Tls::Required).script(respond_with_success).start()
}

/// Creates a file with the certificate authority of a server.
fn ca_file(server: &Server) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".crt").tempfile().unwrap();
    fs::write(file.path(), server.ca_pem()).unwrap();
    file
}

#[tokio::test]
async fn a_ca_file_is_trusted() {
    for (tls, encryption) in [
        (Tls::Required, Encryption::Required),
        (Tls::LoginOnly, Encryption::LoginOnly),
        (Tls::Strict, Encryption::Strict),
    ] {
        let server = Server::builder().tls(tls).script(respond_with_success).start();
        let file = ca_file(&server);
        let options = options(&server).encryption(encryption).trust_ca_file(file.path());
        Mssql::open(options).await.unwrap().insert(&item("a")).await.unwrap();
        assert!(server.logins()[0].encrypted, "{encryption:?}");
    }
}

#[tokio::test]
async fn an_unknown_certificate_authority_is_refused_before_the_login() {
    for (tls, encryption) in [(Tls::Required, Encryption::Required), (Tls::Strict, Encryption::Strict)] {
        let server = Server::builder().tls(tls).script(respond_with_success).start();
        let error = Mssql::open(options(&server).encryption(encryption).max_attempts(1)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{error}");
        assert!(error.to_string().contains("trust_ca_file"), "{error}");
        assert!(server.logins().is_empty());
        // The options can accept the certificate.
        let options = options(&server).encryption(encryption).trust_server_certificate(true);
        Mssql::open(options).await.unwrap();
        assert!(server.logins()[0].encrypted);
    }
}

#[tokio::test]
async fn a_certificate_for_another_host_is_refused() {
    let server =
        Server::builder().tls(Tls::Required).names(["db.example.com"]).script(respond_with_success).start();
    let file = ca_file(&server);
    let encrypted =
        || options(&server).encryption(Encryption::Required).trust_ca_file(file.path()).max_attempts(1);
    let error = Mssql::open(encrypted()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config, "{error}");
    assert!(error.to_string().contains("host_name_in_certificate"), "{error}");
    Mssql::open(encrypted().host_name_in_certificate("db.example.com")).await.unwrap();
}

#[tokio::test]
async fn an_untrusted_certificate_is_refused_with_reason_and_options() {
    let server = server_with_tls();
    let encrypted = options(&server).encryption(Encryption::Required).max_attempts(1);
    let error = Mssql::open(encrypted).await.unwrap_err();
    let message = error.message();
    assert!(message.contains("the server's certificate was rejected: "), "{message}");
    for setting in ["`trust_ca_file`", "`trust_server_certificate`"] {
        assert!(message.contains(setting), "{message}");
    }
    assert!(message.len() < 400 && !message.contains("Config::"), "{message}");
}

#[tokio::test]
async fn the_ca_file_is_checked_before_anything_is_sent() {
    let server = server_with_tls();
    let encrypted = || options(&server).encryption(Encryption::Required).max_attempts(1);
    let directory = tempfile::tempdir().unwrap();
    let missing = directory.path().join("missing.pem");
    let other = directory.path().join("other.pem");
    fs::write(&other, server_with_tls().ca_pem()).unwrap();
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
async fn a_ca_file_without_certificates_is_a_config_error() {
    let server = server_with_tls();
    let file = tempfile::Builder::new().suffix(".pem").tempfile().unwrap();
    fs::write(file.path(), "no certificate").unwrap();
    let options = options(&server).encryption(Encryption::Required).trust_ca_file(file.path());
    let error = Mssql::open(options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config, "{error}");
    assert_eq!(server.connections(), 1, "one attempt");
}
