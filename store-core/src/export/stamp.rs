//! The record of the scripts that were applied to a schema.

use super::TableInfo;

/// The version of a schema, which each script records in a table.
///
/// A script stops with an error if the table has a newer version. On SQLite, the tool must stop at the first error: a tool that continues
/// runs the remaining statements outside of the transaction. The last statement of a script records it, with the checksum of the
/// statements that create its objects.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    /// The table, which is added to the scripts. Its columns are `schema_version`, `script`, `compatible_from`, `checksum`,
    /// `program_version`, and `applied_at` with the default `now()`; the primary key is the version and the script.
    pub table: TableInfo,
    /// The version of the schema that the scripts create, from 1.
    pub version: i32,
    /// The oldest version of the schema whose programs can use the tables of this one.
    pub compatible_from: i32,
    /// The version of the program that writes the scripts.
    pub program: &'static str,
    /// Returns the checksum of a script: SHA-256, for example.
    pub checksum: fn(&[u8]) -> [u8; 32],
}

/// A script as its record names it.
pub(crate) struct ScriptRecord<'s> {
    /// The table in the form of the engine.
    pub(crate) table: &'s str,
    pub(crate) version: i32,
    pub(crate) compatible_from: i32,
    pub(crate) script: &'s str,
    /// Hexadecimal digits.
    pub(crate) checksum: String,
    pub(crate) program: &'s str,
}
