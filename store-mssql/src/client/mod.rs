//! The public connections: a shared handle, a connection of the pool, and the client of an application.

mod connection;
mod mssql;
mod tiberius_connection;
mod with_transaction;

pub use connection::MssqlConnection;
pub use mssql::{Mssql, PoolStatus};
pub use tiberius_connection::TiberiusConnection;
pub use with_transaction::TransactionFuture;
