//! What SQLite says differently.

use super::{Dialect, Grammar, Moved, Part};
use crate::default_name;
use crate::literal::Literal;
use crate::model::{Column, Index, Key, Limit, Query, Sort, TableModel, Unit};
use crate::render::{Renderer, Sql};
use crate::schema::replace;
use crate::sortable;
use crate::sql_type::{MAX_SCALED_PRECISION, SqlType};
use crate::text::Writer;

/// The database within the connection. Without it a name could be shadowed by a temporary table.
const MAIN: &str = "`main`.";

pub(super) struct Sqlite;

impl Grammar for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    // Not in double quotes, in which SQLite reads a name that no column has as a text: a table that lacks a column
    // would seem to have it (https://sqlite.org/quirks.html#double_quoted_string_literals_are_accepted).
    fn name(&self, out: &mut Sql, name: &str) {
        out.push("`");
        out.push(name);
        out.push("`");
    }

    fn table(&self, out: &mut Sql, table: &TableModel<'_>) {
        out.push(MAIN);
        prefixed(out, table.schema, table.name);
    }

    fn param(&self, out: &mut Sql, at: usize) {
        out.push("?");
        out.push_int(at + 1);
    }

    fn literal(&self, out: &mut Sql, literal: &Literal<'_>, ty: SqlType) {
        out.write(|writer| write_literal(writer, literal, ty));
    }

    fn now(&self, out: &mut Sql, moved: Option<Moved<'_>>) {
        // The clock has milliseconds; the zeros keep the width at which timestamps sort.
        out.push("strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'");
        if let Some(Moved { shift, amount }) = moved {
            out.push(if shift.backwards { ", (-" } else { ", (" });
            amount(out);
            out.push(match shift.unit {
                Unit::Seconds => ") || ' seconds'",
                Unit::Milliseconds => " / 1000.0) || ' seconds'",
            });
        }
        out.push(")");
    }

    fn members(&self, out: &mut Sql, param: usize, ty: SqlType) {
        let bytes = matches!(ty, SqlType::Bytes(_) | SqlType::FixedBytes(_));
        out.push(if bytes { "SELECT unhex(value) FROM json_each(" } else { "SELECT value FROM json_each(" });
        self.param(out, param);
        out.push(")");
    }

    /// SQLite calculates in 64 bits. Its result is rounded to the 24 binary digits of an `f32` as Veltkamp does it: for `x`,
    /// with `y = x * (2^29 + 1)`, the high digits of `x` are `y - (y - x)`
    /// (T. J. Dekker, "A floating-point technique for extending the available precision", 1971).
    fn calculation(&self, out: &mut Sql, ty: SqlType, write: &dyn Fn(&mut Sql)) {
        if ty != SqlType::F32 {
            return write(out);
        }
        let split = |out: &mut Sql| {
            out.push("(");
            write(out);
            out.push(") * ");
            out.push(SPLIT);
        };
        split(out);
        out.push(" - (");
        split(out);
        out.push(" - (");
        write(out);
        out.push("))");
    }

    fn count(&self) -> &'static str {
        "COUNT(*)"
    }

    fn limit_head(&self, _out: &mut Sql, _limit: Option<Limit>) {}

    fn limit_tail(&self, out: &mut Sql, limit: Option<Limit>) {
        let Some(limit) = limit else { return };
        out.push(" LIMIT ");
        match limit {
            Limit::Rows(rows) => out.push_int(rows as usize),
            Limit::Param(at) => self.param(out, at),
        }
    }

    fn after(&self, r: &Renderer<'_>, out: &mut Sql, order: &[Sort], first: usize) {
        // A row value can seek in an index, but knows only one direction.
        let one_way = order.windows(2).all(|pair| pair[0].descending == pair[1].descending);
        if !one_way || order.len() < 2 {
            return r.after_expanded(out, order, first);
        }
        out.push("(");
        let columns: Vec<usize> = order.iter().map(|sort| sort.column).collect();
        r.names(out, &columns);
        out.push(if order[0].descending { ") < (" } else { ") > (" });
        for at in 0..order.len() {
            out.push(if at == 0 { "" } else { ", " });
            self.param(out, first + at);
        }
        out.push(")");
    }

    fn end(&self) -> &'static str {
        ""
    }

    fn create_schema(&self, _schema: &str) -> Option<String> {
        None
    }

    fn create_table_head(&self, out: &mut Sql, table: &TableModel<'_>) {
        out.push("CREATE TABLE IF NOT EXISTS ");
        self.table(out, table);
    }

    /// With the table's own schema and name, which cannot be told from its name in the file.
    fn create_table_open(&self, out: &mut Sql, table: &TableModel<'_>) {
        out.push(" ( -- ");
        if let Some(schema) = table.schema {
            out.push(schema);
            out.push(".");
        }
        out.push(table.name);
        out.push("\n");
    }

    fn create_table_tail(&self) -> &'static str {
        ") STRICT"
    }

    fn primary_key(&self) -> &'static str {
        "PRIMARY KEY"
    }

    fn references(&self, out: &mut Sql, schema: Option<&str>, table: &str) {
        // A reference stays within its database and takes no database name.
        prefixed(out, schema, table);
    }

    fn create_index_head(&self, out: &mut Sql, table: &TableModel<'_>, name: &str, unique: bool) {
        out.push(if unique { "CREATE UNIQUE INDEX IF NOT EXISTS " } else { "CREATE INDEX IF NOT EXISTS " });
        // All indexes of a file share one space of names.
        out.push(MAIN);
        prefixed(out, table.schema, name);
        out.push(" ON ");
        prefixed(out, table.schema, table.name);
        out.push(" (");
    }

    fn include(&self, r: &Renderer<'_>, out: &mut Sql, index: &Index<'_>) {
        if !index.include.is_empty() {
            out.push(", ");
            r.names(out, index.include);
        }
        out.push(")");
    }

    fn insert_if_absent(&self, r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>) {
        r.insert(out, "");
        out.push("\nON CONFLICT (");
        r.names(out, key.columns);
        out.push(") DO NOTHING");
    }

    /// The table has an alias, since a table may be named `excluded`, which would hide the row that was to be inserted.
    fn upsert(&self, r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>) {
        r.insert(out, " AS t");
        out.push("\nON CONFLICT (");
        r.names(out, key.columns);
        out.push(") DO UPDATE SET ");
        r.upsert_sets(out, key, |out, column| r.prefixed(out, "excluded.", column));
    }

    fn insert_many(&self, _r: &Renderer<'_>, _out: &mut Sql) {}

    fn write_many(&self, _r: &Renderer<'_>, _out: &mut Sql, _key: &Key<'_>) {}

    fn move_schema(&self, text: &str, from: &str, to: &str) -> String {
        let qualifier = format!("{MAIN}`{from}_");
        replace(text, to, |rest| rest.starts_with(&qualifier).then_some((MAIN.len() + 1, from.len())))
    }

    fn delete_some(&self, r: &Renderer<'_>, out: &mut Sql, query: &Query<'_>) {
        // A limit on the delete itself is left out of most builds.
        out.push("DELETE FROM ");
        self.table(out, r.table);
        out.push("\nWHERE rowid IN (\n    SELECT rowid FROM ");
        self.table(out, r.table);
        r.filters(out, "\n    WHERE ", query.filters, "");
        self.limit_tail(out, query.limit);
        out.push("\n)");
    }

    fn claim(&self, r: &Renderer<'_>, out: &mut Sql, query: &Query<'_>) {
        out.push("UPDATE ");
        self.table(out, r.table);
        out.push("\nSET ");
        r.sets(out, query.set, "");
        out.push("\nWHERE rowid IN (\n    SELECT rowid FROM ");
        self.table(out, r.table);
        r.filters(out, "\n    WHERE ", query.filters, "");
        r.order(out, "\n    ", query.order);
        self.limit_tail(out, query.limit);
        out.push("\n)\nRETURNING ");
        r.all_names(out);
    }
}

