//! Columns on SQLite: type, definition and constants.

use crate::dialect::Dialect;
use crate::render::Fragment;
use crate::schema::{Column, DefaultValue, Generated};
use crate::text::ConstWriter;
use crate::text::default_name;
use crate::types::{Literal, MAX_SCALED_PRECISION, SqlType, read_number, sortable};

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
        Fragment::Type => write_column_type(out, column),
        Fragment::Default => write_default(out, column),
        Fragment::Check => write_check_constraint(out, table, column),
        Fragment::Number(_) => write_literal(out, &read_number(replaced), column.ty),
        // Only batches contain these, and SQLite writes rows one by one.
        Fragment::TableVariable | Fragment::JsonColumn(_) | Fragment::FromJson(..) => {}
        // Of a view, not of a column.
        Fragment::ViewTable => {}
    }
}

const fn write_definition(out: &mut ConstWriter<'_>, table: &str, column: &Column<'_>) {
    write_name(out, column.name);
    out.push(" ");
    write_column_type(out, column);
    if !column.nullable {
        out.push(" NOT NULL");
    }
    if let Some(Generated::Computed(computed)) = &column.generated {
        out.push(" GENERATED ALWAYS AS (");
        out.push(computed.sql(Dialect::Sqlite));
        out.push(if computed.stored { ") STORED" } else { ") VIRTUAL" });
    }
    if let Some(Generated::RowVersion) = &column.generated {
        out.push(" DEFAULT (");
        out.push(ROW_VERSION);
        out.push(")");
    }
    if column.default_on(Dialect::Sqlite).is_some() {
        out.push(" ");
        write_default(out, column);
    }
    if has_check(column) {
        out.push(" ");
        write_check_constraint(out, table, column);
    }
}

/// Writes the type of a column: that of the existing column, or the one that belongs to the field.
const fn write_column_type(out: &mut ConstWriter<'_>, column: &Column<'_>) {
    match column.existing_type(Dialect::Sqlite) {
        Some(existing) => out.push(existing),
        None => write_type(out, column.ty),
    }
}

const fn write_default(out: &mut ConstWriter<'_>, column: &Column<'_>) {
    if let Some(default) = &column.default_on(Dialect::Sqlite) {
        out.push("DEFAULT ");
        write_default_value(out, default, column.ty);
    }
}

/// Writes the value of a default.
pub(super) const fn write_default_value(out: &mut ConstWriter<'_>, default: &DefaultValue<'_>, ty: SqlType) {
    match default {
        DefaultValue::Literal(literal) => write_literal(out, literal, ty),
        DefaultValue::Now => out.push(NOW),
        DefaultValue::NewId => out.push(NEW_ID),
        DefaultValue::Sql(sql) => {
            out.push("(");
            out.push(sql.sql[Dialect::Sqlite as usize]);
            out.push(")");
        }
    }
}

/// A row version. SQL Server counts; SQLite has no counter that an expression could raise.
pub(super) const ROW_VERSION: &str = "randomblob(8)";

/// The clock in the form of a timestamp; SQLite has milliseconds.
pub(super) const NOW: &str = "(strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'))";

/// A random UUID; 4 is its version, and the two high bits of the ninth byte are its variant.
const NEW_ID: &str = "(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' \
                      || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))";

const fn write_check_constraint(out: &mut ConstWriter<'_>, table: &str, column: &Column<'_>) {
    if has_check(column) {
        out.push("CONSTRAINT `");
        match column.check_name {
            Some(name) => out.push(name),
            None => default_name::write(out, "ck", table, &[column.name]),
        }
        out.push("` CHECK (");
        write_check(out, column);
        out.push(")");
    }
}

