//! SQL Server for store.

mod batch;
mod call;
mod connect;
mod connection;
#[doc(hidden)]
pub mod control;
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
pub use handle::{Mssql, PoolStatus, Work};
pub use options::{Encryption, MssqlOptions};
