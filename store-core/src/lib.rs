//! The core of store: what the derives and the drivers share.
//!
//! It does no input or output, and next to nothing stands below it. In the order of a statement's life:
//!
//! - [`ident`] and [`keywords`]: what may be a name;
//! - [`model`]: the description of a table; [`SqlType`] and [`Literal`]: the types and constants in it;
//! - [`render`] and [`dialect`]: the description as SQL;
//! - [`Table`], [`TableSql`] and [`declared`]: what the derive gives a struct;
//! - [`Field`], [`Value`] and [`Row`]: Rust values on their way to and from a database;
//! - [`Connection`] and [`Transactional`]: what a driver implements; [`ConnectionExt`]: what a program calls;
//! - [`advice`]: settings of a database that could be better;
//! - [`ddl`]: scripts for those who create tables by hand;
//! - [`drift`]: how a table in a database differs from its struct;
//! - [`Error`]: what can go wrong.
//!
//! Programs name the `store` crate, which has all of this and the derives.

#[doc(hidden)]
pub mod advice;
pub mod assert;
pub mod conflict;
mod connection;
mod database;
pub mod ddl;
pub mod declared;
mod decode;
pub mod default_name;
pub mod dialect;
pub mod drift;
mod error;
#[doc(hidden)]
pub mod fallback;
mod field;
#[doc(hidden)]
pub mod fields;
#[doc(hidden)]
pub mod holes;
pub mod ident;
pub mod keywords;
#[doc(hidden)]
pub mod kind;
pub mod limits;
mod literal;
pub mod model;
mod operations;
pub mod render;
mod row;
pub mod rules;
mod schema;
pub mod sortable;
mod sql_type;
mod statement;
mod table;
mod table_sql;
pub mod text;
pub mod texts;
mod transaction;
mod value;

pub use connection::{Connection, Outcome, Transactional, Write, WriteKind};
pub use database::{Database, UnitOfWork};
pub use dialect::Dialect;
pub use error::{Error, ErrorKind};
pub use field::Field;
#[cfg(feature = "json")]
pub use field::json;
pub use literal::{Literal, Real, utf16_len};
pub use operations::ConnectionExt;
pub use row::{FromRow, Row};
pub use schema::SchemaOverride;
pub use sql_type::{MAX_PRECISION, MAX_SCALED_PRECISION, SqlType};
pub use statement::{Params, Statement};
pub use table::{Table, UniqueKey};
pub use table_sql::{DialectSql, KeySql, QuerySql, TableSql};
pub use transaction::Transaction;
pub use value::{Value, ValueError};
