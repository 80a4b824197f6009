//! The client of an application, and its transactions.

use std::time::Duration;

use store::prelude::*;
use store::{SchemaOverride, UniqueKey};
use store_mssql::TiberiusConnection;
use store_mssql::tiberius::{self, AuthMethod, Config, EncryptionLevel};
use store_tds_mock::{Message, Request, Response, Server, Type, Value};
use tokio::net::TcpStream;
use tokio_util::compat::{Compat, TokioAsyncWriteCompatExt};

use crate::{
    DEFAULT_OPTIONS, Item, babelfish, is_item_statement, is_state_request, item, items, outcome,
    request_count, rows_of, server, session_settings, transaction_state, words,
};

pub(crate) type Client = tiberius::Client<Compat<TcpStream>>;

/// Connects a client as an application does.
pub(crate) async fn client(server: &Server) -> Client {
    let mut config = Config::new();
    config.authentication(AuthMethod::sql_server("app", "xyzzy"));
    config.encryption(EncryptionLevel::NotSupported);
    let tcp = TcpStream::connect(("127.0.0.1", server.port())).await.unwrap();
    Client::connect(config, tcp.compat_write()).await.unwrap()
}

pub(crate) async fn borrow(client: &mut Client) -> TiberiusConnection<'_, Compat<TcpStream>> {
    TiberiusConnection::new(client).await.unwrap()
}

/// Returns the transactions in which the statements on the table were sent.
pub(crate) fn transactions(server: &Server) -> Vec<u64> {
    let requests = server.requests();
    requests.iter().filter(|request| is_item_statement(request)).map(|request| request.transaction).collect()
}

/// Runs every kind of call, each of one round trip.
async fn seven_calls<C: Connection>(db: &mut C) {
    assert_eq!(db.insert_if_absent(&item("a")).await.unwrap(), Outcome::Inserted);
    assert_eq!(db.upsert(&item("a")).await.unwrap(), Outcome::Inserted);
    assert_eq!(db.upsert_many(&items(3), UniqueKey::PRIMARY).await.unwrap().len(), 3);
    assert_eq!(db.get::<Item>("a").await.unwrap(), Some(item("a")));
    assert_eq!(Item::everything().all(db).await.unwrap(), [item("a")]);
    assert_eq!(Item::next(1).all(db).await.unwrap(), [item("a")]);
    assert_eq!(Item::bump("a").execute(db).await.unwrap(), 1);
}

#[tokio::test]
async fn calls_join_the_transaction_of_the_client() {
    for commits in [true, false] {
        let server = server();
        let mut client = client(&server).await;
        client.begin_transaction().await.unwrap();
        client.execute("UPDATE app.orders SET paid = 1", &[]).await.unwrap();
        seven_calls(&mut borrow(&mut client).await).await;
        let end = if commits {
            client.commit_transaction().await.unwrap();
            "commit"
        } else {
            client.rollback_transaction().await.unwrap();
            "rollback"
        };
        let mut expected = vec!["begin", "UPDATE app.orders SET paid = 1"];
        expected.extend(["statement"; 7]);
        expected.push(end);
        assert_eq!(words(&server), expected);
        let transactions = transactions(&server);
        assert!(transactions.iter().all(|number| *number != 0 && *number == transactions[0]));
        // One inspection for all calls, inside the transaction too.
        assert_eq!(server.requests().len(), expected.len() + 1);
    }
}

#[tokio::test]
async fn calls_join_a_transaction_that_a_statement_began() {
    let server = server();
    let mut client = client(&server).await;
    server.respond_when(|request| request.text() == "BEGIN TRANSACTION", Response::new().begin().done());
    client.simple_query("BEGIN TRANSACTION").await.unwrap().into_results().await.unwrap();
    seven_calls(&mut borrow(&mut client).await).await;
    server.respond_when(|request| request.text() == "COMMIT", Response::new().commit().done());
    client.simple_query("COMMIT").await.unwrap().into_results().await.unwrap();
    assert!(transactions(&server).iter().all(|transaction| *transaction != 0));
    assert!(!words(&server).iter().any(|word| ["begin", "commit", "rollback"].contains(&word.as_str())));
}

#[tokio::test]
async fn without_a_transaction_each_call_is_its_own() {
    let server = server();
    let mut client = client(&server).await;
    let mut db = borrow(&mut client).await;
    seven_calls(&mut db).await;
    // A call of several round trips is its own transaction.
    db.insert_many(&items(1_001)).await.unwrap();
    let mut expected = vec!["statement"; 7];
    expected.extend(["begin", "statement", "statement", "commit"]);
    assert_eq!(words(&server), expected);
}

#[tokio::test]
async fn a_large_batch_within_the_clients_transaction_has_a_savepoint() {
    let server = server();
    let mut client = client(&server).await;
    client.begin_transaction().await.unwrap();
    let mut db = borrow(&mut client).await;
    db.insert_many(&items(1_001)).await.unwrap();
    server.respond_when(is_item_statement, Response::new().error(2627));
    db.insert_many(&items(1_001)).await.unwrap_err();
    db.insert(&item("a")).await.unwrap();
    client.commit_transaction().await.unwrap();
    assert_eq!(
        words(&server),
        [
            "begin",
            "SAVE TRANSACTION store_1;",
            "statement",
            "statement",
            "SAVE TRANSACTION store_1;",
            "statement",
            "SELECT CAST(XACT_STATE() AS INT);",
            "ROLLBACK TRANSACTION store_1;",
            "statement",
            "commit"
        ]
    );
}

