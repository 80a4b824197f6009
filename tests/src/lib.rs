//! Shared parts of the tests: tables, their statements, the attribute reference and the conformance suite.

#[expect(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "each function is a test case; its name says which behavior it tests"
)]
pub mod conformance;
mod delegation;
#[expect(clippy::unwrap_used, clippy::expect_used, reason = "a test panics to fail")]
pub mod example;
pub mod existing;
#[expect(dead_code, reason = "the structs are samples; only their SQL is used")]
pub mod reference;
pub mod repairs;
#[expect(clippy::unwrap_used, reason = "a test panics to fail")]
pub mod schemas;
pub mod statements;
pub mod tables;

/// The program in the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// The struct in the page on the derives, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../docs/derive.md")]
pub struct DerivePage;

/// The programs in the page on the state store, compiled; the first one is also run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/state-store.md")]
pub struct StateStore;

/// The programs in the page on SQL Server, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../docs/backends/sql-server.md")]
pub struct SqlServerPage;

/// The programs in the page on SQLite, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/backends/sqlite.md")]
pub struct SqlitePage;

/// The samples in the reference of the derives, compiled.
#[cfg(doctest)]
pub mod derives {
    /// `#[derive(Table)]`.
    #[doc = include_str!("../../store-macros/reference/table.md")]
    pub struct Table;

    /// `#[derive(Field)]`.
    #[doc = include_str!("../../store-macros/reference/field.md")]
    pub struct Field;

    /// `#[derive(SqlEnum)]`.
    #[doc = include_str!("../../store-macros/reference/sql_enum.md")]
    pub struct SqlEnum;
}
