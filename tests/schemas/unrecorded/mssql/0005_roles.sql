-- Creates roles with the least rights that are needed; a login gets one by
--     CREATE USER [crawler] FOR LOGIN [crawler]; ALTER ROLE [<schema>_worker] ADD MEMBER [crawler].
-- Generated from the structs in store/src/state/records; do not edit.
-- It may be run again: what is there already stays.

SET QUOTED_IDENTIFIER ON;
GO

IF DATABASE_PRINCIPAL_ID(N'ingest_reader') IS NULL CREATE ROLE [ingest_reader];
GO

IF DATABASE_PRINCIPAL_ID(N'ingest_worker') IS NULL CREATE ROLE [ingest_worker];
GO

IF DATABASE_PRINCIPAL_ID(N'ingest_operator') IS NULL CREATE ROLE [ingest_operator];
GO

-- Reads tables and views, and may see what they are: the program compares them with its own before it reads.
GRANT SELECT, VIEW DEFINITION ON SCHEMA::[ingest] TO [ingest_reader];
GO

-- Does what the library does; it creates nothing, and may see what its tables are.
GRANT VIEW DEFINITION ON SCHEMA::[ingest] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE ON [ingest].[work_items] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE ON [ingest].[ingest_runs] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE ON [ingest].[run_batches] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE, DELETE ON [ingest].[resource_versions] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE, DELETE ON [ingest].[discovered_links] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE ON [ingest].[seen_resources] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE ON [ingest].[checkpoints] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE, DELETE ON [ingest].[worker_heartbeats] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE ON [ingest].[source_controls] TO [ingest_worker];
GRANT SELECT, INSERT, UPDATE ON [ingest].[tallies] TO [ingest_worker];
GO

-- The same, and may remove rows: for clearing up, and for the smoke test, which does so.
GRANT DELETE ON SCHEMA::[ingest] TO [ingest_operator];
IF IS_ROLEMEMBER(N'ingest_worker', N'ingest_operator') = 0 ALTER ROLE [ingest_worker] ADD MEMBER [ingest_operator];
GO
