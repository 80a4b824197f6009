-- Generated from the struct Tally (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

SET QUOTED_IDENTIFIER ON;
GO

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

IF OBJECT_ID(N'[ingest].[tallies]', N'U') IS NULL
CREATE TABLE [ingest].[tallies] (
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [source_key] NVARCHAR(301) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [measure] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [ck_tallies_measure] CHECK ([measure] IN (N'open', N'completed', N'failed', N'skipped', N'enqueued', N'duplicates', N'retries', N'expiries', N'changed', N'unchanged', N'bytes')),
    [shard] SMALLINT NOT NULL,
    [amount] BIGINT NOT NULL,
    CONSTRAINT [pk_tallies] PRIMARY KEY CLUSTERED ([run_id], [source_key], [measure], [shard])
);
GO
