//! Batches of several statements.

use store::prelude::*;
use store::{Batch, UniqueKey};
use store_tds_mock::{Message, Request, Response, Server, Type, Value, row};

use crate::cut_responses::finishes_soon;
use crate::tiberius_connection::{borrow, client};
use crate::{
    Item, babelfish, connect, is_state_request, item, items, open, options, respond_with_success, sent,
    transaction_state,
};

/// Returns the statements that a request of a batch runs, in order.
pub(crate) fn statements(request: &Request) -> Vec<String> {
    let execs = request.text().lines().filter_map(|line| line.trim().strip_prefix("EXEC sp_executesql @P"));
    let number = |exec: &str| exec.split([',', ';']).next().unwrap().parse::<usize>().unwrap();
    execs
        .map(|exec| match &request.params()[number(exec) - 1].value {
            Value::Text(statement) => statement.clone(),
            other => panic!("{other:?} is no statement"),
        })
        .collect()
}

fn is_batch(request: &Request) -> bool {
    request.text().contains("EXEC sp_executesql")
}

/// Adds the results of a statement that succeeds.
fn succeed(response: Response, statement: &str) -> Response {
    let (response, count) = if statement.contains("@outcome") {
        (response.count(1).rows([("outcome", Type::NVarChar(8))], [row!["inserted"]]), 1)
    } else if statement.contains("DECLARE @rows TABLE") {
        (response.rows([("#n", Type::Int)], [row![0]]), 1)
    } else if statement.starts_with("SELECT COUNT") {
        (response.rows([("", Type::BigInt)], [row![7_i64]]), 1)
    } else if statement.starts_with("SELECT") || statement.contains("@claimed") {
        let columns = [
            ("id", Type::NVarChar(40)),
            ("label", Type::NVarChar(40)),
            ("note", Type::NVarCharMax),
            ("count", Type::Int),
        ];
        (response.rows(columns, [row!["a", "label of a", Value::Null, 0]]), 1)
    } else {
        (response.count(1), 1)
    };
    count_of(response, count)
}

/// Adds the row count of a statement.
fn count_of(response: Response, count: i64) -> Response {
    response.rows([("#count", Type::BigInt)], [row![count]])
}

/// A server on which every statement of a batch succeeds.
fn server() -> Server {
    Server::start(|request| {
        if is_batch(request) {
            statements(request)
                .iter()
                .fold(Response::new(), |response, statement| succeed(response, statement))
        } else {
            respond_with_success(request)
        }
    })
}

/// Returns the requests that run batches.
fn batches(server: &Server) -> Vec<Request> {
    server.requests().into_iter().filter(is_batch).collect()
}

/// Runs a batch with every kind of statement, and checks its results.
async fn run_every_kind(db: &mut impl Connection) {
    let (a, b, rows) = (item("a"), item("b"), items(3));
    let mut batch = Batch::new();
    batch.insert(&a);
    let absent = batch.insert_if_absent(&b);
    let upserted = batch.upsert(&b);
    let updated = batch.update(&a);
    let many = batch.insert_many_if_absent(&rows, UniqueKey::PRIMARY);
    let changed = batch.execute(Item::bump("a"));
    batch.expect(changed, 1);
    let claimed = batch.claim(Item::next(1));
    let found = batch.get::<Item>("a");
    let all = batch.select(Item::everything());
    let deleted = batch.delete::<Item>("b");
    let mut results = db.batch(batch).await.unwrap();
    assert_eq!(results.take(absent).unwrap(), Outcome::Inserted);
    assert_eq!(results.take(upserted).unwrap(), Outcome::Inserted);
    assert!(results.take(updated).unwrap());
    assert_eq!(results.take(many).unwrap(), [Outcome::Inserted, Outcome::Existing, Outcome::Existing]);
    assert_eq!(results.take(changed).unwrap(), 1);
    assert_eq!(results.take(claimed).unwrap(), [item("a")]);
    assert_eq!(results.take(found).unwrap(), Some(item("a")));
    assert_eq!(results.take(all).unwrap(), [item("a")]);
    assert!(results.take(deleted).unwrap());
}

