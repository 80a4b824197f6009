-- Drops everything that the other scripts create, WITH ALL ROWS.
-- Generated from the structs in store/src/state; do not edit.
-- Safe to run again: missing objects are skipped.

SET QUOTED_IDENTIFIER ON;
GO

DROP VIEW IF EXISTS [ingest].[queue_health];
GO

DROP VIEW IF EXISTS [ingest].[lease_health];
GO

DROP VIEW IF EXISTS [ingest].[retry_health];
GO

DROP VIEW IF EXISTS [ingest].[failure_health];
GO

DROP VIEW IF EXISTS [ingest].[worker_health];
GO

DROP TABLE IF EXISTS [ingest].[counters];
GO

DROP TABLE IF EXISTS [ingest].[source_controls];
GO

DROP TABLE IF EXISTS [ingest].[worker_heartbeats];
GO

DROP TABLE IF EXISTS [ingest].[checkpoints];
GO

DROP TABLE IF EXISTS [ingest].[later_sightings];
GO

DROP TABLE IF EXISTS [ingest].[discovered_links];
GO

DROP TABLE IF EXISTS [ingest].[resource_versions];
GO

DROP TABLE IF EXISTS [ingest].[work_items];
GO

DROP TABLE IF EXISTS [ingest].[run_batches];
GO

DROP TABLE IF EXISTS [ingest].[ingest_runs];
GO

DROP TABLE IF EXISTS [ingest].[store_meta];
GO

IF SCHEMA_ID(N'ingest') IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM sys.objects WHERE [schema_id] = SCHEMA_ID(N'ingest'))
    AND NOT EXISTS (SELECT 1 FROM sys.types WHERE [schema_id] = SCHEMA_ID(N'ingest'))
    EXEC(N'DROP SCHEMA [ingest]');
GO

IF DATABASE_PRINCIPAL_ID(N'ingest_operator') IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM sys.database_permissions WHERE grantee_principal_id = DATABASE_PRINCIPAL_ID(N'ingest_operator'))
BEGIN
    DECLARE @leave NVARCHAR(MAX) = N'';
    SELECT @leave = @leave + N'ALTER ROLE [ingest_operator] DROP MEMBER ' + QUOTENAME(m.[name]) + N';'
    FROM sys.database_role_members AS r
    INNER JOIN sys.database_principals AS m ON m.principal_id = r.member_principal_id
    WHERE r.role_principal_id = DATABASE_PRINCIPAL_ID(N'ingest_operator');
    EXEC sys.sp_executesql @leave;
    DROP ROLE [ingest_operator];
END;
GO

IF DATABASE_PRINCIPAL_ID(N'ingest_worker') IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM sys.database_permissions WHERE grantee_principal_id = DATABASE_PRINCIPAL_ID(N'ingest_worker'))
BEGIN
    DECLARE @leave NVARCHAR(MAX) = N'';
    SELECT @leave = @leave + N'ALTER ROLE [ingest_worker] DROP MEMBER ' + QUOTENAME(m.[name]) + N';'
    FROM sys.database_role_members AS r
    INNER JOIN sys.database_principals AS m ON m.principal_id = r.member_principal_id
    WHERE r.role_principal_id = DATABASE_PRINCIPAL_ID(N'ingest_worker');
    EXEC sys.sp_executesql @leave;
    DROP ROLE [ingest_worker];
END;
GO

IF DATABASE_PRINCIPAL_ID(N'ingest_reader') IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM sys.database_permissions WHERE grantee_principal_id = DATABASE_PRINCIPAL_ID(N'ingest_reader'))
BEGIN
    DECLARE @leave NVARCHAR(MAX) = N'';
    SELECT @leave = @leave + N'ALTER ROLE [ingest_reader] DROP MEMBER ' + QUOTENAME(m.[name]) + N';'
    FROM sys.database_role_members AS r
    INNER JOIN sys.database_principals AS m ON m.principal_id = r.member_principal_id
    WHERE r.role_principal_id = DATABASE_PRINCIPAL_ID(N'ingest_reader');
    EXEC sys.sp_executesql @leave;
    DROP ROLE [ingest_reader];
END;
GO
