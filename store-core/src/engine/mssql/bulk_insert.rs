//! Bulk inserts, by way of a temporary table.
//!
//! A bulk load into the table itself would need options for what a plain insert does anyway: to check constraints, to fire triggers
//! and to keep NULLs where the column has a default. The temporary table has none of them, and the insert from it is a plain one.

use super::Mssql;
use crate::render::{BulkInsertSql, Fragment, Grammar, Renderer, Sql};

/// The temporary table. Each session has its own, which exists only during a call.
const STAGING: &str = "[#store_bulk_insert]";

/// The number of a row in the temporary table.
const NUMBER: &str = "[#n]";

impl Mssql {
    pub(super) fn bulk_insert_of(&self, r: &Renderer<'_>, is_verbatim: bool) -> BulkInsertSql {
        let written: Vec<usize> =
            if is_verbatim { r.table.stored().collect() } else { r.table.inserted().collect() };
        // The database makes the identities of the rows in the order in which they are inserted.
        let is_numbered = !is_verbatim && r.table.identity().is_some();
        let (mut create, mut insert) = (Sql::default(), Sql::default());
        create_staging(r, &mut create, &written, is_numbered);
        let write = |out: &mut Sql| insert_staged(r, out, &written, is_numbered);
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
        BulkInsertSql {
            staging: STAGING,
            create_staging: create.into_text(),
            columns: number.into_iter().chain(names).collect(),
            is_numbered,
            insert: insert.into_text(),
            drop_staging: format!("DROP TABLE {STAGING};"),
        }
    }
}

fn create_staging(r: &Renderer<'_>, out: &mut Sql, written: &[usize], is_numbered: bool) {
    out.push("CREATE TABLE ");
    out.push(STAGING);
    out.push(" (");
    if is_numbered {
        out.push(NUMBER);
        out.push(" BIGINT NOT NULL, ");
    }
    for (number, column) in written.iter().enumerate() {
        out.push(if number == 0 { "" } else { ", " });
        r.fragment(out, *column, Fragment::TableVariable);
    }
    out.push(");");
}

fn insert_staged(r: &Renderer<'_>, out: &mut Sql, written: &[usize], is_numbered: bool) {
    r.insert_columns(out, written);
    out.push("\nSELECT ");
    r.names(out, written);
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
