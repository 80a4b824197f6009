//! A server on which every statement of a queue succeeds: no source has settings, no resource is known, and every lease holds.

use std::sync::Arc;

use store::SqlType;
use store::Value as StoreValue;
use store::prelude::*;
use store::state::{Candidate, WorkItem};
use store_tds_mock::{Param, Request, Response, Server, Type, Value, row};

/// Days from 0001-01-01 to 1970-01-01, and microseconds of a day.
const EPOCH: i64 = 719_162;
const DAY: i64 = 86_400_000_000;

pub(super) struct QueueServer(Server);

impl QueueServer {
    /// Starts a server that returns these items for each claim.
    pub(super) fn start(claimed: Vec<WorkItem>) -> Self {
        let claimed = Arc::new(claimed);
        Self(Server::start(move |request| respond(request, &claimed)))
    }

    pub(super) fn port(&self) -> u16 {
        self.0.port()
    }

    /// Returns the number of requests so far.
    pub(super) fn requests(&self) -> usize {
        self.0.requests().len()
    }
}

fn respond(request: &Request, claimed: &[WorkItem]) -> Response {
    let text = request.text();
    if !request.is_statement() {
        return Response::standard();
    }
    if text.contains("SERVERPROPERTY('babelfish')") {
        return Response::new().rows([("", Type::Int), ("", Type::Int)], [row![Value::Null, 160]]);
    }
    if text.contains("sp_getapplock") {
        return Response::new().rows([("", Type::Int)], [row![0]]);
    }
    if !text.contains("EXEC sp_executesql") {
        return succeed(Response::new(), text, request.params(), claimed).0;
    }
    let mut response = Response::new();
    for exec in text.lines().filter_map(|line| line.trim().strip_prefix("EXEC sp_executesql ")) {
        // The statement, the declaration of its parameters, and the parameters.
        let param = |name: &str| {
            let number: usize = name.trim_start_matches("@P").parse().unwrap();
            request.params()[number - 1].clone()
        };
        let params: Vec<Param> = exec.trim_end_matches(';').split(", ").map(param).collect();
        let Value::Text(statement) = &params[0].value else { panic!("{:?} is no statement", params[0]) };
        let (all, count) = succeed(response, statement, params.get(2..).unwrap_or_default(), claimed);
        response = all.rows([("#count", Type::BigInt)], [row![i64::try_from(count).unwrap()]]);
    }
    response
}

/// Adds the results of a statement. Returns the number of its rows too.
fn succeed(response: Response, statement: &str, params: &[Param], claimed: &[WorkItem]) -> (Response, usize) {
    if statement.contains("@claimed") {
        return (rows(response, claimed), claimed.len());
    }
    // A select of all columns of an item, or of those by which candidates are ordered.
    if statement.starts_with("SELECT") && statement.contains("[request_uri]") {
        return (rows(response, &claimed[..1]), 1);
    }
    if statement.starts_with("SELECT") && statement.contains("[rank]") {
        let candidates: Vec<Candidate> = claimed.iter().map(candidate).collect();
        return (rows(response, &candidates), candidates.len());
    }
    if statement.contains("OPENJSON") && !statement.starts_with("SELECT") {
        // Every row is inserted, and every element changes a row.
        let count = match &params[0].value {
            Value::Text(json) => serde_json::from_str::<Vec<serde_json::Value>>(json).unwrap().len(),
            other => panic!("{other:?} is no list of rows"),
        };
        let numbers = (0..).take(count).map(|number: i32| row![number]);
        return match statement.contains("DECLARE @rows TABLE") {
            true => (response.rows([("#n", Type::Int)], numbers), count),
            false => (response.count(count.try_into().unwrap()), count),
        };
    }
    if statement.contains("@outcome") {
        return (response.count(1).rows([("outcome", Type::NVarChar(8))], [row!["inserted"]]), 1);
    }
    if statement.starts_with("SELECT") {
        return (response.rows([("", Type::Int)], []), 0);
    }
    (response.count(1), 1)
}

fn candidate(item: &WorkItem) -> Candidate {
    Candidate {
        work_item_id: item.work_item_id.clone(),
        source_key: item.source_key.clone(),
        priority: item.priority,
        rank: item.rank,
        created_at: item.created_at,
        status: item.status,
        next_retry_at: item.next_retry_at,
    }
}

fn rows<T: Table>(response: Response, rows: &[T]) -> Response {
    let columns = &T::MODEL.columns;
    let types = columns.names.iter().zip(columns.types.iter().map(column_type));
    let row = |row: &T| row.values().unwrap().as_ref().iter().map(value).collect();
    response.rows(types, rows.iter().map(row))
}

fn column_type(ty: &SqlType) -> Type {
    match ty {
        SqlType::I32 => Type::Int,
        SqlType::I64 => Type::BigInt,
        SqlType::Timestamp => Type::DateTime2(7),
        SqlType::FixedBytes(_) => Type::VarBinary(32),
        SqlType::Text(_) | SqlType::Json | SqlType::Enum { .. } => Type::NVarCharMax,
        other => panic!("no work item has a column of {other:?}"),
    }
}

fn value(value: &StoreValue<'_>) -> Value {
    match value {
        StoreValue::Null(_) => Value::Null,
        StoreValue::I32(number) => (*number).into(),
        StoreValue::I64(number) => (*number).into(),
        StoreValue::Text(text) => text.as_ref().into(),
        StoreValue::Bytes(bytes) => bytes.as_ref().into(),
        StoreValue::Timestamp(micros) => {
            let days = EPOCH + micros.div_euclid(DAY);
            Value::DateTime2(days.try_into().unwrap(), (micros.rem_euclid(DAY) * 10).try_into().unwrap())
        }
        other => panic!("no work item has the value {other:?}"),
    }
}
