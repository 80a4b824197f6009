//! Administration: creating, checking and repairing tables, scripts, retention.

mod drift;
mod open;
mod rebuild_counters;
mod retention;
mod scripts;
mod tables;

pub use drift::{drift, plan_repair};
pub use retention::{PruneReport, Retention};
pub use scripts::{dictionary, scripts};
pub use tables::tables;
pub(in crate::state) use tables::{for_each_table, tables_in_schema};
