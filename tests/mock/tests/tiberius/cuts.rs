//! Connections that end within a response.

use std::time::Duration;

use store_tds_mock::{Response, Server, Type, row};

use crate::{Client, client, config, connect};

fn answer() -> Response {
    let rows: Vec<_> = (0..40).map(|id| row![id, "text of a row"]).collect();
    Response::new().rows([("id", Type::Int), ("text", Type::NVarChar(20))], rows).count(3)
}

async fn run(client: &mut Client) -> tiberius::Result<usize> {
    let sets = client.query("SELECT", &[]).await?.into_results().await?;
    Ok(sets.iter().map(Vec::len).sum())
}

#[tokio::test]
async fn a_response_can_be_cut_at_every_packet() {
    let server = Server::builder().packet_size(512).start();
    let mut whole = client(&server).await;
    server.respond_next(answer());
    assert_eq!(run(&mut whole).await.unwrap(), 40);
    let sent = server.last_response();
    assert!(sent.packets.len() > 2, "{sent:?}");
    for bytes in sent.boundaries() {
        let mut closed = client(&server).await;
        server.respond_next(answer().cut_after(bytes));
        // A complete response is read although the connection ends with it.
        assert_eq!(run(&mut closed).await.is_ok(), bytes == sent.bytes());
        assert_eq!(server.last_response().bytes(), bytes);
        run(&mut closed).await.unwrap_err();

        let mut reset = client(&server).await;
        server.respond_next(answer().reset_after(bytes));
        // A reset may discard sent data.
        assert!(run(&mut reset).await.is_err() || bytes == sent.bytes());
        assert_eq!(server.last_response().bytes(), bytes);
    }
    drop(whole);
    server.wait_until(|server| server.open_connections() == 0).await;
}

#[tokio::test]
async fn a_response_can_be_cut_at_every_byte() {
    let short = || Response::new().rows([("id", Type::Int)], [row![1]]);
    let server = Server::builder().start();
    let mut whole = client(&server).await;
    server.respond_next(short());
    run(&mut whole).await.unwrap();
    let sent = server.last_response();
    for bytes in 0..sent.bytes() {
        let mut client = client(&server).await;
        server.respond_next(short().cut_after(bytes));
        run(&mut client).await.unwrap_err();
        assert_eq!(server.last_response().bytes(), bytes);
    }
}

#[tokio::test]
async fn a_response_can_be_cut_between_steps() {
    let server = Server::builder().start();
    for answer in [
        Response::new().cut(),
        Response::new().reset(),
        Response::new().count(1).cut(),
        Response::new().columns([("a", Type::Int)]).row(row![1]).cut(),
        Response::new().delay(Duration::from_millis(5)).cut(),
    ] {
        let mut client = client(&server).await;
        server.respond_next(answer);
        run(&mut client).await.unwrap_err();
    }
}

#[tokio::test]
async fn completed_tokens_are_sent_before_a_hang() {
    let server =
        Server::start(|_| Response::new().columns([("a", Type::Int)]).row(row![1]).row(row![2]).hang());
    let mut config = config(&server);
    config.command_timeout(Some(Duration::from_millis(30)));
    let mut client = connect(config).await.unwrap();
    let mut stream = client.simple_query("").await.unwrap();
    for _ in 0..3 {
        futures_util::TryStreamExt::try_next(&mut stream).await.unwrap().unwrap();
    }
    let error = futures_util::TryStreamExt::try_next(&mut stream).await.unwrap_err();
    assert!(
        matches!(error, tiberius::error::Error::Io { kind: std::io::ErrorKind::TimedOut, .. }),
        "{error}"
    );
    drop(stream);
    drop(client);
    server.wait_until(|server| server.open_connections() == 0).await;
}
