-- Creates the tables; behind each column stands the field that it comes from.
-- Generated from the structs in store/src/state/records; do not edit.
-- It may be run again: what is there already stays.

SET QUOTED_IDENTIFIER ON;
GO

-- WorkItem: One resource to fetch, and how that goes.
IF OBJECT_ID(N'[ingest].[work_items]', N'U') IS NULL
CREATE TABLE [ingest].[work_items] (
    [work_item_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::work_item_id
    [source_system] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::source_system
    [source_name] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::source_name
    [resource_type] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::resource_type
    [resource_id] NVARCHAR(500) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::resource_id
    [variant] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NULL, -- WorkItem::variant
    [request_uri] NVARCHAR(2000) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::request_uri
    [request_method] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_work_items_request_method] DEFAULT (N'GET'), -- WorkItem::request_method
    [request_headers] NVARCHAR(MAX) NULL CONSTRAINT [ck_work_items_request_headers] CHECK (ISJSON(N'[' + [request_headers] + N']') = 1), -- WorkItem::request_headers
    [request_body] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL, -- WorkItem::request_body
    [metadata] NVARCHAR(MAX) NULL CONSTRAINT [ck_work_items_metadata] CHECK (ISJSON(N'[' + [metadata] + N']') = 1), -- WorkItem::metadata
    [priority] INT NOT NULL CONSTRAINT [df_work_items_priority] DEFAULT (100), -- WorkItem::priority
    [rank] INT NOT NULL CONSTRAINT [df_work_items_rank] DEFAULT (0), -- WorkItem::rank
    [status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_work_items_status] DEFAULT (N'pending') CONSTRAINT [ck_work_items_status] CHECK ([status] IN (N'pending', N'in_progress', N'completed', N'failed', N'skipped')), -- WorkItem::status
    [attempt] INT NOT NULL CONSTRAINT [df_work_items_attempt] DEFAULT (0), -- WorkItem::attempt
    [failures] INT NOT NULL CONSTRAINT [df_work_items_failures] DEFAULT (0), -- WorkItem::failures
    [expiries] INT NOT NULL CONSTRAINT [df_work_items_expiries] DEFAULT (0), -- WorkItem::expiries
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- WorkItem::run_id
    [discovered_from] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- WorkItem::discovered_from
    [created_at] DATETIME2(7) NOT NULL, -- WorkItem::created_at
    [updated_at] DATETIME2(7) NOT NULL, -- WorkItem::updated_at
    [queued_at] DATETIME2(7) NOT NULL, -- WorkItem::queued_at
    [finished_at] DATETIME2(7) NULL, -- WorkItem::finished_at
    [claimed_by] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL, -- WorkItem::claimed_by
    [claimed_at] DATETIME2(7) NULL, -- WorkItem::claimed_at
    [lease_token] BIGINT NOT NULL CONSTRAINT [df_work_items_lease_token] DEFAULT (0), -- WorkItem::lease_token
    [lease_expires_at] DATETIME2(7) NULL, -- WorkItem::lease_expires_at
    [next_retry_at] DATETIME2(7) NULL, -- WorkItem::next_retry_at
    [error_message] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL, -- WorkItem::error_message
    [version] INT NOT NULL CONSTRAINT [df_work_items_version] DEFAULT (0), -- WorkItem::version
    [content_hash] BINARY(32) NULL, -- WorkItem::content_hash
    [pruned_at] DATETIME2(7) NULL, -- WorkItem::pruned_at
    [source_key] NVARCHAR(301) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::source_key
    [dedupe_key] NVARCHAR(854) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkItem::dedupe_key
    [dedupe_hash] BINARY(32) NOT NULL, -- WorkItem::dedupe_hash
    CONSTRAINT [pk_work_items] PRIMARY KEY CLUSTERED ([work_item_id])
);
GO

