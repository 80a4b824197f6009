-- Generated from the struct IngestRun (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

SET QUOTED_IDENTIFIER ON;
GO

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

IF OBJECT_ID(N'[ingest].[ingest_runs]', N'U') IS NULL
CREATE TABLE [ingest].[ingest_runs] (
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [parent_run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL,
    [name] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_ingest_runs_status] DEFAULT (N'running') CONSTRAINT [ck_ingest_runs_status] CHECK ([status] IN (N'running', N'completed', N'failed', N'cancelled')),
    [config_hash] BINARY(32) NULL,
    [metadata] NVARCHAR(MAX) NULL CONSTRAINT [ck_ingest_runs_metadata] CHECK (ISJSON(N'[' + [metadata] + N']') = 1),
    [error_message] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    [batches] INT NOT NULL CONSTRAINT [df_ingest_runs_batches] DEFAULT (0),
    [started_at] DATETIME2(7) NOT NULL,
    [finished_at] DATETIME2(7) NULL,
    CONSTRAINT [pk_ingest_runs] PRIMARY KEY CLUSTERED ([run_id])
);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND name = N'ix_ingest_runs_parent')
CREATE INDEX [ix_ingest_runs_parent] ON [ingest].[ingest_runs] ([parent_run_id]);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND name = N'ix_ingest_runs_started')
CREATE INDEX [ix_ingest_runs_started] ON [ingest].[ingest_runs] ([started_at], [run_id]);
GO
