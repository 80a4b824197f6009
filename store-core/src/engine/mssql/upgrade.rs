//! Upgrade scripts for SQL Server.
//!
//! A transaction spans the batches of a script. After an error, `NOEXEC` skips all batches that follow, also in tools that continue; it is
//! switched off only after the commit.

use super::{Mssql, SCHEMA_LOCK};
use crate::diff::TableName;
use crate::export::{RebuiltTable, UpgradeFrame, UpgradeWriter, Versions};
use crate::schema::DEFAULT_SCHEMA;

impl UpgradeWriter for Mssql {
    fn split<'s>(&self, script: &'s str) -> Vec<&'s str> {
        let mut batches = Vec::new();
        let mut start = 0;
        let mut at = 0;
        for line in script.split_inclusive('\n') {
            if line.trim().eq_ignore_ascii_case("GO") {
                batches.push(&script[start..at]);
                start = at + line.len();
            }
            at += line.len();
        }
        batches.push(&script[start..]);
        batches
    }

    fn other_statements(&self) -> &'static [&'static str] {
        &[
            "SET QUOTED_IDENTIFIER",
            "SET NOEXEC",
            "IF SCHEMA_ID",
            "IF EXISTS",
            "DECLARE @version",
            "CREATE OR ALTER VIEW",
            "IF DATABASE_PRINCIPAL_ID",
            "IF IS_ROLEMEMBER",
            "GRANT",
            "REVOKE",
        ]
    }

    fn upgrade_frame(&self) -> UpgradeFrame {
        UpgradeFrame {
            begin: vec![
                // With other settings, indexes with filters and computed columns cannot be changed, and text could be cut off.
                "SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL, XACT_ABORT ON;\n\
                 SET NUMERIC_ROUNDABORT, IMPLICIT_TRANSACTIONS OFF;\n\
                 -- Waits for at most a minute for a table that others read.\n\
                 SET LOCK_TIMEOUT 60000;\n\
                 IF @@TRANCOUNT > 0\n\
                 BEGIN\n    \
                 RAISERROR(N'the session has an open transaction: commit it or roll it back first', 16, 1);\n    \
                 SET NOEXEC ON;\n\
                 END;"
                .to_owned(),
                format!(
                    "-- Waits for programs and scripts that change tables.\n\
                     BEGIN TRANSACTION;\n\
                     DECLARE @lock INT;\n\
                     EXEC @lock = sp_getapplock @Resource = N'{SCHEMA_LOCK}', @LockMode = N'Exclusive', @LockOwner = N'Transaction', \
                     @LockTimeout = 60000;\n\
                     IF @lock NOT IN (0, 1)\n{};",
                    stop("RAISERROR(N'cannot lock the schema, sp_getapplock returned %d: wait for other changes to end', 16, 1, @lock);")
                ),
            ],
            check: Some(
                "IF @@ERROR <> 0 OR @@TRANCOUNT <> 1\n\
                 BEGIN\n    \
                 IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;\n    \
                 SET NOEXEC ON;\n\
                 END;",
            ),
            end: &["COMMIT TRANSACTION;", "SET NOEXEC OFF;"],
        }
    }

    fn require_version(&self, stamp: &str, Versions { from, to }: Versions) -> Vec<String> {
        let message =
            format!("the database has schema version %d, and this script upgrades version {from} to {to}");
        vec![format!(
            "DECLARE @version INT = ISNULL((SELECT MAX([schema_version]) FROM {stamp}), 0);\n\
             IF @version = {to}\n{}\n\
             ELSE IF @version <> {from}\n{};",
            stop(&format!("PRINT N'The database already has schema version {to}: nothing to do.';")),
            stop(&format!("RAISERROR(N'{message}', 16, 1, @version);"))
        )]
    }

    fn refuse_missing(&self, names: &[&TableName]) -> Vec<String> {
        let missing = |name: &&TableName| {
            let object = object(name);
            let message = format!(
                "{} is missing: this is not a database of the earlier scripts",
                object.replace('%', "%%")
            );
            format!(
                "IF OBJECT_ID(N'{object}', N'U') IS NULL\n{};",
                stop(&format!("RAISERROR(N'{message}', 16, 1);"))
            )
        };
        names.iter().map(missing).collect()
    }

    fn creating(&self, statement: String) -> String {
        // The test is a line of its own.
        match statement.split_once('\n') {
            Some((test, create)) if test.starts_with("IF NOT EXISTS (SELECT 1 FROM sys.indexes") => {
                create.to_owned()
            }
            _ => statement,
        }
    }

    fn refuse_existing(&self, name: &TableName) -> Vec<String> {
        let object = object(name);
        let message =
            format!("{} exists already: the script creates a table of this name", object.replace('%', "%%"));
        vec![format!(
            "IF OBJECT_ID(N'{object}') IS NOT NULL\n{};",
            stop(&format!("RAISERROR(N'{message}', 16, 1);"))
        )]
    }

    /// Returns nothing: no table is rebuilt.
    fn refuse_unknown_parts(&self, _rebuilt: &[RebuiltTable<'_>]) -> Vec<String> {
        Vec::new()
    }

    /// Returns nothing: the server checks the rows when it adds a foreign key.
    fn refuse_violations(&self, _name: &TableName) -> Vec<String> {
        Vec::new()
    }

    fn instructions(&self, file: &str, versions: Option<Versions>) -> Vec<String> {
        let again = match versions {
            Some(Versions { to, .. }) => format!("On a database of version {to} the script succeeds, and changes nothing."),
            None => "Run the script once, on the tables of the earlier scripts: without a record of versions, it cannot tell later tables from them.".to_owned(),
        };
        vec![
            format!(
                "Run it with `sqlcmd -S SERVER -d DATABASE -b -x -i {file}`, or in SSMS in a window of this database, which keeps the settings of the script."
            ),
            again,
        ]
    }
}

/// Returns the name of a table, in quotes and as it is written in a string.
fn object(name: &TableName) -> String {
    let schema = name.schema.as_deref().unwrap_or(DEFAULT_SCHEMA);
    format!("[{schema}].[{}]", name.table).replace('\'', "''")
}

/// Returns the block that runs a statement and skips the rest of the script.
fn stop(statement: &str) -> String {
    format!("BEGIN\n    {statement}\n    ROLLBACK TRANSACTION;\n    SET NOEXEC ON;\nEND")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_end_at_lines_with_go() {
        let batches = Mssql.split("a\nGO\n\nb 'GO' go\n go \nc");
        assert_eq!(batches, ["a\n", "\nb 'GO' go\n", "c"]);
    }
}
