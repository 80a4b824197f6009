//! Requests that the client cancels with an attention.

use std::future::Future;
use std::time::Duration;

use futures_util::{FutureExt, TryStreamExt};
use store_tds_mock::{Gate, RequestKind, Response, Server, Type, row};
use tiberius::error::Error;
use tokio::time::timeout;

use crate::{Client, client};

/// Runs a future until the server has received this number of requests, and drops it.
async fn until_received<R>(server: &Server, requests: usize, work: impl Future<Output = R>) {
    tokio::select! {
        _ = work => panic!("the response came too early"),
        () = server.wait_until(|server| server.requests().len() == requests) => {}
    }
}

async fn assert_usable(server: &Server, client: &mut Client) {
    server.respond_next(Response::new().count(77));
    assert_eq!(client.execute("works", &[]).await.unwrap().rows_affected(), [77]);
}

#[tokio::test]
async fn an_attention_ends_a_hang() {
    let gate = Gate::new();
    for answer in [
        Response::new().hang(),
        Response::new().delay(Duration::from_secs(60)),
        Response::new().wait(&gate),
        Response::new().columns([("a", Type::Int)]).row(row![1]).hang(),
        Response::new().count(1).error(2627).hang(),
    ] {
        let server = Server::start(move |_| answer.clone());
        let mut client = client(&server).await;
        until_received(&server, 1, async {
            client.simple_query("SELECT 1").await.unwrap().into_results().await.unwrap();
        })
        .await;
        client.cancel_query().await.unwrap();
        assert_eq!(server.requests()[1].kind, RequestKind::Attention);
        assert_usable(&server, &mut client).await;
    }
}

#[tokio::test]
async fn an_attention_ends_a_long_response() {
    let answer = Response::new().rows([("a", Type::NVarCharMax)], vec![row!["x".repeat(1000)]; 20_000]);
    let server = Server::builder().packet_size(512).start();
    let mut client = client(&server).await;
    server.respond_next(answer);
    let mut stream = client.simple_query("SELECT").await.unwrap();
    stream.try_next().await.unwrap();
    drop(stream);
    client.cancel_query().await.unwrap();
    // The rows are 44 MB, more than the socket buffers hold.
    assert!(server.last_response().bytes() < 30_000_000);
    assert_usable(&server, &mut client).await;
}

#[tokio::test]
async fn an_attention_ends_a_response_at_its_limit() {
    let server = Server::builder().packet_size(512).start();
    let mut client = client(&server).await;
    let answer = Response::new().rows([("a", Type::NVarChar(200))], vec![row!["x".repeat(150)]; 10]);
    server.respond_next(answer.clone());
    client.simple_query("").await.unwrap().into_results().await.unwrap();
    let whole = server.last_response();
    // The first limit is after the metadata; the others are at packet boundaries and inside packets.
    for bytes in [100, 511, 512, 513, 1024, 2000, whole.bytes() - 1] {
        server.respond_next(answer.clone().hang_after(bytes));
        drop(client.simple_query("").await.unwrap());
        client.cancel_query().await.unwrap();
        assert_usable(&server, &mut client).await;
    }
    for bytes in [0, 5] {
        server.respond_next(answer.clone().hang_after(bytes));
        let seen = server.requests().len() + 1;
        until_received(&server, seen, client.simple_query("")).await;
        client.cancel_query().await.unwrap();
        assert_usable(&server, &mut client).await;
    }
}

#[tokio::test]
async fn an_attention_without_a_request_is_acknowledged() {
    let server = Server::builder().start();
    let mut client = client(&server).await;
    client.cancel_query().await.unwrap();
    assert_usable(&server, &mut client).await;
    assert!(server.requests()[0].is_attention());
}

#[tokio::test]
async fn an_attention_can_end_the_transaction() {
    for (builder, transaction) in [(Server::builder(), 1), (Server::builder().rollback_on_attention(), 0)] {
        let server = builder.start();
        let mut client = client(&server).await;
        client.begin_transaction().await.unwrap();
        server.respond_next(Response::new().hang());
        until_received(&server, 2, client.simple_query("UPDATE")).await;
        client.cancel_query().await.unwrap();
        assert_usable(&server, &mut client).await;
        assert_eq!(server.requests()[3].transaction, transaction);
    }
}

#[tokio::test]
async fn a_frozen_server_ignores_attentions() {
    let server = Server::start(|_| Response::new().freeze());
    let mut client = client(&server).await;
    until_received(&server, 1, client.simple_query("SELECT 1")).await;
    assert!(timeout(Duration::from_millis(50), client.cancel_query()).await.is_err());
    assert_eq!(server.requests().len(), 1);
}

/// The acknowledgement is a separate message if the response was complete before (MS-TDS 2.2.1.7). tiberius 0.13 does not
/// expect it, reports an error, and reads the acknowledgement as the response to the next request.
#[tokio::test]
async fn tiberius_loses_sync_when_the_response_was_complete() {
    let server = Server::start(|_| Response::new().rows([("a", Type::Int)], vec![row![1]; 2000]));
    let mut client = client(&server).await;
    let mut stream = client.simple_query("SELECT").await.unwrap();
    stream.try_next().await.unwrap();
    drop(stream);
    assert!(matches!(client.cancel_query().await.unwrap_err(), Error::Protocol(_)));
    server.respond_next(Response::new().count(77));
    assert_eq!(client.execute("first", &[]).await.unwrap().rows_affected(), [0]);
    assert_eq!(client.execute("second", &[]).await.unwrap().rows_affected(), [77]);
}

/// A partially read token is lost with the dropped future; tiberius then parses its rest as tokens.
#[tokio::test]
async fn tiberius_loses_sync_within_a_token() {
    let server = Server::builder().packet_size(512).start();
    let mut client = client(&server).await;
    let text = "x".repeat(3000);
    server.respond_next(Response::new().rows([("a", Type::NVarCharMax)], [row![text]]).hang_after(2000));
    let mut stream = client.simple_query("SELECT").await.unwrap();
    // The metadata, then a part of the row.
    stream.try_next().await.unwrap();
    server.wait_until(|server| server.last_response().bytes() >= 2000).await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(stream.try_next().now_or_never().is_none());
    drop(stream);
    client.cancel_query().await.unwrap_err();
}
