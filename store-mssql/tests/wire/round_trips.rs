//! The number of round trips of each call.

use store::UniqueKey;
use store::prelude::*;
use store::queries::KeyedUpdate;
use store_tds_mock::{Response, Server, Type, Value, row};

use crate::{
    Item, connect, is_item_statement, item, items, open, outcome, respond_with_success, sent, server,
};

/// Counts the requests since the last count.
fn count(server: &Server, seen: &mut usize) -> usize {
    let before = std::mem::replace(seen, sent(server).len());
    *seen - before
}

#[tokio::test]
async fn each_call_is_one_round_trip() {
    let server = server();
    let mut db = open(&server).await;
    let mut seen = 0;
    let a = item("a");
    db.insert(&a).await.unwrap();
    assert_eq!(count(&server, &mut seen), 1);
    db.insert_if_absent(&a).await.unwrap();
    assert_eq!(count(&server, &mut seen), 1);
    db.upsert(&a).await.unwrap();
    assert_eq!(count(&server, &mut seen), 1);
    assert!(db.update(&a).await.unwrap());
    assert_eq!(count(&server, &mut seen), 1);
    assert_eq!(db.get::<Item>("a").await.unwrap(), Some(item("a")));
    assert_eq!(count(&server, &mut seen), 1);
    assert!(db.delete::<Item>("a").await.unwrap());
    assert_eq!(count(&server, &mut seen), 1);
    assert_eq!(Item::bump("a").execute(&mut db).await.unwrap(), 1);
    assert_eq!(count(&server, &mut seen), 1);
    assert_eq!(Item::next(1).all(&mut db).await.unwrap(), [item("a")]);
    assert_eq!(count(&server, &mut seen), 1);
    assert_eq!(Item::everything().all(&mut db).await.unwrap(), [item("a")]);
    assert_eq!(count(&server, &mut seen), 1);
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn each_batch_is_one_round_trip_with_few_parameters() {
    let server = server();
    let mut db = open(&server).await;
    let rows = items(1_000);
    let mut seen = 0;
    db.insert_many(&rows).await.unwrap();
    assert_eq!(count(&server, &mut seen), 1);
    db.insert_many_if_absent(&rows, UniqueKey::PRIMARY).await.unwrap();
    assert_eq!(count(&server, &mut seen), 1);
    db.upsert_many(&rows, Item::UX_ITEMS_LABEL).await.unwrap();
    assert_eq!(count(&server, &mut seen), 1);
    db.update_many(&rows).await.unwrap();
    assert_eq!(count(&server, &mut seen), 1);
    db.upsert_many::<Item>(&[], UniqueKey::PRIMARY).await.unwrap();
    assert_eq!(count(&server, &mut seen), 0, "nothing is sent for no rows");
    assert!(server.requests().iter().all(|request| request.params().len() <= 3));
}

#[tokio::test]
async fn many_updates_are_one_round_trip() {
    let server = server();
    let mut db = open(&server).await;
    let rows = items(1_000);
    let updates: Vec<_> = rows.iter().map(|row| Item::annotate(&row.id, 0, Some(&row.label), 1)).collect();
    let mut seen = 0;
    assert_eq!(KeyedUpdate::execute_many(&mut db, &updates).await.unwrap().len(), 1_000);
    assert_eq!(count(&server, &mut seen), 1);
    assert_eq!(server.requests().last().unwrap().params().len(), 1);
    // Elements are numbered in the order of their keys.
    let updates = ["c", "a", "b"].map(|id| Item::annotate(id, 0, None, 1));
    let changed = Response::new().rows([("#n", Type::Int)], [row![0], row![2]]);
    server.respond_when(is_item_statement, changed);
    assert_eq!(KeyedUpdate::execute_many(&mut db, &updates).await.unwrap(), [true, true, false]);
    let Value::Text(json) = &server.requests().last().unwrap().params()[0].value.clone() else {
        panic!("no text")
    };
    assert_eq!(json, r#"[[2,0,"c",0,null,1],[0,0,"a",0,null,1],[1,0,"b",0,null,1]]"#);
    assert_eq!(count(&server, &mut seen), 1);
    // One update takes the statement for one, and two thousand rows are one transaction.
    assert_eq!(KeyedUpdate::execute_many(&mut db, &updates[..1]).await.unwrap(), [true]);
    assert!(!server.requests().last().unwrap().text().contains("OPENJSON"));
    assert_eq!(count(&server, &mut seen), 1);
    let rows = items(2_000);
    let updates: Vec<_> = rows.iter().map(|row| Item::annotate(&row.id, 0, None, 1)).collect();
    KeyedUpdate::execute_many(&mut db, &updates).await.unwrap();
    assert_eq!(count(&server, &mut seen), 4);
    // An element number that was not sent is an error.
    server.respond_when(is_item_statement, Response::new().rows([("#n", Type::Int)], [row![9]]));
    let error = KeyedUpdate::execute_many(&mut db, &updates[..2]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn several_chunks_are_one_transaction() {
    let server = server();
    let mut db = open(&server).await;
    let outcomes = db.insert_many_if_absent(&items(2_500), UniqueKey::PRIMARY).await.unwrap();
    // The server reports that the first row of each thousand was missing.
    let inserted = outcomes.iter().enumerate().filter(|(_, outcome)| **outcome == Outcome::Inserted);
    assert_eq!(inserted.map(|(at, _)| at).collect::<Vec<_>>(), [0, 1_000, 2_000]);
    let sent = sent(&server);
    assert_eq!(sent.len(), 5);
    assert_eq!((sent[0].as_str(), sent[4].as_str()), ("begin", "commit"));
    assert!(sent[1..4].iter().all(|text| text.contains("OPENJSON")));
    let transactions: Vec<u64> = server
        .requests()
        .iter()
        .filter(|request| is_item_statement(request))
        .map(|request| request.transaction)
        .collect();
    assert!(transactions.iter().all(|transaction| *transaction != 0 && *transaction == transactions[0]));
}

#[tokio::test]
async fn a_large_batch_within_a_transaction_has_a_savepoint() {
    let server = server();
    let mut db = connect(&server).await;
    let mut transaction = db.begin_transaction().await.unwrap();
    transaction.insert_many(&items(1_001)).await.unwrap();
    server.respond_when(is_item_statement, Response::new().error(2627));
    transaction.insert_many(&items(1_001)).await.unwrap_err();
    transaction.commit().await.unwrap();
    let sent: Vec<String> = sent(&server).into_iter().filter(|text| !text.contains("OPENJSON")).collect();
    assert_eq!(
        sent,
        [
            "begin",
            "SAVE TRANSACTION store_1;",
            "SAVE TRANSACTION store_1;",
            "SELECT CAST(XACT_STATE() AS INT);",
            "ROLLBACK TRANSACTION store_1;",
            "commit"
        ]
    );
}

#[tokio::test]
async fn outcomes_come_from_the_server() {
    let server = server();
    let mut db = open(&server).await;
    use Outcome::{Existing, Inserted, Missing, Updated};
    for (count, expected) in [(1, Inserted), (0, Existing)] {
        // The row count of a trigger precedes the row count of the statement.
        server.respond_when(is_item_statement, Response::new().count(7).count(count));
        assert_eq!(db.insert_if_absent(&item("a")).await.unwrap(), expected);
    }
    for (word, expected) in [("inserted", Inserted), ("updated", Updated)] {
        server.respond_when(is_item_statement, outcome(word));
        assert_eq!(db.upsert(&item("a")).await.unwrap(), expected);
    }
    server.respond_when(is_item_statement, Response::new().count(0));
    assert!(!db.update(&item("a")).await.unwrap());
    let missing = || Response::new().rows([("#n", Type::Int)], [row![2], row![0]]);
    let rows = items(3);
    server.respond_when(is_item_statement, missing());
    assert_eq!(db.upsert_many(&rows, UniqueKey::PRIMARY).await.unwrap(), [Inserted, Updated, Inserted]);
    server.respond_when(is_item_statement, missing());
    assert_eq!(
        db.insert_many_if_absent(&rows, UniqueKey::PRIMARY).await.unwrap(),
        [Inserted, Existing, Inserted]
    );
    server.respond_when(is_item_statement, missing());
    assert_eq!(db.update_many(&rows).await.unwrap(), [Missing, Updated, Missing]);
    // A row number that was not sent is an error.
    server.respond_when(is_item_statement, Response::new().rows([("#n", Type::Int)], [row![3]]));
    assert_eq!(db.update_many(&rows).await.unwrap_err().kind(), ErrorKind::Decode);
    server.respond_when(is_item_statement, outcome("perhaps"));
    assert_eq!(db.upsert(&item("a")).await.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn statements_use_the_configured_schema() {
    let schema = store::SchemaOverride::new(Dialect::Mssql, "staging").unwrap().table::<Item>();
    let server = Server::start(respond_with_success);
    let mut db = store_mssql::Mssql::open(crate::options(&server).schema(schema)).await.unwrap();
    db.create::<Item>().await.unwrap();
    db.upsert(&item("a")).await.unwrap();
    db.insert_many(&items(2)).await.unwrap();
    Item::next(1).all(&mut db).await.unwrap();
    let sent = sent(&server);
    assert_eq!(sent.iter().filter(|text| text.contains("[staging].[items]")).count(), 5, "{sent:#?}");
    assert!(!sent.iter().any(|text| text.contains("wire")));
}