#[tokio::test]
async fn ddl_joins_the_transaction_of_the_client() {
    let server = server();
    let mut client = client(&server).await;
    client.begin_transaction().await.unwrap();
    borrow(&mut client).await.create::<Item>().await.unwrap();
    client.rollback_transaction().await.unwrap();
    let words = words(&server);
    assert_eq!(words[1], "SAVE TRANSACTION store_1;");
    assert!(words[2].contains("sp_getapplock"), "{words:?}");
    assert!(!words.contains(&"commit".to_owned()));
}

#[tokio::test]
async fn nothing_is_retried_on_a_borrowed_client() {
    // On other connections each of these is retried, including the last, a lost insert race.
    let taken =
        "Violation of PRIMARY KEY constraint 'pk_items'. Cannot insert duplicate key in object 'wire.items'.";
    let errors = [1205, 1222, 3960].map(|number| Message::new(number, "as scripted"));
    for error in errors.into_iter().chain([Message::new(2627, taken)]) {
        for begins in [true, false] {
            let server = server();
            let mut client = client(&server).await;
            if begins {
                client.begin_transaction().await.unwrap();
            }
            let mut db = borrow(&mut client).await;
            server.respond_when(is_item_statement, Response::new().error(error.clone()));
            db.insert_if_absent(&item("a")).await.unwrap_err();
            assert_eq!(request_count(&server), 1);
            // The next call is not refused, since no transaction was lost.
            db.insert_if_absent(&item("a")).await.unwrap();
        }
    }
}

#[tokio::test]
async fn calls_after_a_deadlock_are_refused() {
    let server = server();
    let mut client = client(&server).await;
    client.begin_transaction().await.unwrap();
    let mut db = borrow(&mut client).await;
    db.insert(&item("a")).await.unwrap();
    server.respond_when(is_item_statement, Response::new().error(1205).rollback());
    assert_eq!(db.upsert(&item("b")).await.unwrap_err().kind(), ErrorKind::Deadlock);
    assert_eq!(request_count(&server), 2);
    server.respond_when(is_state_request, transaction_state(0));
    for _ in 0..2 {
        let error = db.insert(&item("c")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Misuse);
        assert!(error.to_string().contains("begin again"), "{error}");
    }
    assert_eq!(request_count(&server), 2, "nothing was sent");
    // The application begins a new transaction.
    client.begin_transaction().await.unwrap();
    borrow(&mut client).await.insert(&item("c")).await.unwrap();
    client.commit_transaction().await.unwrap();
    assert!(!words(&server).contains(&"rollback".to_owned()));
}

#[tokio::test]
async fn a_doomed_transaction_is_left_to_the_application() {
    let server = server();
    let mut client = client(&server).await;
    client.begin_transaction().await.unwrap();
    let mut db = borrow(&mut client).await;
    server.respond_when(is_item_statement, Response::new().error(245));
    db.insert(&item("a")).await.unwrap_err();
    server.respond_when(is_state_request, transaction_state(-1));
    assert_eq!(db.insert(&item("b")).await.unwrap_err().kind(), ErrorKind::Misuse);
    assert!(!words(&server).contains(&"rollback".to_owned()));
    client.rollback_transaction().await.unwrap();
    assert_eq!(words(&server).last().map(String::as_str), Some("rollback"));
}

#[tokio::test]
async fn an_error_that_leaves_the_transaction_leaves_the_connection_usable() {
    let server = server();
    let mut client = client(&server).await;
    client.begin_transaction().await.unwrap();
    let mut db = borrow(&mut client).await;
    server.respond_when(is_item_statement, Response::new().error(2627));
    assert_eq!(db.upsert(&item("a")).await.unwrap_err().kind(), ErrorKind::UniqueViolation);
    db.insert(&item("b")).await.unwrap();
    client.commit_transaction().await.unwrap();
    let state = "SELECT CAST(XACT_STATE() AS INT);";
    assert_eq!(words(&server), ["begin", "statement", state, "statement", "commit"]);
}

#[tokio::test]
async fn a_transaction_begun_by_a_statement_of_the_backend_is_rolled_back() {
    let server = server();
    let mut client = client(&server).await;
    let mut db = borrow(&mut client).await;
    // A missing table is an error that no `CATCH` sees.
    server.respond_when(is_item_statement, Response::new().begin().error(208));
    let undo = "IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;";
    server.respond_when(move |request| request.text() == undo, Response::new().rollback().done());
    assert_eq!(db.upsert(&item("a")).await.unwrap_err().kind(), ErrorKind::SchemaDrift);
    assert_eq!(words(&server), ["statement", undo]);
    client.execute("UPDATE app.orders SET paid = 1", &[]).await.unwrap();
    assert_eq!(server.requests().pop().unwrap().transaction, 0);
}

