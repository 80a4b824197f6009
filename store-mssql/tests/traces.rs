//! Tests of traces and of secrets in them; a separate program, since the subscriber of `tracing` is global to a process.
#![expect(clippy::unwrap_used, reason = "a failure fails the test")]

#[path = "wire/fixture.rs"]
#[allow(dead_code, reason = "shared with the tests of the wire")]
mod fixture;

use std::fmt::Debug;
use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use store::Batch;
use store::prelude::*;
use store_mssql::{Encryption, Mssql, TransactionFuture};
use store_tds_mock::{Message, Response, Server, Tls, Type, row};
use tokio::sync::Mutex;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use fixture::{
    Item, is_item_statement, item, items, options, outcome, respond_with_success, rows_of, server,
};

/// Records all spans and events as text.
#[derive(Clone, Default)]
struct Collector(Arc<std::sync::Mutex<Vec<String>>>);

struct Line<'l>(&'l mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {}={value:?}", field.name()));
    }
}

impl Collector {
    fn add(&self, what: &str, fields: impl FnOnce(&mut Line<'_>)) {
        let mut text = what.to_owned();
        fields(&mut Line(&mut text));
        self.0.lock().unwrap().push(text);
    }

    fn take(&self) -> String {
        std::mem::take(&mut *self.0.lock().unwrap()).join("\n")
    }
}

impl Subscriber for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.add(&format!("span {}", span.metadata().name()), |line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.add("recorded", |line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let metadata = event.metadata();
        self.add(&format!("{} {}", metadata.level(), metadata.target()), |line| event.record(line));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Runs work exclusively and returns its traces.
async fn traced(work: impl Future<Output = ()>) -> String {
    static ALONE: Mutex<()> = Mutex::const_new(());
    static COLLECTOR: OnceLock<Collector> = OnceLock::new();
    let _alone = ALONE.lock().await;
    let collector = COLLECTOR.get_or_init(|| {
        let collector = Collector::default();
        tracing::subscriber::set_global_default(collector.clone()).unwrap();
        collector
    });
    collector.take();
    work.await;
    collector.take()
}

#[tokio::test]
async fn a_call_has_a_span_with_its_result() {
    let text = traced(async {
        let server = server();
        let mut db = Mssql::open(options(&server)).await.unwrap();
        server.respond_when(is_item_statement, Response::new().error(1205));
        db.upsert(&item("a")).await.unwrap();
        db.insert_many(&items(7)).await.unwrap();
        db.bulk_insert(items(1_234)).await.unwrap();
        Item::everything().all(&mut db).await.unwrap();
        server.respond_when(is_item_statement, Response::new().error(547));
        db.insert(&item("a")).await.unwrap_err();
    })
    .await;
    for part in [
        "otel.name=upsert items",
        "db.system.name=\"microsoft.sql_server\"",
        "db.namespace=\"app\"",
        "db.operation.name=\"insert_many\"",
        "db.operation.name=\"everything\"",
        "db.collection.name=\"items\"",
        "db.client.operation.duration=0.",
        "recorded attempt=2",
        "recorded rows=7",
        "otel.name=bulk_insert items",
        "recorded rows=1234",
        "WARN store_mssql::retry message=retrying after a transient error attempt=1",
        "error.type=ForeignKeyViolation",
        "db.response.status_code=547",
    ] {
        assert!(text.contains(part), "{part} is missing in:\n{text}");
    }
}

#[tokio::test]
async fn a_batch_has_one_span_with_the_number_of_its_statements() {
    let text = traced(async {
        let counts = |counts: [i64; 2]| {
            let add = |response: Response, count| response.rows([("#count", Type::BigInt)], [row![count]]);
            counts.into_iter().fold(Response::new(), add)
        };
        let server = server();
        let mut db = Mssql::open(options(&server)).await.unwrap();
        for expected in [5, 6] {
            server.respond_when(|request| request.text().contains("sp_executesql"), counts([2, 5]));
            let mut batch = Batch::new();
            batch.execute(Item::bump("plugh"));
            let changed = batch.execute(Item::bump("frotz"));
            batch.expect(changed, expected);
            let result = db.batch(batch).await;
            assert_eq!(result.is_ok(), expected == 5, "{result:?}");
            tracing::info!(?result);
        }
    })
    .await;
    assert_eq!(text.matches("span store_mssql").count(), 2, "{text}");
    for part in ["db.operation.name=\"batch\"", "db.operation.batch.size=2", "recorded rows=7"] {
        assert!(text.contains(part), "{part} is missing in:\n{text}");
    }
    assert!(!text.contains("recorded error.type"), "a guard that fails is no error of the call:\n{text}");
    for secret in ["plugh", "frotz"] {
        assert_eq!(text.lines().find(|line| line.contains(secret)), None, "{secret}");
    }
}

#[tokio::test]
async fn traces_and_errors_show_no_password_or_value() {
    const SECRETS: [&str; 3] = ["xyzzy", "plugh", "frotz"];
    let secret = Item { id: "plugh".into(), label: "plugh".into(), note: Some("frotz".into()), count: 0 };
    let text = traced(async {
        let server = server();
        let mut db = Mssql::open(options(&server)).await.unwrap();
        let taken = "Violation of PRIMARY KEY constraint 'pk_items'. Cannot insert duplicate key in object 'wire.items'. \
                     The duplicate key value is (plugh).";
        server.respond_when(is_item_statement, Response::new().error(Message::new(2627, taken)));
        let mut shown = format!("{:?}", db.insert(&secret).await.unwrap_err());
        server.respond_when(is_item_statement, Response::new().error(Message::new(245, "Conversion failed when converting 'frotz'.")));
        shown.push_str(&format!("{:?}", db.upsert_many(std::slice::from_ref(&secret), UniqueKey::PRIMARY).await.unwrap_err()));
        server.respond_when(is_item_statement, rows_of(&["plugh"]));
        db.get::<Item>("plugh").await.unwrap();
        server.respond_when(is_item_statement, rows_of(&["plugh"]).cut());
        db.insert_if_absent(&secret).await.unwrap();
        let connection = db.connection().await.unwrap();
        shown.push_str(&format!("{db:?} {connection:?}"));
        let refusing = Server::builder().login(|_| Response::new().error(18_456)).start();
        shown.push_str(&format!("{:?}", Mssql::open(options(&refusing)).await.unwrap_err()));
        tracing::info!(shown);
    })
    .await;
    assert!(text.contains("store_mssql") && text.contains("tiberius"), "both have traces: {text}");
    for secret in SECRETS {
        let line = text.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret}");
    }
}

#[tokio::test]
async fn each_further_attempt_is_an_event() {
    let text = traced(async {
        let server = server();
        let mut db = Mssql::open(options(&server).max_attempts(3)).await.unwrap();
        for _ in 0..3 {
            server.respond_when(is_item_statement, Response::new().error(1222));
        }
        db.insert(&item("a")).await.unwrap_err();
        db.close();
        db.insert(&item("a")).await.unwrap_err();
    })
    .await;
    let count = |part: &str| text.lines().filter(|line| line.contains(part)).count();
    assert_eq!(count("WARN store_mssql::retry message=retrying after a transient error"), 2, "{text}");
    for part in ["kind=Busy code=1222", "recorded attempt=3", "error.type=Busy", "status_code=1222"] {
        assert!(text.contains(part), "{part} is missing in:\n{text}");
    }
    assert_eq!(count("error.type=Closed"), 1, "{text}");
    assert_eq!(count("span store_mssql"), 2, "one for each call: {text}");
}

#[tokio::test]
async fn events_of_the_caller_are_recorded() {
    let text = traced(async {
        let server = server();
        let mut db = Mssql::open(options(&server)).await.unwrap();
        let each = |_: Item| {
            tracing::info!("row received");
            ControlFlow::Continue(())
        };
        Item::everything().for_each(&mut db, each).await.unwrap();
        let work = db.with_transaction(|transaction| {
            TransactionFuture::new(async move {
                transaction.insert(&item("a")).await?;
                tracing::info!("row sent");
                Ok(())
            })
        });
        work.await.unwrap();
    })
    .await;
    // Only the events of the driver are suppressed.
    assert!(text.contains("row received") && text.contains("row sent"), "{text}");
}

#[tokio::test]
async fn failures_show_no_secret() {
    let secret = Item { id: "plugh".into(), label: "frotz".into(), note: Some("plugh".into()), count: 0 };
    let text = traced(async {
        let mut shown = Vec::new();
        let server = Server::builder().tls(Tls::Required).script(respond_with_success).start();
        let untrusting = options(&server).encryption(Encryption::Required).max_attempts(1);
        let trusting = || untrusting.clone().trust_server_certificate(true);
        shown.push(format!("{untrusting:?} {:?}", untrusting.clone().access_token("xyzzy")));
        shown.push(format!("{:?}", Mssql::open(untrusting.clone()).await.unwrap_err()));
        let limit = Duration::from_millis(50);
        let mut db = Mssql::open(trusting().command_timeout(limit).max_connections(1)).await.unwrap();
        let columns =
            [("id", Type::NVarChar(40)), ("label", Type::NVarChar(40)), ("note", Type::NVarCharMax)];
        let wrong = Response::new().rows(columns, [row!["plugh", "frotz", "plugh"]]);
        for response in
            [wrong, rows_of(&["plugh"]).hang(), rows_of(&["plugh"]).cut(), rows_of(&["plugh"]).error(8134)]
        {
            server.respond_when(is_item_statement, response);
            shown.push(format!("{:?}", Item::everything().all(&mut db).await.unwrap_err()));
        }
        for response in [outcome("plugh"), Response::new().hang(), Response::new().error(2628)] {
            server.respond_when(is_item_statement, response);
            let error = db.upsert(&secret).await.unwrap_err();
            shown.push(format!("{error} {error:?}"));
        }
        let long = Item { label: "frotz".repeat(9), ..secret.clone() };
        shown.push(format!("{:?}", db.insert_many(&[long]).await.unwrap_err()));
        // A call that is cancelled.
        server.respond_when(is_item_statement, rows_of(&["plugh"; 9]).hang());
        let all = Item::everything();
        let _ = tokio::time::timeout(limit / 2, all.all(&mut db)).await;
        let connection = db.connection().await.unwrap();
        shown.push(format!("{db:?} {connection:?}"));
        tracing::info!(?shown);
    })
    .await;
    assert!(text.contains("shown=") && text.contains("tiberius"), "{text}");
    for secret in ["xyzzy", "plugh", "frotz"] {
        assert_eq!(text.lines().find(|line| line.contains(secret)), None, "{secret}");
    }
}
