-- Generated from the struct WorkItem (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

SET QUOTED_IDENTIFIER ON;
GO

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

IF OBJECT_ID(N'[ingest].[work_items]', N'U') IS NULL
CREATE TABLE [ingest].[work_items] (
    [work_item_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [source_system] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [source_name] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [resource_type] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [resource_id] NVARCHAR(500) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [variant] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NULL,
    [request_uri] NVARCHAR(2000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [request_method] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_work_items_request_method] DEFAULT (N'GET'),
    [request_headers] NVARCHAR(MAX) NULL CONSTRAINT [ck_work_items_request_headers] CHECK (ISJSON(N'[' + [request_headers] + N']') = 1),
    [request_body] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    [metadata] NVARCHAR(MAX) NULL CONSTRAINT [ck_work_items_metadata] CHECK (ISJSON(N'[' + [metadata] + N']') = 1),
    [priority] INT NOT NULL CONSTRAINT [df_work_items_priority] DEFAULT (100),
    [rank] INT NOT NULL CONSTRAINT [df_work_items_rank] DEFAULT (0),
    [status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_work_items_status] DEFAULT (N'pending') CONSTRAINT [ck_work_items_status] CHECK ([status] IN (N'pending', N'in_progress', N'completed', N'failed', N'skipped')),
    [attempt] INT NOT NULL CONSTRAINT [df_work_items_attempt] DEFAULT (0),
    [failures] INT NOT NULL CONSTRAINT [df_work_items_failures] DEFAULT (0),
    [expiries] INT NOT NULL CONSTRAINT [df_work_items_expiries] DEFAULT (0),
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL,
    [discovered_from] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL,
    [created_at] DATETIME2(7) NOT NULL,
    [updated_at] DATETIME2(7) NOT NULL,
    [queued_at] DATETIME2(7) NOT NULL,
    [finished_at] DATETIME2(7) NULL,
    [claimed_by] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [claimed_at] DATETIME2(7) NULL,
    [lease_token] BIGINT NOT NULL CONSTRAINT [df_work_items_lease_token] DEFAULT (0),
    [lease_expires_at] DATETIME2(7) NULL,
    [next_retry_at] DATETIME2(7) NULL,
    [error_message] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    [version] INT NOT NULL CONSTRAINT [df_work_items_version] DEFAULT (0),
    [content_hash] BINARY(32) NULL,
    [pruned_at] DATETIME2(7) NULL,
    [source_key] NVARCHAR(301) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [dedupe_key] NVARCHAR(854) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [dedupe_hash] BINARY(32) NOT NULL,
    CONSTRAINT [pk_work_items] PRIMARY KEY CLUSTERED ([work_item_id])
);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ux_work_items_dedupe')
CREATE UNIQUE INDEX [ux_work_items_dedupe] ON [ingest].[work_items] ([dedupe_hash]);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_claim')
CREATE INDEX [ix_work_items_claim] ON [ingest].[work_items] ([priority], [rank], [created_at], [work_item_id])
WHERE [status] = N'pending' AND [next_retry_at] IS NULL;
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_claim_source')
CREATE INDEX [ix_work_items_claim_source] ON [ingest].[work_items] ([source_key], [priority], [rank], [created_at], [work_item_id])
WHERE [status] = N'pending' AND [next_retry_at] IS NULL;
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_lease')
CREATE INDEX [ix_work_items_lease] ON [ingest].[work_items] ([lease_expires_at])
WHERE [status] = N'in_progress';
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_retry')
CREATE INDEX [ix_work_items_retry] ON [ingest].[work_items] ([next_retry_at])
WHERE [next_retry_at] IS NOT NULL;
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_queued')
CREATE INDEX [ix_work_items_queued] ON [ingest].[work_items] ([queued_at])
WHERE [status] = N'pending';
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_finished')
CREATE INDEX [ix_work_items_finished] ON [ingest].[work_items] ([finished_at])
WHERE [finished_at] IS NOT NULL AND [pruned_at] IS NULL;
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_source')
CREATE INDEX [ix_work_items_source] ON [ingest].[work_items] ([source_system], [source_name], [work_item_id]);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_run_id')
CREATE INDEX [ix_work_items_run_id] ON [ingest].[work_items] ([run_id]);
GO