#[tokio::test]
async fn a_batch_is_one_request() {
    let server = server();
    let mut db = open(&server).await;
    run_every_kind(&mut db).await;
    assert_eq!(sent(&server).len(), 1);
    db.batch(Batch::new()).await.unwrap();
    assert_eq!(sent(&server).len(), 1, "nothing is sent for an empty batch");
    let mut connection = connect(&server).await;
    let mut transaction = connection.begin_transaction().await.unwrap();
    run_every_kind(&mut transaction).await;
    transaction.commit().await.unwrap();
    let batches = batches(&server);
    assert_eq!((batches.len(), sent(&server).len()), (2, 4));
    assert_eq!(batches[0].transaction, 0, "the request begins its own transaction");
    assert_ne!(batches[1].transaction, 0);
    assert_eq!(batches[0].text(), batches[1].text());
}

#[tokio::test]
async fn a_batch_on_the_client_of_an_application_is_one_request() {
    let server = server();
    let mut client = client(&server).await;
    client.begin_transaction().await.unwrap();
    run_every_kind(&mut borrow(&mut client).await).await;
    client.commit_transaction().await.unwrap();
    let mut db = borrow(&mut client).await;
    run_every_kind(&mut db).await;
    let requests = batches(&server);
    assert_eq!((requests.len(), sent(&server).len()), (2, 4));
    assert_ne!(requests[0].transaction, 0);
    assert_eq!(requests[1].transaction, 0);
    // An error that no `CATCH` sees may leave the transaction of the batch open.
    server.respond_when(is_batch, Response::new().begin().error(208));
    let mut batch = Batch::new();
    batch.execute(Item::bump("a"));
    batch.execute(Item::bump("b"));
    assert_eq!(db.batch(batch).await.unwrap_err().kind(), ErrorKind::SchemaDrift);
    assert_eq!(sent(&server).last().map(String::as_str), Some("IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;"));
}

#[tokio::test]
async fn one_statement_without_a_guard_is_sent_alone() {
    let server = server();
    let mut db = open(&server).await;
    let (a, rows) = (item("a"), items(3));
    let mut batch = Batch::new();
    let outcome = batch.upsert(&a);
    assert_eq!(db.batch(batch).await.unwrap().take(outcome).unwrap(), Outcome::Inserted);
    let mut batch = Batch::new();
    let outcomes = batch.upsert_many(&rows, UniqueKey::PRIMARY);
    assert_eq!(db.batch(batch).await.unwrap().take(outcomes).unwrap().len(), 3);
    let mut batch = Batch::new();
    let claimed = batch.claim(Item::next(1));
    assert_eq!(db.batch(batch).await.unwrap().take(claimed).unwrap(), [item("a")]);
    let mut batch = Batch::new();
    let changed = batch.execute(Item::bump("a"));
    assert_eq!(db.batch(batch).await.unwrap().take(changed).unwrap(), 1);
    let sql = Item::SQL.of(Dialect::Mssql);
    let key = sql.key(0);
    assert_eq!(
        sent(&server),
        [
            key.upsert(),
            key.write_many().unwrap(),
            Item::next(1).sql(Dialect::Mssql),
            Item::bump("a").sql(Dialect::Mssql)
        ]
    );
    // A guard needs a transaction.
    let mut batch = Batch::new();
    let changed = batch.execute(Item::bump("a"));
    batch.expect(changed, 1);
    db.batch(batch).await.unwrap();
    assert_eq!((batches(&server).len(), sent(&server).len()), (1, 5));
}

