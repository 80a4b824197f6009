//! What the derive puts in the place of a table that has errors, so that no further ones follow from them.

use crate::model::{Columns, TableModel};
use crate::table::{DialectSql, KeySql, TableSql};

/// A table of nothing.
pub const MODEL: &TableModel<'static> = &TableModel {
    schema: None,
    name: "",
    doc: "",
    columns: Columns {
        names: &[],
        fields: &[],
        docs: &[],
        types: &[],
        nullable: &[],
        defaults: &[],
        insert_only: &[],
    },
    keys: &[],
    indexes: &[],
    foreign_keys: &[],
    checks: &[],
};

const KEY: KeySql = KeySql {
    name: "",
    insert_if_absent: "",
    upsert: "",
    select: "",
    update: "",
    delete: "",
    update_order: &[],
};

const NOTHING: DialectSql = DialectSql::new((None, "", &[], ""), "", &[KEY], &[]);

/// The statements of a table of nothing.
pub const SQL: &TableSql = &TableSql { mssql: NOTHING, sqlite: NOTHING };
