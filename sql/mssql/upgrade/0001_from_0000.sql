-- Upgrades to schema version 1 the tables of scripts that recorded no version. Review the script before it runs.
-- Generated from the structs in store/src/state and the scripts of the earlier version.
--
-- All changes are one transaction: where a tool stops at an error, nothing is changed, and the script can run again. No column, table or row is lost.
-- The script stops if the database does not record the earlier version. Run the other scripts of the new version after it.
-- Run it with `sqlcmd -S SERVER -d DATABASE -b -x -i 0001_from_0000.sql`, or in SSMS in a window of this database, which keeps the settings of the script.
-- On a database of version 1 the script succeeds, and changes nothing.
--
-- Changes:
-- - ingest_runs: renames 2 indexes and constraints
-- - run_batches: renames 1 index or constraint
-- - work_items: adds column discovered_in; adds index ix_work_items_run; changes index ix_work_items_source; drops index ix_work_items_run_id; renames 3 indexes and constraints
-- - resource_versions: renames 1 index or constraint
-- - discovered_links: adds column to_item; changes key pk_discovered_links; changes index ix_discovered_links_to; drops index ix_discovered_links_seen
-- - later_sightings: the table is created
-- - checkpoints: renames 2 indexes and constraints
-- - worker_heartbeats: renames 1 index or constraint
-- - source_controls: renames 1 index or constraint
-- - counters: the table is created
-- Left as they are, although no struct declares them any more: column to_hash of discovered_links, table seen_resources, table tallies.

SET QUOTED_IDENTIFIER ON;
GO

SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL, XACT_ABORT ON;
SET NUMERIC_ROUNDABORT, IMPLICIT_TRANSACTIONS OFF;
-- Waits for at most a minute for a table that others read.
SET LOCK_TIMEOUT 60000;
IF @@TRANCOUNT > 0
BEGIN
    RAISERROR(N'the session has an open transaction: commit it or roll it back first', 16, 1);
    SET NOEXEC ON;
END;
GO

-- Waits for programs and scripts that change tables.
BEGIN TRANSACTION;
DECLARE @lock INT;
EXEC @lock = sp_getapplock @Resource = N'store.define', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 60000;
IF @lock NOT IN (0, 1)
BEGIN
    RAISERROR(N'cannot lock the schema, sp_getapplock returned %d: wait for other changes to end', 16, 1, @lock);
    ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF OBJECT_ID(N'[ingest].[store_meta]', N'U') IS NULL
CREATE TABLE [ingest].[store_meta] (
    [schema_version] INT NOT NULL,
    [script] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [compatible_from] INT NOT NULL,
    [checksum] BINARY(32) NULL,
    [program_version] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [applied_at] DATETIME2(7) NOT NULL CONSTRAINT [df_store_meta__applied_at] DEFAULT (CAST(SYSUTCDATETIME() AS DATETIME2(6))),
    CONSTRAINT [pk_store_meta] PRIMARY KEY CLUSTERED ([schema_version], [script])
);
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

DECLARE @version INT = ISNULL((SELECT MAX([schema_version]) FROM [ingest].[store_meta]), 0);
IF @version = 1
BEGIN
    PRINT N'The database already has schema version 1: nothing to do.';
    ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END
ELSE IF @version <> 0
BEGIN
    RAISERROR(N'the database has schema version %d, and this script upgrades version 0 to 1', 16, 1, @version);
    ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF OBJECT_ID(N'[ingest].[ingest_runs]', N'U') IS NULL
BEGIN
    RAISERROR(N'[ingest].[ingest_runs] is missing: this is not a database of the earlier scripts', 16, 1);
    ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF OBJECT_ID(N'[ingest].[run_batches]', N'U') IS NULL
BEGIN
    RAISERROR(N'[ingest].[run_batches] is missing: this is not a database of the earlier scripts', 16, 1);
    ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF OBJECT_ID(N'[ingest].[work_items]', N'U') IS NULL
BEGIN
    RAISERROR(N'[ingest].[work_items] is missing: this is not a database of the earlier scripts', 16, 1);
    ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF OBJECT_ID(N'[ingest].[resource_versions]', N'U') IS NULL
BEGIN
    RAISERROR(N'[ingest].[resource_versions] is missing: this is not a database of the earlier scripts', 16, 1);
    ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF OBJECT_ID(N'[ingest].[discovered_links]', N'U') IS NULL
BEGIN
    RAISERROR(N'[ingest].[discovered_links] is missing: this is not a database of the earlier scripts', 16, 1);
    ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF OBJECT_ID(N'[ingest].[checkpoints]', N'U') IS NULL