const fn write_type(out: &mut ConstWriter<'_>, ty: SqlType) {
    out.push(match ty.stored() {
        // SQL Server pads the shorter of two strings with blanks before the comparison, under any collation; RTRIM has the
        // same result.
        SqlType::Text(_) => "TEXT COLLATE RTRIM",
        SqlType::Uuid | SqlType::Timestamp | SqlType::Date | SqlType::Time => "TEXT",
        SqlType::OffsetTimestamp | SqlType::DateTime => "TEXT",
        SqlType::Json | SqlType::Enum { .. } => "TEXT",
        SqlType::Decimal { precision, .. } if precision > MAX_SCALED_PRECISION => "TEXT",
        SqlType::Bytes(_) | SqlType::FixedBytes(_) => "BLOB",
        SqlType::F32 | SqlType::F64 => "REAL",
        // Only a type whose derive reported errors is still unknown here.
        SqlType::Deferred => "",
        _ => "INTEGER",
    });
}

/// Returns whether the type of a column has a check constraint, which an existing type has not.
pub(in crate::engine) const fn has_check(column: &Column<'_>) -> bool {
    column.existing_type(Dialect::Sqlite).is_none() && is_checked(column.ty)
}

/// Returns whether a column of this type has a check constraint.
pub(in crate::engine) const fn is_checked(ty: SqlType) -> bool {
    !matches!(ty, SqlType::I64 | SqlType::Text(None) | SqlType::Bytes(None))
}

const DIGIT: &str = "[0-9]";

/// Writes the check that a value has the form of its type, which SQL Server's types enforce by themselves.
const fn write_check(out: &mut ConstWriter<'_>, column: &Column<'_>) {
    let name = column.name;
    match column.ty {
        SqlType::Bool => write_around(out, "", name, " IN (0, 1)"),
        SqlType::Text(Some(len)) | SqlType::Bytes(Some(len)) => {
            write_around(out, "length(", name, ") <= ");
            out.push_int(len as i64);
        }
        SqlType::FixedBytes(len) => {
            write_around(out, "length(", name, ") = ");
            out.push_int(len as i64);
        }
        // A sum that overflows is infinite and not an error, unless a check rejects it.
        SqlType::F32 => {
            write_around(out, "", name, " BETWEEN -3.4028234663852886e38 AND 3.4028234663852886e38")
        }
        SqlType::F64 => {
            write_around(out, "", name, " BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308")
        }
        SqlType::Uuid => write_around(out, "length(", name, ") = 36"),
        SqlType::Timestamp | SqlType::OffsetTimestamp | SqlType::DateTime | SqlType::Date | SqlType::Time => {
            write_glob(out, name, form(column.ty));
        }
        SqlType::U64 => {
            write_around(out, "length(", name, ") = 21 AND ");
            write_around(out, "", name, " BETWEEN '000000000000000000000' AND '018446744073709551615' AND ");
            write_around(out, "", name, " NOT GLOB '*[^0-9]*'");
        }
        SqlType::Decimal { precision, scale } if precision > MAX_SCALED_PRECISION => {
            write_around(out, "length(", name, ") = ");
            out.push_int(1 + precision as i64 + if scale > 0 { 1 } else { 0 });
        }
        SqlType::Decimal { precision, .. } => {
            let bound = 10i64.pow(precision as u32) - 1;
            write_between(out, name, -bound, bound);
        }
        // NULL is not valid JSON for SQLite up to 3.40 and for some later builds, and other programs may write to the file.
        SqlType::Json if column.nullable => {
            write_around(out, "", name, " IS NULL OR ");
            write_around(out, "json_valid(", name, ")");
        }
        SqlType::Json => write_around(out, "json_valid(", name, ")"),
        SqlType::Enum { variants, .. } => {
            write_around(out, "", name, " IN (");
            write_strings(out, variants);
            out.push(")");
        }
        SqlType::IntEnum { variants, .. } => {
            write_around(out, "", name, " IN (");
            out.push_ints(variants);
            out.push(")");
        }
        _ => {
            if let Some((min, max)) = column.ty.int_range() {
                write_between(out, name, min, max);
            }
        }
    }
}

/// Returns the form of a time: `d` is a digit, and `s` a sign.
const fn form(ty: SqlType) -> &'static str {
    match ty {
        SqlType::Timestamp => "dddd-dd-ddTdd:dd:dd.ddddddZ",
        SqlType::OffsetTimestamp => "dddd-dd-ddTdd:dd:dd.ddddddZsdd:dd",
        SqlType::DateTime => "dddd-dd-ddTdd:dd:dd.dddddd",
        SqlType::Date => "dddd-dd-dd",
        _ => "dd:dd:dd.dddddd",
    }
}

