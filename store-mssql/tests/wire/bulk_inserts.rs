//! Bulk inserts.

use std::time::Duration;

use store::prelude::*;
use store::{Dialect, SchemaOverride};
use store_mssql::Mssql;
use store_tds_mock::{Request, RequestKind, Response, Server, Type, Value};

use crate::{
    Item, connect, is_item_statement, is_state_request, item, items, open, options, respond_with_success,
    sent, server, transaction_state,
};

/// Returns the requests of a call, each as one word.
fn steps(server: &Server) -> Vec<String> {
    let word = |request: &Request, text: String| match text.split(' ').take(2).collect::<Vec<_>>()[..] {
        [""] if matches!(request.kind, RequestKind::BulkLoad(_)) => {
            format!("{} rows", request.loaded().len())
        }
        ["INSERT", "INTO"] if text.contains("VALUES") => "insert a staged row".to_owned(),
        ["INSERT", "INTO"] => "insert".to_owned(),
        ["INSERT", "BULK"] => "load".to_owned(),
        ["CREATE", _] => "create".to_owned(),
        ["SELECT", "TOP"] => "columns".to_owned(),
        ["DROP", _] => "drop".to_owned(),
        _ => text.clone(),
    };
    let requests = server.requests();
    let own = requests.iter().filter(|request| !request.text().contains("SERVERPROPERTY"));
    own.zip(sent(server)).map(|(request, text)| word(request, text)).collect()
}

fn is_load(request: &Request) -> bool {
    matches!(request.kind, RequestKind::BulkLoad(_))
}

fn is_create(request: &Request) -> bool {
    request.text().starts_with("CREATE TABLE [#store_bulk_insert]")
}

#[tokio::test]
async fn load_the_rows_and_insert_them_with_one_statement() {
    let server = server();
    let mut db = open(&server).await;
    let rows = items(1_500);
    assert_eq!(db.bulk_insert(&rows).await.unwrap(), 1_500);
    assert_eq!(
        steps(&server),
        ["begin", "create", "columns", "load", "1500 rows", "insert", "drop", "commit"]
    );
    let requests = server.requests();
    let load = requests.iter().find(|request| is_load(request)).unwrap();
    let expected = |id: &str| [id.into(), format!("label of {id}").into(), Value::Null, Value::Int(0)];
    for at in [0, 999, 1_000, 1_001, 1_499] {
        assert_eq!(load.loaded()[at], expected(&at.to_string()));
    }
    let insert = requests.iter().find(|request| is_item_statement(request)).unwrap();
    assert_eq!(
        insert.text(),
        "INSERT INTO [wire].[items] ([id], [label], [note], [count])\n\
         SELECT [id], [label], [note], [count]\nFROM [#store_bulk_insert]\nORDER BY [id];"
    );
}

#[tokio::test]
async fn of_a_thousand_rows_are_a_batch() {
    let server = server();
    let mut db = open(&server).await;
    assert_eq!(db.bulk_insert(items(1_000)).await.unwrap(), 1_000);
    assert_eq!(db.bulk_insert(items(0)).await.unwrap(), 0);
    assert_eq!(steps(&server).len(), 1);
    assert!(server.requests().last().unwrap().text().contains("OPENJSON"));
}

#[tokio::test]
async fn are_in_the_schema_of_the_override() {
    let server = server();
    let schema = SchemaOverride::new(Dialect::Mssql, "other").unwrap().table::<Item>();
    let mut db = Mssql::open(options(&server).schema(schema)).await.unwrap();
    db.bulk_insert(items(1_001)).await.unwrap();
    assert!(sent(&server).iter().any(|text| text.starts_with("INSERT INTO [other].[items] ")));
}

/// The driver does not load a value of more than 65,535 bytes.
#[tokio::test]
async fn insert_rows_with_large_values_after_the_load() {
    let server = server();
    let mut db = open(&server).await;
    let row = |number: usize| match number {
        700 | 1_100 => Item { note: Some("é".repeat(32_768)), ..item(&number.to_string()) },
        _ => item(&number.to_string()),
    };
    assert_eq!(db.bulk_insert((0..1_200).map(row)).await.unwrap(), 1_200);
    let staged = "insert a staged row";
    assert_eq!(
        steps(&server),
        ["begin", "create", "columns", "load", "1198 rows", staged, staged, "insert", "drop", "commit"]
    );
    let requests = server.requests();
    let insert = requests.iter().find(|request| request.text().contains("VALUES")).unwrap();
    assert_eq!(insert.params()[0].value, "700".into());
    assert_eq!(insert.params()[2].value, "é".repeat(32_768).into());
}

/// Large rows are in memory until the load ends, so there are several loads.
#[tokio::test]
async fn hold_few_large_rows_in_memory() {
    let server = server();
    let mut db = open(&server).await;
    let large = |number: usize| Item { note: Some("x".repeat(3 << 20)), ..item(&number.to_string()) };
    let rows = items(1_001).into_iter().chain((2_000..2_003).map(large)).chain([item("last")]);
    assert_eq!(db.bulk_insert(rows).await.unwrap(), 1_005);
    let steps = steps(&server);
    let loads: Vec<&str> = steps.iter().map(String::as_str).filter(|step| step.ends_with(" rows")).collect();
    assert_eq!(loads, ["1001 rows", "1 rows"], "{steps:?}");
    assert_eq!(steps.iter().filter(|step| *step == "insert a staged row").count(), 3);
}

