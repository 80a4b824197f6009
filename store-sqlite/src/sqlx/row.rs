//! A row that sqlx read.

use rusqlite::types::ValueRef as Stored;
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Row as _, TypeInfo, ValueRef};
use store_core::{Row, SqlType, Value, ValueError};

use crate::value::decode;

pub(super) struct SqlxRow(pub(super) SqliteRow);

impl Row for SqlxRow {
    fn value(&self, at: usize, ty: SqlType) -> Result<Value<'_>, ValueError> {
        let raw = self
            .0
            .try_get_raw(at)
            .map_err(|_| ValueError::new(format!("the result has no column {}", at + 1)))?;
        if raw.is_null() {
            return decode(Stored::Null, ty);
        }
        let storage_class = raw.type_info();
        let stored = match storage_class.name() {
            "INTEGER" => i64::decode(raw).map(Stored::Integer),
            "REAL" => f64::decode(raw).map(Stored::Real),
            // As bytes, since other programs may have written text that is not UTF-8.
            "TEXT" => <&[u8]>::decode(raw).map(Stored::Text),
            _ => <&[u8]>::decode(raw).map(Stored::Blob),
        };
        decode(stored.map_err(|_| ValueError::new("sqlx cannot decode the stored value"))?, ty)
    }
}
