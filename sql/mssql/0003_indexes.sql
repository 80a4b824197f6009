-- Creates the indexes that are not unique.
-- Generated from the structs in store/src/state; do not edit.
-- Safe to run again: existing objects are not changed.

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

-- IngestRun
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND name = N'ix_ingest_runs_parent')
CREATE INDEX [ix_ingest_runs_parent] ON [ingest].[ingest_runs] ([parent_run_id]);
GO

-- IngestRun
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND name = N'ix_ingest_runs_started')
CREATE INDEX [ix_ingest_runs_started] ON [ingest].[ingest_runs] ([started_at], [run_id]);
GO

-- WorkItem
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_claim')
CREATE INDEX [ix_work_items_claim] ON [ingest].[work_items] ([priority], [rank], [created_at], [work_item_id])
WHERE [status] = N'pending' AND [next_retry_at] IS NULL;
GO

-- WorkItem
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_claim_source')
CREATE INDEX [ix_work_items_claim_source] ON [ingest].[work_items] ([source_key], [priority], [rank], [created_at], [work_item_id])
WHERE [status] = N'pending' AND [next_retry_at] IS NULL;
GO

-- WorkItem
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_lease')
CREATE INDEX [ix_work_items_lease] ON [ingest].[work_items] ([lease_expires_at])
WHERE [status] = N'in_progress';
GO

-- WorkItem
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_queued')
CREATE INDEX [ix_work_items_queued] ON [ingest].[work_items] ([queued_at])
WHERE [status] = N'pending';
GO

-- WorkItem
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_retry')
CREATE INDEX [ix_work_items_retry] ON [ingest].[work_items] ([next_retry_at])
WHERE [next_retry_at] IS NOT NULL;
GO

-- WorkItem
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_finished')
CREATE INDEX [ix_work_items_finished] ON [ingest].[work_items] ([finished_at])
WHERE [finished_at] IS NOT NULL AND [pruned_at] IS NULL;
GO

-- WorkItem
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_source')
CREATE INDEX [ix_work_items_source] ON [ingest].[work_items] ([source_key], [work_item_id]);
GO

-- WorkItem
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_run')
CREATE INDEX [ix_work_items_run] ON [ingest].[work_items] ([run_id], [work_item_id]);
GO

-- ResourceVersion
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[resource_versions]') AND name = N'ix_resource_versions_run')
CREATE INDEX [ix_resource_versions_run] ON [ingest].[resource_versions] ([run_id], [work_item_id]);
GO

-- ResourceVersion
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[resource_versions]') AND name = N'ix_resource_versions_superseded')
CREATE INDEX [ix_resource_versions_superseded] ON [ingest].[resource_versions] ([superseded_at])
WHERE [superseded_at] IS NOT NULL;
GO

-- DiscoveredLink
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[discovered_links]') AND name = N'ix_discovered_links_to')
CREATE INDEX [ix_discovered_links_to] ON [ingest].[discovered_links] ([to_item]);
GO

-- WorkerHeartbeat
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND name = N'ix_worker_heartbeats_beat')
CREATE INDEX [ix_worker_heartbeats_beat] ON [ingest].[worker_heartbeats] ([beat_at]);
GO

UPDATE [ingest].[store_meta]
SET [compatible_from] = 1, [checksum] = 0x0de855ec4a89f4e38a6934267fccf7e7accbec74950e0bfb968c7db4f1a4a6bb, [program_version] = N'0.1.0', [applied_at] = CAST(SYSUTCDATETIME() AS DATETIME2(6))
WHERE [schema_version] = 1 AND [script] = N'0003_indexes.sql';
IF @@ROWCOUNT = 0
    INSERT INTO [ingest].[store_meta] ([schema_version], [script], [compatible_from], [checksum], [program_version])
    VALUES (1, N'0003_indexes.sql', 1, 0x0de855ec4a89f4e38a6934267fccf7e7accbec74950e0bfb968c7db4f1a4a6bb, N'0.1.0');
GO

SET NOEXEC OFF;
GO
