-- Generated from the struct WorkerHeartbeat (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

SET QUOTED_IDENTIFIER ON;
GO

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

IF OBJECT_ID(N'[ingest].[worker_heartbeats]', N'U') IS NULL
CREATE TABLE [ingest].[worker_heartbeats] (
    [worker_id] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [host] NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [pid] BIGINT NOT NULL,
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL,
    [status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [ck_worker_heartbeats_status] CHECK ([status] IN (N'running', N'draining', N'stopped')),
    [current_item] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL,
    [completed] BIGINT NOT NULL,
    [failed] BIGINT NOT NULL,
    [started_at] DATETIME2(7) NOT NULL,
    [beat_at] DATETIME2(7) NOT NULL,
    CONSTRAINT [pk_worker_heartbeats] PRIMARY KEY CLUSTERED ([worker_id])
);
GO

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND name = N'ix_worker_heartbeats_beat')
CREATE INDEX [ix_worker_heartbeats_beat] ON [ingest].[worker_heartbeats] ([beat_at]);
GO
