//! The core of store: table descriptions, SQL, and the traits between programs and drivers.
//!
//! The crate does no input or output. Its items, in the order in which a statement passes through them:
//!
//! - [`schema`]: the description of a table, with [`SqlType`] and [`Literal`];
//! - [`Table`] and [`TableSql`]: what the derive emits for a struct;
//! - [`Field`], [`Value`] and [`Row`]: the conversion between Rust values and columns;
//! - [`Connection`] and [`Transactional`]: what a driver implements; [`ConnectionExt`]: what a program calls;
//! - [`queries`]: declared queries with their parameters;
//! - [`diff`]: the differences between a table in a database and its struct, and the statements that repair it;
//! - [`scaffold`]: structs for the tables of an existing database;
//! - [`export`]: scripts and a data dictionary for administrators;
//! - [`ident`]: the rules for names;
//! - [`Error`] and [`ErrorKind`].
//!
//! Programs depend on the crate `store`, which re-exports this interface and the derives.

#[doc(hidden)]
pub mod derive;
mod dialect;
pub mod diff;
mod engine;
mod error;
mod exec;
pub mod export;
mod render;
pub mod scaffold;
pub mod schema;
mod statements;
mod text;
mod types;

#[cfg(feature = "chrono")]
pub use chrono;
pub use dialect::{Dialect, ParseDialectError};
#[doc(hidden)]
pub use engine::SCHEMA_LOCK;
pub use engine::ident;
#[doc(hidden)]
pub use engine::name_in_file;
pub use engine::{batches, conflicts, dictionary, for_shell};
pub use error::{Error, ErrorKind};
pub use exec::queries;
pub use exec::{
    Batch, BatchCall, BatchOutput, BatchResults, BatchRows, BatchSlot, BatchStatement, Connection,
    ConnectionExt, Database, Insertable, Outcome, Params, Returned, RowCountGuard, SchemaOverride, Statement,
    Transaction, Transactional, UnitOfWork, UpdateMany, Write, WriteKind,
};
#[cfg(feature = "jiff")]
pub use jiff;
pub use render::BulkInsertSql;
#[cfg(feature = "decimal")]
pub use rust_decimal;
#[cfg(feature = "json")]
pub use serde_json;
pub use statements::{
    DialectSql, KeySql, Projection, QuerySql, Relation, Table, TableSql, TableValues, UniqueKey, View,
};
#[cfg(feature = "time")]
pub use time;
#[cfg(feature = "json")]
pub use types::json;
pub use types::{
    Field, FromRow, IntType, Literal, MAX_OFFSET, MAX_PRECISION, MAX_SCALED_PRECISION, Real, Row, SqlType,
    Value, ValueError, sortable, utf16_len,
};
#[cfg(feature = "uuid")]
pub use uuid;
