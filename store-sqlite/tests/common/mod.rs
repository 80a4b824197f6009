//! Two tables, and databases with them.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses only some of the items")]
#![allow(clippy::unwrap_used, reason = "a failed `unwrap` fails the test")]

use std::path::PathBuf;

use store::prelude::*;
use store_core::{SqlType, Value, ValueError};
use store_sqlite::{SqliteConnection, SqliteOptions};

/// Microseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Micros(pub i64);

impl Field for Micros {
    const TYPE: SqlType = SqlType::Timestamp;

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        Ok(Value::Timestamp(self.0))
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Timestamp(micros) => Ok(Self(micros)),
            other => Err(ValueError::unexpected("a timestamp", &other)),
        }
    }
}

/// A decimal of 24 digits, 4 of them after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price(pub i128);

impl Field for Price {
    const TYPE: SqlType = SqlType::Decimal { precision: 24, scale: 4 };

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        Ok(Value::Decimal { digits: self.0, precision: 0, scale: 4 })
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        match value {
            Value::Decimal { digits, scale: 4, .. } => Ok(Self(digits)),
            other => Err(ValueError::unexpected("a decimal", &other)),
        }
    }
}

/// A row with a column of each storage class.
#[derive(Table, Clone, Debug, PartialEq)]
#[table(schema = "ingest", name = "items")]
#[table(unique(name = "ux_items_name", columns(source, name)))]
#[table(check(name = "ck_items_known", status in ("pending", "busy", "done")))]
#[query(select all() order_by(id))]
#[query(select dearer_than(price > :price) order_by(id))]
#[query(claim claim(status = "pending") order_by(priority, id) set(status = "busy") limit(:limit))]
#[query(update reset() set(status = :status))]
pub struct Item {
    #[column(primary_key)]
    pub id: i64,
    #[column(len = 20)]
    pub source: String,
    #[column(len = 100)]
    pub name: String,
    pub priority: i32,
    #[column(len = 10)]
    pub status: String,
    pub at: Micros,
    pub note: Option<String>,
    pub ratio: f64,
    pub hash: [u8; 4],
    #[column(precision = 24, scale = 4)]
    pub price: Price,
}

impl Item {
    /// The unique key of `source` and `name`.
    pub const BY_NAME: UniqueKey<Self> = UniqueKey::at(1);

    pub fn new(id: i64) -> Self {
        Self {
            id,
            source: "test".to_owned(),
            name: format!("item {id}"),
            priority: 100,
            status: "pending".to_owned(),
            at: Micros(1_700_000_000_000_001),
            note: None,
            ratio: 0.5,
            hash: [0, 1, 2, 255],
            price: Price(-12_345_678_901_234_567_890),
        }
    }
}

/// A number that may belong to an item.
#[derive(Table, Clone, Copy, Debug, PartialEq, Eq)]
#[table(schema = "ingest", name = "counters")]
#[table(foreign_key(name = "fk_counters_item", columns(item), references(table = "items", columns(id))))]
#[query(update add() set(number += :more))]
pub struct Counter {
    #[column(primary_key)]
    pub id: i64,
    pub item: Option<i64>,
    pub number: u16,
}

/// Returns the path of a file in a new folder, which is deleted when the first value is dropped.
pub fn file() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    (folder, path)
}

/// Returns the options of a file with both tables.
pub fn prepared() -> (tempfile::TempDir, SqliteOptions) {
    let (folder, path) = file();
    let options = SqliteOptions::new(path);
    let mut connection = SqliteConnection::open(&options).unwrap();
    connection.blocking().create::<Item>().unwrap();
    connection.blocking().create::<Counter>().unwrap();
    (folder, options)
}

/// Returns a connection to a database in memory with both tables.
pub fn memory() -> SqliteConnection {
    let mut connection = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
    connection.blocking().create::<Item>().unwrap();
    connection.blocking().create::<Counter>().unwrap();
    connection
}
