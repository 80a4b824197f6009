//! What SQL Server says of a column: its type, its definition, its constants, and its value in a batch.

use crate::default_name;
use crate::dialect::Part;
use crate::literal::Literal;
use crate::model::Column;
use crate::sql_type::SqlType;
use crate::text::Writer;

/// Compares text by code point, whatever the database's own collation.
pub(super) const COLLATION: &str = "Latin1_General_100_BIN2";

/// The longest `NVARCHAR(n)` and `VARBINARY(n)`; longer ones are `(MAX)` with a check.
const MAX_NVARCHAR: u32 = 4_000;
const MAX_VARBINARY: u32 = 8_000;

pub(in crate::dialect) const fn write_part(
    out: &mut Writer<'_>,
    table: &str,
    column: &Column<'_>,
    part: Part,
) {
    match part {
        Part::Definition => write_definition(out, table, column),
        Part::Variable => {
            write_name(out, column.name);
            out.push(" ");
            write_type(out, column.ty);
            out.push(" NULL");
        }
        Part::Json => {
            write_name(out, column.name);
            out.push(" ");
            write_json_type(out, column.ty);
        }
        Part::Read => write_read(out, column),
        // A number is the same for every type here.
        Part::Number(_) => {}
    }
}

/// The type under which a value is taken out of JSON. Bytes are hexadecimal digits in it; a collation has no
/// place in the clause, and matters only where texts are compared.
const fn write_json_type(out: &mut Writer<'_>, ty: SqlType) {
    match ty {
        SqlType::Text(Some(len)) | SqlType::Enum { len, .. } if len <= MAX_NVARCHAR => {
            write_sized(out, "NVARCHAR(", len);
        }
        SqlType::FixedBytes(len) | SqlType::Bytes(Some(len)) if len <= MAX_NVARCHAR / 2 => {
            write_sized(out, "NVARCHAR(", len * 2);
        }
        SqlType::Text(_)
        | SqlType::Enum { .. }
        | SqlType::Json
        | SqlType::FixedBytes(_)
        | SqlType::Bytes(_) => out.push("NVARCHAR(MAX)"),
        plain => write_type(out, plain),
    }
}

/// The value of a column from what was taken out of JSON.
const fn write_read(out: &mut Writer<'_>, column: &Column<'_>) {
    if !matches!(column.ty, SqlType::Bytes(_) | SqlType::FixedBytes(_)) {
        return write_name(out, column.name);
    }
    out.push("CONVERT(");
    write_type(out, column.ty);
    out.push(", ");
    write_name(out, column.name);
    out.push(", 2)");
}

const fn write_definition(out: &mut Writer<'_>, table: &str, column: &Column<'_>) {
    write_name(out, column.name);
    out.push(" ");
    write_type(out, column.ty);
    out.push(if column.nullable { " NULL" } else { " NOT NULL" });
    if let Some(default) = &column.default {
        write_constraint(out, column.default_name, "df", table, column.name);
        out.push("DEFAULT (");
        write_literal(out, default);
        out.push(")");
    }
    if has_check(column.ty) {
        write_constraint(out, column.check_name, "ck", table, column.name);
        out.push("CHECK (");
        write_check(out, column);
        out.push(")");
    }
}

