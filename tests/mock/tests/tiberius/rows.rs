//! Result sets.

use std::borrow::Cow;

use store_tds_mock::{Column, Response, Server, Type, Value, row};
use tiberius::numeric::Numeric;
use tiberius::time::{Date, DateTime2, DateTimeOffset, Time};
use tiberius::{ColumnData, ColumnType, Uuid};

use crate::{Client, client};

/// Reads the only result set as values.
async fn read(client: &mut Client) -> (Vec<ColumnType>, Vec<Vec<ColumnData<'static>>>) {
    let mut stream = client.query("SELECT", &[]).await.unwrap();
    let types = stream.columns().await.unwrap().unwrap().iter().map(tiberius::Column::column_type).collect();
    let rows = stream.into_first_result().await.unwrap();
    (types, rows.into_iter().map(|row| row.into_iter().collect()).collect())
}

fn text(text: &str) -> ColumnData<'static> {
    ColumnData::String(Some(Cow::Owned(text.to_owned())))
}

fn binary(bytes: &[u8]) -> ColumnData<'static> {
    ColumnData::Binary(Some(Cow::Owned(bytes.to_vec())))
}

// Long because the table has a row for each type.
/// Types and values, with the types, values and NULLs that tiberius returns for them.
fn samples() -> Vec<(Type, Value, ColumnType, ColumnData<'static>, ColumnData<'static>)> {
    let uuid = Uuid::from_u128(0x00112233_4455_6677_8899_AABBCCDDEEFF);
    let long = "aé\u{1F600}".repeat(3000);
    let largest = 10_i128.pow(38) - 1;
    let date = Date::new(738_000);
    let seventh = Time::new(863_999_999_999, 7);
    let sixth = Time::new(86_399_999_999, 6);
    let numeric = |digits, scale| ColumnData::Numeric(Some(Numeric::new_with_scale(digits, scale)));
    vec![
        (Type::Bit, true.into(), ColumnType::Bitn, ColumnData::Bit(Some(true)), ColumnData::Bit(None)),
        (Type::TinyInt, 255_u8.into(), ColumnType::Int1, ColumnData::U8(Some(255)), ColumnData::U8(None)),
        (Type::SmallInt, (-3_i16).into(), ColumnType::Int2, ColumnData::I16(Some(-3)), ColumnData::I16(None)),
        (Type::Int, 7.into(), ColumnType::Int4, ColumnData::I32(Some(7)), ColumnData::I32(None)),
        (
            Type::BigInt,
            i64::MIN.into(),
            ColumnType::Int8,
            ColumnData::I64(Some(i64::MIN)),
            ColumnData::I64(None),
        ),
        (Type::Real, 0.1_f32.into(), ColumnType::Float4, ColumnData::F32(Some(0.1)), ColumnData::F32(None)),
        (Type::Float, 0.1_f64.into(), ColumnType::Float8, ColumnData::F64(Some(0.1)), ColumnData::F64(None)),
        (
            Type::Decimal(9, 2),
            Value::Decimal(-5),
            ColumnType::Decimaln,
            numeric(-5, 2),
            ColumnData::Numeric(None),
        ),
        (
            Type::Numeric(19, 0),
            Value::Decimal(6),
            ColumnType::Numericn,
            numeric(6, 0),
            ColumnData::Numeric(None),
        ),
        (
            Type::Decimal(28, 28),
            Value::Decimal(10_i128.pow(28) - 1),
            ColumnType::Decimaln,
            numeric(10_i128.pow(28) - 1, 28),
            ColumnData::Numeric(None),
        ),
        (
            Type::Decimal(38, 10),
            Value::Decimal(-largest),
            ColumnType::Decimaln,
            numeric(-largest, 10),
            ColumnData::Numeric(None),
        ),
        (
            Type::NVarChar(3),
            "é\u{1F600}".into(),
            ColumnType::NVarchar,
            text("é\u{1F600}"),
            ColumnData::String(None),
        ),
        (Type::NVarChar(1), "".into(), ColumnType::NVarchar, text(""), ColumnData::String(None)),
        (Type::NVarCharMax, "".into(), ColumnType::NVarchar, text(""), ColumnData::String(None)),
        (Type::NVarCharMax, long.clone().into(), ColumnType::NVarchar, text(&long), ColumnData::String(None)),
        (
            Type::VarBinary(2),
            vec![0, 255].into(),
            ColumnType::BigVarBin,
            binary(&[0, 255]),
            ColumnData::Binary(None),
        ),
        (
            Type::VarBinaryMax,
            vec![9; 9000].into(),
            ColumnType::BigVarBin,
            binary(&[9; 9000]),
            ColumnData::Binary(None),
        ),
        (
            Type::UniqueIdentifier,
            uuid.into_bytes().into(),
            ColumnType::Guid,
            ColumnData::Guid(Some(uuid)),
            ColumnData::Guid(None),
        ),
        (
            Type::Date,
            Value::Date(738_000),
            ColumnType::Daten,
            ColumnData::Date(Some(date)),
            ColumnData::Date(None),
        ),
        (
            Type::Time(7),
            Value::Time(863_999_999_999),
            ColumnType::Timen,
            ColumnData::Time(Some(seventh)),
            ColumnData::Time(None),
        ),
        (
            Type::Time(0),
            Value::Time(86_399),
            ColumnType::Timen,
            ColumnData::Time(Some(Time::new(86_399, 0))),
            ColumnData::Time(None),
        ),
        (
            Type::DateTime2(7),
            Value::DateTime2(738_000, 863_999_999_999),
            ColumnType::Datetime2,
            ColumnData::DateTime2(Some(DateTime2::new(date, seventh))),
            ColumnData::DateTime2(None),
        ),
        (
            Type::DateTime2(6),
            Value::DateTime2(738_000, 86_399_999_999),
            ColumnType::Datetime2,
            ColumnData::DateTime2(Some(DateTime2::new(date, sixth))),
            ColumnData::DateTime2(None),
        ),
        (
            Type::DateTimeOffset(7),
            Value::DateTimeOffset(738_000, 863_999_999_999, -90),
            ColumnType::DatetimeOffsetn,
            ColumnData::DateTimeOffset(Some(DateTimeOffset::new(DateTime2::new(date, seventh), -90))),
            ColumnData::DateTimeOffset(None),
        ),
    ]
}

