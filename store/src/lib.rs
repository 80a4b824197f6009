//! Checked SQL for SQL Server and SQLite, and a durable state store for crawlers and ingestion jobs.
//!
//! [`#[derive(Table)]`](derive@Table) generates the SQL of a struct for both engines while the program compiles: DDL, upserts,
//! queries and claims. [`ConnectionExt`] runs the statements on a connection of a backend, such as `store-sqlite` or
//! `store-mssql`, with equal results on both. The module `state` is a work queue with leases, retries, runs, versions and
//! checkpoints, and `runner` has its workers.
//!
//! ```
//! use store::prelude::*;
//! use store_sqlite::{Sqlite, SqliteOptions};
//!
//! /// A page of a site.
//! #[derive(Table, Debug, PartialEq)]
//! #[table(schema = "crawl", name = "pages")]
//! #[query(select of_site(site, fetched?) order_by(url))]
//! struct Page {
//!     #[column(primary_key, len = 400)]
//!     url: String,
//!     #[column(len = 100)]
//!     site: String,
//!     fetched: bool,
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Error> {
//!     let mut db = Sqlite::open(SqliteOptions::in_memory()).await?;
//!     db.create::<Page>().await?;
//!
//!     let mut page = Page { url: "/index.html".into(), site: "docs".into(), fetched: false };
//!     assert_eq!(db.upsert(&page).await?, Outcome::Inserted);
//!     page.fetched = true;
//!     assert_eq!(db.upsert(&page).await?, Outcome::Updated);
//!
//!     assert_eq!(Page::of_site("docs", None).all(&mut db).await?, [page]);
//!     Ok(())
//! }
//! ```
//!
//! A program depends on this crate and on a backend. On SQL Server the program differs only in opening the database:
//! `Mssql::open(MssqlOptions::new("localhost", "crawl").login("crawler", password))`, of the crate `store-mssql`.
//!
//! # Cargo features
//!
//! | feature | default | content |
//! |---|---|---|
//! | `chrono` | yes | `DateTime<Utc>`, `DateTime<FixedOffset>`, `NaiveDateTime`, `NaiveDate` and `NaiveTime` as columns |
//! | `decimal` | yes | `rust_decimal::Decimal` as a column |
//! | `json` | yes | `serde_json::Value` as a column, and any serde type with `#[column(json)]` |
//! | `time` | no | `OffsetDateTime`, `UtcDateTime`, `PrimitiveDateTime`, `Date` and `Time` of the crate `time` as columns |
//! | `jiff` | no | `Timestamp`, `civil::DateTime`, `civil::Date` and `civil::Time` of jiff as columns |
//! | `uuid` | yes | `uuid::Uuid` as a column |
//! | `state` | yes | the state store; enables `chrono` and `json` |
//! | `runner` | yes | workers that process the items of a state store, on tokio; enables `state` |
//! | `factory` | yes | `create_state_store`, which reads the configuration; enables `state` |
//! | `sqlite` | no | the SQLite backend in `factory`; enables `factory` |
//! | `mssql` | no | the SQL Server backend in `factory`; enables `factory` |
//! | `legacy` | no | the import of work items of the legacy Python state store; enables `state` |
//!
//! # Main items
//!
//! - [`derive@Table`], [`derive@Field`] and [`derive@SqlEnum`]: the derives, with the reference of their attributes;
//! - [`ConnectionExt`]: creating tables, reading and writing rows, drift and repair plans;
//! - [`Batch`]: several statements in one request, each with its own result;
//! - [`Transactional`] and [`Database`]: transactions, and [`UnitOfWork`], which runs again after a deadlock;
//! - [`Error`] and [`ErrorKind`]: the errors of all backends;
#![cfg_attr(
    feature = "state",
    doc = "- [`StateStore`](state::StateStore): the state of a crawl or an ingestion job;"
)]
#![cfg_attr(
    feature = "runner",
    doc = "- [`Runner`](runner::Runner): workers that claim items, pass them to a handler, and write the outcome;"
)]
#![cfg_attr(
    feature = "factory",
    doc = "- [`create_state_store`](factory::create_state_store): the state store that the configuration names;"
)]
//! - [`diff`] and [`export`]: drift and repair plans; scripts, a data dictionary and a diagram for administrators.
//!
//! # Guides
//!
//! The repository has guides for programmers: `docs/quick-start.md` (from an empty folder to a crawl),
//! `docs/derive.md` (attributes, types and queries), `docs/state-store.md` (verbs and guarantees), `docs/backends/` (SQLite and
//! SQL Server), and for operators: `docs/configuration.md` and `docs/operations.md`.

