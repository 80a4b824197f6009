-- Generated from the struct ResourceVersion (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

SET QUOTED_IDENTIFIER ON;
GO

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

IF OBJECT_ID(N'[ingest].[resource_versions]', N'U') IS NULL
CREATE TABLE [ingest].[resource_versions] (
    [work_item_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [version] INT NOT NULL,
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL,
    [attempt] INT NOT NULL,
    [content_hash] BINARY(32) NOT NULL,
    [size] BIGINT NOT NULL,
    [content_type] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [status_code] INT NULL,
    [location] NVARCHAR(2000) COLLATE Latin1_General_100_BIN2 NULL,
    [metadata] NVARCHAR(MAX) NULL CONSTRAINT [ck_resource_versions_metadata] CHECK (ISJSON(N'[' + [metadata] + N']') = 1),
    [fetched_at] DATETIME2(7) NOT NULL,
    [changed] BIT NOT NULL,
    [superseded_at] DATETIME2(7) NULL,
    CONSTRAINT [pk_resource_versions] PRIMARY KEY CLUSTERED ([work_item_id], [version])
);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[resource_versions]') AND name = N'ix_resource_versions_run')
CREATE INDEX [ix_resource_versions_run] ON [ingest].[resource_versions] ([run_id], [work_item_id]);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[resource_versions]') AND name = N'ix_resource_versions_superseded')
CREATE INDEX [ix_resource_versions_superseded] ON [ingest].[resource_versions] ([superseded_at])
WHERE [superseded_at] IS NOT NULL;
GO