fn prefixed(out: &mut Sql, schema: Option<&str>, name: &str) {
    out.push("`");
    out.push(&in_file(schema, name));
    out.push("`");
}

/// The name of a table or index in a SQLite file, where its schema is a prefix: one file has no schemas, and ATTACH would break
/// the atomicity of a transaction across files.
pub fn in_file(schema: Option<&str>, name: &str) -> String {
    schema.map_or_else(|| name.to_owned(), |schema| format!("{schema}_{name}"))
}

/// 2^29 + 1; see [`Sqlite::calculation`].
const SPLIT: &str = "536870913.0";

pub(super) const fn write_part(out: &mut Writer<'_>, table: &str, column: &Column<'_>, part: Part) {
    match part {
        Part::Definition => write_definition(out, table, column),
        // No statement has them here.
        Part::Variable | Part::Json | Part::Read | Part::Number(_) => {}
    }
}

const fn write_definition(out: &mut Writer<'_>, table: &str, column: &Column<'_>) {
    write_name(out, column.name);
    write_type(out, column.ty);
    if !column.nullable {
        out.push(" NOT NULL");
    }
    if let Some(default) = &column.default {
        out.push(" DEFAULT ");
        write_literal(out, default, column.ty);
    }
    if has_check(column.ty) {
        out.push(" CONSTRAINT `");
        match column.check_name {
            Some(name) => out.push(name),
            None => default_name::write(out, "ck", table, &[column.name]),
        }
        out.push("` CHECK (");
        write_check(out, column);
        out.push(")");
    }
}

const fn write_type(out: &mut Writer<'_>, ty: SqlType) {
    out.push(match ty {
        // SQL Server pads the shorter of two texts with spaces before it compares them, under any collation;
        // RTRIM gives the same answer.
        SqlType::Text(_) => " TEXT COLLATE RTRIM",
        SqlType::Uuid | SqlType::Timestamp | SqlType::Date | SqlType::Time => " TEXT",
        SqlType::Json | SqlType::Enum { .. } => " TEXT",
        SqlType::Decimal { precision, .. } if precision > MAX_SCALED_PRECISION => " TEXT",
        SqlType::Bytes(_) | SqlType::FixedBytes(_) => " BLOB",
        SqlType::F32 | SqlType::F64 => " REAL",
        // Only a type that has errors of its own comes here unknown: no text follows from them.
        SqlType::Deferred => "",
        _ => " INTEGER",
    });
}

