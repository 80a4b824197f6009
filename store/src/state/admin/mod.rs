//! Administration: creating, checking and repairing tables, scripts, retention.

mod applied_script;
mod drift;
mod open;
mod rebuild_counters;
mod retention;
mod schema_version;
mod scripts;
mod tables;

pub use applied_script::{AppliedScript, NewAppliedScript};
pub use drift::{drift, plan_repair};
pub use retention::{PruneReport, Retention};
pub(in crate::state) use schema_version::CreateSchema;
pub use schema_version::{COMPATIBLE_FROM, SCHEMA_VERSION, schema_version};
pub use scripts::{dictionary, scripts, upgrade};
pub use tables::tables;
pub(in crate::state) use tables::{for_each_table, tables_in_schema};
