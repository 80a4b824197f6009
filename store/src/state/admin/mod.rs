//! Administration: creating, checking and repairing tables, scripts, retention.

mod applied_script;
mod drift;
mod open;
mod rebuild_counters;
mod retention;
mod schema_version;
mod scripts;
mod tables;

pub use applied_script::{AppliedScript, COMPATIBLE_FROM, NewAppliedScript, SCHEMA_VERSION};
pub use drift::{drift, plan_repair};
pub use retention::{PruneReport, Retention};
#[cfg(feature = "legacy")]
pub(in crate::state) use schema_version::CreateSchema;
pub use schema_version::schema_version;
pub use scripts::{dictionary, scripts, upgrade};
pub use tables::tables;
pub(in crate::state) use tables::{for_each_table, tables_in_schema};
