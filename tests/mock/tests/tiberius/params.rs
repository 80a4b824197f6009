//! Requests that tiberius sends.

use std::borrow::Cow;

use store_tds_mock::{Param, RequestKind, Rpc, Server, Type, Value};
use tiberius::numeric::Numeric;
use tiberius::time::{Date, DateTime2, DateTimeOffset, Time};
use tiberius::{ColumnData, Command, ToSql, Uuid};

use crate::client;

/// Returns a parameter as the server decodes it: declaration, type and value.
async fn sent(value: ColumnData<'static>) -> (String, Type, Value) {
    let server = Server::builder().start();
    let mut client = client(&server).await;
    client.execute("SELECT @P1", &[&value as &dyn ToSql]).await.unwrap();
    let request = server.requests().remove(0);
    let RequestKind::Rpc(Rpc { procedure, statement, declaration, mut params }) = request.kind else {
        panic!("a procedure call")
    };
    assert_eq!((procedure.as_str(), statement.as_str()), ("sp_executesql", "SELECT @P1"));
    let Param { name, ty, value, output } = params.remove(0);
    assert_eq!((name.as_str(), output, params.len()), ("@P1", false, 0));
    (declaration.strip_prefix("@P1 ").unwrap().to_owned(), ty, value)
}

fn text(text: &str) -> ColumnData<'static> {
    ColumnData::String(Some(Cow::Owned(text.to_owned())))
}

// Long because the table has a row for each type.
#[tokio::test]
async fn parameters_of_every_type_are_decoded() {
    let time = Time::new(863_999_999_999, 7);
    let datetime2 = DateTime2::new(Date::new(738_000), time);
    let long = "ä".repeat(2500);
    let uuid = Uuid::from_u128(0x00112233_4455_6677_8899_AABBCCDDEEFF);
    for (value, declared, ty, read) in [
        (ColumnData::Bit(Some(true)), "bit", Type::Bit, Value::from(true)),
        (ColumnData::U8(Some(200)), "tinyint", Type::TinyInt, 200_u8.into()),
        (ColumnData::I16(Some(-2)), "smallint", Type::SmallInt, (-2_i16).into()),
        (ColumnData::I32(Some(i32::MIN)), "int", Type::Int, i32::MIN.into()),
        (ColumnData::I64(Some(i64::MAX)), "bigint", Type::BigInt, i64::MAX.into()),
        (ColumnData::F32(Some(0.1)), "float(24)", Type::Real, 0.1_f32.into()),
        (ColumnData::F64(Some(0.1)), "float(53)", Type::Float, 0.1_f64.into()),
        (text(""), "nvarchar(4000)", Type::NVarChar(4000), "".into()),
        (text("añ\u{1F600}"), "nvarchar(4000)", Type::NVarChar(4000), "añ\u{1F600}".into()),
        (text(&long), "nvarchar(max)", Type::NVarCharMax, long.clone().into()),
        (
            ColumnData::Binary(Some(Cow::Owned(vec![0, 255]))),
            "varbinary(8000)",
            Type::VarBinary(8000),
            vec![0, 255].into(),
        ),
        (
            ColumnData::Binary(Some(Cow::Owned(vec![7; 9000]))),
            "varbinary(max)",
            Type::VarBinaryMax,
            vec![7; 9000].into(),
        ),
        (ColumnData::Guid(Some(uuid)), "uniqueidentifier", Type::UniqueIdentifier, uuid.into_bytes().into()),
        (
            ColumnData::Numeric(Some(Numeric::new_with_scale(-12345, 2))),
            "numeric(5,2)",
            Type::Numeric(5, 2),
            Value::Decimal(-12345),
        ),
        (
            ColumnData::Numeric(Some(Numeric::new_with_scale(10_i128.pow(38) - 1, 10))),
            "numeric(38,10)",
            Type::Numeric(38, 10),
            Value::Decimal(10_i128.pow(38) - 1),
        ),
        (ColumnData::Date(Some(Date::new(738_000))), "date", Type::Date, Value::Date(738_000)),
        (ColumnData::Time(Some(time)), "time", Type::Time(7), Value::Time(863_999_999_999)),
        (
            ColumnData::DateTime2(Some(datetime2)),
            "datetime2",
            Type::DateTime2(7),
            Value::DateTime2(738_000, 863_999_999_999),
        ),
        (
            ColumnData::DateTime2(Some(DateTime2::new(Date::new(1), Time::new(5, 3)))),
            "datetime2",
            Type::DateTime2(3),
            Value::DateTime2(1, 5),
        ),
        (
            ColumnData::DateTimeOffset(Some(DateTimeOffset::new(datetime2, -90))),
            "datetimeoffset",
            Type::DateTimeOffset(7),
            Value::DateTimeOffset(738_000, 863_999_999_999, -90),
        ),
    ] {
        assert_eq!(sent(value).await, (declared.to_owned(), ty, read));
    }
}

