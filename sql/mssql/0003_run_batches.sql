-- Generated from the struct RunBatch (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

SET QUOTED_IDENTIFIER ON;
GO

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

IF OBJECT_ID(N'[ingest].[run_batches]', N'U') IS NULL
CREATE TABLE [ingest].[run_batches] (
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [batch] INT NOT NULL,
    [status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_run_batches_status] DEFAULT (N'running') CONSTRAINT [ck_run_batches_status] CHECK ([status] IN (N'running', N'completed', N'failed', N'cancelled')),
    [worker] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [items] INT NOT NULL,
    [completed] INT NOT NULL CONSTRAINT [df_run_batches_completed] DEFAULT (0),
    [failed] INT NOT NULL CONSTRAINT [df_run_batches_failed] DEFAULT (0),
    [started_at] DATETIME2(7) NOT NULL,
    [finished_at] DATETIME2(7) NULL,
    CONSTRAINT [pk_run_batches] PRIMARY KEY CLUSTERED ([run_id], [batch])
);
GO
