-- Generated from the struct SeenResource (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

SET QUOTED_IDENTIFIER ON;
GO

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

IF OBJECT_ID(N'[ingest].[seen_resources]', N'U') IS NULL
CREATE TABLE [ingest].[seen_resources] (
    [dedupe_hash] BINARY(32) NOT NULL,
    [dedupe_key] NVARCHAR(854) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [first_seen_at] DATETIME2(7) NOT NULL,
    [last_seen_at] DATETIME2(7) NOT NULL,
    [seen_count] BIGINT NOT NULL,
    [last_run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT [pk_seen_resources] PRIMARY KEY CLUSTERED ([dedupe_hash])
);
GO
