//! SQL Server's three keyword lists.
//!
//! Source: the page "Reserved keywords (Transact-SQL)" of Microsoft's documentation,
//! <https://learn.microsoft.com/sql/t-sql/language-elements/reserved-keywords-transact-sql>
//! (MicrosoftDocs/sql-docs at commit 00e01244edabb266fbdde9727001a4f3d2272fd4).

mod future;
mod odbc;
mod reserved;

pub use future::FUTURE;
pub use odbc::ODBC;
pub use reserved::RESERVED;
