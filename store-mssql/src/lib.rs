//! SQL Server backend of the crate `store`: a connection pool with retries and transactions, over TDS.
//!
//! ```no_run
//! use store::prelude::*;
//! use store_mssql::{Mssql, MssqlOptions};
//!
//! /// A page of a site.
//! #[derive(Table, Clone, Debug, PartialEq)]
//! #[table(schema = "crawl", name = "pages")]
//! #[query(select seen_in(source) order_by(url))]
//! struct Page {
//!     #[column(primary_key, len = 200)]
//!     url: String,
//!     #[column(len = 40)]
//!     source: String,
//!     visits: i32,
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Error> {
//!     let options = MssqlOptions::new("db.example.com", "app").login("crawler", "correct horse");
//!     let mut db = Mssql::open(options).await?;
//!     db.create::<Page>().await?;
//!
//!     let page = Page { url: "/a".to_owned(), source: "docs".to_owned(), visits: 1 };
//!     assert_eq!(db.insert_if_absent(&page).await?, Outcome::Inserted);
//!
//!     // One round trip for all rows; each has its outcome.
//!     let pages: Vec<Page> = (0..1_000).map(|number| Page { url: format!("/{number}"), ..page.clone() }).collect();
//!     let outcomes = db.upsert_many(&pages, UniqueKey::PRIMARY).await?;
//!     assert_eq!(outcomes.len(), 1_000);
//!
//!     let pages = Page::seen_in("docs").all(&mut db).await?;
//!     assert_eq!(pages.len(), 1_001);
//!     Ok(())
//! }
//! ```
//!
//! # Connections
//!
//! | type | use |
//! |---|---|
//! | [`Mssql`] | a handle for any number of tasks: each call borrows a connection from a pool, and is retried after transient errors |
//! | [`MssqlConnection`] | transactions, on a connection of the pool ([`Mssql::connection`]) or a separate one |
//! | [`TiberiusConnection`] | an existing [tiberius] client, and the transaction that is open on it |
//!
//! Each implements [`Connection`](store_core::Connection), so the same operations and declared queries run on it.
//!
//! # Guarantees
//!
//! - A call is one round trip, and so is a batch of up to 1,000 rows. A call takes effect as a whole or not at all.
//! - An upsert or insert-if-absent locks the key, or the gap in which it would be inserted, until it completes: of any
//!   number of concurrent sessions, exactly one gets `Inserted`. There is no `MERGE`.
//! - A connection with an unread response, after a dropped future or a network failure, is closed and never used again;
//!   the server then rolls back the open transaction.
//! - The connection is encrypted and the server's certificate checked, unless [`MssqlOptions`] say otherwise.
//! - Debug output, errors and traces show no password and no value of a row.
//!
//! `docs/backends/sql-server.md` in the repository describes set-up, permissions, retries and error handling.
//!
//! # Features
//!
//! - `winauth`: [`MssqlOptions::integrated`] on Windows.
//! - `gssapi`: the same elsewhere, through Kerberos; building requires the system's GSSAPI library.

mod babelfish;
mod batch_sql;
mod client;
mod error;
mod exec;
mod operation;
mod options;
mod pool;
mod session;
#[doc(hidden)]
pub mod session_sql;
mod value;

pub use client::{Mssql, MssqlConnection, PoolStatus, TiberiusConnection, TransactionFuture};
pub use options::{Encryption, MssqlOptions};
pub use tiberius;