#[tokio::test]
async fn a_cancelled_call_makes_the_connection_unusable() {
    let incomplete = [
        Response::new().hang(),
        outcome("updated").hang(),
        outcome("updated").hang_after(20),
        rows_of(&["a", "b"]).hang(),
    ];
    for response in incomplete {
        let server = server();
        let mut client = client(&server).await;
        client.begin_transaction().await.unwrap();
        let mut db = borrow(&mut client).await;
        server.respond_when(is_item_statement, response);
        let row = item("a");
        tokio::select! {
            _ = db.upsert(&row) => panic!("the response came too early"),
            () = server.wait_until(|server| request_count(server) == 1) => {}
        }
        for _ in 0..2 {
            let error = db.insert(&item("b")).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ConnectionLost);
            assert!(error.to_string().contains("cancelled mid-response"), "{error}");
        }
        assert_eq!(words(&server), ["begin", "statement"]);
    }
}

#[tokio::test]
async fn a_failed_connection_is_not_used_again() {
    for response in [Response::new().cut(), outcome("inserted").reset(), rows_of(&["a"]).cut_after(30)] {
        let server = server();
        let mut client = client(&server).await;
        let mut db = borrow(&mut client).await;
        server.respond_when(is_item_statement, response);
        assert_eq!(db.upsert(&item("a")).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
        let error = db.upsert(&item("a")).await.unwrap_err();
        assert!(error.to_string().contains("lost the connection"), "{error}");
        assert_eq!(TiberiusConnection::new(&mut client).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
        assert_eq!((request_count(&server), server.connections()), (1, 1));
    }
}

#[tokio::test]
async fn the_command_timeout_of_the_client_applies() {
    let server = server();
    let mut config = Config::new();
    config.authentication(AuthMethod::sql_server("app", "xyzzy"));
    config.encryption(EncryptionLevel::NotSupported);
    config.command_timeout(Some(Duration::from_millis(50)));
    let tcp = TcpStream::connect(("127.0.0.1", server.port())).await.unwrap();
    let mut client = Client::connect(config, tcp.compat_write()).await.unwrap();
    let mut db = borrow(&mut client).await;
    server.respond_when(is_item_statement, Response::new().hang());
    assert_eq!(db.get::<Item>("a").await.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!(db.get::<Item>("a").await.unwrap_err().kind(), ErrorKind::ConnectionLost);
}

#[tokio::test]
async fn settings_that_would_make_calls_wrong_are_refused() {
    let server = server();
    let mut client = client(&server).await;
    let inspects = |request: &Request| request.text().contains("@@OPTIONS");
    server.respond_when(inspects, session_settings(Value::Null, 0, DEFAULT_OPTIONS | 512));
    let error = TiberiusConnection::new(&mut client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("SET NOCOUNT OFF"), "{error}");
    server.respond_when(inspects, Response::new().count(0));
    assert_eq!(TiberiusConnection::new(&mut client).await.unwrap_err().kind(), ErrorKind::Decode);
    // The client is unchanged.
    borrow(&mut client).await.insert(&item("a")).await.unwrap();
}

#[tokio::test]
async fn babelfish_is_detected() {
    let server = Server::start(babelfish);
    let mut client = client(&server).await;
    let mut db = borrow(&mut client).await;
    db.insert(&item("a")).await.unwrap();
    let request = server.requests().pop().unwrap();
    assert!(request.params().iter().all(|param| param.ty != Type::Null), "{:?}", request.params());
    let quoted = Item { label: "\"".to_owned(), ..item("a") };
    db.insert_many(&[quoted]).await.unwrap();
    assert!(
        !server.requests().iter().any(|request| request.text().contains("OPENJSON")),
        "Babelfish would keep the escapes"
    );
}

#[tokio::test]
async fn the_schema_can_be_overridden() {
    let server = server();
    let mut client = client(&server).await;
    let schema = SchemaOverride::new(Dialect::Mssql, "staging").unwrap().table::<Item>();
    let mut db = borrow(&mut client).await.schema(&schema).unwrap();
    db.insert_many(&items(1_001)).await.unwrap();
    Item::everything().all(&mut db).await.unwrap();
    assert!(!server.requests().iter().any(|request| request.text().contains("wire")));
    let other = SchemaOverride::new(Dialect::Sqlite, "staging").unwrap();
    assert_eq!(borrow(&mut client).await.schema(&other).unwrap_err().kind(), ErrorKind::Config);
}

#[tokio::test]
async fn a_borrowed_client_can_move_between_threads_and_shows_nothing() {
    let server = server();
    let mut client = client(&server).await;
    let task = tokio::spawn(async move {
        let mut db = borrow(&mut client).await;
        server.respond_when(is_item_statement, rows_of(&["plugh"]));
        Item::everything().all(&mut db).await.unwrap();
        assert_eq!(format!("{db:?}"), "TiberiusConnection { .. }");
        db.insert(&item("a")).await
    });
    task.await.unwrap().unwrap();
}
