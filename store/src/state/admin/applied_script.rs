//! The table of applied scripts.

use chrono::{DateTime, Utc};

use crate::Table;

/// The version of the schema that this program creates and uses. A change of the tables raises it, and the test `upgrades` then asks for
/// a file of the new version.
pub const SCHEMA_VERSION: i32 = 1;

/// The oldest version of the schema whose programs can use the tables of this one. A change that breaks such a program, such as a required
/// column that it does not write, raises it.
pub const COMPATIBLE_FROM: i32 = 1;

/// A script that was applied to the schema of the store, or the creation of its tables by the program.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "store_meta", insert as NewAppliedScript, derive(Clone, Debug))]
#[query(select newest() order_by(schema_version desc, script desc) limit(1))]
#[query(select in_order() order_by(schema_version, applied_at, script))]
pub struct AppliedScript {
    /// Version of the schema that the script creates.
    #[column(primary_key)]
    pub schema_version: i32,
    /// Name of the script; `program` if the program created the tables.
    #[column(primary_key, len = 200)]
    pub script: String,
    /// Oldest version of the schema whose programs can use the tables.
    pub compatible_from: i32,
    /// SHA-256 of the statements of the script; NULL if the program created the tables.
    pub checksum: Option<[u8; 32]>,
    /// Version of the program that wrote the script or created the tables.
    #[column(len = 50)]
    pub program_version: String,
    /// Time when the script was applied for the last time, by the database's clock.
    #[column(default = now(), generated)]
    pub applied_at: DateTime<Utc>,
}