pub(super) const fn has_check(ty: SqlType) -> bool {
    !matches!(ty, SqlType::I64 | SqlType::Text(None) | SqlType::Bytes(None))
}

const DIGIT: &str = "[0-9]";

/// The check that a value has the form of its type: what SQL Server's types hold by themselves.
const fn write_check(out: &mut Writer<'_>, column: &Column<'_>) {
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
        // A sum that is too large for the type is infinite, and no error, until a column refuses it.
        SqlType::F32 => {
            write_around(out, "", name, " BETWEEN -3.4028234663852886e38 AND 3.4028234663852886e38")
        }
        SqlType::F64 => {
            write_around(out, "", name, " BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308")
        }
        SqlType::Uuid => write_around(out, "length(", name, ") = 36"),
        SqlType::Timestamp => write_glob(out, name, "dddd-dd-ddTdd:dd:dd.ddddddZ"),
        SqlType::Date => write_glob(out, name, "dddd-dd-dd"),
        SqlType::Time => write_glob(out, name, "dd:dd:dd.dddddd"),
        SqlType::Decimal { precision, scale } if precision > MAX_SCALED_PRECISION => {
            write_around(out, "length(", name, ") = ");
            out.push_int(1 + precision as i64 + if scale > 0 { 1 } else { 0 });
        }
        SqlType::Decimal { precision, .. } => {
            let bound = 10i64.pow(precision as u32) - 1;
            write_between(out, name, -bound, bound);
        }
        // NULL is no valid JSON for SQLite up to 3.40, and for later ones that are built so: not only this program writes to
        // the file.
        SqlType::Json if column.nullable => {
            write_around(out, "", name, " IS NULL OR ");
            write_around(out, "json_valid(", name, ")");
        }
        SqlType::Json => write_around(out, "json_valid(", name, ")"),
        SqlType::Enum { variants, .. } => {
            write_around(out, "", name, " IN (");
            let mut at = 0;
            while at < variants.len() {
                if at > 0 {
                    out.push(", ");
                }
                write_text(out, variants[at]);
                at += 1;
            }
            out.push(")");
        }
        _ => {
            if let Some((least, most)) = column.ty.int_range() {
                write_between(out, name, least, most);
            }
        }
    }
}

const fn write_around(out: &mut Writer<'_>, before: &str, name: &str, behind: &str) {
    out.push(before);
    write_name(out, name);
    out.push(behind);
}

const fn write_between(out: &mut Writer<'_>, name: &str, least: i64, most: i64) {
    write_around(out, "", name, " BETWEEN ");
    out.push_int(least);
    out.push(" AND ");
    out.push_int(most);
}

/// A GLOB pattern in which each `d` of `form` is a digit.
const fn write_glob(out: &mut Writer<'_>, name: &str, form: &str) {
    write_around(out, "", name, " GLOB '");
    let mut rest = form;
    while !rest.is_empty() {
        let (head, tail) = rest.split_at(1);
        out.push(if head.as_bytes()[0] == b'd' { DIGIT } else { head });
        rest = tail;
    }
    out.push("'");
}

const fn write_name(out: &mut Writer<'_>, name: &str) {
    out.push("`");
    out.push(name);
    out.push("`");
}

const fn write_text(out: &mut Writer<'_>, text: &str) {
    out.push("'");
    out.push_doubled(text, b'\'');
    out.push("'");
}

pub(super) const fn write_literal(out: &mut Writer<'_>, literal: &Literal<'_>, ty: SqlType) {
    if let SqlType::Decimal { precision, scale } = ty {
        return write_decimal(out, literal, precision, scale);
    }
    match literal {
        Literal::Null => out.push("NULL"),
        Literal::Bool(value) => out.push(if *value { "1" } else { "0" }),
        // A column of type REAL turns the whole number into a real one by itself.
        Literal::Int(value) => out.push_int(*value),
        Literal::Real(real) => out.push(if matches!(ty, SqlType::F32) { real.single } else { real.text }),
        Literal::Text(text) => write_text(out, text),
    }
}

/// A decimal constant in the form that the column keeps; see [`SqlType::Decimal`].
const fn write_decimal(out: &mut Writer<'_>, literal: &Literal<'_>, precision: u8, scale: u8) {
    let (mut digits, mut fraction, mut negative) = (0i128, 0u8, false);
    match literal {
        Literal::Int(value) => {
            negative = *value < 0;
            digits = value.unsigned_abs() as i128;
        }
        Literal::Real(real) => {
            let bytes = real.text.as_bytes();
            let (mut at, mut behind_point) = (0, false);
            while at < bytes.len() {
                match bytes[at] {
                    b'-' => negative = true,
                    b'.' => behind_point = true,
                    digit => {
                        digits = digits * 10 + (digit - b'0') as i128;
                        fraction += behind_point as u8;
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
            reason = "18 digits fit, and the derive holds literals to them"
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