#[tokio::test]
async fn number_the_rows_of_an_identity() {
    /// A ticket whose number the server makes.
    #[derive(Table)]
    #[table(schema = "wire", name = "tickets", insert as NewTicket)]
    struct Ticket {
        #[column(primary_key, identity)]
        id: i64,
        #[column(len = 40)]
        title: String,
    }
    let server = Server::start(|request: &Request| {
        if request.text().starts_with("SELECT TOP 0 [#n], [title] ") {
            Response::new().rows([("#n", Type::BigInt), ("title", Type::NVarChar(40))], [])
        } else {
            respond_with_success(request)
        }
    });
    let mut db = open(&server).await;
    let tickets = (0..1_200).map(|number| NewTicket { title: number.to_string() });
    assert_eq!(db.bulk_insert(tickets).await.unwrap(), 1_200);
    let requests = server.requests();
    let load = requests.iter().find(|request| is_load(request)).unwrap();
    for (row, number) in load.loaded().iter().zip(1..) {
        assert_eq!(row[..], [Value::Int(number), (number - 1).to_string().into()]);
    }
    assert!(requests.iter().any(|request| request.text().ends_with("\nORDER BY [#n];")));
}

/// The load is ended, since it cannot be cancelled, and rolled back.
#[tokio::test]
async fn end_at_a_row_that_cannot_be_written() {
    let server = server();
    let mut db = open(&server).await;
    let row = |number: usize| Item { label: "x".repeat(number / 30), ..item(&number.to_string()) };
    let error = db.bulk_insert((0..).map(row)).await.unwrap_err();
    assert_eq!((error.kind(), error.column()), (ErrorKind::Truncated, Some("label")), "{error}");
    assert_eq!(steps(&server)[4..], ["1230 rows", "rollback"]);
    db.insert(&item("a")).await.unwrap();
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn are_rolled_back_after_an_error_of_the_insert() {
    let server = server();
    let mut db = open(&server).await;
    server.respond_when(is_item_statement, Response::new().error(2627));
    let error = db.bulk_insert(items(1_200)).await.unwrap_err();
    assert_eq!((error.kind(), error.table()), (ErrorKind::UniqueViolation, Some("items")), "{error}");
    assert_eq!(steps(&server).last().unwrap(), "rollback");
    db.insert(&item("a")).await.unwrap();
    assert_eq!(server.connections(), 1);
}

/// A second attempt would not get the rows that the first one has taken.
#[tokio::test]
async fn are_retried_until_rows_are_taken() {
    let server = server();
    let mut db = open(&server).await;
    server.respond_when(is_create, Response::new().error(1205).rollback());
    server.respond_when(is_state_request, transaction_state(0));
    assert_eq!(db.bulk_insert(items(1_200)).await.unwrap(), 1_200);
    server.respond_when(is_create, Response::new().cut());
    assert_eq!(db.bulk_insert(items(1_200)).await.unwrap(), 1_200);
    for (condition, response, kind) in [
        (is_load as fn(&Request) -> bool, Response::new().cut(), ErrorKind::ConnectionLost),
        (is_item_statement, Response::new().error(1205).rollback(), ErrorKind::Deadlock),
        (Request::is_commit, Response::new().cut(), ErrorKind::ConnectionLost),
    ] {
        server.respond_when(condition, response);
        server.respond_when(is_state_request, transaction_state(0));
        let creates = || server.requests().iter().filter(|request| is_create(request)).count();
        let before = creates();
        assert_eq!(db.bulk_insert(items(1_200)).await.unwrap_err().kind(), kind);
        assert_eq!(creates(), before + 1);
    }
}

/// The unit creates the iterator again.
#[tokio::test]
async fn are_retried_as_a_part_of_a_unit_of_work() {
    struct Load;

    impl UnitOfWork for Load {
        type Output = u64;

        async fn run<C: Connection>(&self, connection: &mut C) -> Result<u64, Error> {
            connection.bulk_insert(items(1_200)).await
        }
    }
    let server = server();
    let db = open(&server).await;
    server.respond_when(is_item_statement, Response::new().error(1205).rollback());
    server.respond_when(is_state_request, transaction_state(0));
    assert_eq!(db.transaction(Load).await.unwrap(), 1_200);
    assert_eq!(server.requests().iter().filter(|request| is_load(request)).count(), 2);
}

#[tokio::test]
async fn that_are_dropped_close_the_connection() {
    let server = server();
    let mut db = Mssql::open(options(&server).max_connections(1)).await.unwrap();
    let mut other = db.clone();
    server.respond_when(is_load, Response::new().hang());
    tokio::select! {
        _ = other.bulk_insert(items(1_200)) => panic!("the call hangs"),
        () = server.wait_until(|server| server.requests().iter().any(is_load)) => {}
    }
    db.insert(&item("b")).await.unwrap();
    let last = server.requests().pop().unwrap();
    assert_eq!((last.connection, last.transaction), (2, 0));
}

/// A part of the load has been sent.
#[tokio::test]
async fn that_panic_close_the_connection() {
    let server = server();
    let mut connection = connect(&server).await;
    let task = tokio::spawn(async move {
        let rows = (0..).map(|number: usize| {
            assert!(number < 5_000, "as scripted");
            item(&number.to_string())
        });
        let _ = std::panic::AssertUnwindSafe(connection.bulk_insert(rows)).await;
    });
    assert!(task.await.unwrap_err().is_panic());
    server.wait_until(|server| server.open_connections() == 0).await;
    assert!(!server.requests().iter().any(is_load));
}

#[tokio::test]
async fn end_at_the_command_timeout() {
    let server = server();
    let mut db = Mssql::open(options(&server).command_timeout(Duration::from_millis(100))).await.unwrap();
    server.respond_when(is_load, Response::new().hang());
    let error = db.bulk_insert(items(1_200)).await.unwrap_err();
    assert_eq!((error.kind(), error.table()), (ErrorKind::Timeout, Some("items")), "{error}");
    assert_eq!(db.bulk_insert(items(1_200)).await.unwrap(), 1_200);
    assert_eq!(server.connections(), 2);
}
