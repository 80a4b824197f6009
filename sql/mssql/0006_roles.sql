-- Creates roles with the least permissions; add a login with
--     CREATE USER [crawler] FOR LOGIN [crawler]; ALTER ROLE [<schema>_worker] ADD MEMBER [crawler].
-- Generated from the structs in store/src/state; do not edit.
-- Safe to run again: existing objects are not changed.

SET QUOTED_IDENTIFIER ON;
GO

-- Stops the script if the schema has another version.
DECLARE @version INT = (SELECT MAX([schema_version]) FROM [ingest].[store_meta]);
IF @version <> 1
BEGIN
    IF @version > 1
        RAISERROR(N'the schema is newer than this script', 16, 1);
    ELSE
        RAISERROR(N'the schema is older than this script: run the upgrade script first', 16, 1);
    SET NOEXEC ON;
END;
GO

IF DATABASE_PRINCIPAL_ID(N'ingest_reader') IS NULL CREATE ROLE [ingest_reader];
GO

IF DATABASE_PRINCIPAL_ID(N'ingest_worker') IS NULL CREATE ROLE [ingest_worker];
GO

IF DATABASE_PRINCIPAL_ID(N'ingest_operator') IS NULL CREATE ROLE [ingest_operator];
GO

-- Earlier versions of this script granted these permissions on the whole schema.
REVOKE SELECT, VIEW DEFINITION ON SCHEMA::[ingest] FROM [ingest_reader];
REVOKE VIEW DEFINITION ON SCHEMA::[ingest] FROM [ingest_worker];
REVOKE DELETE ON SCHEMA::[ingest] FROM [ingest_operator];
GO

-- Reads tables and views. VIEW DEFINITION lets the program compare the tables with its structs.
GRANT SELECT, VIEW DEFINITION ON [ingest].[store_meta] TO [ingest_reader];
GRANT SELECT, VIEW DEFINITION ON [ingest].[ingest_runs] TO [ingest_reader];
GRANT SELECT, VIEW DEFINITION ON [ingest].[run_batches] TO [ingest_reader];
GRANT SELECT, VIEW DEFINITION ON [ingest].[work_items] TO [ingest_reader];
GRANT SELECT, VIEW DEFINITION ON [ingest].[resource_versions] TO [ingest_reader];
GRANT SELECT, VIEW DEFINITION ON [ingest].[discovered_links] TO [ingest_reader];
GRANT SELECT, VIEW DEFINITION ON [ingest].[later_sightings] TO [ingest_reader];
GRANT SELECT, VIEW DEFINITION ON [ingest].[checkpoints] TO [ingest_reader];
GRANT SELECT, VIEW DEFINITION ON [ingest].[worker_heartbeats] TO [ingest_reader];
GRANT SELECT, VIEW DEFINITION ON [ingest].[source_controls] TO [ingest_reader];
GRANT SELECT, VIEW DEFINITION ON [ingest].[counters] TO [ingest_reader];
GRANT SELECT ON [ingest].[queue_health] TO [ingest_reader];
GRANT SELECT ON [ingest].[lease_health] TO [ingest_reader];
GRANT SELECT ON [ingest].[retry_health] TO [ingest_reader];
GRANT SELECT ON [ingest].[failure_health] TO [ingest_reader];
GRANT SELECT ON [ingest].[worker_health] TO [ingest_reader];
GO

-- Runs the operations of the library; creates nothing.
GRANT SELECT, VIEW DEFINITION ON [ingest].[store_meta] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE, VIEW DEFINITION ON [ingest].[ingest_runs] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE, VIEW DEFINITION ON [ingest].[run_batches] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE, VIEW DEFINITION ON [ingest].[work_items] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE, DELETE, VIEW DEFINITION ON [ingest].[resource_versions] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE, DELETE, VIEW DEFINITION ON [ingest].[discovered_links] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE, VIEW DEFINITION ON [ingest].[later_sightings] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE, VIEW DEFINITION ON [ingest].[checkpoints] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE, DELETE, VIEW DEFINITION ON [ingest].[worker_heartbeats] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE, VIEW DEFINITION ON [ingest].[source_controls] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE, VIEW DEFINITION ON [ingest].[counters] TO [ingest_worker];
GO

-- Also deletes rows: for the smoke test, and for manual cleanup.
GRANT DELETE ON [ingest].[ingest_runs] TO [ingest_operator];
GRANT DELETE ON [ingest].[run_batches] TO [ingest_operator];
GRANT DELETE ON [ingest].[work_items] TO [ingest_operator];
GRANT DELETE ON [ingest].[resource_versions] TO [ingest_operator];
GRANT DELETE ON [ingest].[discovered_links] TO [ingest_operator];
GRANT DELETE ON [ingest].[later_sightings] TO [ingest_operator];
GRANT DELETE ON [ingest].[checkpoints] TO [ingest_operator];
GRANT DELETE ON [ingest].[worker_heartbeats] TO [ingest_operator];
GRANT DELETE ON [ingest].[source_controls] TO [ingest_operator];
GRANT DELETE ON [ingest].[counters] TO [ingest_operator];
IF IS_ROLEMEMBER(N'ingest_worker', N'ingest_operator') = 0 ALTER ROLE [ingest_worker] ADD MEMBER [ingest_operator];
GO

UPDATE [ingest].[store_meta]
SET [compatible_from] = 1, [checksum] = 0xa79c94d31fb80a6966420e215f6e5547e06ba6e5fbdbe8042c8e25ae4e60ef03, [program_version] = N'0.1.0', [applied_at] = CAST(SYSUTCDATETIME() AS DATETIME2(6))
WHERE [schema_version] = 1 AND [script] = N'0006_roles.sql';
IF @@ROWCOUNT = 0
    INSERT INTO [ingest].[store_meta] ([schema_version], [script], [compatible_from], [checksum], [program_version])
    VALUES (1, N'0006_roles.sql', 1, 0xa79c94d31fb80a6966420e215f6e5547e06ba6e5fbdbe8042c8e25ae4e60ef03, N'0.1.0');
GO

SET NOEXEC OFF;
GO
