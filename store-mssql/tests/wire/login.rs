//! Connecting, encryption and login.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use store::prelude::*;
use store_mssql::{Encryption, Mssql, MssqlConnection};
use store_tds_mock::{Fault, Response, Server, Stage, Tls, Type, row};

use crate::{item, options, server, usual};

#[tokio::test]
async fn the_login_carries_the_options() {
    let server = server();
    let options =
        options(&server).application_name("crawl").read_only(true).lock_timeout(Duration::from_millis(4_321));
    MssqlConnection::open(&options).await.unwrap();
    let login = server.logins().pop().unwrap();
    assert_eq!(
        (login.user.as_str(), login.password.as_str(), login.database.as_str()),
        ("crawler", "xyzzy", "app")
    );
    assert_eq!((login.application.as_str(), login.read_only), ("crawl", true));
    let set_up = server.requests()[0].text().to_owned();
    assert!(set_up.contains("SET LOCK_TIMEOUT 4321;"), "{set_up}");
}

#[tokio::test]
async fn a_failed_login_is_not_retried() {
    for (number, kind) in [
        (18_456, ErrorKind::PermissionDenied),
        (18_470, ErrorKind::PermissionDenied),
        (4060, ErrorKind::Config),
    ] {
        let server = Server::builder().login(move |_| Response::new().error(number)).start();
        let error = Mssql::open(options(&server)).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (kind, Some(i64::from(number))));
        assert!(!format!("{error} {error:?}").contains("xyzzy"));
        // A second attempt would count towards the account lockout.
        assert_eq!(server.logins().len(), 1);
    }
}

#[tokio::test]
async fn a_starting_server_is_retried() {
    let count = Arc::new(AtomicUsize::new(0));
    let tried = Arc::clone(&count);
    let login = move |_: &store_tds_mock::Login| {
        if tried.fetch_add(1, Ordering::Relaxed) < 2 {
            Response::new().error(40_613)
        } else {
            Response::usual()
        }
    };
    let server = Server::builder().script(usual).login(login).start();
    Mssql::open(options(&server)).await.unwrap().insert(&item("a")).await.unwrap();
    assert_eq!(count.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn a_routing_redirect_is_followed() {
    let target = server();
    let port = target.port();
    let gateway = Server::builder().login(move |_| Response::new().route("127.0.0.1", port)).start();
    let mut db = Mssql::open(options(&gateway)).await.unwrap();
    db.insert(&item("a")).await.unwrap();
    assert_eq!((gateway.logins().len(), target.logins().len()), (1, 1));
    assert!(gateway.requests().is_empty());
}

#[tokio::test]
async fn an_old_compatibility_level_is_refused() {
    let server = Server::start(|_| {
        Response::new().rows([("", Type::Int), ("", Type::Int)], [row![store_tds_mock::Value::Null, 120]])
    });
    let error = Mssql::open(options(&server)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("SET COMPATIBILITY_LEVEL = 130"), "{error}");
}

#[tokio::test]
async fn a_schema_of_another_engine_is_refused() {
    let server = server();
    let schema = store::SchemaOverride::new(Dialect::Sqlite, "staging").unwrap();
    let error = Mssql::open(options(&server).schema(schema)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config, "{error}");
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_connection_cut_during_login_names_the_server() {
    for stage in [Stage::Connect, Stage::Prelogin, Stage::Login] {
        for fault in [Fault::cut(stage), Fault::reset(stage)] {
            let server = Server::builder().handshake(move |_| Some(fault)).start();
            let error = Mssql::open(options(&server).max_attempts(2)).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error}");
            assert!(error.to_string().contains(&format!("127.0.0.1,{}", server.port())), "{error}");
            assert!(!format!("{error} {error:?}").contains("xyzzy"));
            assert_eq!(server.connections(), 2, "as many attempts as the options allow");
        }
    }
}

#[tokio::test]
async fn a_server_that_is_silent_during_login_times_out() {
    for stage in [Stage::Connect, Stage::Prelogin, Stage::Login] {
        let server = Server::builder().handshake(move |_| Some(Fault::hang(stage))).start();
        let options = options(&server).connect_timeout(Duration::from_millis(80));
        let error = Mssql::open(options).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
        assert!(error.to_string().contains("127.0.0.1,"), "{error}");
    }
}

#[tokio::test]
async fn a_closed_port_is_a_lost_connection() {
    let port = {
        let server = server();
        server.port()
    };
    let options =
        store_mssql::MssqlOptions::new("127.0.0.1", "d").port(port).login("u", "xyzzy").max_attempts(1);
    let error = Mssql::open(options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error}");
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
        let server = Server::builder().tls(tls).script(usual).start();
        let file = ca_file(&server);
        let options = options(&server).encryption(encryption).trust_ca_file(file.path());
        Mssql::open(options).await.unwrap().insert(&item("a")).await.unwrap();
        assert!(server.logins()[0].encrypted, "{encryption:?}");
    }
}

#[tokio::test]
async fn an_unknown_certificate_authority_is_refused_before_the_login() {
    for (tls, encryption) in [(Tls::Required, Encryption::Required), (Tls::Strict, Encryption::Strict)] {
        let server = Server::builder().tls(tls).script(usual).start();
        let error = Mssql::open(options(&server).encryption(encryption).max_attempts(1)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{error}");
        assert!(error.to_string().contains("trust_ca_file"), "{error}");
        assert!(server.logins().is_empty());
        // The options can accept it.
        let options = options(&server).encryption(encryption).trust_server_certificate(true);
        Mssql::open(options).await.unwrap();
        assert!(server.logins()[0].encrypted);
    }
}

#[tokio::test]
async fn a_certificate_for_another_host_is_refused() {
    let server = Server::builder().tls(Tls::Required).names(["db.example.com"]).script(usual).start();
    let file = ca_file(&server);
    let encrypted =
        || options(&server).encryption(Encryption::Required).trust_ca_file(file.path()).max_attempts(1);
    let error = Mssql::open(encrypted()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config, "{error}");
    assert!(error.to_string().contains("host_name_in_certificate"), "{error}");
    Mssql::open(encrypted().host_name_in_certificate("db.example.com")).await.unwrap();
}

#[tokio::test]
async fn a_server_without_encryption_receives_no_password() {
    let server = server();
    let encrypted =
        options(&server).encryption(Encryption::Required).trust_server_certificate(true).max_attempts(1);
    let error = Mssql::open(encrypted).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Config | ErrorKind::ConnectionLost), "{error}");
    assert!(server.logins().is_empty());
}
