//! Moving a whole store: copying it into another database, or exporting it to a file and importing the file.
//!
//! Rows are transferred table by table, ordered by key, in batches that are each a transaction. Rows that the target
//! already has are unchanged, so that the same call resumes after an interruption. At the end both sides are read and
//! compared: the number of rows of each table, and a checksum over their contents.
//!
//! If workers write to a store while it is copied, the copy differs from the store, and the comparison reports that.
//! Drain the store first, see [`StateStore::drain`](super::StateStore::drain).

mod copy;
mod digest;
mod export;
mod import;
mod insert;
mod json;
mod lines;
mod progress;
mod transfer_table;
mod verify;

pub use copy::{TableTransfer, compare, copy};
pub use digest::Digest;
pub use export::export;
pub use import::import;
pub use progress::{Stage, Step};
pub use verify::verify;
