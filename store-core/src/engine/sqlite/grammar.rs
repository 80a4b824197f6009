//! The SQL of SQLite.

use super::types::{ROW_VERSION, write_default_value, write_fragment, write_literal, write_table};
use super::{Sqlite, owner};
use crate::dialect::Dialect;
use crate::engine::schema_name;
use crate::render::{ClockOffset, ContainsTest, Fragment, Grammar, Renderer, Sql};
use crate::schema::{
    Column, DefaultValue, Generated, Index, Key, Limit, Operator, Query, Sort, TableModel, Term, TextPlace,
    Unit, ViewQuery,
};
use crate::text::ConstWriter;
use crate::types::{Literal, SqlType, text_range};

/// The database of the connection. Without this qualifier, a temporary table could shadow the name.
const MAIN: &str = "`main`.";

/// Takes the instant out of a timestamp with an offset, after `substr(`.
const INSTANT: &str = ", 1, 27)";

/// Follows an instant, and is greater than every offset.
const AFTER_OFFSETS: &str = " || '~'";

/// The greatest value of the identity column of a table, up to the name of the table.
const SEQUENCE_OF: &str = "sqlite_sequence WHERE name = '";

/// The ends of the statements that create tables.
pub(super) const STRICT: &str = ") STRICT";
pub(super) const STRICT_WITHOUT_ROWID: &str = ") STRICT, WITHOUT ROWID";

