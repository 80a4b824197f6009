//! All types on the wire, in both directions.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use rust_decimal::Decimal;
use store::prelude::*;
use store_mssql::Mssql;
use store_tds_mock::{Param, Request, Response, Server, Type, Value};
use uuid::Uuid;

use crate::{babelfish, options, respond_with_success};

/// A column of each type, NOT NULL and nullable.
#[derive(Table, Clone, Debug, PartialEq)]
#[table(schema = "wire", name = "items")]
struct All {
    #[column(primary_key)]
    id: i64,
    yes: bool,
    small: i16,
    whole: i32,
    tiny: u8,
    unsigned: u16,
    long_unsigned: u32,
    single: f32,
    precise: f64,
    text: String,
    bytes: Vec<u8>,
    hash: [u8; 4],
    uuid: Uuid,
    instant: DateTime<Utc>,
    date: NaiveDate,
    time: NaiveTime,
    #[column(precision = 20, scale = 4)]
    decimal: Decimal,
    json: serde_json::Value,
    no_text: Option<String>,
    no_bytes: Option<Vec<u8>>,
    no_whole: Option<i32>,
    no_instant: Option<DateTime<Utc>>,
    #[column(precision = 9, scale = 2)]
    no_decimal: Option<Decimal>,
}

const DAYS: u32 = 738_944; // 2024-02-29, counted from 0001-01-01
const TIME: u64 = 45_296_789_012 * 10; // 12:34:56.789012 in 100 ns

fn all() -> All {
    All {
        id: i64::MIN,
        yes: true,
        small: i16::MIN,
        whole: i32::MAX,
        tiny: 255,
        unsigned: 65_535,
        long_unsigned: u32::MAX,
        single: f32::MIN_POSITIVE,
        precise: f64::MAX,
        text: "é🦀\0".into(),
        bytes: vec![0, 255],
        hash: [1, 2, 3, 4],
        uuid: Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef),
        instant: Utc.with_ymd_and_hms(2024, 2, 29, 12, 34, 56).unwrap()
            + chrono::TimeDelta::microseconds(789_012),
        date: NaiveDate::from_ymd_opt(2024, 2, 29).unwrap(),
        time: NaiveTime::from_hms_micro_opt(12, 34, 56, 789_012).unwrap(),
        decimal: Decimal::new(-123_456_789, 4),
        json: serde_json::json!({ "a": [1, "b"] }),
        no_text: None,
        no_bytes: None,
        no_whole: None,
        no_instant: None,
        no_decimal: None,
    }
}

fn columns() -> [(&'static str, Type); 23] {
    [
        ("id", Type::BigInt),
        ("yes", Type::Bit),
        ("small", Type::SmallInt),
        ("whole", Type::Int),
        ("tiny", Type::TinyInt),
        ("unsigned", Type::Int),
        ("long_unsigned", Type::BigInt),
        ("single", Type::Real),
        ("precise", Type::Float),
        ("text", Type::NVarCharMax),
        ("bytes", Type::VarBinaryMax),
        ("hash", Type::VarBinary(4)),
        ("uuid", Type::UniqueIdentifier),
        ("instant", Type::DateTime2(7)),
        ("date", Type::Date),
        ("time", Type::Time(7)),
        ("decimal", Type::Decimal(20, 4)),
        ("json", Type::NVarCharMax),
        ("no_text", Type::NVarCharMax),
        ("no_bytes", Type::VarBinaryMax),
        ("no_whole", Type::Int),
        ("no_instant", Type::DateTime2(7)),
        ("no_decimal", Type::Decimal(9, 2)),
    ]
}

/// The values of [`all`] as the server represents them.
fn values() -> Vec<Value> {
    let all = all();
    vec![
        Value::Int(all.id),
        Value::Bit(all.yes),
        Value::Int(all.small.into()),
        Value::Int(all.whole.into()),
        Value::Int(all.tiny.into()),
        Value::Int(all.unsigned.into()),
        Value::Int(all.long_unsigned.into()),
        Value::Float(all.single.into()),
        Value::Float(all.precise),
        Value::Text(all.text),
        Value::Binary(all.bytes),
        Value::Binary(all.hash.to_vec()),
        Value::Uuid(all.uuid.into_bytes()),
        Value::DateTime2(DAYS, TIME),
        Value::Date(DAYS),
        Value::Time(TIME),
        Value::Decimal(-123_456_789),
        Value::Text(all.json.to_string()),
        Value::Null,
        Value::Null,
        Value::Null,
        Value::Null,
        Value::Null,
    ]
}

fn is_table_statement(request: &Request) -> bool {
    request.text().contains("[wire].[items]")
}

#[tokio::test]
async fn rows_are_decoded() {
    let server = Server::start(respond_with_success);
    let mut db = Mssql::open(options(&server)).await.unwrap();
    server.respond_when(is_table_statement, Response::new().rows(columns(), [values()]));
    assert_eq!(db.get::<All>(i64::MIN).await.unwrap(), Some(all()));
    // NOT NULL columns have other types on the wire.
    let columns = columns().map(|(name, ty)| {
        let column = store_tds_mock::Column::new(name, ty);
        if name.starts_with("no_") { column } else { column.not_null() }
    });
    server.respond_when(is_table_statement, Response::new().rows(columns, [values()]));
    assert_eq!(db.get::<All>(i64::MIN).await.unwrap(), Some(all()));
}

#[tokio::test]
async fn parameters_have_the_types_of_their_columns() {
    let server = Server::start(respond_with_success);
    let mut db = Mssql::open(options(&server)).await.unwrap();
    db.insert(&all()).await.unwrap();
    let request = server.requests().into_iter().find(is_table_statement).unwrap();
    let params: Vec<&Param> = request.params().iter().collect();
    for ((param, value), (name, ty)) in params.iter().zip(values()).zip(columns()) {
        if !value.is_null() {
            // A decimal is sent with the digits that it has.
            assert_eq!(param.value, value, "{name}");
        }
        match (ty, param.ty) {
            (Type::NVarCharMax, Type::NVarChar(4_000))
            | (Type::VarBinaryMax | Type::VarBinary(_), Type::VarBinary(8_000)) => {}
            (Type::Decimal(_, scale), Type::Numeric(_, other)) => assert_eq!(scale, other),
            (_, Type::Null) => assert!(name.starts_with("no_") && value.is_null(), "{name}"),
            (wanted, found) => assert_eq!(wanted, found, "{name}"),
        }
    }
}

#[tokio::test]
async fn nulls_are_encoded_for_babelfish() {
    let server = Server::start(babelfish);
    let mut db = Mssql::open(options(&server)).await.unwrap();
    // No parameter has the type NULL.
    db.insert(&All { no_instant: Some(Utc::now()), ..all() }).await.unwrap();
    let request = server.requests().into_iter().find(is_table_statement).unwrap();
    assert!(request.params().iter().all(|param| param.ty != Type::Null), "{:?}", request.params());
    // A NULL timestamp is in the statement.
    db.insert(&All { no_instant: None, ..all() }).await.unwrap();
    let request = server.requests().pop().unwrap();
    assert!(request.text().contains(", NULL"), "{}", request.text());
    assert!(request.params().iter().all(|param| param.ty != Type::Null), "{:?}", request.params());
}