#[tokio::test]
async fn the_text_depends_only_on_the_statements() {
    let server = server();
    let mut db = open(&server).await;
    for secret in ["xyzzy", "plugh'; DROP TABLE items; --"] {
        let row = Item { note: Some(secret.repeat(2_000)), ..item(&secret[..5]) };
        let mut batch = Batch::new();
        batch.insert(&row);
        batch.execute(Item::bump(secret));
        let changed = batch.execute(Item::bump("b"));
        batch.expect(changed, 1);
        db.batch(batch).await.unwrap();
    }
    let batches = batches(&server);
    assert_eq!(batches[0].text(), batches[1].text());
    assert!(!batches[0].text().contains("wire"), "{}", batches[0].text());
    // The insert and its declaration, four columns, the update and its declaration, its parameter twice, and the guard.
    let params: Vec<&Value> = batches[0].params().iter().map(|param| &param.value).collect();
    assert_eq!(params.len(), 11);
    assert_eq!(params[0], &Value::from(Item::SQL.of(Dialect::Mssql).insert()));
    assert_eq!(params[1], &Value::from("@P1 nvarchar(4000),@P2 nvarchar(4000),@P3 nvarchar(max),@P4 int"));
    assert_eq!(params[7], &Value::from("@P1 nvarchar(4000)"));
    assert_eq!(
        (params[8], params[9], params[10]),
        (&Value::from("xyzzy"), &Value::from("b"), &Value::from(1_i64))
    );
}

#[tokio::test]
async fn many_rows_are_several_statements_of_one_request() {
    let server = server();
    let mut db = open(&server).await;
    let rows = items(2_500);
    let mut batch = Batch::new();
    let inserted = batch.insert_many_if_absent(&rows, UniqueKey::PRIMARY);
    batch.expect(inserted, 3);
    batch.execute(Item::bump("a"));
    let mut results = db.batch(batch).await.unwrap();
    // The server reports that the first row of each thousand was missing.
    let inserted = results.take(inserted).unwrap();
    let inserted = inserted.iter().enumerate().filter(|(_, outcome)| **outcome == Outcome::Inserted);
    assert_eq!(inserted.map(|(at, _)| at).collect::<Vec<_>>(), [0, 1_000, 2_000]);
    assert_eq!(sent(&server).len(), 1);
    assert_eq!(statements(&batches(&server)[0]).len(), 4);
}

#[tokio::test]
async fn more_parameters_than_a_request_can_have_are_one_transaction() {
    let server = server();
    let mut db = open(&server).await;
    let rows = items(1_200);
    let mut batch = Batch::new();
    rows.iter().for_each(|row| _ = batch.insert_if_absent(row));
    assert_eq!(db.batch(batch).await.unwrap().row_count(), 1_200);
    let requests = batches(&server);
    assert_eq!(requests.iter().map(|request| statements(request).len()).sum::<usize>(), 1_200);
    assert!(requests.iter().all(|request| request.params().len() <= 2_098));
    assert!(requests.iter().all(|request| request.transaction == requests[0].transaction));
    let sent = sent(&server);
    assert_eq!((requests.len(), sent.len()), (3, 5));
    assert_eq!((sent[0].as_str(), sent[4].as_str()), ("begin", "commit"));
    // A guard that fails in the second request rolls back the first one too.
    let second = |request: &Request| {
        is_batch(request) && request.params().iter().any(|param| param.value == Value::from("600"))
    };
    server.respond_when(second, count_of(Response::new().count(0), 0));
    let mut batch = Batch::new();
    for row in &rows[..1_000] {
        let outcome = batch.insert_if_absent(row);
        batch.expect(outcome, 1);
    }
    assert_eq!(db.batch(batch).await.unwrap_err().kind(), ErrorKind::UnexpectedRowCount);
    assert_eq!(sent_since(&server, 5).last().map(String::as_str), Some("rollback"));
}

