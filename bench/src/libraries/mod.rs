//! The libraries that this program runs itself, in worker processes; the others are packages in `bench/peers`.

mod item;
mod plain_queue;
mod rusqlite_sql;
mod store_queue;
mod store_sql;

pub(crate) use item::{Item, sql_job};
pub(crate) use plain_queue::{PLAIN_SQL, PlainQueue};
pub(crate) use rusqlite_sql::Rusqlite;
pub(crate) use store_queue::{
    STORE_SETTINGS, StoreQueue, completion, drain, item, open_store, open_store_with, runtime, store_options,
};
pub(crate) use store_sql::Store;