#[cfg(feature = "chrono")]
pub use store_core::chrono;
#[cfg(feature = "jiff")]
pub use store_core::jiff;
#[cfg(feature = "decimal")]
pub use store_core::rust_decimal;
#[cfg(feature = "time")]
pub use store_core::time;
#[cfg(feature = "uuid")]
pub use store_core::uuid;
pub use store_core::{
    Batch, BatchCall, BatchOutput, BatchResults, BatchRows, BatchSlot, BatchStatement, Connection,
    ConnectionExt, Database, Dialect, DialectSql, Error, ErrorKind, Field, FromRow, Insertable, IntType,
    KeySql, Literal, MAX_PRECISION, Outcome, Params, ParseDialectError, QuerySql, Real, Relation, Returned,
    Row, RowCountGuard, SchemaOverride, SqlType, Statement, Table, TableSql, TableValues, Transaction,
    Transactional, UniqueKey, UnitOfWork, UpdateMany, Value, ValueError, View, Write, WriteKind, utf16_len,
};
pub use store_core::{ident, queries, schema};
#[cfg(feature = "json")]
pub use store_core::{json, serde_json};
pub use store_macros::{Field, FromRow, SqlEnum, Table, View, sql};

mod example;
#[cfg(feature = "factory")]
pub mod factory;
#[cfg(feature = "runner")]
pub mod runner;
#[cfg(feature = "state")]
pub mod state;

/// How a table in a database differs from its struct, and the statements that repair it.
pub mod diff {
    #[doc(hidden)]
    pub use store_core::derive::{catalog_queries, drift_from_statements, plan_from_statements};
    pub use store_core::diff::*;
}

/// Structs for the tables of an existing database.
pub mod scaffold {
    pub use store_core::scaffold::*;
}

/// Scripts that create tables, and the data dictionary that describes them.
pub mod export {
    pub use store_core::export::*;
    pub use store_core::{batches, conflicts, dictionary, for_shell};
}

/// The items that most programs use: the derives, the traits, outcomes and errors.
pub mod prelude {
    pub use crate::{Connection, ConnectionExt, Dialect, Error, ErrorKind, Field, Outcome, SqlEnum, Table};
    pub use crate::{Database, TableValues, Transactional, UniqueKey, UnitOfWork, View};
}

// Code that the derives generate names the crate `::store`, also for the tables of this crate.
#[cfg(feature = "state")]
extern crate self as store;

/// The items that code generated by the derives names; not part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use core::option::Option::{None, Some};
    pub use core::primitive::{bool, f32, f64, i8, i16, i32, i64, u8, u16, u32, u64};
    pub use core::result::Result::{Err, Ok};
    pub use store_core::derive;
    pub use store_core::derive::kind::*;
    pub use store_core::derive::{BoundQuery, PackedStrings, filled, written};
    pub use store_core::derive::{assert, fallback, rules};
    pub use store_core::queries::{
        ClaimQuery, CountQuery, ExistsQuery, KeyedUpdate, RawParam, RawQuery, RawSql, ReturningQuery,
        SelectQuery, UpdateQuery,
    };
    pub use store_core::schema::*;
    pub use store_core::{
        Dialect, Error, Field, FromRow, Insertable, IntType, Literal, Projection, Real, Relation, Row,
        SqlType, Table, TableSql, TableValues, UniqueKey, Value, ValueError, View,
    };
}
