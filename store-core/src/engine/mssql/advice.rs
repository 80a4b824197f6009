//! Recommended settings of a SQL Server database:
//! <https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-databases-transact-sql>.

use crate::diff::SettingRule;

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

pub(super) const RULES: [SettingRule; 6] = [
    SettingRule {
        setting: "READ_COMMITTED_SNAPSHOT",
        recommended: "ON",
        accepts: |current| current == "ON",
        reason: "readers do not wait for writers",
        fix: "ALTER DATABASE DATABASE SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK AFTER 10 SECONDS;",
    },
    SettingRule {
        setting: "RECOVERY",
        recommended: "FULL",
        accepts: |current| current == "FULL",
        reason: "a lost disk then loses nothing since the last log backup; requires log backups",
        fix: "ALTER DATABASE DATABASE SET RECOVERY FULL;",
    },
    SettingRule {
        setting: "PAGE_VERIFY",
        recommended: "CHECKSUM",
        accepts: |current| current == "CHECKSUM",
        reason: "a damaged page is detected when it is read",
        fix: "ALTER DATABASE DATABASE SET PAGE_VERIFY CHECKSUM;",
    },
    SettingRule {
        setting: "AUTO_CLOSE",
        recommended: "OFF",
        accepts: |current| current == "OFF",
        reason: "otherwise the database is closed and reopened whenever the last connection ends",
        fix: "ALTER DATABASE DATABASE SET AUTO_CLOSE OFF;",
    },
    SettingRule {
        setting: "AUTO_SHRINK",
        recommended: "OFF",
        accepts: |current| current == "OFF",
        reason: "shrinking fragments the indexes, and the file grows again",
        fix: "ALTER DATABASE DATABASE SET AUTO_SHRINK OFF;",
    },
    SettingRule {
        setting: "COMPATIBILITY_LEVEL",
        recommended: "150",
        accepts: |current| current.parse::<u32>().is_ok_and(|level| level >= 130),
        reason: "batches need OPENJSON, which requires level 130",
        fix: "ALTER DATABASE DATABASE SET COMPATIBILITY_LEVEL = 150;",
    },
];
