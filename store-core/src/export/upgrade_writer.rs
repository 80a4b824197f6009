//! The trait that an engine implements for upgrade scripts.

use crate::diff::{TableName, TableShape};

/// The parts of upgrade scripts that differ between engines.
pub(crate) trait UpgradeWriter: Sync {
    /// Splits a script into its statements or batches.
    fn split<'s>(&self, script: &'s str) -> Vec<&'s str>;

    /// Returns the starts of the statements in scripts that create no table and no index, as words.
    fn other_statements(&self) -> &'static [&'static str];

    /// Returns the statements around the steps.
    fn upgrade_frame(&self) -> UpgradeFrame;

    /// Returns the statements that stop a script unless `stamp` has this version as its newest.
    fn require_version(&self, stamp: &str, versions: Versions) -> Vec<String>;

    /// Returns the statements that stop a script unless all tables exist that it changes or keeps.
    fn refuse_missing(&self, names: &[&TableName]) -> Vec<String>;

    /// Returns a statement of a definition without its test for an existing index: one of the same name may be another.
    fn creating(&self, statement: String) -> String;

    /// Returns the statements that stop a script if a table exists that it creates.
    fn refuse_existing(&self, name: &TableName) -> Vec<String>;

    /// Returns the statements that stop a script if a table that it rebuilds has a part that the earlier scripts do not create.
    fn refuse_unknown_parts(&self, rebuilt: &[RebuiltTable<'_>]) -> Vec<String>;

    /// Returns the statements that stop a script if rows of a rebuilt table violate its foreign keys.
    fn refuse_violations(&self, name: &TableName) -> Vec<String>;

    /// Returns what the header of the script `file` says about running it, in sentences.
    fn instructions(&self, file: &str, versions: Option<Versions>) -> Vec<String>;
}

/// The versions of a schema before and after an upgrade.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Versions {
    /// 0 if the earlier scripts record no version.
    pub(crate) from: i32,
    pub(crate) to: i32,
}

/// The statements around the steps of an upgrade.
pub(crate) struct UpgradeFrame {
    /// The statements before all others.
    pub(crate) begin: Vec<String>,
    /// The statement after each other one, which skips the rest after an error.
    pub(crate) check: Option<&'static str>,
    /// The last statements.
    pub(crate) end: &'static [&'static str],
}

/// A table that a script drops and creates again with its rows.
pub(crate) struct RebuiltTable<'t> {
    pub(crate) name: &'t TableName,
    /// The statement that created the table.
    pub(crate) create: &'t str,
    /// The table as the earlier scripts create it.
    pub(crate) shape: &'t TableShape,
}
