//! SQLite backend of the crate `store`: an async handle with group commit, a direct connection, and sqlx.
//!
//! ```
//! use store::prelude::*;
//! use store_sqlite::{Sqlite, SqliteOptions};
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
//!     // For a file: `SqliteOptions::new("crawl.db")`.
//!     let mut sqlite = Sqlite::open(SqliteOptions::in_memory()).await?;
//!     sqlite.create::<Page>().await?;
//!
//!     // Tasks write through clones of the handle; concurrent writes share transactions.
//!     let tasks = (1..=20).map(|visits| {
//!         let mut sqlite = sqlite.clone();
//!         tokio::spawn(async move {
//!             let page = Page { url: "/a".to_owned(), source: "docs".to_owned(), visits };
//!             sqlite.upsert(&page).await
//!         })
//!     });
//!     let mut inserted = 0;
//!     for task in tasks.collect::<Vec<_>>() {
//!         match task.await.expect("the task ends")? {
//!             Outcome::Inserted => inserted += 1,
//!             other => assert_eq!(other, Outcome::Updated),
//!         }
//!     }
//!     assert_eq!(inserted, 1);
//!
//!     let pages = Page::seen_in("docs").all(&mut sqlite).await?;
//!     assert_eq!(pages.len(), 1);
//!     sqlite.close().await
//! }
//! ```
//!
//! # Three ways to connect
//!
//! | type | use it for | threads |
//! |---|---|---|
//! | [`Sqlite`] | async programs, on any executor | one writer thread, several reader threads |
//! | [`SqliteConnection`] | programs without threads, explicit transactions | the caller's thread |
//! | `SqlxSqlite`, feature `sqlx` | applications that have a `sqlx::SqliteConnection` | the thread of the sqlx connection |
//!
//! Each is a [`Connection`](store_core::Connection), with the same operations and declared queries.
//! [`SqliteConnection::blocking`] returns the operations as blocking methods.
//!
//! # Guarantees
//!
//! - A call takes effect as a whole or not at all. With [`Synchronous::Full`], the default, a write that has returned `Ok`
//!   survives a power failure.
//! - An error of one caller never undoes the work of another, although they share a transaction.
//! - Transactions begin with `BEGIN IMMEDIATE` and wait for other processes up to [`SqliteOptions::busy_timeout`].
//! - Statements are constants and are prepared once. Running a prepared statement allocates no memory for its SQL.
//! - The content of a file never causes a panic: a damaged file is [`Corrupt`](store_core::ErrorKind::Corrupt), and text in a
//!   column of numbers is [`Decode`](store_core::ErrorKind::Decode), with the name of the column. Errors never show a value.
//!
//! # Features
//!
//! - `sqlx`: runs the same statements on an application's sqlx connection.

mod blocking;
mod connection;
mod error;
mod foreign_keys;
mod handle;
mod open;
mod options;
mod retry;
#[cfg(feature = "sqlx")]
mod sqlx;
mod value;

#[cfg(feature = "sqlx")]
pub use crate::sqlx::SqlxSqlite;
pub use blocking::Blocking;
pub use connection::SqliteConnection;
pub use handle::{RowStream, Sqlite};
pub use options::{SqliteOptions, Synchronous, TempStore};

/// The underlying driver, for [`SqliteConnection::as_rusqlite`].
pub use rusqlite;