#[tokio::test]
async fn more_bytes_than_a_request_takes_are_one_transaction() {
    let server = server();
    let mut db = open(&server).await;
    let note = "x".repeat(1 << 20);
    let rows: Vec<Item> = items(20).into_iter().map(|row| Item { note: Some(note.clone()), ..row }).collect();
    let mut batch = Batch::new();
    batch.insert_many(&rows);
    batch.execute(Item::bump("a"));
    db.batch(batch).await.unwrap();
    let counts: Vec<usize> = batches(&server).iter().map(|request| statements(request).len()).collect();
    assert_eq!(counts, [3, 3], "chunks of 4 MiB, of which a request has at most 16 MiB");
    let sent = sent(&server);
    assert_eq!((sent.len(), sent[0].as_str(), sent[3].as_str()), (4, "begin", "commit"));
}

#[tokio::test]
async fn many_updates_are_a_statement_of_the_request() {
    let server = server();
    let mut db = open(&server).await;
    let rows = items(2_500);
    let updates: Vec<_> = rows.iter().map(|row| Item::annotate(&row.id, 0, None, 1)).collect();
    let mut batch = Batch::new();
    let one = batch.execute_many(&updates[..1]);
    batch.expect(one, 1);
    let none = batch.execute_many(&updates[..0]);
    batch.expect(none, 0);
    let many = batch.execute_many(&updates);
    // The server answers that the first element of each of the three chunks has changed a row.
    batch.expect(many, 3);
    let mut results = db.batch(batch).await.unwrap();
    assert_eq!((results.take(one).unwrap(), results.take(none).unwrap()), (vec![true], vec![]));
    let expected: Vec<bool> = (0..2_500).map(|at| at % 1_000 == 0).collect();
    assert_eq!(results.take(many).unwrap(), expected);
    assert_eq!((sent(&server).len(), statements(&batches(&server)[0]).len()), (1, 4));
}

/// Babelfish does not read every string from JSON, so the rows are statements of their own, and a guard concerns them all.
#[tokio::test]
async fn a_guard_counts_the_rows_of_several_requests() {
    let server = Server::start(|request| match is_batch(request) {
        true => {
            let statements = statements(request);
            statements.iter().fold(Response::new(), |response, statement| succeed(response, statement))
        }
        false => babelfish(request),
    });
    let mut db = open(&server).await;
    let rows: Vec<Item> = items(900).into_iter().map(|row| Item { label: "\\".into(), ..row }).collect();
    for (expected, end) in [(900, "commit"), (899, "rollback")] {
        let mut batch = Batch::new();
        let outcomes = batch.insert_many_if_absent(&rows, UniqueKey::PRIMARY);
        batch.expect(outcomes, expected);
        let result = db.batch(batch).await;
        assert_eq!(result.is_ok(), expected == 900, "{result:?}");
        assert_eq!(sent(&server).last().map(String::as_str), Some(end));
        let last = batches(&server).pop().unwrap();
        let in_last = i64::try_from(statements(&last).len()).unwrap();
        let expected = i64::try_from(expected).unwrap();
        assert_eq!(last.params().last().unwrap().value, Value::from(expected - 900 + in_last));
    }
}

/// Returns what was sent after the first requests.
fn sent_since(server: &Server, seen: usize) -> Vec<String> {
    sent(server).split_off(seen)
}

#[tokio::test]
async fn a_guard_that_fails_is_an_error_and_the_connection_stays_usable() {
    let server = server();
    let mut db = connect(&server).await;
    let mut transaction = db.begin_transaction().await.unwrap();
    let a = item("a");
    let response = count_of(Response::new().count(1), 1);
    server.respond_when(is_batch, count_of(response.count(3), 3));
    let mut batch = Batch::new();
    batch.insert(&a);
    let changed = batch.execute(Item::bump("a"));
    batch.expect(changed, 1);
    batch.claim(Item::next(1));
    let error = transaction.batch(batch).await.unwrap_err();
    assert_eq!((error.kind(), error.table()), (ErrorKind::UnexpectedRowCount, Some("items")));
    assert!(
        error
            .message()
            .starts_with("statement 2 of the batch, `bump`, changed or returned 3 rows, expected 1")
    );
    run_every_kind(&mut transaction).await;
    transaction.commit().await.unwrap();
    assert_eq!(sent(&server).len(), 4, "the server has rolled the batch back: {:?}", sent(&server));
}

