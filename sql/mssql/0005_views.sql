-- Creates the views; under READ COMMITTED SNAPSHOT they do not wait for writers.
-- Generated from the structs in store/src/state; do not edit.
-- Safe to run again: existing objects are replaced.

SET QUOTED_IDENTIFIER ON;
GO

-- Stops the script if the schema has another version.
DECLARE @version INT = (SELECT MAX([schema_version]) FROM [ingest].[store_meta]);
IF @version <> 1
BEGIN
    IF @version > 1
        RAISERROR(N'the schema is newer than this script', 16, 1);
    ELSE
        RAISERROR(N'the schema is older than this script: run the upgrade script first', 16, 1);
    SET NOEXEC ON;
END;
GO

-- Open items by source and status, by time in the queue.
CREATE OR ALTER VIEW [ingest].[queue_health] AS
SELECT [source_key], [status], COUNT_BIG(*) AS [items], MIN([queued_at]) AS [oldest],
    SUM(CASE WHEN [queued_at] > DATEADD(SECOND, -300, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_5_minutes],
    SUM(CASE WHEN [queued_at] <= DATEADD(SECOND, -300, CAST(SYSUTCDATETIME() AS DATETIME2(6))) AND [queued_at] > DATEADD(SECOND, -3600, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_1_hour],
    SUM(CASE WHEN [queued_at] <= DATEADD(SECOND, -3600, CAST(SYSUTCDATETIME() AS DATETIME2(6))) AND [queued_at] > DATEADD(SECOND, -86400, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_1_day],
    SUM(CASE WHEN [queued_at] <= DATEADD(SECOND, -86400, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [over_1_day]
FROM [ingest].[work_items]
WHERE [status] IN (N'pending', N'in_progress')
GROUP BY [source_key], [status];
GO

-- Items with an expired lease by source and worker, by time since the expiry. Many old ones mean that no worker claims items.
CREATE OR ALTER VIEW [ingest].[lease_health] AS
SELECT [source_key], [claimed_by], COUNT_BIG(*) AS [items], MIN([lease_expires_at]) AS [oldest],
    SUM(CASE WHEN [lease_expires_at] > DATEADD(SECOND, -300, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_5_minutes],
    SUM(CASE WHEN [lease_expires_at] <= DATEADD(SECOND, -300, CAST(SYSUTCDATETIME() AS DATETIME2(6))) AND [lease_expires_at] > DATEADD(SECOND, -3600, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_1_hour],
    SUM(CASE WHEN [lease_expires_at] <= DATEADD(SECOND, -3600, CAST(SYSUTCDATETIME() AS DATETIME2(6))) AND [lease_expires_at] > DATEADD(SECOND, -86400, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_1_day],
    SUM(CASE WHEN [lease_expires_at] <= DATEADD(SECOND, -86400, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [over_1_day]
FROM [ingest].[work_items]
WHERE [status] = N'in_progress' AND [lease_expires_at] < CAST(SYSUTCDATETIME() AS DATETIME2(6))
GROUP BY [source_key], [claimed_by];
GO

-- Items with a due retry by source, by time since the retry was due. Many old ones mean that no worker claims items.
CREATE OR ALTER VIEW [ingest].[retry_health] AS
SELECT [source_key], COUNT_BIG(*) AS [items], MIN([next_retry_at]) AS [oldest],
    SUM(CASE WHEN [next_retry_at] > DATEADD(SECOND, -300, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_5_minutes],
    SUM(CASE WHEN [next_retry_at] <= DATEADD(SECOND, -300, CAST(SYSUTCDATETIME() AS DATETIME2(6))) AND [next_retry_at] > DATEADD(SECOND, -3600, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_1_hour],
    SUM(CASE WHEN [next_retry_at] <= DATEADD(SECOND, -3600, CAST(SYSUTCDATETIME() AS DATETIME2(6))) AND [next_retry_at] > DATEADD(SECOND, -86400, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_1_day],
    SUM(CASE WHEN [next_retry_at] <= DATEADD(SECOND, -86400, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [over_1_day]
FROM [ingest].[work_items]
WHERE [next_retry_at] < CAST(SYSUTCDATETIME() AS DATETIME2(6))
GROUP BY [source_key];
GO

-- Failed items by source, by time since the failure.
CREATE OR ALTER VIEW [ingest].[failure_health] AS
SELECT [source_key], COUNT_BIG(*) AS [items], MIN([finished_at]) AS [oldest],
    SUM(CASE WHEN [finished_at] > DATEADD(SECOND, -300, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_5_minutes],
    SUM(CASE WHEN [finished_at] <= DATEADD(SECOND, -300, CAST(SYSUTCDATETIME() AS DATETIME2(6))) AND [finished_at] > DATEADD(SECOND, -3600, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_1_hour],
    SUM(CASE WHEN [finished_at] <= DATEADD(SECOND, -3600, CAST(SYSUTCDATETIME() AS DATETIME2(6))) AND [finished_at] > DATEADD(SECOND, -86400, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_1_day],
    SUM(CASE WHEN [finished_at] <= DATEADD(SECOND, -86400, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [over_1_day]
FROM [ingest].[work_items]
WHERE [status] = N'failed'
GROUP BY [source_key];
GO

-- Workers that have not stopped by status, by time since the last heartbeat. Workers usually write a heartbeat every 30 seconds.
CREATE OR ALTER VIEW [ingest].[worker_health] AS
SELECT [status], COUNT_BIG(*) AS [items], MIN([beat_at]) AS [oldest],
    SUM(CASE WHEN [beat_at] > DATEADD(SECOND, -300, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_5_minutes],
    SUM(CASE WHEN [beat_at] <= DATEADD(SECOND, -300, CAST(SYSUTCDATETIME() AS DATETIME2(6))) AND [beat_at] > DATEADD(SECOND, -3600, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_1_hour],
    SUM(CASE WHEN [beat_at] <= DATEADD(SECOND, -3600, CAST(SYSUTCDATETIME() AS DATETIME2(6))) AND [beat_at] > DATEADD(SECOND, -86400, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [under_1_day],
    SUM(CASE WHEN [beat_at] <= DATEADD(SECOND, -86400, CAST(SYSUTCDATETIME() AS DATETIME2(6))) THEN 1 ELSE 0 END) AS [over_1_day]
FROM [ingest].[worker_heartbeats]
WHERE [status] IN (N'running', N'draining')
GROUP BY [status];
GO

UPDATE [ingest].[store_meta]
SET [compatible_from] = 1, [checksum] = 0x8a47e4b07a525b0377c488de9a8fdf50fdf90908b41c8a58660cb307453e04a2, [program_version] = N'0.1.0', [applied_at] = CAST(SYSUTCDATETIME() AS DATETIME2(6))
WHERE [schema_version] = 1 AND [script] = N'0005_views.sql';
IF @@ROWCOUNT = 0
    INSERT INTO [ingest].[store_meta] ([schema_version], [script], [compatible_from], [checksum], [program_version])
    VALUES (1, N'0005_views.sql', 1, 0x8a47e4b07a525b0377c488de9a8fdf50fdf90908b41c8a58660cb307453e04a2, N'0.1.0');
GO

SET NOEXEC OFF;
GO
