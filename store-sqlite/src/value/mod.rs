//! Conversion between values and the forms that SQLite stores; the table on [`SqlType`](store_core::SqlType) lists them.

mod calendar;
mod decode;
mod encode;

pub(crate) use decode::decode;
#[cfg(feature = "sqlx")]
pub(crate) use encode::Encoded;
pub(crate) use encode::encode;