BEGIN
    RAISERROR(N'[ingest].[checkpoints] is missing: this is not a database of the earlier scripts', 16, 1);
    ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF OBJECT_ID(N'[ingest].[worker_heartbeats]', N'U') IS NULL
BEGIN
    RAISERROR(N'[ingest].[worker_heartbeats] is missing: this is not a database of the earlier scripts', 16, 1);
    ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF OBJECT_ID(N'[ingest].[source_controls]', N'U') IS NULL
BEGIN
    RAISERROR(N'[ingest].[source_controls] is missing: this is not a database of the earlier scripts', 16, 1);
    ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF OBJECT_ID(N'[ingest].[later_sightings]') IS NOT NULL
BEGIN
    RAISERROR(N'[ingest].[later_sightings] exists already: the script creates a table of this name', 16, 1);
    ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF OBJECT_ID(N'[ingest].[counters]') IS NOT NULL
BEGIN
    RAISERROR(N'[ingest].[counters] exists already: the script creates a table of this name', 16, 1);
    ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- IngestRun
DECLARE @renamed INT;
EXEC @renamed = sp_rename N'[ingest].[ck_ingest_runs_metadata]', N'ck_ingest_runs__metadata', N'OBJECT';
IF @renamed <> 0 THROW 50000, N'cannot rename [ingest].[ck_ingest_runs_metadata]: sp_rename failed', 1;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- IngestRun
DECLARE @renamed INT;
EXEC @renamed = sp_rename N'[ingest].[ck_ingest_runs_status]', N'ck_ingest_runs__status', N'OBJECT';
IF @renamed <> 0 THROW 50000, N'cannot rename [ingest].[ck_ingest_runs_status]: sp_rename failed', 1;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- RunBatch
DECLARE @renamed INT;
EXEC @renamed = sp_rename N'[ingest].[ck_run_batches_status]', N'ck_run_batches__status', N'OBJECT';
IF @renamed <> 0 THROW 50000, N'cannot rename [ingest].[ck_run_batches_status]: sp_rename failed', 1;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- WorkItem
DECLARE @renamed INT;
EXEC @renamed = sp_rename N'[ingest].[ck_work_items_metadata]', N'ck_work_items__metadata', N'OBJECT';
IF @renamed <> 0 THROW 50000, N'cannot rename [ingest].[ck_work_items_metadata]: sp_rename failed', 1;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- WorkItem
DECLARE @renamed INT;
EXEC @renamed = sp_rename N'[ingest].[ck_work_items_request_headers]', N'ck_work_items__request_headers', N'OBJECT';
IF @renamed <> 0 THROW 50000, N'cannot rename [ingest].[ck_work_items_request_headers]: sp_rename failed', 1;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- WorkItem
DECLARE @renamed INT;
EXEC @renamed = sp_rename N'[ingest].[ck_work_items_status]', N'ck_work_items__status', N'OBJECT';
IF @renamed <> 0 THROW 50000, N'cannot rename [ingest].[ck_work_items_status]: sp_rename failed', 1;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- WorkItem
DROP INDEX [ix_work_items_source] ON [ingest].[work_items];
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- WorkItem
DROP INDEX [ix_work_items_run_id] ON [ingest].[work_items];
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- WorkItem
ALTER TABLE [ingest].[work_items] ADD [discovered_in] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- WorkItem
CREATE INDEX [ix_work_items_run] ON [ingest].[work_items] ([run_id], [work_item_id]);
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- WorkItem
CREATE INDEX [ix_work_items_source] ON [ingest].[work_items] ([source_key], [work_item_id]);
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- ResourceVersion
DECLARE @renamed INT;
EXEC @renamed = sp_rename N'[ingest].[ck_resource_versions_metadata]', N'ck_resource_versions__metadata', N'OBJECT';
IF @renamed <> 0 THROW 50000, N'cannot rename [ingest].[ck_resource_versions_metadata]: sp_rename failed', 1;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- DiscoveredLink
DROP INDEX [ix_discovered_links_to] ON [ingest].[discovered_links];
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- DiscoveredLink
DROP INDEX [ix_discovered_links_seen] ON [ingest].[discovered_links];
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- DiscoveredLink
ALTER TABLE [ingest].[discovered_links] DROP CONSTRAINT [pk_discovered_links];
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- DiscoveredLink
ALTER TABLE [ingest].[discovered_links] ALTER COLUMN [to_hash] BINARY(32) NULL;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- DiscoveredLink
ALTER TABLE [ingest].[discovered_links] ADD [to_item] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- DiscoveredLink
EXEC(N'UPDATE [ingest].[discovered_links] SET [to_item] = (SELECT i.work_item_id FROM [ingest].[work_items] AS i WHERE i.dedupe_hash = to_hash);');
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- DiscoveredLink
ALTER TABLE [ingest].[discovered_links] ALTER COLUMN [to_item] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- DiscoveredLink
ALTER TABLE [ingest].[discovered_links] ADD CONSTRAINT [pk_discovered_links] PRIMARY KEY CLUSTERED ([from_item], [to_item]);
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- DiscoveredLink
CREATE INDEX [ix_discovered_links_to] ON [ingest].[discovered_links] ([to_item]);
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- LaterSightings
IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- LaterSightings
IF OBJECT_ID(N'[ingest].[later_sightings]', N'U') IS NULL
CREATE TABLE [ingest].[later_sightings] (
    [work_item_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [sightings] BIGINT NOT NULL,
    [last_seen_at] DATETIME2(7) NOT NULL,
    [last_run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT [pk_later_sightings] PRIMARY KEY CLUSTERED ([work_item_id])
);
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- Checkpoint
DECLARE @renamed INT;
EXEC @renamed = sp_rename N'[ingest].[ck_checkpoints_scope]', N'ck_checkpoints__scope', N'OBJECT';
IF @renamed <> 0 THROW 50000, N'cannot rename [ingest].[ck_checkpoints_scope]: sp_rename failed', 1;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- Checkpoint
DECLARE @renamed INT;
EXEC @renamed = sp_rename N'[ingest].[ck_checkpoints_value]', N'ck_checkpoints__value', N'OBJECT';
IF @renamed <> 0 THROW 50000, N'cannot rename [ingest].[ck_checkpoints_value]: sp_rename failed', 1;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- WorkerHeartbeat
DECLARE @renamed INT;
EXEC @renamed = sp_rename N'[ingest].[ck_worker_heartbeats_status]', N'ck_worker_heartbeats__status', N'OBJECT';
IF @renamed <> 0 THROW 50000, N'cannot rename [ingest].[ck_worker_heartbeats_status]: sp_rename failed', 1;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- SourceControl
DECLARE @renamed INT;
EXEC @renamed = sp_rename N'[ingest].[ck_source_controls_state]', N'ck_source_controls__state', N'OBJECT';
IF @renamed <> 0 THROW 50000, N'cannot rename [ingest].[ck_source_controls_state]: sp_rename failed', 1;
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- Counter
IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

-- Counter
IF OBJECT_ID(N'[ingest].[counters]', N'U') IS NULL
CREATE TABLE [ingest].[counters] (
    [run_id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [source_key] NVARCHAR(301) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [shard] SMALLINT NOT NULL,
    [open_items] BIGINT NOT NULL,
    [completed] BIGINT NOT NULL,
    [failed] BIGINT NOT NULL,
    [skipped] BIGINT NOT NULL,
    [enqueued] BIGINT NOT NULL,
    [duplicates] BIGINT NOT NULL,
    [retries] BIGINT NOT NULL,
    [expiries] BIGINT NOT NULL,
    [changed] BIGINT NOT NULL,
    [unchanged] BIGINT NOT NULL,
    [bytes] BIGINT NOT NULL,
    CONSTRAINT [pk_counters] PRIMARY KEY CLUSTERED ([run_id], [source_key], [shard])
);
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

UPDATE [ingest].[store_meta]
SET [compatible_from] = 1, [checksum] = 0x68dd08e4d2d66c1fefcdd531c661cc715f64ae2dcf8ce67c7346acf06ed89995, [program_version] = N'0.1.0', [applied_at] = CAST(SYSUTCDATETIME() AS DATETIME2(6))
WHERE [schema_version] = 1 AND [script] = N'0001_from_0000.sql';
IF @@ROWCOUNT = 0
    INSERT INTO [ingest].[store_meta] ([schema_version], [script], [compatible_from], [checksum], [program_version])
    VALUES (1, N'0001_from_0000.sql', 1, 0x68dd08e4d2d66c1fefcdd531c661cc715f64ae2dcf8ce67c7346acf06ed89995, N'0.1.0');
GO

IF @@ERROR <> 0 OR @@TRANCOUNT <> 1
BEGIN
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    SET NOEXEC ON;
END;
GO

COMMIT TRANSACTION;
GO

SET NOEXEC OFF;
GO
