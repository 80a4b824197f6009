//! The suite `client`: the cost of a call of store-mssql next to tiberius, on a mock server.

use std::path::Path;

use store_bench_worker::{Item, Metric, items};
use store_tds_mock::{Request, Response, Server, Type, Value, row};

use super::rounds::interleave;
use crate::args::Sizes;
use crate::error::Result;
use crate::format::{grouped, plural};
use crate::jobs::{CLIENT_CASES, ClientJob, SELECTED, StoreJob, TIBERIUS};
use crate::results::SuiteResults;
use crate::worker::Worker;

/// Runs the suite. The mock server runs in this process, whose CPU time is not measured.
pub(crate) fn client(sizes: Sizes) -> Result<SuiteResults> {
    let calls = if sizes.quick { 20 } else { 5_000 };
    let mut results = SuiteResults {
        name: "client".to_owned(),
        settings: vec![
            format!(
                "{} calls on one connection to a mock server in another process, without encryption",
                grouped(calls.into())
            ),
            "CPU time of the process of the client, without the server; the same statements".to_owned(),
            format!("{}; in each, every library has a process of its own", plural(sizes.rounds, "round")),
        ],
        reference: Some(TIBERIUS.to_owned()),
        ..SuiteResults::default()
    };
    let server = Server::start(respond);
    let workers = [Worker::own(TIBERIUS)?, Worker::own("store")?];
    for worker in &workers {
        let metrics = [Metric::CpuMicros, Metric::Allocations];
        CLIENT_CASES.iter().for_each(|case| results.expect(&worker.library, case, &metrics));
    }
    let job = |_: &Path| StoreJob::Client(ClientJob { port: server.port(), calls });
    interleave(&mut results, &workers, sizes.rounds, &[job])?;
    Ok(results)
}

/// Returns rows as a server with the table of the benchmark.
fn respond(request: &Request) -> Response {
    let text = request.text();
    if !request.is_statement() {
        return Response::standard();
    }
    if text.contains("SERVERPROPERTY('babelfish')") {
        return Response::new().rows([("", Type::Int), ("", Type::Int)], [row![Value::Null, 160]]);
    }
    if text.contains("@outcome") {
        return Response::new().count(1).rows([("outcome", Type::NVarChar(8))], [row!["inserted"]]);
    }
    if text.starts_with("SELECT") && text.contains("[bench].[items]") {
        return rows(if text.contains("WHERE") { 1 } else { SELECTED });
    }
    Response::new().count(1)
}

fn rows(count: usize) -> Response {
    let columns = [
        ("id", Type::NVarChar(36)),
        ("source", Type::NVarChar(50)),
        ("external_key", Type::NVarChar(400)),
        ("status", Type::NVarChar(20)),
        ("priority", Type::Int),
        ("attempt", Type::Int),
        ("title", Type::NVarChar(200)),
        ("created", Type::BigInt),
        ("note", Type::NVarCharMax),
    ];
    let row = |item: Item| {
        let Item { id, source, external_key, status, priority, attempt, title, created, .. } = item;
        row![id, source, external_key, status, priority, attempt, title, created, Value::Null]
    };
    Response::new().rows(columns, items(count).map(row))
}
