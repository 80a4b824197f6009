//! The tables of a SQL Server database as structs.

use super::Mssql;
use crate::diff::{ColumnShape, Introspection, ROW_VERSION};
use crate::types::{MAX_PRECISION, SqlType};

/// The tables and views of users, by name.
pub(super) const RELATIONS: &str = "\
SELECT CASE o.[type] WHEN N'U' THEN N'table' ELSE N'view' END, SCHEMA_NAME(o.[schema_id]), CAST(o.[name] AS NVARCHAR(128))
FROM sys.objects AS o
WHERE o.[type] IN (N'U', N'V') AND o.is_ms_shipped = 0
ORDER BY SCHEMA_NAME(o.[schema_id]), o.[name];";

/// The collation of columns that name none.
pub(super) const COLLATION: &str =
    "SELECT CAST(DATABASEPROPERTYEX(DB_NAME(), N'Collation') AS NVARCHAR(128));";

impl Introspection for Mssql {
    fn relations_query(&self) -> &'static str {
        RELATIONS
    }

    fn collation_query(&self) -> Option<&'static str> {
        Some(COLLATION)
    }

    fn column_type(&self, column: &ColumnShape) -> Result<SqlType, String> {
        let ty = column.base.as_deref().unwrap_or(&column.ty);
        let (name, arguments) = ty.split_once('(').unwrap_or((ty, ""));
        let arguments: Vec<&str> = arguments.trim_end_matches(')').split(',').map(str::trim).collect();
        let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<u32>().ok());
        // Without a length, a type has one character or byte.
        let len = if arguments.contains(&"MAX") { None } else { Some(number(0).unwrap_or(1)) };
        Ok(match name {
            "BIT" => SqlType::Bool,
            "TINYINT" => SqlType::U8,
            "SMALLINT" => SqlType::I16,
            "INT" => SqlType::I32,
            "BIGINT" => SqlType::I64,
            "REAL" => SqlType::F32,
            "FLOAT" => SqlType::F64,
            "DECIMAL" | "NUMERIC" => return decimal(number(0).unwrap_or(18), number(1).unwrap_or(0)),
            "MONEY" => SqlType::Decimal { precision: 19, scale: 4 },
            "SMALLMONEY" => SqlType::Decimal { precision: 10, scale: 4 },
            "NVARCHAR" | "VARCHAR" | "NCHAR" | "CHAR" => SqlType::Text(len),
            "SYSNAME" => SqlType::Text(Some(128)),
            "NTEXT" | "TEXT" | "XML" => SqlType::Text(None),
            "VARBINARY" => SqlType::Bytes(len),
            "IMAGE" => SqlType::Bytes(None),
            "BINARY" => SqlType::FixedBytes(len.unwrap_or(1)),
            ROW_VERSION | "TIMESTAMP" => SqlType::FixedBytes(8),
            "UNIQUEIDENTIFIER" => SqlType::Uuid,
            "DATETIME2" | "DATETIME" | "SMALLDATETIME" => SqlType::DateTime,
            "DATETIMEOFFSET" => SqlType::OffsetTimestamp,
            "DATE" => SqlType::Date,
            "TIME" => SqlType::Time,
            _ if ty.is_empty() => return Err("its type is not known".to_owned()),
            _ => return Err(format!("the type {name} is not supported")),
        })
    }

    /// Returns the type of the expression, which the definition does not contain.
    fn computed_type<'c>(&self, column: &'c ColumnShape) -> &'c str {
        column.base.as_deref().unwrap_or_default()
    }
}

fn decimal(precision: u32, scale: u32) -> Result<SqlType, String> {
    match (u8::try_from(precision), u8::try_from(scale)) {
        (Ok(precision), Ok(scale)) if precision <= MAX_PRECISION => Ok(SqlType::Decimal { precision, scale }),
        _ => Err(format!("a decimal of the derive has at most {MAX_PRECISION} digits")),
    }
}
