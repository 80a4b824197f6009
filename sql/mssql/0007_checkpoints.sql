-- Generated from the struct Checkpoint (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

SET QUOTED_IDENTIFIER ON;
GO

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

IF OBJECT_ID(N'[ingest].[checkpoints]', N'U') IS NULL
CREATE TABLE [ingest].[checkpoints] (
    [scope] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [ck_checkpoints_scope] CHECK ([scope] IN (N'source', N'run')),
    [owner] NVARCHAR(301) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [name] NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [value] NVARCHAR(MAX) NOT NULL CONSTRAINT [ck_checkpoints_value] CHECK (ISJSON(N'[' + [value] + N']') = 1),
    [version] INT NOT NULL,
    [work_item_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL,
    [updated_at] DATETIME2(7) NOT NULL,
    CONSTRAINT [pk_checkpoints] PRIMARY KEY CLUSTERED ([scope], [owner], [name])
);
GO