#[tokio::test]
async fn every_type_and_null_are_encoded() {
    let columns: Vec<Column> =
        samples().iter().enumerate().map(|(at, sample)| Column::new(format!("c{at}"), sample.0)).collect();
    let values: Vec<Value> = samples().into_iter().map(|sample| sample.1).collect();
    let nulls = vec![Value::Null; values.len()];
    // A row with one NULL is packed (NBCROW).
    let mut one_null = values.clone();
    one_null[14] = Value::Null;
    let rows = [values, nulls, one_null];
    for packet_size in [512, 4096, 32767] {
        let answer = Response::new().rows(columns.clone(), rows.clone());
        let server = Server::builder().packet_size(packet_size).script(move |_| answer.clone()).start();
        let (types, read) = read(&mut client(&server).await).await;
        assert_eq!(types, samples().iter().map(|sample| sample.2).collect::<Vec<_>>());
        assert_eq!(read[0], samples().iter().map(|sample| sample.3.clone()).collect::<Vec<_>>());
        assert_eq!(read[1], samples().iter().map(|sample| sample.4.clone()).collect::<Vec<_>>());
        let mut expected = read[0].clone();
        expected[14] = read[1][14].clone();
        assert_eq!(read[2], expected);
    }
}

/// tiberius ignores the scale when it compares times.
#[tokio::test]
async fn scales_are_kept() {
    let answer = Response::new().rows(
        [("a", Type::DateTime2(6)), ("b", Type::Decimal(18, 4))],
        [row![Value::DateTime2(738_000, 1), Value::Decimal(10_000)]],
    );
    let server = Server::start(move |_| answer.clone());
    let (_, rows) = read(&mut client(&server).await).await;
    let [ColumnData::DateTime2(Some(datetime)), ColumnData::Numeric(Some(numeric))] = rows[0].as_slice()
    else {
        panic!("{rows:?}")
    };
    assert_eq!((datetime.time().scale(), datetime.time().increments()), (6, 1));
    assert_eq!((numeric.scale(), numeric.value()), (4, 10_000));
}

#[tokio::test]
async fn not_null_columns_are_encoded() {
    let columns = [
        ("bit", Type::Bit),
        ("tinyint", Type::TinyInt),
        ("smallint", Type::SmallInt),
        ("int", Type::Int),
        ("bigint", Type::BigInt),
        ("real", Type::Real),
        ("float", Type::Float),
        ("nvarchar", Type::NVarChar(10)),
        ("uniqueidentifier", Type::UniqueIdentifier),
    ]
    .map(|column| Column::from(column).not_null());
    let row = row![false, 1_u8, 2_i16, 3, 4_i64, 5_f32, 6_f64, "seven", [8; 16]];
    let answer = Response::new().rows(columns, [row.clone(), row]);
    let server = Server::start(move |_| answer.clone());
    let (types, rows) = read(&mut client(&server).await).await;
    assert_eq!(
        types,
        [
            ColumnType::Bit,
            ColumnType::Int1,
            ColumnType::Int2,
            ColumnType::Int4,
            ColumnType::Int8,
            ColumnType::Float4,
            ColumnType::Float8,
            ColumnType::NVarchar,
            ColumnType::Guid,
        ]
    );
    let expected = [
        ColumnData::Bit(Some(false)),
        ColumnData::U8(Some(1)),
        ColumnData::I16(Some(2)),
        ColumnData::I32(Some(3)),
        ColumnData::I64(Some(4)),
        ColumnData::F32(Some(5.0)),
        ColumnData::F64(Some(6.0)),
        text("seven"),
        ColumnData::Guid(Some(Uuid::from_bytes([8; 16]))),
    ];
    assert_eq!(rows, [expected.to_vec(), expected.to_vec()]);
}

#[tokio::test]
async fn the_null_type_is_encoded() {
    let server = Server::start(|_| Response::new().rows([("", Type::Null)], [row![Value::Null]]));
    let (types, rows) = read(&mut client(&server).await).await;
    assert_eq!((types, rows), (vec![ColumnType::Null], vec![vec![ColumnData::I32(None)]]));
}

#[tokio::test]
async fn many_rows_are_encoded() {
    let rows: Vec<_> = (0..5000).map(|id| row![id, format!("name of {id}")]).collect();
    let answer = Response::new().rows([("id", Type::Int), ("name", Type::NVarChar(40))], rows);
    let server = Server::builder().packet_size(512).script(move |_| answer.clone()).start();
    let (_, rows) = read(&mut client(&server).await).await;
    assert_eq!(rows.len(), 5000);
    assert_eq!(rows[4999], [ColumnData::I32(Some(4999)), text("name of 4999")]);
    let sent = server.last_response();
    let (last, full) = sent.packets.split_last().unwrap();
    assert!(*last <= 512 && full.iter().all(|length| *length == 512), "{:?}", sent.packets);
}
