//! Connections that end within an answer.

use std::time::Duration;

use store_tds_mock::{Answer, Server, Type, row};

use crate::{Client, client, config, connect};

fn answer() -> Answer {
    let rows: Vec<_> = (0..40).map(|id| row![id, "text of a row"]).collect();
    Answer::new().rows([("id", Type::Int), ("text", Type::NVarChar(20))], rows).count(3)
}

async fn run(client: &mut Client) -> tiberius::Result<usize> {
    let sets = client.query("SELECT", &[]).await?.into_results().await?;
    Ok(sets.iter().map(Vec::len).sum())
}

#[tokio::test]
async fn cuts_at_every_packet() {
    let server = Server::builder().packet_size(512).start();
    let mut whole = client(&server).await;
    server.answer_next(answer());
    assert_eq!(run(&mut whole).await.unwrap(), 40);
    let sent = server.last_answer();
    assert!(sent.packets.len() > 2, "{sent:?}");
    for bytes in sent.boundaries() {
        let mut closed = client(&server).await;
        server.answer_next(answer().cut_after(bytes));
        // A whole answer is read although the connection ends with it.
        assert_eq!(run(&mut closed).await.is_ok(), bytes == sent.bytes());
        assert_eq!(server.last_answer().bytes(), bytes);
        run(&mut closed).await.unwrap_err();

        let mut reset = client(&server).await;
        server.answer_next(answer().reset_after(bytes));
        // A reset may overtake what was sent.
        assert!(run(&mut reset).await.is_err() || bytes == sent.bytes());
        assert_eq!(server.last_answer().bytes(), bytes);
    }
    drop(whole);
    server.wait_until(|server| server.open_connections() == 0).await;
}

#[tokio::test]
async fn cuts_at_every_byte() {
    let short = || Answer::new().rows([("id", Type::Int)], [row![1]]);
    let server = Server::builder().start();
    let mut whole = client(&server).await;
    server.answer_next(short());
    run(&mut whole).await.unwrap();
    let sent = server.last_answer();
    for bytes in 0..sent.bytes() {
        let mut client = client(&server).await;
        server.answer_next(short().cut_after(bytes));
        run(&mut client).await.unwrap_err();
        assert_eq!(server.last_answer().bytes(), bytes);
    }
}

#[tokio::test]
async fn cuts_between_steps() {
    let server = Server::builder().start();
    for answer in [
        Answer::new().cut(),
        Answer::new().reset(),
        Answer::new().count(1).cut(),
        Answer::new().columns([("a", Type::Int)]).row(row![1]).cut(),
        Answer::new().delay(Duration::from_millis(5)).cut(),
    ] {
        let mut client = client(&server).await;
        server.answer_next(answer);
        run(&mut client).await.unwrap_err();
    }
}

#[tokio::test]
async fn sends_what_is_there_before_it_hangs() {
    let server =
        Server::start(|_| Answer::new().columns([("a", Type::Int)]).row(row![1]).row(row![2]).hang());
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
