-- Generated from the struct WorkItem (store/src/state/work_item.rs); do not edit.
-- It may be run again: what is there already stays as it is.

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

IF OBJECT_ID(N'[ingest].[work_items]', N'U') IS NULL
CREATE TABLE [ingest].[work_items] (
    [work_item_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [source_system] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [source_name] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [resource_type] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [resource_id] NVARCHAR(500) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [request_uri] NVARCHAR(2000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [request_method] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_work_items_request_method] DEFAULT (N'GET'),
    [request_headers] NVARCHAR(MAX) NULL CONSTRAINT [ck_work_items_request_headers] CHECK (ISJSON(N'[' + [request_headers] + N']') = 1),
    [request_body] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    [metadata] NVARCHAR(MAX) NULL CONSTRAINT [ck_work_items_metadata] CHECK (ISJSON(N'[' + [metadata] + N']') = 1),
    [priority] INT NOT NULL CONSTRAINT [df_work_items_priority] DEFAULT (100),
    [status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_work_items_status] DEFAULT (N'pending') CONSTRAINT [ck_work_items_status] CHECK ([status] IN (N'pending', N'in_progress', N'completed', N'failed', N'skipped')),
    [attempt] INT NOT NULL CONSTRAINT [df_work_items_attempt] DEFAULT (0),
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL,
    [discovered_from] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL,
    [created_at] DATETIME2(7) NOT NULL,
    [updated_at] DATETIME2(7) NOT NULL,
    [error_message] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    [dedupe_key] NVARCHAR(803) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [dedupe_hash] BINARY(32) NOT NULL,
    CONSTRAINT [pk_work_items] PRIMARY KEY CLUSTERED ([work_item_id])
);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ux_work_items_dedupe')
CREATE UNIQUE INDEX [ux_work_items_dedupe] ON [ingest].[work_items] ([dedupe_hash]);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_claim')
CREATE INDEX [ix_work_items_claim] ON [ingest].[work_items] ([status], [priority], [created_at]);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_source')
CREATE INDEX [ix_work_items_source] ON [ingest].[work_items] ([source_system], [source_name]);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[work_items]') AND name = N'ix_work_items_run_id')
CREATE INDEX [ix_work_items_run_id] ON [ingest].[work_items] ([run_id]);
GO