const fn write_around(out: &mut ConstWriter<'_>, before: &str, name: &str, after: &str) {
    out.push(before);
    write_name(out, name);
    out.push(after);
}

const fn write_between(out: &mut ConstWriter<'_>, name: &str, min: i64, max: i64) {
    write_around(out, "", name, " BETWEEN ");
    out.push_int(min);
    out.push(" AND ");
    out.push_int(max);
}

/// Writes a `GLOB` whose pattern is `form` with each `d` replaced by the class of digits and each `s` by that of signs.
const fn write_glob(out: &mut ConstWriter<'_>, name: &str, form: &str) {
    write_around(out, "", name, " GLOB '");
    let mut rest = form;
    while !rest.is_empty() {
        let (head, tail) = rest.split_at(1);
        out.push(match head.as_bytes()[0] {
            b'd' => DIGIT,
            b's' => "[+-]",
            _ => head,
        });
        rest = tail;
    }
    out.push("'");
}

/// Writes the name of a table, whose schema is a prefix.
pub(in crate::engine) const fn write_table(out: &mut ConstWriter<'_>, schema: Option<&str>, name: &str) {
    out.push("`main`.`");
    if let Some(schema) = schema {
        out.push(schema);
        out.push("_");
    }
    out.push(name);
    out.push("`");
}

const fn write_name(out: &mut ConstWriter<'_>, name: &str) {
    out.push("`");
    out.push(name);
    out.push("`");
}

/// Writes strings, separated by commas.
const fn write_strings(out: &mut ConstWriter<'_>, strings: &[&str]) {
    let mut at = 0;
    while at < strings.len() {
        out.push(if at == 0 { "" } else { ", " });
        write_text(out, strings[at]);
        at += 1;
    }
}

const fn write_text(out: &mut ConstWriter<'_>, text: &str) {
    out.push("'");
    out.push_doubled(text, b'\'');
    out.push("'");
}

pub(in crate::engine) const fn write_literal(out: &mut ConstWriter<'_>, literal: &Literal<'_>, ty: SqlType) {
    if let SqlType::Decimal { precision, scale } = ty.stored() {
        return write_decimal(out, literal, precision, scale);
    }
    match literal {
        Literal::Null => out.push("NULL"),
        Literal::Bool(value) => out.push(if *value { "1" } else { "0" }),
        // A column of type REAL converts the integer.
        Literal::Int(value) => out.push_int(*value),
        Literal::Real(real) => out.push(if matches!(ty, SqlType::F32) { real.single } else { real.text }),
        Literal::Text(text) => write_text(out, text),
    }
}

/// Writes a decimal constant in the form that the column stores; see [`SqlType::Decimal`].
const fn write_decimal(out: &mut ConstWriter<'_>, literal: &Literal<'_>, precision: u8, scale: u8) {
    let (mut digits, mut fraction, mut negative) = (0i128, 0u8, false);
    match literal {
        Literal::Int(value) => {
            negative = *value < 0;
            digits = value.unsigned_abs() as i128;
        }
        Literal::Real(real) => {
            let bytes = real.text.as_bytes();
            let (mut at, mut after_point) = (0, false);
            while at < bytes.len() {
                match bytes[at] {
                    b'-' => negative = true,
                    b'.' => after_point = true,
                    digit => {
                        digits = digits * 10 + (digit - b'0') as i128;
                        fraction += after_point as u8;
                    }
                }
                at += 1;
            }
        }
        _ => return out.push("NULL"),
    }
    while fraction < scale {
        digits *= 10;
        fraction += 1;
    }
    let scaled = if negative { -digits } else { digits };
    if precision <= MAX_SCALED_PRECISION {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "18 digits fit, and the derive checks literals"
        )]
        return out.push_int(scaled as i64);
    }
    let mut form = [0u8; sortable::MAX_LEN];
    let len = sortable::encode(scaled, precision, scale, &mut form);
    out.push("'");
    if let Ok(text) = core::str::from_utf8(form.split_at(len).0) {
        out.push(text);
    }
    out.push("'");
}