#[tokio::test]
async fn guards_on_writes_compare_written_rows() {
    let server = server();
    let mut db = open(&server).await;
    let rows = items(3);
    let expected = |server: &Server| batches(server).last().unwrap().params().last().unwrap().value.clone();
    // The statement returns the rows that were missing: of three, one.
    let mut batch = Batch::new();
    let outcomes = batch.update_many(&rows);
    batch.expect(outcomes, 2);
    db.batch(batch).await.unwrap();
    assert_eq!(expected(&server), Value::from(1_i64));
    let mut batch = Batch::new();
    let outcomes = batch.update_many(&rows);
    batch.expect(outcomes, 3);
    let error = db.batch(batch).await.unwrap_err();
    assert!(error.message().contains("changed or returned 2 rows, expected 3"), "{error}");
    assert_eq!(expected(&server), Value::from(0_i64));
    // An upsert writes every row, or fails.
    let before = sent(&server).len();
    let mut batch = Batch::new();
    let outcomes = batch.upsert_many(&rows, UniqueKey::PRIMARY);
    batch.expect(outcomes, 2);
    assert_eq!(db.batch(batch).await.unwrap_err().kind(), ErrorKind::UnexpectedRowCount);
    assert_eq!(sent(&server).len(), before);
}

#[tokio::test]
async fn an_error_concerns_the_statement_whose_results_are_missing() {
    let server = server();
    let mut db = open(&server).await;
    let a = item("a");
    let text = "Violation of PRIMARY KEY constraint 'pk_items'. Cannot insert duplicate key in object 'wire.items'. The \
                duplicate key value is (a).";
    let response = succeed(Response::new(), "SELECT");
    server.respond_when(is_batch, response.error(Message::new(2627, text)));
    let mut batch = Batch::new();
    batch.select(Item::everything());
    batch.insert(&a);
    let error = db.batch(batch).await.unwrap_err();
    assert_eq!((error.kind(), error.constraint()), (ErrorKind::UniqueViolation, Some("pk_items")));
    // A response that ends early is an error too, and a row that cannot be decoded.
    let two = || {
        let mut batch = Batch::new();
        batch.select(Item::everything());
        batch.insert(&a);
        batch
    };
    server.respond_when(is_batch, succeed(Response::new(), "SELECT"));
    assert_eq!(db.batch(two()).await.unwrap_err().kind(), ErrorKind::Decode);
    let rows = Response::new().rows([("id", Type::Int)], [row![1]]);
    server.respond_when(is_batch, succeed(count_of(rows, 1), "INSERT"));
    assert_eq!(db.batch(two()).await.unwrap_err().kind(), ErrorKind::Decode);
    db.batch(two()).await.unwrap();
}

