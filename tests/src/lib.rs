//! What the tests share: tables, the statements they give, and what every backend must do with them.

#[expect(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "each case is a test, whose name says what it shows"
)]
pub mod conformance;
pub mod mends;
#[expect(dead_code, reason = "the structs are samples, of which the SQL is looked at")]
pub mod reference;
pub mod statements;
pub mod tables;

/// The program in the README, which is compiled and run as a test of its own.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// The programs in the document on the state store, which are compiled; the first is run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/state-store.md")]
pub struct StateStore;

/// The programs in the document on SQL Server, which are compiled.
#[cfg(doctest)]
#[doc = include_str!("../../docs/backends/sql-server.md")]
pub struct SqlServer;

/// The programs in the document on SQLite, which are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/backends/sqlite.md")]
pub struct OnSqlite;
