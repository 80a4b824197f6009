-- Creates the tables and their unique keys; the comment after each column names its field.
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

-- IngestRun: One run of a crawl or an ingestion job.
IF OBJECT_ID(N'[ingest].[ingest_runs]', N'U') IS NULL
CREATE TABLE [ingest].[ingest_runs] (
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL, -- IngestRun::run_id
    [parent_run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- IngestRun::parent_run_id
    [name] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL, -- IngestRun::name
    [status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_ingest_runs__status] DEFAULT (N'running') CONSTRAINT [ck_ingest_runs__status] CHECK ([status] IN (N'running', N'completed', N'failed', N'cancelled')), -- IngestRun::status
    [config_hash] BINARY(32) NULL, -- IngestRun::config_hash
    [metadata] NVARCHAR(MAX) NULL CONSTRAINT [ck_ingest_runs__metadata] CHECK (ISJSON(N'[' + [metadata] + N']') = 1), -- IngestRun::metadata
    [error_message] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL, -- IngestRun::error_message
    [batches] INT NOT NULL CONSTRAINT [df_ingest_runs__batches] DEFAULT (0), -- IngestRun::batches
    [started_at] DATETIME2(7) NOT NULL, -- IngestRun::started_at
    [finished_at] DATETIME2(7) NULL, -- IngestRun::finished_at
    CONSTRAINT [pk_ingest_runs] PRIMARY KEY CLUSTERED ([run_id])
);
GO

-- RunBatch: A part of a run that one worker processes.
IF OBJECT_ID(N'[ingest].[run_batches]', N'U') IS NULL
CREATE TABLE [ingest].[run_batches] (
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL, -- RunBatch::run_id
    [batch] INT NOT NULL, -- RunBatch::batch
    [status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_run_batches__status] DEFAULT (N'running') CONSTRAINT [ck_run_batches__status] CHECK ([status] IN (N'running', N'completed', N'failed', N'cancelled')), -- RunBatch::status
    [worker] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL, -- RunBatch::worker
    [items] INT NOT NULL, -- RunBatch::items
    [completed] INT NOT NULL CONSTRAINT [df_run_batches__completed] DEFAULT (0), -- RunBatch::completed
    [failed] INT NOT NULL CONSTRAINT [df_run_batches__failed] DEFAULT (0), -- RunBatch::failed
    [started_at] DATETIME2(7) NOT NULL, -- RunBatch::started_at
    [finished_at] DATETIME2(7) NULL, -- RunBatch::finished_at
    CONSTRAINT [pk_run_batches] PRIMARY KEY CLUSTERED ([run_id], [batch])
);
GO

-- WorkItem: A resource to fetch, with its status.
IF OBJECT_ID(N'[ingest].[work_items]', N'U') IS NULL
CREATE TABLE [ingest].[work_items] (
    [work_item_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::work_item_id
    [source_system] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::source_system
    [source_name] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::source_name
    [resource_type] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::resource_type
    [resource_id] NVARCHAR(500) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::resource_id
    [variant] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NULL, -- WorkItem::variant
    [request_uri] NVARCHAR(2000) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::request_uri
    [request_method] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_work_items__request_method] DEFAULT (N'GET'), -- WorkItem::request_method
    [request_headers] NVARCHAR(MAX) NULL CONSTRAINT [ck_work_items__request_headers] CHECK (ISJSON(N'[' + [request_headers] + N']') = 1), -- WorkItem::request_headers
    [request_body] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL, -- WorkItem::request_body
    [metadata] NVARCHAR(MAX) NULL CONSTRAINT [ck_work_items__metadata] CHECK (ISJSON(N'[' + [metadata] + N']') = 1), -- WorkItem::metadata
    [priority] INT NOT NULL CONSTRAINT [df_work_items__priority] DEFAULT (100), -- WorkItem::priority
    [rank] INT NOT NULL CONSTRAINT [df_work_items__rank] DEFAULT (0), -- WorkItem::rank
    [status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_work_items__status] DEFAULT (N'pending') CONSTRAINT [ck_work_items__status] CHECK ([status] IN (N'pending', N'in_progress', N'completed', N'failed', N'skipped')), -- WorkItem::status
    [attempt] INT NOT NULL CONSTRAINT [df_work_items__attempt] DEFAULT (0), -- WorkItem::attempt
    [failures] INT NOT NULL CONSTRAINT [df_work_items__failures] DEFAULT (0), -- WorkItem::failures
    [expiries] INT NOT NULL CONSTRAINT [df_work_items__expiries] DEFAULT (0), -- WorkItem::expiries
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- WorkItem::run_id
    [discovered_from] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- WorkItem::discovered_from
    [discovered_in] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- WorkItem::discovered_in
    [created_at] DATETIME2(7) NOT NULL, -- WorkItem::created_at
    [updated_at] DATETIME2(7) NOT NULL, -- WorkItem::updated_at
    [queued_at] DATETIME2(7) NOT NULL, -- WorkItem::queued_at
    [finished_at] DATETIME2(7) NULL, -- WorkItem::finished_at
    [claimed_by] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL, -- WorkItem::claimed_by
    [claimed_at] DATETIME2(7) NULL, -- WorkItem::claimed_at
    [lease_token] BIGINT NOT NULL CONSTRAINT [df_work_items__lease_token] DEFAULT (0), -- WorkItem::lease_token
    [lease_expires_at] DATETIME2(7) NULL, -- WorkItem::lease_expires_at
    [next_retry_at] DATETIME2(7) NULL, -- WorkItem::next_retry_at
    [error_message] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL, -- WorkItem::error_message
    [version] INT NOT NULL CONSTRAINT [df_work_items__version] DEFAULT (0), -- WorkItem::version
    [content_hash] BINARY(32) NULL, -- WorkItem::content_hash
    [pruned_at] DATETIME2(7) NULL, -- WorkItem::pruned_at
    [source_key] NVARCHAR(301) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::source_key
    [dedupe_key] NVARCHAR(854) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::dedupe_key
    [dedupe_hash] BINARY(32) NOT NULL, -- WorkItem::dedupe_hash
    CONSTRAINT [pk_work_items] PRIMARY KEY CLUSTERED ([work_item_id])
);
GO

-- WorkItem
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ux_work_items_dedupe')
CREATE UNIQUE INDEX [ux_work_items_dedupe] ON [ingest].[work_items] ([dedupe_hash]);
GO

-- ResourceVersion: One fetched version of a resource: the run and attempt that fetched it, and whether it differs from the previous one.
IF OBJECT_ID(N'[ingest].[resource_versions]', N'U') IS NULL
CREATE TABLE [ingest].[resource_versions] (
    [work_item_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL, -- ResourceVersion::work_item_id
    [version] INT NOT NULL, -- ResourceVersion::version
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- ResourceVersion::run_id
    [attempt] INT NOT NULL, -- ResourceVersion::attempt
    [content_hash] BINARY(32) NOT NULL, -- ResourceVersion::content_hash
    [size] BIGINT NOT NULL, -- ResourceVersion::size
    [content_type] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL, -- ResourceVersion::content_type
    [status_code] INT NULL, -- ResourceVersion::status_code
    [location] NVARCHAR(2000) COLLATE Latin1_General_100_BIN2 NULL, -- ResourceVersion::location
    [metadata] NVARCHAR(MAX) NULL CONSTRAINT [ck_resource_versions__metadata] CHECK (ISJSON(N'[' + [metadata] + N']') = 1), -- ResourceVersion::metadata
    [fetched_at] DATETIME2(7) NOT NULL, -- ResourceVersion::fetched_at
    [changed] BIT NOT NULL, -- ResourceVersion::changed
    [superseded_at] DATETIME2(7) NULL, -- ResourceVersion::superseded_at
    CONSTRAINT [pk_resource_versions] PRIMARY KEY CLUSTERED ([work_item_id], [version])
);
GO

-- DiscoveredLink: A link from a work item to a resource found in its content.
IF OBJECT_ID(N'[ingest].[discovered_links]', N'U') IS NULL
CREATE TABLE [ingest].[discovered_links] (
    [from_item] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL, -- DiscoveredLink::from_item
    [to_item] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL, -- DiscoveredLink::to_item
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- DiscoveredLink::run_id
    [first_seen_at] DATETIME2(7) NOT NULL, -- DiscoveredLink::first_seen_at
    [last_seen_at] DATETIME2(7) NOT NULL, -- DiscoveredLink::last_seen_at
    CONSTRAINT [pk_discovered_links] PRIMARY KEY CLUSTERED ([from_item], [to_item])
);
GO

-- LaterSightings: The sightings of a resource after the first, which its work item records.
IF OBJECT_ID(N'[ingest].[later_sightings]', N'U') IS NULL
CREATE TABLE [ingest].[later_sightings] (
    [work_item_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL, -- LaterSightings::work_item_id
    [sightings] BIGINT NOT NULL, -- LaterSightings::sightings
    [last_seen_at] DATETIME2(7) NOT NULL, -- LaterSightings::last_seen_at
    [last_run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- LaterSightings::last_run_id
    CONSTRAINT [pk_later_sightings] PRIMARY KEY CLUSTERED ([work_item_id])
);
GO

-- Checkpoint: A position to resume from: a named JSON value of a source or a run.
IF OBJECT_ID(N'[ingest].[checkpoints]', N'U') IS NULL
CREATE TABLE [ingest].[checkpoints] (
    [scope] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [ck_checkpoints__scope] CHECK ([scope] IN (N'source', N'run')), -- Checkpoint::scope
    [owner] NVARCHAR(301) COLLATE Latin1_General_100_BIN2 NOT NULL, -- Checkpoint::owner
    [name] NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL, -- Checkpoint::name
    [value] NVARCHAR(MAX) NOT NULL CONSTRAINT [ck_checkpoints__value] CHECK (ISJSON(N'[' + [value] + N']') = 1), -- Checkpoint::value
    [version] INT NOT NULL, -- Checkpoint::version
    [work_item_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- Checkpoint::work_item_id
    [updated_at] DATETIME2(7) NOT NULL, -- Checkpoint::updated_at
    CONSTRAINT [pk_checkpoints] PRIMARY KEY CLUSTERED ([scope], [owner], [name])
);
GO

-- WorkerHeartbeat: A worker and its last heartbeat.
IF OBJECT_ID(N'[ingest].[worker_heartbeats]', N'U') IS NULL
CREATE TABLE [ingest].[worker_heartbeats] (
    [worker_id] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkerHeartbeat::worker_id
    [host] NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkerHeartbeat::host
    [pid] BIGINT NOT NULL, -- WorkerHeartbeat::pid
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- WorkerHeartbeat::run_id
    [status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [ck_worker_heartbeats__status] CHECK ([status] IN (N'running', N'draining', N'stopped')), -- WorkerHeartbeat::status
    [current_item] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- WorkerHeartbeat::current_item
    [completed] BIGINT NOT NULL, -- WorkerHeartbeat::completed
    [failed] BIGINT NOT NULL, -- WorkerHeartbeat::failed
    [started_at] DATETIME2(7) NOT NULL, -- WorkerHeartbeat::started_at
    [beat_at] DATETIME2(7) NOT NULL, -- WorkerHeartbeat::beat_at
    CONSTRAINT [pk_worker_heartbeats] PRIMARY KEY CLUSTERED ([worker_id])
);
GO

-- SourceControl: The settings of one source, or of all sources: pause, drain, crawl delay and deferral.
IF OBJECT_ID(N'[ingest].[source_controls]', N'U') IS NULL
CREATE TABLE [ingest].[source_controls] (
    [source_key] NVARCHAR(301) COLLATE Latin1_General_100_BIN2 NOT NULL, -- SourceControl::source_key
    [state] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_source_controls__state] DEFAULT (N'running') CONSTRAINT [ck_source_controls__state] CHECK ([state] IN (N'running', N'paused', N'draining')), -- SourceControl::state
    [reason] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL, -- SourceControl::reason
    [min_delay_ms] INT NOT NULL CONSTRAINT [df_source_controls__min_delay_ms] DEFAULT (0), -- SourceControl::min_delay_ms
    [not_before_at] DATETIME2(7) NULL, -- SourceControl::not_before_at
    [updated_at] DATETIME2(7) NOT NULL, -- SourceControl::updated_at
    CONSTRAINT [pk_source_controls] PRIMARY KEY CLUSTERED ([source_key])
);
GO

-- Counter: One shard of the counters of a source, in one run or over all runs. A counter is the sum of its shards.
IF OBJECT_ID(N'[ingest].[counters]', N'U') IS NULL
CREATE TABLE [ingest].[counters] (
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL, -- Counter::run_id
    [source_key] NVARCHAR(301) COLLATE Latin1_General_100_BIN2 NOT NULL, -- Counter::source_key
    [shard] SMALLINT NOT NULL, -- Counter::shard
    [open_items] BIGINT NOT NULL, -- Counter::open_items
    [completed] BIGINT NOT NULL, -- Counter::completed
    [failed] BIGINT NOT NULL, -- Counter::failed
    [skipped] BIGINT NOT NULL, -- Counter::skipped
    [enqueued] BIGINT NOT NULL, -- Counter::enqueued
    [duplicates] BIGINT NOT NULL, -- Counter::duplicates
    [retries] BIGINT NOT NULL, -- Counter::retries
    [expiries] BIGINT NOT NULL, -- Counter::expiries
    [changed] BIGINT NOT NULL, -- Counter::changed
    [unchanged] BIGINT NOT NULL, -- Counter::unchanged
    [bytes] BIGINT NOT NULL, -- Counter::bytes
    CONSTRAINT [pk_counters] PRIMARY KEY CLUSTERED ([run_id], [source_key], [shard])
);
GO

UPDATE [ingest].[store_meta]
SET [compatible_from] = 1, [checksum] = 0x1e654c124338b64c76ad808ec9debf5c5b30d29c391b735e2feee30148cb27fa, [program_version] = N'0.1.0', [applied_at] = CAST(SYSUTCDATETIME() AS DATETIME2(6))
WHERE [schema_version] = 1 AND [script] = N'0002_tables.sql';
IF @@ROWCOUNT = 0
    INSERT INTO [ingest].[store_meta] ([schema_version], [script], [compatible_from], [checksum], [program_version])
    VALUES (1, N'0002_tables.sql', 1, 0x1e654c124338b64c76ad808ec9debf5c5b30d29c391b735e2feee30148cb27fa, N'0.1.0');
GO

SET NOEXEC OFF;
GO
