-- Generated from the struct DiscoveredLink (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

SET QUOTED_IDENTIFIER ON;
GO

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

IF OBJECT_ID(N'[ingest].[discovered_links]', N'U') IS NULL
CREATE TABLE [ingest].[discovered_links] (
    [from_item] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [to_hash] BINARY(32) NOT NULL,
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL,
    [first_seen_at] DATETIME2(7) NOT NULL,
    [last_seen_at] DATETIME2(7) NOT NULL,
    CONSTRAINT [pk_discovered_links] PRIMARY KEY CLUSTERED ([from_item], [to_hash])
);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[discovered_links]') AND name = N'ix_discovered_links_to')
CREATE INDEX [ix_discovered_links_to] ON [ingest].[discovered_links] ([to_hash]);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[discovered_links]') AND name = N'ix_discovered_links_seen')
CREATE INDEX [ix_discovered_links_seen] ON [ingest].[discovered_links] ([last_seen_at]);
GO