pub(super) const fn write_type(out: &mut Writer<'_>, ty: SqlType) {
    match ty {
        SqlType::Bool => out.push("BIT"),
        SqlType::I16 => out.push("SMALLINT"),
        SqlType::I32 | SqlType::U16 => out.push("INT"),
        SqlType::I64 | SqlType::U32 => out.push("BIGINT"),
        SqlType::U8 => out.push("TINYINT"),
        SqlType::F32 => out.push("REAL"),
        SqlType::F64 => out.push("FLOAT"),
        SqlType::Text(len) => write_text_type(out, len),
        SqlType::Enum { len, .. } => write_text_type(out, Some(len)),
        SqlType::Bytes(Some(len)) if len <= MAX_VARBINARY => write_sized(out, "VARBINARY(", len),
        SqlType::Bytes(_) => out.push("VARBINARY(MAX)"),
        SqlType::FixedBytes(len) => write_sized(out, "BINARY(", len),
        SqlType::Uuid => out.push("UNIQUEIDENTIFIER"),
        SqlType::Timestamp => out.push("DATETIME2(7)"),
        SqlType::Date => out.push("DATE"),
        SqlType::Time => out.push("TIME(7)"),
        SqlType::Decimal { precision, scale } => {
            out.push("DECIMAL(");
            out.push_int(precision as i64);
            out.push(", ");
            out.push_int(scale as i64);
            out.push(")");
        }
        SqlType::Json => out.push("NVARCHAR(MAX)"),
        // Only a type that has errors of its own comes here unknown: no text follows from them.
        SqlType::Deferred => {}
    }
}

const fn write_text_type(out: &mut Writer<'_>, len: Option<u32>) {
    match len {
        Some(len) if len <= MAX_NVARCHAR => write_sized(out, "NVARCHAR(", len),
        _ => out.push("NVARCHAR(MAX)"),
    }
    out.push(" COLLATE ");
    out.push(COLLATION);
}

const fn write_sized(out: &mut Writer<'_>, head: &str, len: u32) {
    out.push(head);
    out.push_int(len as i64);
    out.push(")");
}

pub(in crate::dialect) const fn has_check(ty: SqlType) -> bool {
    match ty {
        SqlType::U16 | SqlType::U32 | SqlType::Json | SqlType::Enum { .. } => true,
        SqlType::Text(Some(len)) => len > MAX_NVARCHAR,
        SqlType::Bytes(Some(len)) => len > MAX_VARBINARY,
        _ => false,
    }
}

const fn write_check(out: &mut Writer<'_>, column: &Column<'_>) {
    match column.ty {
        SqlType::U16 | SqlType::U32 => {
            write_name(out, column.name);
            out.push(" BETWEEN 0 AND ");
            out.push_int(match column.ty {
                SqlType::U16 => u16::MAX as i64,
                _ => u32::MAX as i64,
            });
        }
        SqlType::Json => {
            // ISJSON knows objects and arrays only; within an array any JSON value is one.
            out.push("ISJSON(N'[' + ");
            write_name(out, column.name);
            out.push(" + N']') = 1");
        }
        SqlType::Enum { variants, .. } => {
            write_name(out, column.name);
            out.push(" IN (");
            let mut at = 0;
            while at < variants.len() {
                if at > 0 {
                    out.push(", ");
                }
                write_literal(out, &Literal::Text(variants[at]));
                at += 1;
            }
            out.push(")");
        }
        SqlType::Text(Some(len)) | SqlType::Bytes(Some(len)) => {
            out.push("DATALENGTH(");
            write_name(out, column.name);
            out.push(") <= ");
            out.push_int(if matches!(column.ty, SqlType::Text(_)) { len as i64 * 2 } else { len as i64 });
        }
        _ => {}
    }
}

const fn write_constraint(
    out: &mut Writer<'_>,
    given: Option<&str>,
    prefix: &str,
    table: &str,
    column: &str,
) {
    out.push(" CONSTRAINT [");
    match given {
        Some(name) => out.push(name),
        None => default_name::write(out, prefix, table, &[column]),
    }
    out.push("] ");
}

const fn write_name(out: &mut Writer<'_>, name: &str) {
    out.push("[");
    out.push(name);
    out.push("]");
}

pub(in crate::dialect) const fn write_literal(out: &mut Writer<'_>, literal: &Literal<'_>) {
    match literal {
        Literal::Null => out.push("NULL"),
        Literal::Bool(value) => out.push(if *value { "1" } else { "0" }),
        Literal::Int(value) => out.push_int(*value),
        Literal::Real(real) => out.push(real.text),
        Literal::Text(text) => {
            out.push("N'");
            out.push_doubled(text, b'\'');
            out.push("'");
        }
    }
}
