//! A column of every type.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use store::{Field, SqlEnum, Table};
use uuid::Uuid;

/// An enum that is stored as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlEnum)]
#[sql_enum(rename_all = "kebab-case")]
pub enum Color {
    /// `red`
    Red,
    /// `dark-green`
    DarkGreen,
    /// A string with a quote.
    #[sql_enum(rename = "O'Blue")]
    Blue,
}

/// A newtype with its own number of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Field)]
#[field(precision = 19, scale = 4)]
pub struct Money(pub Decimal);

/// The value of a JSON column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The distance to the right.
    pub x: i32,
    /// The distance upwards.
    pub y: i32,
}

/// A column of every type, and of `Option` of each.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance")]
#[query(select all() order_by(id))]
#[query(select with_few_bytes(few_bytes in :few) order_by(id))]
#[query(update replace(id, a_hash = :known_hash, some_bytes != :unwanted)
    set(a_bool, an_i16, a_u8, a_u16, a_u32, an_f32, an_f64, a_text, a_short_text, some_bytes, few_bytes, a_hash, a_uuid,
        a_timestamp, a_date, a_time, a_decimal, a_wide_decimal, money, a_json, a_point, a_color, maybe_bool, maybe_i64, maybe_f64,
        maybe_text, maybe_bytes, maybe_hash, maybe_uuid, maybe_timestamp, maybe_date, maybe_time, maybe_decimal,
        maybe_money, maybe_json, maybe_point, maybe_color)
    many)]
pub struct EveryType {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// A Boolean.
    #[column(default = true)]
    pub a_bool: bool,
    /// 16 bits.
    pub an_i16: i16,
    /// 32 bits.
    #[column(default = -7)]
    pub an_i32: i32,
    /// 64 bits.
    pub an_i64: i64,
    /// 8 bits.
    pub a_u8: u8,
    /// 16 bits.
    pub a_u16: u16,
    /// 32 bits.
    pub a_u32: u32,
    /// Single.
    pub an_f32: f32,
    /// Double.
    #[column(default = 0.5)]
    pub an_f64: f64,
    /// Any length.
    pub a_text: String,
    /// At most 40 units.
    #[column(len = 40, default = "it's")]
    pub a_short_text: String,
    /// More than fits in a row.
    #[column(len = 5000, max)]
    pub a_long_text: String,
    /// Any length.
    pub some_bytes: Vec<u8>,
    /// At most 16.
    #[column(len = 16)]
    pub few_bytes: Vec<u8>,
    /// A hash.
    pub a_hash: [u8; 32],
    /// An id.
    pub a_uuid: Uuid,
    /// An instant.
    pub a_timestamp: DateTime<Utc>,
    /// A day.
    pub a_date: NaiveDate,
    /// A time.
    pub a_time: NaiveTime,
    /// Up to 18 digits.
    #[column(precision = 18, scale = 6, default = 1.25)]
    pub a_decimal: Decimal,
    /// Up to 28 digits.
    #[column(precision = 28, scale = 9, default = -1.5)]
    pub a_wide_decimal: Decimal,
    /// A newtype.
    pub money: Money,
    /// JSON of any shape.
    pub a_json: serde_json::Value,
    /// JSON of one type.
    #[column(json)]
    pub a_point: Point,
    /// An enum.
    #[column(default = "dark-green")]
    pub a_color: Color,
    /// A Boolean or none.
    pub maybe_bool: Option<bool>,
    /// 16 bits or none.
    pub maybe_i16: Option<i16>,
    /// 32 bits or none.
    pub maybe_i32: Option<i32>,
    /// 64 bits or none.
    pub maybe_i64: Option<i64>,
    /// 8 bits or none.
    pub maybe_u8: Option<u8>,
    /// 16 bits or none.
    pub maybe_u16: Option<u16>,
    /// 32 bits or none.
    pub maybe_u32: Option<u32>,
    /// Single or none.
    pub maybe_f32: Option<f32>,
    /// Double or none.
    pub maybe_f64: Option<f64>,
    /// Text or none.
    pub maybe_text: Option<String>,
    /// Bytes or none.
    pub maybe_bytes: Option<Vec<u8>>,
    /// A hash or none.
    pub maybe_hash: Option<[u8; 32]>,
    /// An id or none.
    pub maybe_uuid: Option<Uuid>,
    /// An instant or none.
    pub maybe_timestamp: Option<DateTime<Utc>>,
    /// A day or none.
    pub maybe_date: Option<NaiveDate>,
    /// A time or none.
    pub maybe_time: Option<NaiveTime>,
    /// A decimal or none.
    #[column(precision = 9, scale = 2)]
    pub maybe_decimal: Option<Decimal>,
    /// A wide decimal or none.
    #[column(precision = 28, scale = 0)]
    pub maybe_wide_decimal: Option<Decimal>,
    /// A newtype or none.
    pub maybe_money: Option<Money>,
    /// JSON or none.
    pub maybe_json: Option<serde_json::Value>,
    /// JSON of one type or none.
    #[column(json)]
    pub maybe_point: Option<Point>,
    /// An enum or none.
    pub maybe_color: Option<Color>,
}
