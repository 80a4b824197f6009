//! Bulk inserts, by way of a temporary table.
//!
//! A bulk load into the table itself would need options for what a plain insert does anyway: to check constraints, to fire triggers
//! and to keep NULLs where the column has a default. The temporary table has none of them, and the insert from it is a plain one.

use super::Mssql;
use crate::render::{BulkInsertSql, Fragment, Grammar, Renderer, Sql};
use crate::schema::{Columns, TableModel};
use crate::types::SqlType;

/// The temporary table. Each session has its own, which exists only during a call.
const STAGING: &str = "[#store_bulk_insert]";

/// The number of a row in the temporary table.
const NUMBER: &str = "[#n]";

/// A decimal as text, of at most 38 digits with a zero in front of the point.
const DECIMAL_TEXT: &str = "NVARCHAR(41)";

impl Mssql {
    pub(super) fn bulk_insert_of(&self, r: &Renderer<'_>, is_verbatim: bool) -> BulkInsertSql {
        let written: Vec<usize> =
            if is_verbatim { r.table.stored().collect() } else { r.table.inserted().collect() };
        // The database makes the identities of the rows in the order in which they are inserted.
        let is_numbered = !is_verbatim && r.table.identity().is_some();
        // Values are loaded with the types of their fields, also those of existing columns, and converted by the insert.
        let columns = Columns { sql_types: &[], ..r.table.columns };
        let loaded = TableModel { columns, ..*r.table };
        let r = &Renderer::with_grammar(&Self, &loaded);
        let mut insert = Sql::default();
        let write = |out: &mut Sql| insert_from_staging(r, out, &written, is_numbered);
        if is_verbatim {
            self.assigning_identity(&mut insert, r.table, &write);
        } else {
            write(&mut insert);
        }
        let number = is_numbered.then(|| NUMBER.to_owned());
        let names = written.iter().map(|at| {
            let mut name = Sql::default();
            r.column(&mut name, *at);
            name.into_text()
        });
        let columns: Vec<String> = number.into_iter().chain(names).collect();
        BulkInsertSql {
            staging: STAGING,
            create_staging: create_staging(r, &written, is_numbered),
            insert_staged: insert_staged(&columns),
            columns,
            is_numbered,
            insert: insert.into_text(),
            drop_staging: format!("DROP TABLE {STAGING};"),
        }
    }
}

/// Returns whether a column is text in the temporary table. The driver sends the digits of a decimal with the length that the value
/// needs, which Babelfish reads wrongly, and which can exceed that of the column.
fn is_text(r: &Renderer<'_>, column: usize) -> bool {
    matches!(r.table.columns.at(column).ty.stored(), SqlType::Decimal { .. })
}

fn create_staging(r: &Renderer<'_>, written: &[usize], is_numbered: bool) -> String {
    let mut out = Sql::default();
    out.push("CREATE TABLE ");
    out.push(STAGING);
    out.push(" (");
    if is_numbered {
        out.push(NUMBER);
        out.push(" BIGINT NOT NULL, ");
    }
    list(&mut out, written, |out, column| {
        if is_text(r, column) {
            r.column(out, column);
            out.push(" ");
            out.push(DECIMAL_TEXT);
            out.push(" NULL");
        } else {
            r.fragment(out, column, Fragment::TableVariable);
        }
    });
    out.push(");");
    out.into_text()
}

fn insert_staged(columns: &[String]) -> String {
    let params: Vec<String> = (1..=columns.len()).map(|number| format!("@P{number}")).collect();
    format!("INSERT INTO {STAGING} ({})\nVALUES ({});", columns.join(", "), params.join(", "))
}

fn insert_from_staging(r: &Renderer<'_>, out: &mut Sql, written: &[usize], is_numbered: bool) {
    r.insert_columns(out, written);
    out.push("\nSELECT ");
    list(out, written, |out, column| {
        if is_text(r, column) {
            out.push("CAST(");
            r.column(out, column);
            out.push(" AS ");
            r.fragment(out, column, Fragment::Type);
            out.push(")");
        } else {
            r.column(out, column);
        }
    });
    out.push("\nFROM ");
    out.push(STAGING);
    let key = r.table.primary_key().map_or(&[][..], |key| key.columns);
    let key: Vec<usize> = key.iter().copied().filter(|at| written.contains(at)).collect();
    if is_numbered {
        out.push("\nORDER BY ");
        out.push(NUMBER);
    } else if !key.is_empty() {
        out.push("\nORDER BY ");
        r.names(out, &key);
    }
    out.push(";");
}

fn list(out: &mut Sql, columns: &[usize], write: impl Fn(&mut Sql, usize)) {
    for (number, column) in columns.iter().enumerate() {
        out.push(if number == 0 { "" } else { ", " });
        write(out, *column);
    }
}
