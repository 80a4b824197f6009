//! Values at the limits of their columns.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use store::UniqueKey;
use store::prelude::*;
use store_mssql::Mssql;
use store_tds_mock::{Request, Response, Server, Type, Value};

use crate::{babelfish, open, options, server};

/// Columns of all types with limits.
#[derive(Table, Clone, Debug, PartialEq)]
#[table(schema = "wire", name = "extremes")]
struct Extreme {
    #[column(primary_key)]
    id: i64,
    text: String,
    #[column(len = 5)]
    short: String,
    bytes: Vec<u8>,
    instant: DateTime<Utc>,
    date: NaiveDate,
    time: NaiveTime,
    #[column(precision = 28, scale = 0)]
    wide: Decimal,
    #[column(precision = 18, scale = 18)]
    fine: Decimal,
    single: f32,
    precise: f64,
    no_date: Option<NaiveDate>,
    no_time: Option<NaiveTime>,
}

const COLUMNS: [(&str, Type); 13] = [
    ("id", Type::BigInt),
    ("text", Type::NVarCharMax),
    ("short", Type::NVarChar(5)),
    ("bytes", Type::VarBinaryMax),
    ("instant", Type::DateTime2(7)),
    ("date", Type::Date),
    ("time", Type::Time(7)),
    ("wide", Type::Decimal(28, 0)),
    ("fine", Type::Decimal(18, 18)),
    ("single", Type::Real),
    ("precise", Type::Float),
    ("no_date", Type::Date),
    ("no_time", Type::Time(7)),
];

fn zero() -> Extreme {
    Extreme {
        id: 0,
        text: String::new(),
        short: String::new(),
        bytes: Vec::new(),
        instant: DateTime::UNIX_EPOCH,
        date: NaiveDate::default(),
        time: NaiveTime::MIN,
        wide: Decimal::ZERO,
        fine: Decimal::ZERO,
        single: 0.0,
        precise: 0.0,
        no_date: None,
        no_time: None,
    }
}

fn least() -> Extreme {
    let date = NaiveDate::from_ymd_opt(1, 1, 1).unwrap();
    Extreme {
        id: i64::MIN,
        text: "\u{0}\u{ffff}'\"\\".into(),
        short: "🦀🦀é".into(),
        bytes: vec![0; 8_000],
        instant: date.and_time(NaiveTime::MIN).and_utc(),
        date,
        time: NaiveTime::MIN,
        wide: Decimal::from_i128_with_scale(-(10i128.pow(28) - 1), 0),
        fine: Decimal::from_i128_with_scale(-1, 18),
        single: f32::MIN,
        precise: -f64::MIN_POSITIVE,
        no_date: Some(date),
        no_time: Some(NaiveTime::MIN),
    }
}

fn greatest() -> Extreme {
    let date = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();
    let time = NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).unwrap();
    Extreme {
        id: i64::MAX,
        // More than one packet, and more than `NVARCHAR(4000)`.
        text: "🦀x".repeat(20_000),
        short: "xxxxx".into(),
        bytes: (0..=255).cycle().take(100_001).collect(),
        instant: date.and_time(time).and_utc(),
        date,
        time,
        wide: Decimal::from_i128_with_scale(10i128.pow(28) - 1, 0),
        fine: Decimal::from_i128_with_scale(10i128.pow(18) - 1, 18),
        single: f32::MAX,
        precise: f64::MAX,
        no_date: Some(date),
        no_time: Some(time),
    }
}

fn is_table_statement(request: &Request) -> bool {
    request.text().contains("[wire].[extremes]")
}

/// Returns the last request for the table.
fn last(server: &Server) -> Request {
    server.requests().into_iter().rfind(is_table_statement).unwrap()
}

#[tokio::test]
async fn values_round_trip() {
    let server = server();
    let mut db = open(&server).await;
    for row in [zero(), least(), greatest()] {
        db.insert(&row).await.unwrap();
        let values: Vec<Value> = last(&server).params().iter().map(|param| param.value.clone()).collect();
        server.respond_when(is_table_statement, Response::new().rows(COLUMNS, [values]));
        assert_eq!(db.get::<Extreme>(row.id).await.unwrap(), Some(row));
    }
}

#[tokio::test]
async fn long_strings_and_bytes_have_max_types() {
    let server = server();
    let mut db = open(&server).await;
    for (text, bytes, types) in [
        ("x".repeat(4_000), 8_000, [Type::NVarChar(4_000), Type::VarBinary(8_000)]),
        ("x".repeat(4_001), 8_001, [Type::NVarCharMax, Type::VarBinaryMax]),
        // The server counts 4,002 UTF-16 units.
        ("🦀".repeat(2_001), 8_001, [Type::NVarCharMax, Type::VarBinaryMax]),
    ] {
        db.insert(&Extreme { text: text.clone(), bytes: vec![7; bytes], ..zero() }).await.unwrap();
        let request = last(&server);
        assert_eq!([request.params()[1].ty, request.params()[3].ty], types);
        assert_eq!(request.params()[1].value, Value::Text(text));
    }
}

