//! Connections, and the operations and queries that run on them.

mod batch;
mod bulk_insert;
mod catalog;
mod connection;
mod connection_ext;
mod database;
mod insertable;
pub mod queries;
mod schema_override;
mod statement;
mod transaction;
mod update_many;
mod write;

pub use batch::{
    Batch, BatchCall, BatchOutput, BatchResults, BatchRows, BatchSlot, BatchStatement, RowCountGuard,
};
pub use connection::{Connection, Transactional};
pub use connection_ext::ConnectionExt;
pub use database::{Database, UnitOfWork};
pub use insertable::{Insertable, Returned};
pub use schema_override::SchemaOverride;
pub use statement::{Params, Statement};
pub use transaction::Transaction;
pub use update_many::UpdateMany;
pub use write::{Outcome, Write, WriteKind};