#[tokio::test]
async fn null_parameters_are_decoded() {
    for (value, declared, ty) in [
        (ColumnData::Bit(None), "bit", Type::Bit),
        (ColumnData::U8(None), "tinyint", Type::TinyInt),
        (ColumnData::I16(None), "smallint", Type::SmallInt),
        (ColumnData::I32(None), "int", Type::Int),
        (ColumnData::I64(None), "bigint", Type::BigInt),
        (ColumnData::F32(None), "float(24)", Type::Real),
        (ColumnData::F64(None), "float(53)", Type::Float),
        (ColumnData::Guid(None), "uniqueidentifier", Type::UniqueIdentifier),
        // tiberius sends the NULL of these under the type NULL.
        (ColumnData::String(None), "nvarchar(4000)", Type::Null),
        (ColumnData::Binary(None), "varbinary(max)", Type::Null),
        (ColumnData::Numeric(None), "numeric", Type::Null),
        (ColumnData::Date(None), "date", Type::Null),
        (ColumnData::Time(None), "time", Type::Null),
        (ColumnData::DateTime2(None), "datetime2", Type::Null),
        (ColumnData::DateTimeOffset(None), "datetimeoffset", Type::Null),
    ] {
        assert_eq!(sent(value).await, (declared.to_owned(), ty, Value::Null));
    }
}

#[tokio::test]
async fn several_parameters_and_a_long_statement_are_decoded() {
    let server = Server::builder().packet_size(512).start();
    let mut client = client(&server).await;
    let statement = format!("SELECT @P1, @P2 -- {}", "x".repeat(5000));
    client.execute(statement.as_str(), &[&1_i32, &"two"]).await.unwrap();
    let request = server.requests().remove(0);
    assert_eq!(request.text(), statement);
    let RequestKind::Rpc(call) = &request.kind else { panic!("a procedure call") };
    assert_eq!(call.declaration, "@P1 int,@P2 nvarchar(4000)");
    let values: Vec<&Value> = request.params().iter().map(|param| &param.value).collect();
    assert_eq!(values, [&Value::Int(1), &Value::from("two")]);
}

#[tokio::test]
async fn batches_are_recorded_by_connection() {
    let server = Server::builder().packet_size(512).start();
    let (mut first, mut second) = (client(&server).await, client(&server).await);
    let long = format!("SELECT '{}'", "ö".repeat(4000));
    first.simple_query(long.as_str()).await.unwrap();
    second.simple_query("SELECT 2").await.unwrap();
    first.execute("SELECT 3", &[]).await.unwrap();
    let requests = server.requests();
    let seen: Vec<_> =
        requests.iter().map(|request| (request.connection, request.order, request.text())).collect();
    assert_eq!(seen, [(1, 0, long.as_str()), (2, 1, "SELECT 2"), (1, 2, "SELECT 3")]);
    assert_eq!(requests[0].kind, RequestKind::Batch { text: long.clone() });
    assert!(requests.iter().all(|request| request.is_statement() && request.transaction == 0));
}

#[tokio::test]
async fn a_named_procedure_is_decoded() {
    let server = Server::builder().start();
    let mut client = client(&server).await;
    let mut command = Command::new("dbo.refresh");
    command.bind_param("@id", 5_i32);
    command.bind_out_param("@result", 0_i64);
    command.exec(&mut client).await.unwrap().into_command_result().await.unwrap();
    let RequestKind::Rpc(call) = server.requests().remove(0).kind else { panic!("a procedure call") };
    assert_eq!((call.procedure.as_str(), call.statement.as_str()), ("dbo.refresh", ""));
    let params: Vec<_> =
        call.params.iter().map(|param| (param.name.as_str(), param.ty, param.output)).collect();
    assert_eq!(params, [("@id", Type::Int, false), ("@result", Type::BigInt, true)]);
}
