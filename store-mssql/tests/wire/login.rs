//! Invalid options, logins and routing redirects.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use store::prelude::*;
use store_mssql::{Mssql, MssqlConnection, MssqlOptions};
use store_tds_mock::{Fault, Response, Server, Stage, Type, row};

use crate::{item, options, respond_with_success, server};

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
            Response::standard()
        }
    };
    let server = Server::builder().script(respond_with_success).login(login).start();
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
    let options = MssqlOptions::new("127.0.0.1", "d").port(port).login("u", "xyzzy").max_attempts(1);
    let error = Mssql::open(options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error}");
}

#[tokio::test]
async fn a_routing_loop_ends_with_an_error() {
    // The port is known only after the server has started.
    let port = std::sync::Arc::new(std::sync::OnceLock::new());
    let own = std::sync::Arc::clone(&port);
    let login =
        move |_: &store_tds_mock::Login| Response::new().route("127.0.0.1", own.get().copied().unwrap_or(1));
    let server = Server::builder().login(login).start();
    port.set(server.port()).unwrap();
    let error = MssqlConnection::open(&options(&server)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error}");
    assert!(server.logins().len() <= 4 && server.requests().is_empty());
}

#[tokio::test]
async fn invalid_options_are_refused_before_connecting() {
    let server = Server::start(respond_with_success);
    let long = "x".repeat(129);
    let host = |host: &str| MssqlOptions::new(host, "d").login("u", "xyzzy");
    for (options, part) in [
        (options(&server).login("crawler", ""), "the password is empty"),
        (options(&server).login("crawler", "xyzzy\n"), "the password contains a line break"),
        (options(&server).login("crawler", &long), "the password is longer than 128 characters"),
        (options(&server).login(" ", "xyzzy"), "the user name is empty"),
        (options(&server).login("a\0", "xyzzy"), "the user name contains a line break"),
        (options(&server).access_token(""), "the access token is empty"),
        (options(&server).access_token("xyzzy\r\n"), "the access token contains a line break"),
        (options(&server).port(0), "from 1 to 65535"),
        (options(&server).instance(""), "the instance name is empty"),
        (options(&server).instance("a b"), "the instance name contains a space"),
        (options(&server).application_name("a\tb"), "the application name contains"),
        (options(&server).application_name(&long), "the application name is longer than 128"),
        (options(&server).host_name_in_certificate(""), "the host name in the certificate is empty"),
        (options(&server).trust_ca_file(""), "the path of the CA file is empty"),
        (MssqlOptions::new("db", "").login("u", "xyzzy"), "the database name is empty"),
        (MssqlOptions::new("db", "a\nb").login("u", "xyzzy"), "the database name contains"),
        (host(""), "the host name is empty"),
        (host("127.0.0.1\n"), "the host name contains a line break"),
        (host("db 1"), "the host name contains a space"),
        (host("db,1433"), "the host name contains a space or one of `, ;"),
        (host("db:1433"), "invalid host"),
        (host("sa:xyzzy@db"), "contains `@`"),
    ] {
        let error = MssqlConnection::open(&options).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert_eq!(error.kind(), ErrorKind::Config, "{shown}");
        assert!(shown.contains(part), "{part}: {shown}");
        assert!(!shown.contains("xyzzy"), "{shown}");
    }
    assert_eq!(server.connections(), 0);
}
