//! SQL for SQL Server and SQLite, made from annotated structs while the program compiles.
//!
//! ```
//! use store::prelude::*;
//!
//! /// A page of a site.
//! #[derive(Table)]
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
//! assert_eq!(
//!     Page::SQL.of(Dialect::Mssql).insert_if_absent(),
//!     "INSERT INTO [crawl].[pages] ([url], [site], [fetched])\n\
//!      SELECT @P1, @P2, @P3\n\
//!      WHERE NOT EXISTS (SELECT 1 FROM [crawl].[pages] WITH (UPDLOCK, SERIALIZABLE) WHERE [url] = @P1);"
//! );
//! assert_eq!(
//!     Page::SQL.of(Dialect::Sqlite).select(),
//!     "SELECT `url`, `site`, `fetched`\nFROM `main`.`crawl_pages`\nWHERE `url` = ?1"
//! );
//! // Run it on any connection: `Page::of_site("docs", Some(true)).all(&mut connection).await?`
//! let query = Page::of_site("docs", None);
//! assert!(query.sql(Dialect::Mssql).ends_with("WHERE [site] = @P1\nORDER BY [url];"));
//! ```
//!
//! A program depends on this crate and on the backend that it needs, such as `store-sqlite`. [`ConnectionExt`] has the
//! methods of every connection; the page `docs/derive.md` of the repository describes the attributes.
//!
//! [`state`] is a state store for crawlers and ingestion jobs, with a work queue, leases, runs, versions and
//! checkpoints; [`runner`] has its workers.

#[cfg(feature = "chrono")]
pub use store_core::chrono;
#[cfg(feature = "decimal")]
pub use store_core::rust_decimal;
#[cfg(feature = "uuid")]
pub use store_core::uuid;
pub use store_core::{
    Connection, ConnectionExt, Database, Dialect, DialectSql, Error, ErrorKind, Field, FromRow, KeySql,
    Literal, MAX_PRECISION, Outcome, Params, ParseDialectError, QuerySql, Real, Row, SchemaOverride, SqlType,
    Statement, Table, TableSql, Transaction, Transactional, UniqueKey, UnitOfWork, Value, ValueError, Write,
    WriteKind, utf16_len,
};
pub use store_core::{ident, queries, schema};
#[cfg(feature = "json")]
pub use store_core::{json, serde_json};
pub use store_macros::{Field, SqlEnum, Table};

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
    pub use store_core::derive::{catalog_queries, plan_from_statements};
    pub use store_core::diff::*;
}

/// Scripts that create tables, and a description of them.
pub mod export {
    pub use store_core::export::*;
    pub use store_core::{batches, conflicts, dictionary};
}

/// What most programs need: the derives, the traits, outcomes and errors.
pub mod prelude {
    pub use crate::{Connection, ConnectionExt, Dialect, Error, ErrorKind, Field, Outcome, SqlEnum, Table};
    pub use crate::{Database, Transactional, UniqueKey, UnitOfWork};
}

// The derives name their crate `::store`, here too.
#[cfg(feature = "state")]
extern crate self as store;

/// What the derives name in the code they write; no part of the interface.
#[doc(hidden)]
pub mod __private {
    pub use core::option::Option::{None, Some};
    pub use core::primitive::{bool, f32, f64, i16, i32, i64, u8, u16, u32};
    pub use core::result::Result::{Err, Ok};
    pub use store_core::derive;
    pub use store_core::derive::kind::*;
    pub use store_core::derive::{BoundQuery, PackedStrings, filled};
    pub use store_core::derive::{assert, fallback, rules};
    pub use store_core::queries::{ClaimQuery, CountQuery, SelectQuery, UpdateQuery};
    pub use store_core::schema::*;
    pub use store_core::{
        Dialect, Error, Field, FromRow, Literal, Real, Row, SqlType, Table, TableSql, UniqueKey, Value,
        ValueError,
    };
}
