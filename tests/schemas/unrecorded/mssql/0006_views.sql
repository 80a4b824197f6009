-- Creates views for monitors; they read the tables, and wait for nobody under READ COMMITTED SNAPSHOT.
-- Generated from the structs in store/src/state/records; do not edit.
-- It may be run again: what is there already is written anew.

SET QUOTED_IDENTIFIER ON;
GO

-- Open items by source and status, by how long ago they came into the queue.
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

-- Items whose lease has run out, by source and worker, by how long ago: many old ones mean that no worker takes items.
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

-- Items whose wait after a failure is over, by source, by how long ago: many old ones mean that no worker takes items.
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

-- Items that failed for good, by source, by how long ago.
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

-- Workers that have not ended, by what they do, by how long ago they gave a sign of life: every 30 seconds is usual.
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
