//! Logins: accepted, refused, redirected, cut.

use std::time::Duration;

use store_tds_mock::{Encryption, Fault, Message, Response, Server, Stage};
use tiberius::error::Error;

use crate::{client, config, connect, number};

#[tokio::test]
async fn the_login_is_recorded() {
    let server = Server::builder().start();
    let mut config = config(&server);
    config.client_name("worker-1");
    config.application_name("crawler");
    config.database("crawl");
    config.readonly(true);
    config.packet_size(8000);
    config.instance_name("SQLEXPRESS");
    drop(connect(config).await.unwrap());

    let logins = server.logins();
    let [login] = logins.as_slice() else { panic!("one login") };
    assert_eq!(login.connection, 1);
    assert_eq!(login.host_name, "worker-1");
    assert_eq!((login.user.as_str(), login.password.as_str()), ("sa", "pässword"));
    assert_eq!(login.application, "crawler");
    assert_eq!(login.server_name, "localhost");
    assert_eq!(login.instance, "SQLEXPRESS");
    assert_eq!(login.database, "crawl");
    assert_eq!((login.packet_size, login.read_only), (8000, true));
    assert_eq!((login.encryption, login.encrypted), (Encryption::NotSupported, false));
}

#[tokio::test]
async fn connections_are_counted() {
    let server = Server::builder().start();
    let first = client(&server).await;
    let second = client(&server).await;
    assert_eq!((server.connections(), server.open_connections()), (2, 2));
    drop(first);
    server.wait_until(|server| server.open_connections() == 1).await;
    drop(second);
    server.wait_until(|server| server.open_connections() == 0).await;
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_login_is_refused_by_error_number() {
    for number_of_error in [18456, 4060, 40613] {
        let server = Server::builder().login(move |_| Response::new().error(number_of_error)).start();
        let error = connect(config(&server)).await.unwrap_err();
        assert_eq!(number(&error), Some(number_of_error));
        server.wait_until(|server| server.open_connections() == 0).await;
        assert_eq!(server.logins().len(), 1);
    }
}

#[tokio::test]
async fn the_script_can_depend_on_the_login() {
    let server = Server::builder()
        .login(|login| match login.database.as_str() {
            "missing" => {
                Response::new().error(Message::new(4060, "Cannot open database \"missing\".").state(2))
            }
            _ => Response::standard(),
        })
        .start();
    let mut missing = config(&server);
    missing.database("missing");
    match connect(missing).await.unwrap_err() {
        Error::Server(error) => {
            assert_eq!((error.code(), error.state(), error.class()), (4060, 2, 11));
            assert_eq!(error.message(), "Cannot open database \"missing\".");
        }
        other => panic!("{other}"),
    }
    client(&server).await;
}

#[tokio::test]
async fn a_login_can_be_redirected() {
    let server = Server::builder().login(|_| Response::new().route("elsewhere.example", 11433)).start();
    match connect(config(&server)).await.unwrap_err() {
        Error::Routing { host, port } => assert_eq!((host.as_str(), port), ("elsewhere.example", 11433)),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_login_can_be_delayed() {
    let late = Duration::from_millis(60);
    let server = Server::builder().login(move |_| Response::new().delay(late)).start();
    let start = std::time::Instant::now();
    connect(config(&server)).await.unwrap();
    assert!(start.elapsed() >= late);

    let server = Server::builder().handshake(move |_| Some(Fault::delay(Stage::Prelogin, late))).start();
    let start = std::time::Instant::now();
    connect(config(&server)).await.unwrap();
    assert!(start.elapsed() >= late);
}

#[tokio::test]
async fn the_handshake_can_be_cut_at_every_stage() {
    for stage in [Stage::Connect, Stage::Prelogin, Stage::Login] {
        let server = Server::builder()
            .handshake(move |connection| match connection {
                1 => Some(Fault::cut(stage)),
                2 => Some(Fault::reset(stage)),
                3 => Some(Fault::hang(stage)),
                _ => None,
            })
            .start();
        for _ in 1..=2 {
            let error = connect(config(&server)).await.unwrap_err();
            assert_eq!(number(&error), None, "{stage:?}: {error}");
        }
        let mut config = config(&server);
        config.handshake_timeout(Some(Duration::from_millis(30)));
        match connect(config).await.unwrap_err() {
            Error::Io { kind: std::io::ErrorKind::TimedOut, .. } => {}
            other => panic!("{stage:?}: {other}"),
        }
        client(&server).await;
        assert_eq!(server.connections(), 4);
    }
}

#[tokio::test]
async fn the_login_response_can_be_cut() {
    let server = Server::builder().packet_size(512).start();
    drop(client(&server).await);
    let whole = server.last_response();
    assert_eq!(whole.request, None);
    for bytes in (0..whole.bytes()).step_by(7) {
        let server =
            Server::builder().packet_size(512).login(move |_| Response::standard().cut_after(bytes)).start();
        connect(config(&server)).await.unwrap_err();
        assert_eq!(server.last_response().bytes(), bytes);
    }
}

#[tokio::test]
async fn dropping_the_server_closes_its_connections() {
    let server = Server::builder().start();
    let port = server.port();
    let mut client = client(&server).await;
    drop(server);
    client.simple_query("SELECT 1").await.unwrap_err();
    let server = Server::builder().port(port).start();
    crate::client(&server).await;
}

#[tokio::test]
async fn idle_connections_can_be_cut() {
    let server = Server::builder().start();
    let mut one = client(&server).await;
    server.cut_connections().await;
    assert_eq!(server.open_connections(), 0);
    one.simple_query("SELECT 1").await.unwrap_err();
    client(&server).await;
}
