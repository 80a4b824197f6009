//! Row counts, errors and scripts.

use store_tds_mock::{Gate, Message, Response, Server, Type, row};
use tiberius::Row;
use tiberius::error::Error;

use crate::{client, number};

#[tokio::test]
async fn row_counts_are_sent() {
    let server = Server::start(|request| match request.text() {
        "two" => Response::new().count(3).count(4),
        "none" => Response::new(),
        "plain" => Response::new().done(),
        "select" => Response::new().rows([("a", Type::Int)], [row![1], row![2]]),
        _ => Response::standard(),
    });
    let mut client = client(&server).await;
    for (text, counts) in
        [("two", vec![3, 4]), ("none", vec![]), ("plain", vec![0]), ("select", vec![2]), ("", vec![0])]
    {
        let result = client.execute(text, &[]).await.unwrap();
        assert_eq!(result.rows_affected(), counts, "{text}");
    }
    // A batch has the same counts, but tiberius exposes only those of procedure calls.
    client.simple_query("two").await.unwrap();
}

#[tokio::test]
async fn a_response_can_have_several_result_sets() {
    let server = Server::start(|_| {
        Response::new()
            .count(1)
            .rows([("a", Type::Int)], [row![1], row![2]])
            .rows([("b", Type::NVarChar(5)), ("c", Type::Bit)], [])
            .count(5)
            .rows([("d", Type::Float)], [row![0.5]])
    });
    let mut client = client(&server).await;
    for batch in [true, false] {
        let stream = if batch { client.simple_query("").await } else { client.query("", &[]).await };
        let sets = stream.unwrap().into_results().await.unwrap();
        assert_eq!(sets.iter().map(Vec::len).collect::<Vec<_>>(), [2, 0, 1]);
        assert_eq!(sets[2][0].get::<f64, _>("d"), Some(0.5));
    }
}

#[tokio::test]
async fn errors_are_scripted_by_number() {
    let server = Server::start(|request| {
        let number = request.text().parse().unwrap();
        Response::new()
            .error(Message::new(number, "no").state(7).class(15).line(42).procedure("p"))
            .info(3621)
    });
    let mut client = client(&server).await;
    for batch in [true, false] {
        let result = if batch {
            client.simple_query("2627").await.map(|_| ())
        } else {
            client.execute("2627", &[]).await.map(|_| ())
        };
        let Err(Error::Server(error)) = result else { panic!("{result:?}") };
        assert_eq!((error.code(), error.state(), error.class(), error.line()), (2627, 7, 15, 42));
        assert_eq!((error.message(), error.server(), error.procedure()), ("no", "mock", "p"));
        // The connection stays usable.
        assert_eq!(number(&client.execute("547", &[]).await.unwrap_err()), Some(547));
    }
}

#[tokio::test]
async fn an_error_can_follow_rows() {
    let answer = Response::new().columns([("a", Type::Int)]).row(row![1]).error(8134).count(1);
    let server = Server::start(move |_| answer.clone());
    let mut client = client(&server).await;
    let stream = client.query("", &[]).await.unwrap();
    assert_eq!(number(&stream.into_results().await.unwrap_err()), Some(8134));
    assert_eq!(number(&client.execute("", &[]).await.unwrap_err()), Some(8134));
}

#[tokio::test]
async fn informational_messages_are_sent() {
    let server = Server::start(|_| Response::new().info(Message::new(0, "printed")).count(2).info(5701));
    let mut client = client(&server).await;
    assert_eq!(client.execute("", &[]).await.unwrap().rows_affected(), [2]);
}

#[tokio::test]
async fn queued_responses_come_before_the_script() {
    let server = Server::start(|_| Response::new().count(1));
    let mut client = client(&server).await;
    server.respond_when(|request| request.text() == "b", Response::new().count(20));
    server.respond_next(Response::new().count(10));
    for (text, count) in [("a", 10), ("b", 20), ("b", 1)] {
        assert_eq!(client.execute(text, &[]).await.unwrap().total(), count);
    }
}

#[tokio::test]
async fn a_response_waits_at_a_gate() {
    let gate = Gate::new();
    let answer = Response::new().columns([("a", Type::Int)]).row(row![1]).wait(&gate).row(row![2]).end_rows();
    let server = Server::start(move |_| answer.clone());
    let mut client = client(&server).await;
    let query = async { client.simple_query("").await.unwrap().into_first_result().await.unwrap() };
    let test = async {
        gate.reached().await;
        assert_eq!(server.requests().len(), 1);
        gate.open();
    };
    let (rows, ()) = tokio::join!(query, test);
    assert_eq!(rows.iter().filter_map(|row: &Row| row.get(0)).collect::<Vec<i32>>(), [1, 2]);
}

#[tokio::test]
async fn connections_are_served_concurrently() {
    let gate = Gate::new();
    let held = gate.clone();
    let server = Server::start(move |request| match request.text() {
        "held" => Response::new().wait(&held).count(1),
        _ => Response::standard(),
    });
    let (mut first, mut second) = (client(&server).await, client(&server).await);
    let held = async { first.execute("held", &[]).await.unwrap().total() };
    let other = async {
        gate.reached().await;
        second.execute("other", &[]).await.unwrap();
        gate.open();
    };
    assert_eq!(tokio::join!(held, other), (1, ()));
}

#[tokio::test]
#[should_panic = "unknown request"]
async fn a_panic_in_the_script_fails_the_test() {
    let server = Server::start(|_| panic!("unknown request"));
    let mut client = client(&server).await;
    client.simple_query("").await.unwrap_err();
}
