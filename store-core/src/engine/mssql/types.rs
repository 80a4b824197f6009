//! Columns on SQL Server: type, definition, constants and the value in a batch.

use super::limits::{MAX_NVARCHAR, MAX_VARBINARY};
use crate::dialect::Dialect;
use crate::render::{BytesParam, Fragment};
use crate::schema::{Column, Computed, DEFAULT_SCHEMA, DefaultValue, Generated};
use crate::text::ConstWriter;
use crate::text::default_name;
use crate::types::{Literal, SqlType, read_number};

/// Compares text by code point, independent of the database's collation.
pub(super) const COLLATION: &str = "Latin1_General_100_BIN2";

/// The clock, which has a precision of 100 ns. A stored value with more digits than the microseconds that a program reads would never
/// compare equal to the value read.
pub(super) const NOW: &str = "CAST(SYSUTCDATETIME() AS DATETIME2(6))";

/// Writes a fragment of a column; `replaced` is the part of the template that the fragment replaces.
pub(in crate::engine) const fn write_fragment(
    out: &mut ConstWriter<'_>,
    table: &str,
    column: &Column<'_>,
    fragment: Fragment,
    replaced: &str,
) {
    match fragment {
        Fragment::Definition => write_definition(out, table, column),
        Fragment::TableVariable => {
            write_name(out, column.name);
            out.push(" ");
            write_column_type(out, column);
            out.push(" NULL");
        }
        Fragment::JsonColumn(number) => write_json_column(out, column.ty, number),
        Fragment::FromJson(number, bytes) => write_from_json(out, column.ty, number, bytes),
        Fragment::Type => write_column_type(out, column),
        Fragment::Default => write_default(out, table, column),
        Fragment::Check => write_check_constraint(out, table, column),
        Fragment::Number(_) => write_literal(out, &read_number(replaced)),
        // Of a view, not of a column.
        Fragment::ViewTable => {}
    }
}

/// Writes the name, type and path with which a value is read from a row in JSON, which is an array: the number of the row, its
/// round, then the values. For bytes, the row contains their position in another parameter and their number.
const fn write_json_column(out: &mut ConstWriter<'_>, ty: SqlType, number: u16) {
    let element = number as i64 + 1;
    write_value_name(out, number, "");
    if ty.is_bytes() {
        out.push(" INT '$[");
        out.push_int(element);
        out.push("][0]', ");
        write_value_name(out, number, "#");
        out.push(" INT '$[");
        out.push_int(element);
        return out.push("][1]'");
    }
    out.push(" ");
    write_plain_type(out, ty);
    out.push(" '$[");
    out.push_int(element);
    out.push("]'");
}

/// Writes the name of a value in a row of JSON.
const fn write_value_name(out: &mut ConstWriter<'_>, number: u16, suffix: &str) {
    out.push("[#");
    out.push_int(number as i64);
    out.push(suffix);
    out.push("]");
}

/// Writes a type without its collation, for the places that take none.
const fn write_plain_type(out: &mut ConstWriter<'_>, ty: SqlType) {
    match ty {
        SqlType::Text(Some(len)) | SqlType::Enum { len, .. } if len <= MAX_NVARCHAR => {
            write_sized(out, "NVARCHAR(", len);
        }
        SqlType::Text(_) | SqlType::Enum { .. } | SqlType::Json => out.push("NVARCHAR(MAX)"),
        plain => write_type(out, plain),
    }
}

/// Writes the value read from JSON.
const fn write_from_json(out: &mut ConstWriter<'_>, ty: SqlType, number: u16, bytes: BytesParam) {
    if !ty.is_bytes() {
        return write_value_name(out, number, "");
    }
    out.push(match bytes {
        BytesParam::Second => "SUBSTRING(@P2, ",
        BytesParam::Fourth => "SUBSTRING(@P4, ",
    });
    write_value_name(out, number, "");
    out.push(", ");
    write_value_name(out, number, "#");
    out.push(")");
}

const fn write_definition(out: &mut ConstWriter<'_>, table: &str, column: &Column<'_>) {
    write_name(out, column.name);
    out.push(" ");
    match &column.generated {
        Some(Generated::Computed(computed)) => return write_computed(out, table, column, computed),
        Some(Generated::Identity { seed, increment, .. }) => {
            write_column_type(out, column);
            out.push(" IDENTITY(");
            out.push_int(*seed);
            out.push(", ");
            out.push_int(*increment);
            out.push(")");
        }
        Some(Generated::RowVersion) => out.push("ROWVERSION"),
        _ => write_column_type(out, column),
    }
    out.push(if column.nullable { " NULL" } else { " NOT NULL" });
    if column.default_on(Dialect::Mssql).is_some() {
        out.push(" ");
        write_default(out, table, column);
    }
    if has_check(column) {
        out.push(" ");
        write_check_constraint(out, table, column);
    }
}

/// Writes the type of a column: that of the existing column, or the one that belongs to the field.
const fn write_column_type(out: &mut ConstWriter<'_>, column: &Column<'_>) {
    match column.existing_type(Dialect::Mssql) {
        Some(existing) => out.push(existing),
        None => write_type(out, column.ty),
    }
}

