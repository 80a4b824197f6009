//! SQLite for store: tables that are annotated structs, kept in a file.
//!
//! ```
//! use store::prelude::*;
//! use store_sqlite::{Sqlite, SqliteOptions};
//!
//! /// A page that was seen.
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
//!     // Or in a file: `SqliteOptions::new("crawl.db")`.
//!     let mut sqlite = Sqlite::open(SqliteOptions::in_memory()).await?;
//!     sqlite.create::<Page>().await?;
//!
//!     // Any number of tasks write through clones of the handle and share its transactions.
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
//! # Three ways in
//!
//! | | for | waits |
//! |---|---|---|
//! | [`Sqlite`] | async programs: one thread writes, some read | on its own threads, on any executor |
//! | [`SqliteConnection`] | programs that want no thread, explicit transactions | on the caller's thread |
//! | `SqlxSqlite`, feature `sqlx` | applications that have a `sqlx::SqliteConnection` | on sqlx's thread |
//!
//! Each is a [`Connection`](store_core::Connection), on which the same operations and declared queries run. The
//! connection has them as plain methods too: [`SqliteConnection::blocking`].
//!
//! # What it holds to
//!
//! - A call is kept as a whole or not at all. With [`Synchronous::Full`], the default, what was answered with `Ok`
//!   survives a power cut.
//! - One caller's error never undoes what another has done, though they share a transaction.
//! - Writers begin with `BEGIN IMMEDIATE` and wait for other programs for as long as
//!   [`SqliteOptions::busy_timeout`] says.
//! - Statements are constants, prepared once. One that is prepared costs no allocation for its text.
//! - Nothing panics on what stands in a file: a damaged file is [`Corrupt`](store_core::ErrorKind::Corrupt), a text where
//!   a number belongs is [`Decode`](store_core::ErrorKind::Decode) and names the column. Errors never show a value.
//!
//! # Features
//!
//! - `sqlx`: the same statements on an application's own sqlx connection.

// Each uses only those before it: error, options, value, foreign_keys, open, blocking, connection, handle, sqlx.
mod blocking;
mod connection;
mod error;
mod foreign_keys;
mod handle;
mod open;
mod options;
#[cfg(feature = "sqlx")]
mod sqlx;
mod value;

#[cfg(feature = "sqlx")]
pub use crate::sqlx::SqlxSqlite;
pub use blocking::Blocking;
pub use connection::SqliteConnection;
pub use handle::{RowStream, Sqlite};
pub use options::{SqliteOptions, Synchronous};

/// The underlying driver, for [`SqliteConnection::as_rusqlite`].
pub use rusqlite;