impl Grammar for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    // Not double quotes: SQLite reads a double-quoted name that is not a column as a string, so that a missing column would seem
    // to exist (https://sqlite.org/quirks.html#double_quoted_string_literals_are_accepted).
    fn name(&self, out: &mut Sql, name: &str) {
        out.push("`");
        out.push(name);
        out.push("`");
    }

    fn table(&self, out: &mut Sql, table: &TableModel<'_>) {
        out.write(|writer| write_table(writer, table.schema, table.name));
    }

    fn param(&self, out: &mut Sql, at: usize) {
        out.push("?");
        out.push_int(at + 1);
    }

    fn literal(&self, out: &mut Sql, literal: &Literal<'_>, ty: SqlType) {
        out.write(|writer| write_literal(writer, literal, ty));
    }

    fn default_value(&self, out: &mut Sql, default: &DefaultValue<'_>, ty: SqlType) {
        out.write(|writer| write_default_value(writer, default, ty));
    }

    fn fragment(&self, out: &mut ConstWriter<'_>, table: &str, column: &Column<'_>, fragment: Fragment) {
        write_fragment(out, table, column, fragment, "");
    }

    fn now(&self, out: &mut Sql, offset: Option<ClockOffset<'_>>) {
        // The clock has milliseconds; the zeros keep the width by which timestamps sort.
        out.push("strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'");
        if let Some(ClockOffset { shift, amount }) = offset {
            out.push(if shift.backwards { ", (-" } else { ", (" });
            amount(out);
            out.push(match shift.unit {
                Unit::Seconds => ") || ' seconds'",
                Unit::Milliseconds => " / 1000.0) || ' seconds'",
            });
        }
        out.push(")");
    }

    fn members(&self, out: &mut Sql, param: usize, column: &Column<'_>) {
        if let SqlType::FixedBytes(len) = column.ty {
            return self.members_of_fixed_length(out, param, len as usize);
        }
        let bytes = matches!(column.ty, SqlType::Bytes(_));
        out.push(if bytes { "SELECT unhex(value) FROM json_each(" } else { "SELECT value FROM json_each(" });
        self.param(out, param);
        out.push(")");
    }

    /// SQLite calculates in 64 bits. The result is rounded to the 24 binary digits of an `f32` by Veltkamp's method: for `x` and
    /// `y = x * (2^29 + 1)`, the high digits of `x` are `y - (y - x)`
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

    fn instant(&self, out: &mut Sql, value: &dyn Fn(&mut Sql)) {
        out.push("substr(");
        value(out);
        out.push(INSTANT);
    }

    /// A timestamp is stored as its instant and then its offset. All strings of one instant are between the instant alone and the
    /// instant with a `~`, so that an index can seek.
    fn compare_instants(
        &self,
        out: &mut Sql,
        column: &dyn Fn(&mut Sql),
        operator: Operator,
        value: &dyn Fn(&mut Sql),
    ) {
        let compare = |out: &mut Sql, operator: &str, end: &str| {
            column(out);
            out.push(operator);
            self.instant(out, value);
            out.push(end);
        };
        let (from, until) = (" >= ", " < ");
        match operator {
            Operator::GreaterOrEqual => compare(out, from, ""),
            Operator::Less => compare(out, until, ""),
            Operator::Greater => compare(out, from, AFTER_OFFSETS),
            Operator::LessOrEqual => compare(out, until, AFTER_OFFSETS),
            Operator::Equal | Operator::NotEqual => {
                out.push(if operator == Operator::Equal { "(" } else { "NOT (" });
                compare(out, from, "");
                out.push(" AND ");
                compare(out, until, AFTER_OFFSETS);
                out.push(")");
            }
        }
    }

    fn contains(&self, r: &Renderer<'_>, out: &mut Sql, test: &ContainsTest<'_>) {
        let column = |out: &mut Sql| r.prefixed(out, test.prefix, test.column);
        let text = |out: &mut Sql| r.term(out, &test.text, test.column, test.prefix);
        let is_found = |out: &mut Sql, comparison: &str| {
            out.push("instr(");
            column(out);
            out.push(", ");
            text(out);
            out.push(comparison);
        };
        match test.place {
            TextPlace::Anywhere => is_found(out, ") > 0"),
            // An index can seek to the range of such text.
            TextPlace::Start => {
                out.push("(");
                self.in_range(r, out, test);
                is_found(out, ") = 1)");
            }
            TextPlace::End => {
                // A length in characters would end at a NUL character.
                out.push("(substr(CAST(");
                column(out);
                out.push(" AS BLOB), -length(CAST(");
                text(out);
                out.push(" AS BLOB))) = CAST(");
                text(out);
                out.push(" AS BLOB) OR (length(CAST(");
                text(out);
                out.push(" AS BLOB)) = 0 AND ");
                column(out);
                out.push(" IS NOT NULL))");
            }
        }
    }

    // `->` returns a number or a `bool` as it is written, and `->>` a string without its quotes and escapes.
    fn json_value(&self, out: &mut Sql, column: &dyn Fn(&mut Sql), path: &str) {
        let call = |out: &mut Sql, head: &str, tail: &str| {
            out.push(head);
            column(out);
            out.push(tail);
            self.literal(out, &Literal::Text(path), SqlType::Text(None));
        };
        out.push("CASE ");
        call(out, "json_type(", ", ");
        out.push(") WHEN 'text' THEN ");
        call(out, "", " ->> ");
        out.push(" WHEN 'null' THEN NULL WHEN 'object' THEN NULL WHEN 'array' THEN NULL ELSE ");
        call(out, "", " -> ");
        out.push(" END COLLATE RTRIM");
    }

    // Only text columns have this collation, and others ignore it.
    fn aggregate_collation(&self) -> &'static str {
        " COLLATE RTRIM"
    }

    fn count(&self) -> &'static str {
        "COUNT"
    }

    fn exists(&self) -> (&'static str, &'static str) {
        ("SELECT EXISTS (", ")")
    }

    fn sum(&self, out: &mut Sql, _ty: SqlType, column: &dyn Fn(&mut Sql)) {
        out.push("SUM(");
        column(out);
        out.push(")");
    }

    // `AVG` of large integers adds floating-point numbers.
    fn mean(&self, out: &mut Sql, ty: SqlType, column: &dyn Fn(&mut Sql)) {
        out.push("CAST(");
        self.sum(out, ty, column);
        out.push(" AS REAL) / COUNT(");
        column(out);
        out.push(")");
    }

    fn limit_head(&self, _out: &mut Sql, _limit: Option<Limit>) {}

    fn limit_tail(&self, out: &mut Sql, limit: Option<Limit>) {
        let Some(limit) = limit else { return };
        out.push(" LIMIT ");
        match limit {
            Limit::Rows(rows) => out.push_int(rows as usize),
            Limit::Param(at) => {
                self.param(out, at);
                // SQLite plans for the value of a bare parameter, and prepares the statement again for each other value.
                out.push(" + 0");
            }
        }
    }

    fn after(&self, r: &Renderer<'_>, out: &mut Sql, order: &[Sort], first: usize) {
        // A comparison of row values can seek in an index, but has only one direction.
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

    fn terminator(&self) -> &'static str {
        ""
    }

    fn create_schema(&self, _schema: &str) -> Option<String> {
        None
    }

    fn create_table_head(&self, out: &mut Sql, table: &TableModel<'_>) {
        out.push("CREATE TABLE IF NOT EXISTS ");
        self.table(out, table);
    }

    /// Adds a comment with the table's schema and name, which cannot be recovered from the name in the file.
    fn create_table_open(&self, out: &mut Sql, table: &TableModel<'_>) {
        out.push(" ( -- ");
        out.push(&owner::comment(table));
        out.push("\n");
    }

    fn create_table_tail(&self, table: &TableModel<'_>) -> &'static str {
        match (table.not_strict, table.without_rowid) {
            (false, false) => STRICT,
            (false, true) => STRICT_WITHOUT_ROWID,
            (true, false) => ")",
            (true, true) => ") WITHOUT ROWID",
        }
    }

    fn create_view(&self, r: &Renderer<'_>, out: &mut Sql, view: &ViewQuery<'_>) {
        out.push("CREATE VIEW IF NOT EXISTS ");
        r.view_head(out);
        r.view_query(out, view);
    }

    fn replace_view(&self, r: &Renderer<'_>, view: &ViewQuery<'_>) -> Vec<String> {
        let mut create = Sql::default();
        self.create_view(r, &mut create, view);
        vec![r.drop_table().into_text(), create.into_text()]
    }

    fn primary_key(&self) -> &'static str {
        "PRIMARY KEY"
    }

    // Without `AUTOINCREMENT`, the key of a deleted row would be used again.
    fn identity_key(&self, identity: &Generated<'_>) -> Option<&'static str> {
        match identity {
            Generated::Identity { reuse: false, .. } => Some("PRIMARY KEY AUTOINCREMENT"),
            Generated::Identity { reuse: true, .. } => Some("PRIMARY KEY"),
            _ => None,
        }
    }

    /// `AUTOINCREMENT` counts from 1 by 1. `sqlite_sequence` has the greatest value so far.
    fn identity_value(&self, table: &TableModel<'_>, seed: i64, increment: i64) -> Option<String> {
        let name = name_in_file(table.schema, table.name);
        ((seed, increment) != (1, 1)).then(|| {
            format!("(SELECT max(coalesce(max(seq) + {increment}, {seed}), {seed}) FROM {MAIN}{SEQUENCE_OF}{name}')")
        })
    }

    fn references(&self, out: &mut Sql, schema: Option<&str>, table: &str) {
        // A foreign key stays within its database and takes no database name.
        prefixed(out, schema, table);
    }

    fn create_index_head(&self, out: &mut Sql, table: &TableModel<'_>, name: &str, unique: bool) {
        out.push(if unique { "CREATE UNIQUE INDEX IF NOT EXISTS " } else { "CREATE INDEX IF NOT EXISTS " });
        // All indexes of a file share one namespace.
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

    fn insert_returning(&self, r: &Renderer<'_>, out: &mut Sql, columns: &[usize]) {
        r.insert(out, "");
        out.push("\nRETURNING ");
        r.names(out, columns);
    }

    fn insert_if_absent(&self, r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>) {
        r.insert(out, "");
        out.push("\nON CONFLICT (");
        r.names(out, key.columns);
        out.push(") DO NOTHING");
    }

    /// The table has an alias, since a table named `excluded` would hide the row to insert.
    fn upsert(&self, r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>) {
        r.insert(out, " AS t");
        out.push("\nON CONFLICT (");
        r.names(out, key.columns);
        out.push(") DO UPDATE SET ");
        r.upsert_sets(out, key, |out, column| r.prefixed(out, "excluded.", column));
    }

    fn insert_many(&self, _r: &Renderer<'_>, _out: &mut Sql) {}

    fn insert_many_verbatim(&self, _r: &Renderer<'_>, _out: &mut Sql) {}

    fn write_many(&self, _r: &Renderer<'_>, _out: &mut Sql, _key: &Key<'_>) {}

    fn update_many(&self, _r: &Renderer<'_>, _out: &mut Sql, _query: &Query<'_>) {}

    fn replace_schema(&self, text: &str, from: &str, to: &str) -> String {
        let qualifier = format!("{MAIN}`{from}_");
        // The value of an identity column names the table in a string.
        let sequence = format!("{SEQUENCE_OF}{from}_");
        schema_name::replace(text, to, |rest| {
            let table = rest.starts_with(&qualifier).then_some(MAIN.len() + 1);
            let sequence = || rest.starts_with(&sequence).then_some(SEQUENCE_OF.len());
            Some((table.or_else(sequence)?, from.len()))
        })
    }

    fn row_version(&self) -> Option<&'static str> {
        Some(ROW_VERSION)
    }

    fn returning_tail(&self, r: &Renderer<'_>, out: &mut Sql) {
        out.push("\nRETURNING ");
        r.all_names(out);
    }

    fn delete_some(&self, r: &Renderer<'_>, out: &mut Sql, query: &Query<'_>) {
        // Most builds of SQLite omit `DELETE … LIMIT`.
        out.push("DELETE FROM ");
        self.table(out, r.table);
        selected_rows(r, out, |out| {
            self.table(out, r.table);
            r.filters(out, "\n    WHERE ", query.filters, "");
            self.limit_tail(out, query.limit);
        });
    }

    fn claim(&self, r: &Renderer<'_>, out: &mut Sql, query: &Query<'_>) {
        out.push("UPDATE ");
        self.table(out, r.table);
        out.push("\nSET ");
        r.sets(out, query.set, "");
        selected_rows(r, out, |out| {
            self.table(out, r.table);
            r.filters(out, "\n    WHERE ", query.filters, "");
            r.order(out, "\n    ", query.order);
            self.limit_tail(out, query.limit);
        });
        out.push("\nRETURNING ");
        r.all_names(out);
    }
}

/// Writes a condition for the rows that a selection from the table, written by `selection`, returns.
fn selected_rows(r: &Renderer<'_>, out: &mut Sql, selection: impl FnOnce(&mut Sql)) {
    let key = r.table.primary_key().filter(|_| r.table.without_rowid);
    let identity = |out: &mut Sql| match key {
        Some(key) => r.names(out, key.columns),
        None => out.push("rowid"),
    };
    let is_row_value = key.is_some_and(|key| key.columns.len() > 1);
    out.push(if is_row_value { "\nWHERE (" } else { "\nWHERE " });
    identity(out);
    out.push(if is_row_value { ") IN (\n    SELECT " } else { " IN (\n    SELECT " });
    identity(out);
    out.push(" FROM ");
    selection(out);
    out.push("\n)");
}

impl Sqlite {
    /// Writes the range of text that starts with other text. It is that of a comparison by code point, also where the column has another
    /// collation.
    fn in_range(&self, r: &Renderer<'_>, out: &mut Sql, test: &ContainsTest<'_>) {
        let is_existing = r.table.columns.at(test.column).existing_type(Dialect::Sqlite).is_some();
        let binary = if is_existing { " COLLATE BINARY" } else { "" };
        match (test.text, test.range) {
            (Term::Param(_), Some(at)) => {
                r.compare(out, test.prefix, test.column, Operator::GreaterOrEqual, at);
                out.push(binary);
                out.push(" AND ");
                r.prefixed(out, test.prefix, test.column);
                out.push(" < coalesce(");
                r.param(out, at + 1);
                // A BLOB is greater than any text.
                out.push(", x'')");
                out.push(binary);
                out.push(" AND ");
            }
            (Term::Literal(Literal::Text(text)), _) => {
                let bounds =
                    [(" >= ", text_range::literal_low(text)), (" < ", text_range::literal_high(text))];
                for (operator, bound) in bounds {
                    let Some(bound) = bound else { continue };
                    r.prefixed(out, test.prefix, test.column);
                    out.push(operator);
                    r.literal(out, &Literal::Text(&bound), test.column);
                    out.push(binary);
                    out.push(" AND ");
                }
            }
            _ => {}
        }
    }

    /// Writes a query for values of equal length, which are joined in one parameter. The elements of an array of zeros number
    /// them.
    fn members_of_fixed_length(&self, out: &mut Sql, param: usize, len: usize) {
        out.push("SELECT substr(");
        self.param(out, param);
        out.push(", 1 + ");
        out.push_int(len);
        out.push(" * key, ");
        out.push_int(len);
        out.push(") FROM json_each('[0' || replace(hex(zeroblob(length(");
        self.param(out, param);
        out.push(") / ");
        out.push_int(len);
        out.push(" - 1)), '00', ',0') || ']') WHERE length(");
        self.param(out, param);
        out.push(") > 0");
    }
}

fn prefixed(out: &mut Sql, schema: Option<&str>, name: &str) {
    out.push("`");
    out.push(&name_in_file(schema, name));
    out.push("`");
}

/// Returns the name of a table or index in a SQLite file, where the schema is a prefix. A file has no schemas, and a
/// transaction over attached files is not atomic.
pub fn name_in_file(schema: Option<&str>, name: &str) -> String {
    schema.map_or_else(|| name.to_owned(), |schema| format!("{schema}_{name}"))
}

/// 2^29 + 1; see [`Grammar::calculation`].
const SPLIT: &str = "536870913.0";
