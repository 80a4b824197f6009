//! SQL Server for store: tables that are annotated structs, over TDS.
//!
//! ```no_run
//! use store::prelude::*;
//! use store_mssql::{Mssql, MssqlOptions};
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
//!     let options = MssqlOptions::new("db.example.com", "Holocron").login("crawler", "correct horse");
//!     let mut db = Mssql::open(options).await?;
//!     db.create::<Page>().await?;
//!
//!     let page = Page { url: "/a".to_owned(), source: "docs".to_owned(), visits: 1 };
//!     assert_eq!(db.insert_if_absent(&page).await?, Outcome::Inserted);
//!
//!     // All rows in one round trip, each with its outcome.
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
//! # Three ways in
//!
//! | | for |
//! |---|---|
//! | [`Mssql`] | any number of tasks: each call takes a connection out of a pool, and is tried again where that helps |
//! | [`MssqlConnection`] | transactions, on a connection of the pool ([`Mssql::connection`]) or one of its own |
//! | [`TiberiusConnection`] | a [tiberius] client of the application's own, and the transaction that is open on it |
//!
//! Each is a [`Connection`](store_core::Connection), on which the same operations and declared queries run.
//!
//! # What it holds to
//!
//! - A call is one round trip, and so is a batch of up to 1,000 rows. It takes effect as a whole or not at all.
//! - An upsert or insert-if-absent holds the key, or the gap where it would stand, until it is done: under any number of
//!   sessions one is told `Inserted`. There is no `MERGE`.
//! - A connection on which something was left unread, because a future was dropped or an answer was cut off, is closed
//!   and never used again; so the server undoes what was open.
//! - The connection is encrypted and the server's certificate checked, unless [`MssqlOptions`] say otherwise.
//! - No debug output, error or trace shows a password or a value of a row.
//!
//! The repository's `docs/backends/sql-server.md` has set-up, permissions, retries and what to do about each error.
//!
//! # Features
//!
//! - `winauth`: [`MssqlOptions::integrated`] on Windows.
//! - `gssapi`: the same elsewhere, by Kerberos; needs the system's GSSAPI library to build.

mod batch;
mod borrowed;
mod call;
mod connect;
mod connection;
#[doc(hidden)]
pub mod control;
mod define;
mod driver;
mod error;
mod handle;
mod lease;
mod nesting;
mod options;
mod pool;
mod retry;
mod row;
mod run;
mod session;
mod silent;
mod stream;
mod surroundings;
mod value;

pub use borrowed::TiberiusConnection;
pub use connection::MssqlConnection;
pub use handle::{Mssql, PoolStatus, Work};
pub use options::{Encryption, MssqlOptions};
pub use tiberius;
