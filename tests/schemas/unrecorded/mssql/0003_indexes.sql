-- Creates unique keys and indexes.
-- Generated from the structs in store/src/state/records; do not edit.
-- It may be run again: what is there already stays.

SET QUOTED_IDENTIFIER ON;
GO

-- WorkItem
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ux_work_items_dedupe')
CREATE UNIQUE INDEX [ux_work_items_dedupe] ON [ingest].[work_items] ([dedupe_hash]);
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
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_retry')
CREATE INDEX [ix_work_items_retry] ON [ingest].[work_items] ([next_retry_at])
WHERE [next_retry_at] IS NOT NULL;
GO

-- WorkItem
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_queued')
CREATE INDEX [ix_work_items_queued] ON [ingest].[work_items] ([queued_at])
WHERE [status] = N'pending';
GO

-- WorkItem
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_finished')
CREATE INDEX [ix_work_items_finished] ON [ingest].[work_items] ([finished_at])
WHERE [finished_at] IS NOT NULL AND [pruned_at] IS NULL;
GO

-- WorkItem
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_source')
CREATE INDEX [ix_work_items_source] ON [ingest].[work_items] ([source_system], [source_name], [work_item_id]);
GO

-- WorkItem
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_run_id')
CREATE INDEX [ix_work_items_run_id] ON [ingest].[work_items] ([run_id]);
GO

-- IngestRun
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND name = N'ix_ingest_runs_parent')
CREATE INDEX [ix_ingest_runs_parent] ON [ingest].[ingest_runs] ([parent_run_id]);
GO

-- IngestRun
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND name = N'ix_ingest_runs_started')
CREATE INDEX [ix_ingest_runs_started] ON [ingest].[ingest_runs] ([started_at], [run_id]);
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
CREATE INDEX [ix_discovered_links_to] ON [ingest].[discovered_links] ([to_hash]);
GO

-- DiscoveredLink
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[discovered_links]') AND name = N'ix_discovered_links_seen')
CREATE INDEX [ix_discovered_links_seen] ON [ingest].[discovered_links] ([last_seen_at]);
GO

-- WorkerHeartbeat
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND name = N'ix_worker_heartbeats_beat')
CREATE INDEX [ix_worker_heartbeats_beat] ON [ingest].[worker_heartbeats] ([beat_at]);
GO