-- IngestRun: One run of a crawl or an ingestion.
IF OBJECT_ID(N'[ingest].[ingest_runs]', N'U') IS NULL
CREATE TABLE [ingest].[ingest_runs] (
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL, -- IngestRun::run_id
    [parent_run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- IngestRun::parent_run_id
    [name] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL, -- IngestRun::name
    [status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_ingest_runs_status] DEFAULT (N'running') CONSTRAINT [ck_ingest_runs_status] CHECK ([status] IN (N'running', N'completed', N'failed', N'cancelled')), -- IngestRun::status
    [config_hash] BINARY(32) NULL, -- IngestRun::config_hash
    [metadata] NVARCHAR(MAX) NULL CONSTRAINT [ck_ingest_runs_metadata] CHECK (ISJSON(N'[' + [metadata] + N']') = 1), -- IngestRun::metadata
    [error_message] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL, -- IngestRun::error_message
    [batches] INT NOT NULL CONSTRAINT [df_ingest_runs_batches] DEFAULT (0), -- IngestRun::batches
    [started_at] DATETIME2(7) NOT NULL, -- IngestRun::started_at
    [finished_at] DATETIME2(7) NULL, -- IngestRun::finished_at
    CONSTRAINT [pk_ingest_runs] PRIMARY KEY CLUSTERED ([run_id])
);
GO

-- RunBatch: A part of a run that one worker does in one go.
IF OBJECT_ID(N'[ingest].[run_batches]', N'U') IS NULL
CREATE TABLE [ingest].[run_batches] (
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL, -- RunBatch::run_id
    [batch] INT NOT NULL, -- RunBatch::batch
    [status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_run_batches_status] DEFAULT (N'running') CONSTRAINT [ck_run_batches_status] CHECK ([status] IN (N'running', N'completed', N'failed', N'cancelled')), -- RunBatch::status
    [worker] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL, -- RunBatch::worker
    [items] INT NOT NULL, -- RunBatch::items
    [completed] INT NOT NULL CONSTRAINT [df_run_batches_completed] DEFAULT (0), -- RunBatch::completed
    [failed] INT NOT NULL CONSTRAINT [df_run_batches_failed] DEFAULT (0), -- RunBatch::failed
    [started_at] DATETIME2(7) NOT NULL, -- RunBatch::started_at
    [finished_at] DATETIME2(7) NULL, -- RunBatch::finished_at
    CONSTRAINT [pk_run_batches] PRIMARY KEY CLUSTERED ([run_id], [batch])
);
GO

-- ResourceVersion: What was fetched of a resource once: which run and attempt gave it, and whether it differs from the one before.
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
    [metadata] NVARCHAR(MAX) NULL CONSTRAINT [ck_resource_versions_metadata] CHECK (ISJSON(N'[' + [metadata] + N']') = 1), -- ResourceVersion::metadata
    [fetched_at] DATETIME2(7) NOT NULL, -- ResourceVersion::fetched_at
    [changed] BIT NOT NULL, -- ResourceVersion::changed
    [superseded_at] DATETIME2(7) NULL, -- ResourceVersion::superseded_at
    CONSTRAINT [pk_resource_versions] PRIMARY KEY CLUSTERED ([work_item_id], [version])
);
GO

-- DiscoveredLink: A resource that was found in another.
IF OBJECT_ID(N'[ingest].[discovered_links]', N'U') IS NULL
CREATE TABLE [ingest].[discovered_links] (
    [from_item] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL, -- DiscoveredLink::from_item
    [to_hash] BINARY(32) NOT NULL, -- DiscoveredLink::to_hash
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- DiscoveredLink::run_id
    [first_seen_at] DATETIME2(7) NOT NULL, -- DiscoveredLink::first_seen_at
    [last_seen_at] DATETIME2(7) NOT NULL, -- DiscoveredLink::last_seen_at
    CONSTRAINT [pk_discovered_links] PRIMARY KEY CLUSTERED ([from_item], [to_hash])
);
GO

