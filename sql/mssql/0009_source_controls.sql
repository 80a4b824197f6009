-- Generated from the struct SourceControl (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

SET QUOTED_IDENTIFIER ON;
GO

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

IF OBJECT_ID(N'[ingest].[source_controls]', N'U') IS NULL
CREATE TABLE [ingest].[source_controls] (
    [source_key] NVARCHAR(301) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [state] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_source_controls_state] DEFAULT (N'running') CONSTRAINT [ck_source_controls_state] CHECK ([state] IN (N'running', N'paused', N'draining')),
    [reason] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    [min_delay_ms] INT NOT NULL CONSTRAINT [df_source_controls_min_delay_ms] DEFAULT (0),
    [not_before_at] DATETIME2(7) NULL,
    [updated_at] DATETIME2(7) NOT NULL,
    CONSTRAINT [pk_source_controls] PRIMARY KEY CLUSTERED ([source_key])
);
GO
