//! SQL Server for store.

mod batch;
mod call;
mod connect;
mod connection;
mod define;
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
mod value;

pub use connection::MssqlConnection;
pub use handle::{InTransaction, Mssql, PoolStatus};
pub use options::{Encryption, MssqlOptions};