-- SeenResource: A resource that was seen, as a link or as an item for the queue, and how often.
IF OBJECT_ID(N'[ingest].[seen_resources]', N'U') IS NULL
CREATE TABLE [ingest].[seen_resources] (
    [dedupe_hash] BINARY(32) NOT NULL, -- SeenResource::dedupe_hash
    [dedupe_key] NVARCHAR(854) COLLATE Latin1_General_100_BIN2 NOT NULL, -- SeenResource::dedupe_key
    [first_seen_at] DATETIME2(7) NOT NULL, -- SeenResource::first_seen_at
    [last_seen_at] DATETIME2(7) NOT NULL, -- SeenResource::last_seen_at
    [seen_count] BIGINT NOT NULL, -- SeenResource::seen_count
    [last_run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- SeenResource::last_run_id
    CONSTRAINT [pk_seen_resources] PRIMARY KEY CLUSTERED ([dedupe_hash])
);
GO

-- Checkpoint: How far something has come: a named JSON value of a source or a run.
IF OBJECT_ID(N'[ingest].[checkpoints]', N'U') IS NULL
CREATE TABLE [ingest].[checkpoints] (
    [scope] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [ck_checkpoints_scope] CHECK ([scope] IN (N'source', N'run')), -- Checkpoint::scope
    [owner] NVARCHAR(301) COLLATE Latin1_General_100_BIN2 NOT NULL, -- Checkpoint::owner
    [name] NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL, -- Checkpoint::name
    [value] NVARCHAR(MAX) NOT NULL CONSTRAINT [ck_checkpoints_value] CHECK (ISJSON(N'[' + [value] + N']') = 1), -- Checkpoint::value
    [version] INT NOT NULL, -- Checkpoint::version
    [work_item_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- Checkpoint::work_item_id
    [updated_at] DATETIME2(7) NOT NULL, -- Checkpoint::updated_at
    CONSTRAINT [pk_checkpoints] PRIMARY KEY CLUSTERED ([scope], [owner], [name])
);
GO

-- WorkerHeartbeat: A worker and its last sign of life.
IF OBJECT_ID(N'[ingest].[worker_heartbeats]', N'U') IS NULL
CREATE TABLE [ingest].[worker_heartbeats] (
    [worker_id] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkerHeartbeat::worker_id
    [host] NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NOT NULL, -- WorkerHeartbeat::host
    [pid] BIGINT NOT NULL, -- WorkerHeartbeat::pid
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- WorkerHeartbeat::run_id
    [status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [ck_worker_heartbeats_status] CHECK ([status] IN (N'running', N'draining', N'stopped')), -- WorkerHeartbeat::status
    [current_item] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, -- WorkerHeartbeat::current_item
    [completed] BIGINT NOT NULL, -- WorkerHeartbeat::completed
    [failed] BIGINT NOT NULL, -- WorkerHeartbeat::failed
    [started_at] DATETIME2(7) NOT NULL, -- WorkerHeartbeat::started_at
    [beat_at] DATETIME2(7) NOT NULL, -- WorkerHeartbeat::beat_at
    CONSTRAINT [pk_worker_heartbeats] PRIMARY KEY CLUSTERED ([worker_id])
);
GO

-- SourceControl: What may be taken of a source, or of all, and how often.
IF OBJECT_ID(N'[ingest].[source_controls]', N'U') IS NULL
CREATE TABLE [ingest].[source_controls] (
    [source_key] NVARCHAR(301) COLLATE Latin1_General_100_BIN2 NOT NULL, -- SourceControl::source_key
    [state] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_source_controls_state] DEFAULT (N'running') CONSTRAINT [ck_source_controls_state] CHECK ([state] IN (N'running', N'paused', N'draining')), -- SourceControl::state
    [reason] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL, -- SourceControl::reason
    [min_delay_ms] INT NOT NULL CONSTRAINT [df_source_controls_min_delay_ms] DEFAULT (0), -- SourceControl::min_delay_ms
    [not_before_at] DATETIME2(7) NULL, -- SourceControl::not_before_at
    [updated_at] DATETIME2(7) NOT NULL, -- SourceControl::updated_at
    CONSTRAINT [pk_source_controls] PRIMARY KEY CLUSTERED ([source_key])
);
GO

-- Tally: A number that is kept, in several rows that different writers add to.
IF OBJECT_ID(N'[ingest].[tallies]', N'U') IS NULL
CREATE TABLE [ingest].[tallies] (
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL, -- Tally::run_id
    [source_key] NVARCHAR(301) COLLATE Latin1_General_100_BIN2 NOT NULL, -- Tally::source_key
    [measure] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [ck_tallies_measure] CHECK ([measure] IN (N'open', N'completed', N'failed', N'skipped', N'enqueued', N'duplicates', N'retries', N'expiries', N'changed', N'unchanged', N'bytes')), -- Tally::measure
    [shard] SMALLINT NOT NULL, -- Tally::shard
    [amount] BIGINT NOT NULL, -- Tally::amount
    CONSTRAINT [pk_tallies] PRIMARY KEY CLUSTERED ([run_id], [source_key], [measure], [shard])
);
GO
