//! Settings of a database on SQL Server:
//! <https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-databases-transact-sql>.

use super::Rule;

pub(super) const SETTINGS: &str = "\
SELECT s.[setting], s.[value], QUOTENAME(d.[name])
FROM sys.databases AS d
CROSS APPLY (VALUES
    (N'READ_COMMITTED_SNAPSHOT', CASE WHEN d.is_read_committed_snapshot_on = 1 THEN N'ON' ELSE N'OFF' END),
    (N'RECOVERY', CAST(d.recovery_model_desc AS NVARCHAR(60))),
    (N'PAGE_VERIFY', CAST(d.page_verify_option_desc AS NVARCHAR(60))),
    (N'AUTO_CLOSE', CASE WHEN d.is_auto_close_on = 1 THEN N'ON' ELSE N'OFF' END),
    (N'AUTO_SHRINK', CASE WHEN d.is_auto_shrink_on = 1 THEN N'ON' ELSE N'OFF' END),
    (N'COMPATIBILITY_LEVEL', CAST(d.[compatibility_level] AS NVARCHAR(10)))
) AS s ([setting], [value])
WHERE d.database_id = DB_ID();";

pub(super) const RULES: [Rule; 6] = [
    Rule {
        setting: "READ_COMMITTED_SNAPSHOT",
        wanted: "ON",
        is_well: |found| found == "ON",
        why: "statistics and lookups then read without waiting for the workers that write",
        how: "ALTER DATABASE DATABASE SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK AFTER 10 SECONDS;",
    },
    Rule {
        setting: "RECOVERY",
        wanted: "FULL",
        is_well: |found| found == "FULL",
        why: "otherwise what was done since the last backup is lost with the disk; it asks for backups of the log",
        how: "ALTER DATABASE DATABASE SET RECOVERY FULL;",
    },
    Rule {
        setting: "PAGE_VERIFY",
        wanted: "CHECKSUM",
        is_well: |found| found == "CHECKSUM",
        why: "a damaged page is noticed when it is read",
        how: "ALTER DATABASE DATABASE SET PAGE_VERIFY CHECKSUM;",
    },
    Rule {
        setting: "AUTO_CLOSE",
        wanted: "OFF",
        is_well: |found| found == "OFF",
        why: "otherwise the database is opened anew whenever nobody was connected for a moment",
        how: "ALTER DATABASE DATABASE SET AUTO_CLOSE OFF;",
    },
    Rule {
        setting: "AUTO_SHRINK",
        wanted: "OFF",
        is_well: |found| found == "OFF",
        why: "shrinking fragments the indexes, and the space is needed again",
        how: "ALTER DATABASE DATABASE SET AUTO_SHRINK OFF;",
    },
    Rule {
        setting: "COMPATIBILITY_LEVEL",
        wanted: "150",
        is_well: |found| found.parse::<u32>().is_ok_and(|level| level >= 130),
        why: "below 130 there is no OPENJSON, by which batches travel",
        how: "ALTER DATABASE DATABASE SET COMPATIBILITY_LEVEL = 150;",
    },
];