#[tokio::test]
async fn only_repeatable_batches_are_retried_after_a_lost_connection() {
    let server = server();
    let mut db = open(&server).await;
    let a = item("a");
    let mut count = {
        let mut before = 0;
        let server = &server;
        move || {
            let now = batches(server).len();
            std::mem::replace(&mut before, now).abs_diff(now)
        }
    };
    server.respond_when(is_batch, Response::new().cut());
    let mut batch = Batch::new();
    batch.select(Item::everything());
    batch.insert_if_absent(&a);
    db.batch(batch).await.unwrap();
    assert_eq!(count(), 2);
    let additions: [fn(&mut Batch<'_>); 4] = [
        |batch| _ = batch.execute(Item::bump("a")),
        |batch| _ = batch.claim(Item::next(1)),
        |batch| _ = batch.delete::<Item>("a"),
        |batch| {
            let rows = batch.select(Item::everything());
            batch.expect(rows, 1);
        },
    ];
    for add in additions {
        let run = || {
            let mut batch = Batch::new();
            batch.insert_if_absent(&a);
            add(&mut batch);
            batch
        };
        server.respond_when(is_batch, Response::new().cut());
        assert_eq!(db.batch(run()).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
        assert_eq!(count(), 1);
        // An error after which nothing has an effect is retried.
        server.respond_when(is_batch, Response::new().error(1205));
        db.batch(run()).await.unwrap();
        assert_eq!(count(), 2);
    }
}

#[tokio::test]
async fn a_batch_cut_at_any_byte_is_an_error() {
    let server = server();
    let mut db = open(&server).await;
    let a = item("a");
    let batch = || {
        let mut batch = Batch::new();
        batch.select(Item::everything());
        let inserted = batch.insert(&a);
        batch.expect(inserted, 1);
        batch.execute(Item::bump("a"));
        batch
    };
    db.batch(batch()).await.unwrap();
    let bytes = server.last_response().bytes();
    for at in 0..bytes {
        let results = ["SELECT", "INSERT", "UPDATE"].into_iter().fold(Response::new(), succeed);
        server.respond_when(is_batch, results.cut_after(at));
        let error = finishes_soon(db.batch(batch())).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionLost, "cut after {at} of {bytes}: {error}");
    }
    db.batch(batch()).await.unwrap();
}

#[tokio::test]
async fn a_lost_insert_race_is_retried() {
    let server = server();
    let mut db = open(&server).await;
    let a = item("a");
    let taken = || {
        let text = "Violation of PRIMARY KEY constraint 'pk_items'. Cannot insert duplicate key in object 'wire.items'.";
        count_of(Response::new().count(1), 1).error(Message::new(2627, text))
    };
    server.respond_when(is_batch, taken());
    let mut batch = Batch::new();
    batch.execute(Item::bump("a"));
    batch.insert_if_absent(&a);
    db.batch(batch).await.unwrap();
    assert_eq!(batches(&server).len(), 2);
    // The insert looks for no row, so its key was taken before.
    server.respond_when(is_batch, taken());
    let mut batch = Batch::new();
    batch.execute(Item::bump("a"));
    batch.insert(&a);
    assert_eq!(db.batch(batch).await.unwrap_err().kind(), ErrorKind::UniqueViolation);
    assert_eq!(batches(&server).len(), 3);
}

#[tokio::test]
async fn a_deadlock_in_a_transaction_ends_the_transaction() {
    let server = server();
    let mut db = connect(&server).await;
    let a = item("a");
    let mut transaction = db.begin_transaction().await.unwrap();
    server.respond_when(is_batch, Response::new().error(1205).rollback());
    server.respond_when(is_state_request, transaction_state(0));
    let batch = || {
        let mut batch = Batch::new();
        batch.insert(&a);
        batch.execute(Item::bump("a"));
        batch
    };
    assert_eq!(transaction.batch(batch()).await.unwrap_err().kind(), ErrorKind::Deadlock);
    assert_eq!(transaction.batch(batch()).await.unwrap_err().kind(), ErrorKind::Misuse);
    assert_eq!(batches(&server).len(), 1);
}

#[tokio::test]
async fn statements_of_a_batch_use_the_configured_schema() {
    let schema = store::SchemaOverride::new(Dialect::Mssql, "staging").unwrap().table::<Item>();
    let server = server();
    let mut db = store_mssql::Mssql::open(options(&server).schema(schema)).await.unwrap();
    run_every_kind(&mut db).await;
    let statements = statements(&batches(&server)[0]);
    assert_eq!(statements.len(), 10);
    assert!(statements.iter().all(|statement| statement.contains("[staging].[items]")), "{statements:#?}");
}