/// Writes the definition of a computed column after its name. Only a stored one can have constraints. An existing column is the
/// expression alone, which determines its type.
const fn write_computed(
    out: &mut ConstWriter<'_>,
    table: &str,
    column: &Column<'_>,
    computed: &Computed<'_>,
) {
    if column.existing_type(Dialect::Mssql).is_some() {
        out.push("AS (");
        out.push(computed.sql(Dialect::Mssql));
        return out.push(if computed.stored { ") PERSISTED" } else { ")" });
    }
    out.push("AS (CAST((");
    out.push(computed.sql(Dialect::Mssql));
    out.push(") AS ");
    write_plain_type(out, column.ty);
    out.push(")");
    if is_text(column.ty) {
        out.push(" COLLATE ");
        out.push(COLLATION);
    }
    out.push(")");
    if !computed.stored {
        return;
    }
    out.push(if column.nullable { " PERSISTED" } else { " PERSISTED NOT NULL" });
    if has_check(column) {
        out.push(" ");
        write_check_constraint(out, table, column);
    }
}

const fn is_text(ty: SqlType) -> bool {
    matches!(ty, SqlType::Text(_) | SqlType::Enum { .. })
}

const fn write_default(out: &mut ConstWriter<'_>, table: &str, column: &Column<'_>) {
    if let Some(default) = &column.default_on(Dialect::Mssql) {
        write_constraint(out, column.default_name, "df", table, column.name);
        out.push("DEFAULT (");
        write_default_value(out, default);
        out.push(")");
    }
}

/// Writes the value of a default.
pub(super) const fn write_default_value(out: &mut ConstWriter<'_>, default: &DefaultValue<'_>) {
    match default {
        DefaultValue::Literal(literal) => write_literal(out, literal),
        // The clock with the digits that a program reads.
        DefaultValue::Now => out.push(NOW),
        DefaultValue::NewId => out.push("NEWID()"),
        DefaultValue::Sql(sql) => out.push(sql.sql[Dialect::Mssql as usize]),
    }
}

const fn write_check_constraint(out: &mut ConstWriter<'_>, table: &str, column: &Column<'_>) {
    if has_check(column) {
        write_constraint(out, column.check_name, "ck", table, column.name);
        out.push("CHECK (");
        write_check(out, column);
        out.push(")");
    }
}

pub(super) const fn write_type(out: &mut ConstWriter<'_>, ty: SqlType) {
    match ty {
        SqlType::Bool => out.push("BIT"),
        SqlType::I8 | SqlType::I16 => out.push("SMALLINT"),
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
        SqlType::OffsetTimestamp => out.push("DATETIMEOFFSET(7)"),
        SqlType::DateTime => out.push("DATETIME2(7)"),
        SqlType::IntEnum { .. } | SqlType::U64 => write_type(out, ty.stored()),
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
        // Only a type whose derive reported errors is still unknown here.
        SqlType::Deferred => {}
    }
}

const fn write_text_type(out: &mut ConstWriter<'_>, len: Option<u32>) {
    match len {
        Some(len) if len <= MAX_NVARCHAR => write_sized(out, "NVARCHAR(", len),
        _ => out.push("NVARCHAR(MAX)"),
    }
    out.push(" COLLATE ");
    out.push(COLLATION);
}

const fn write_sized(out: &mut ConstWriter<'_>, head: &str, len: u32) {
    out.push(head);
    out.push_int(len as i64);
    out.push(")");
}

/// Returns whether the type of a column has a check constraint, which an existing type has not.
pub(in crate::engine) const fn has_check(column: &Column<'_>) -> bool {
    column.existing_type(Dialect::Mssql).is_none() && is_checked(column.ty)
}

/// Returns whether a column of this type has a check constraint.
pub(in crate::engine) const fn is_checked(ty: SqlType) -> bool {
    match ty {
        SqlType::I8 | SqlType::U16 | SqlType::U32 | SqlType::U64 | SqlType::Json => true,
        SqlType::Enum { .. } | SqlType::IntEnum { .. } => true,
        SqlType::Text(Some(len)) => len > MAX_NVARCHAR,
        SqlType::Bytes(Some(len)) => len > MAX_VARBINARY,
        _ => false,
    }
}

const fn write_check(out: &mut ConstWriter<'_>, column: &Column<'_>) {
    match column.ty {
        SqlType::I8 | SqlType::U16 | SqlType::U32 => {
            if let Some((least, greatest)) = column.ty.int_range() {
                write_name(out, column.name);
                out.push(" BETWEEN ");
                out.push_int(least);
                out.push(" AND ");
                out.push_int(greatest);
            }
        }
        SqlType::U64 => {
            write_name(out, column.name);
            out.push(" BETWEEN 0 AND 18446744073709551615");
        }
        SqlType::IntEnum { variants, .. } => {
            write_name(out, column.name);
            out.push(" IN (");
            out.push_ints(variants);
            out.push(")");
        }
        SqlType::Json => {
            // ISJSON accepts only objects and arrays; inside an array every JSON value is valid.
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
    out: &mut ConstWriter<'_>,
    given: Option<&str>,
    prefix: &str,
    table: &str,
    column: &str,
) {
    out.push("CONSTRAINT [");
    match given {
        Some(name) => out.push(name),
        None => default_name::write(out, prefix, table, &[column]),
    }
    out.push("] ");
}

const fn write_name(out: &mut ConstWriter<'_>, name: &str) {
    out.push("[");
    out.push(name);
    out.push("]");
}

/// Writes the name of a table with its schema.
pub(in crate::engine) const fn write_table(out: &mut ConstWriter<'_>, schema: Option<&str>, name: &str) {
    write_name(
        out,
        match schema {
            Some(schema) => schema,
            None => DEFAULT_SCHEMA,
        },
    );
    out.push(".");
    write_name(out, name);
}

pub(in crate::engine) const fn write_literal(out: &mut ConstWriter<'_>, literal: &Literal<'_>) {
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