#[tokio::test]
async fn a_batch_sends_the_same_values_as_json() {
    let server = server();
    let mut db = open(&server).await;
    db.upsert_many(&[zero(), least(), greatest(), zero()], UniqueKey::PRIMARY).await.unwrap();
    let request = last(&server);
    let [rows, inserts, updates, bytes] = request.params() else { panic!("{:?}", request.params().len()) };
    assert_eq!((&inserts.value, &updates.value), (&Value::Bit(true), &Value::Bit(true)));
    assert_eq!(rows.ty, Type::NVarCharMax);
    let Value::Text(json) = &rows.value else { panic!("no text") };
    let rows: Vec<Vec<serde_json::Value>> = serde_json::from_str(json).unwrap();
    let place = |row: &[serde_json::Value]| (row[0].as_u64(), row[1].as_u64());
    let places: Vec<_> = rows.iter().map(|row| place(row)).collect();
    // Rows are numbered in the order of their keys. The last row has the key of the first, so it is in the second round.
    assert_eq!(places, [(1, 0), (0, 0), (3, 0), (2, 1)].map(|(number, round)| (Some(number), Some(round))));
    assert_eq!(rows[1][2], i64::MIN);
    assert_eq!(rows[1][3], least().text);
    // The position and the length of the bytes in their parameter.
    assert_eq!(
        rows.iter().map(|row| &row[5]).collect::<Vec<_>>(),
        [
            &serde_json::json!([1, 0]),
            &serde_json::json!([1, 8_000]),
            &serde_json::json!([8_001, 100_001]),
            &serde_json::json!([108_002, 0]),
        ]
    );
    assert_eq!(bytes.value, Value::Binary([least().bytes, greatest().bytes].concat()));
    assert_eq!(rows[1][6], "0001-01-01T00:00:00.000000");
    assert_eq!(rows[1][9], "-9999999999999999999999999999");
    assert_eq!(rows[1][10], "-0.000000000000000001");
    assert_eq!(rows[2][3], greatest().text);
    assert_eq!(rows[2][7], "9999-12-31");
    assert_eq!(rows[2][8], "23:59:59.999999");
    assert_eq!(rows[2][12].as_f64(), Some(f64::MAX));
    assert_eq!(rows[0][13], serde_json::Value::Null);
}

#[tokio::test]
async fn invalid_values_are_refused_before_anything_is_sent() {
    let server = server();
    let mut db = open(&server).await;
    let before = server.requests().len();
    for (row, kind, column) in [
        (Extreme { precise: f64::NAN, ..zero() }, ErrorKind::InvalidValue, "precise"),
        (Extreme { single: f32::NEG_INFINITY, ..zero() }, ErrorKind::InvalidValue, "single"),
        (Extreme { short: "plughs".into(), ..zero() }, ErrorKind::Truncated, "short"),
        (
            Extreme { instant: greatest().instant + TimeDelta::microseconds(1), ..zero() },
            ErrorKind::InvalidValue,
            "instant",
        ),
        (Extreme { date: NaiveDate::MIN, ..zero() }, ErrorKind::InvalidValue, "date"),
    ] {
        let errors = [
            db.insert(&row).await.unwrap_err(),
            db.upsert(&row).await.unwrap_err(),
            db.insert_many(std::slice::from_ref(&row)).await.unwrap_err(),
            db.upsert_many(&[zero(), row.clone()], UniqueKey::PRIMARY).await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!((error.kind(), error.table(), error.column()), (kind, Some("extremes"), Some(column)));
            assert!(!format!("{error} {error:?}").contains("plugh"));
        }
    }
    assert_eq!(server.requests().len(), before);
    db.insert(&zero()).await.unwrap();
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn on_babelfish_rows_that_json_would_change_are_written_one_by_one() {
    let server = Server::start(babelfish);
    let mut db = Mssql::open(options(&server)).await.unwrap();
    server.respond_when(is_table_statement, Response::new().count(1));
    server.respond_when(is_table_statement, Response::new().count(0));
    let row = Extreme { text: "\\".into(), ..zero() };
    let outcomes = db.insert_many_if_absent(&[zero(), row], UniqueKey::PRIMARY).await.unwrap();
    assert_eq!(outcomes, [Outcome::Inserted, Outcome::Existing]);
    let sent: Vec<Request> = server.requests().into_iter().filter(is_table_statement).collect();
    assert_eq!(sent.len(), 2, "the text has an escape");
    for request in sent {
        // NULLs without a type are in the statement.
        assert!(request.text().contains("NULL") && !request.text().contains("OPENJSON"));
        assert!(request.params().iter().all(|param| param.ty != Type::Null));
    }
}
