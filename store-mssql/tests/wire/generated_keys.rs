//! Keys that the server makes.

use store::Batch;
use store::prelude::*;
use store_tds_mock::{Request, Response, Server, Type, row};

use crate::statement_batches::statements;
use crate::{open, respond_with_success};

/// A ticket whose number the server makes.
#[derive(Table, Clone, Debug, PartialEq)]
#[table(schema = "wire", name = "tickets", insert as NewTicket)]
struct Ticket {
    #[column(primary_key, identity)]
    id: i64,
    #[column(len = 40)]
    title: String,
}

fn tickets<const N: usize>() -> [NewTicket; N] {
    [(); N].map(|()| NewTicket { title: "a title".to_owned() })
}

/// A server on which every statement that inserts returns these keys.
fn server(keys: &'static [i64]) -> Server {
    let made = |response: Response| response.rows([("id", Type::BigInt)], keys.iter().map(|key| row![*key]));
    let count = keys.len().try_into().unwrap_or(i64::MAX);
    Server::start(move |request: &Request| {
        if request.text().contains("EXEC sp_executesql") {
            statements(request).iter().fold(Response::new(), |response, _| {
                made(response).rows([("#count", Type::BigInt)], [row![count]])
            })
        } else if request.text().contains("[tickets]") {
            made(Response::new())
        } else {
            respond_with_success(request)
        }
    })
}

#[tokio::test]
async fn are_returned_in_the_order_of_the_server() {
    let server = server(&[7, 5]);
    let mut db = open(&server).await;
    assert_eq!(db.insert_many(&tickets::<2>()).await.unwrap(), [7, 5]);
    let (first, second) = (tickets::<2>(), tickets::<2>());
    let mut batch = Batch::new();
    let slots = [batch.insert_many(&first), batch.insert_many(&second)];
    let mut results = db.batch(batch).await.unwrap();
    for slot in slots {
        assert_eq!(results.take(slot).unwrap(), [7, 5]);
    }
}

/// As an `INSTEAD OF` trigger can cause.
#[tokio::test]
async fn another_number_of_keys_than_rows_is_an_error() {
    for keys in [&[][..], &[7], &[7, 8, 9]] {
        let server = server(keys);
        let mut db = open(&server).await;
        let (first, second) = (tickets::<2>(), tickets::<2>());
        let many = db.insert_many(&first).await.map(|_| ());
        let mut alone = Batch::new();
        alone.insert_many(&first);
        let alone = db.batch(alone).await.map(|_| ());
        let mut batch = Batch::new();
        batch.insert_many(&first);
        batch.insert_many(&second);
        let batch = db.batch(batch).await.map(|_| ());
        for (way, result) in [("many", many), ("alone", alone), ("batch", batch)] {
            let error = result.expect_err(way);
            assert_eq!(error.kind(), ErrorKind::Decode, "{way} of {keys:?}: {error}");
            assert!(error.to_string().contains("a trigger may have replaced it"), "{way}: {error}");
        }
    }
}
