-- Describes tables and columns with the extended property MS_Description, which SSMS shows.
-- Generated from the structs in store/src/state; do not edit.
-- Safe to run again: existing objects are replaced.

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

-- AppliedScript
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[store_meta]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'A script that was applied to the schema of the store, or the creation of its tables by the program.', N'SCHEMA', N'ingest', N'TABLE', N'store_meta';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'A script that was applied to the schema of the store, or the creation of its tables by the program.', N'SCHEMA', N'ingest', N'TABLE', N'store_meta';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[store_meta]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[store_meta]'), N'schema_version', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Version of the schema that the script creates.', N'SCHEMA', N'ingest', N'TABLE', N'store_meta', N'COLUMN', N'schema_version';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Version of the schema that the script creates.', N'SCHEMA', N'ingest', N'TABLE', N'store_meta', N'COLUMN', N'schema_version';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[store_meta]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[store_meta]'), N'script', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Name of the script; program if the program created the tables.', N'SCHEMA', N'ingest', N'TABLE', N'store_meta', N'COLUMN', N'script';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Name of the script; program if the program created the tables.', N'SCHEMA', N'ingest', N'TABLE', N'store_meta', N'COLUMN', N'script';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[store_meta]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[store_meta]'), N'compatible_from', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Oldest version of the schema whose programs can use the tables.', N'SCHEMA', N'ingest', N'TABLE', N'store_meta', N'COLUMN', N'compatible_from';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Oldest version of the schema whose programs can use the tables.', N'SCHEMA', N'ingest', N'TABLE', N'store_meta', N'COLUMN', N'compatible_from';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[store_meta]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[store_meta]'), N'checksum', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'SHA-256 of the statements of the script; NULL if the program created the tables.', N'SCHEMA', N'ingest', N'TABLE', N'store_meta', N'COLUMN', N'checksum';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'SHA-256 of the statements of the script; NULL if the program created the tables.', N'SCHEMA', N'ingest', N'TABLE', N'store_meta', N'COLUMN', N'checksum';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[store_meta]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[store_meta]'), N'program_version', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Version of the program that wrote the script or created the tables.', N'SCHEMA', N'ingest', N'TABLE', N'store_meta', N'COLUMN', N'program_version';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Version of the program that wrote the script or created the tables.', N'SCHEMA', N'ingest', N'TABLE', N'store_meta', N'COLUMN', N'program_version';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[store_meta]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[store_meta]'), N'applied_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when the script was applied for the last time, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'store_meta', N'COLUMN', N'applied_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when the script was applied for the last time, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'store_meta', N'COLUMN', N'applied_at';
GO

-- IngestRun
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'One run of a crawl or an ingestion job.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'One run of a crawl or an ingestion job.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Id of the run.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Id of the run.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'parent_run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Run that this run repeats or continues.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'parent_run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Run that this run repeats or continues.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'parent_run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'name', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Name of the job, the same for each run: nightly crawl.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'name';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Name of the job, the same for each run: nightly crawl.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'name';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'status', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Current status of the run.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'status';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Current status of the run.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'status';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'config_hash', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'SHA-256 of the configuration; runs with different configurations have different hashes.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'config_hash';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'SHA-256 of the configuration; runs with different configurations have different hashes.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'config_hash';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'metadata', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Additional data of the application.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'metadata';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Additional data of the application.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'metadata';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'error_message', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Reason of the failure or cancellation.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'error_message';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Reason of the failure or cancellation.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'error_message';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'batches', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of batches started.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'batches';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of batches started.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'batches';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'started_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when the run started.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'started_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when the run started.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'started_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'finished_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when the run ended, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'finished_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when the run ended, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'finished_at';
GO

-- RunBatch
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'A part of a run that one worker processes.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'A part of a run that one worker processes.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Run of the batch.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Run of the batch.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'batch', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of the batch in its run, from 1.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'batch';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of the batch in its run, from 1.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'batch';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'status', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Current status of the batch.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'status';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Current status of the batch.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'status';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'worker', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Worker that processes the batch.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'worker';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Worker that processes the batch.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'worker';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'items', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of items.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'items';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of items.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'items';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'completed', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of completed items.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'completed';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of completed items.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'completed';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'failed', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of failed items.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'failed';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of failed items.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'failed';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'started_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when the batch started.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'started_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when the batch started.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'started_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'finished_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when the batch ended, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'finished_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when the batch ended, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'finished_at';
GO

-- WorkItem
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'A resource to fetch, with its status.', N'SCHEMA', N'ingest', N'TABLE', N'work_items';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'A resource to fetch, with its status.', N'SCHEMA', N'ingest', N'TABLE', N'work_items';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'work_item_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Id of the item.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'work_item_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Id of the item.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'work_item_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'source_system', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Kind of the source system: mediawiki, openalex, http.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'source_system';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Kind of the source system: mediawiki, openalex, http.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'source_system';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'source_name', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Name of the source system: wikipedia, wookieepedia.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'source_name';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Name of the source system: wikipedia, wookieepedia.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'source_name';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'resource_type', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Kind of the resource: page, category, work.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'resource_type';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Kind of the resource: page, category, work.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'resource_type';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'resource_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Id of the resource in its source.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'resource_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Id of the resource in its source.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'resource_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'variant', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Form of the resource, if it has several: raw, html.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'variant';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Form of the resource, if it has several: raw, html.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'variant';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'request_uri', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'URI of the request.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_uri';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'URI of the request.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_uri';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'request_method', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Method of the request.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_method';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Method of the request.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_method';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'request_headers', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Headers of the request, a JSON object.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_headers';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Headers of the request, a JSON object.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_headers';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'request_body', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Body of the request.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_body';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Body of the request.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_body';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'metadata', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Additional data of the application.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'metadata';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Additional data of the application.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'metadata';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'priority', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Priority; lower numbers are claimed first.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'priority';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Priority; lower numbers are claimed first.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'priority';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'rank', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Order among items of equal priority; lower numbers are claimed first.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'rank';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Order among items of equal priority; lower numbers are claimed first.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'rank';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'status', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Current status of the item.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'status';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Current status of the item.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'status';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'attempt', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of claims of the item in its run.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'attempt';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of claims of the item in its run.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'attempt';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'failures', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of failures.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'failures';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of failures.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'failures';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'expiries', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of leases that expired, counted apart from failures.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'expiries';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of leases that expired, counted apart from failures.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'expiries';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Run that the item is queued for, or that finished it.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Run that the item is queued for, or that finished it.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'discovered_from', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Work item in which the resource was first found.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'discovered_from';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Work item in which the resource was first found.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'discovered_from';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'discovered_in', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Run in which the resource was first found.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'discovered_in';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Run in which the resource was first found.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'discovered_in';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'created_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when the item was created.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'created_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when the item was created.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'created_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'updated_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time of the last change.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'updated_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time of the last change.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'updated_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'queued_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when the item last entered the queue, by its discovery or for a re-crawl.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'queued_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when the item last entered the queue, by its discovery or for a re-crawl.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'queued_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'finished_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when the item was completed, failed or skipped.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'finished_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when the item was completed, failed or skipped.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'finished_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'claimed_by', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Worker that last claimed the item.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'claimed_by';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Worker that last claimed the item.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'claimed_by';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'claimed_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time of the last claim, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'claimed_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time of the last claim, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'claimed_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'lease_token', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Token of the lease. Increases with every claim, so that a call under an earlier lease is refused.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'lease_token';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Token of the lease. Increases with every claim, so that a call under an earlier lease is refused.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'lease_token';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'lease_expires_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when the lease expires, by the database''s clock; the next sweep then ends the lease.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'lease_expires_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when the lease expires, by the database''s clock; the next sweep then ends the lease.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'lease_expires_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'next_retry_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time of the retry after a failure, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'next_retry_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time of the retry after a failure, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'next_retry_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'error_message', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Reason of the last failure or skip.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'error_message';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Reason of the last failure or skip.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'error_message';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'version', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of the newest version; 0 before the first.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'version';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of the newest version; 0 before the first.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'version';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'content_hash', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'SHA-256 of the newest version.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'content_hash';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'SHA-256 of the newest version.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'content_hash';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'pruned_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when retention removed everything except the identity and the outcome.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'pruned_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when retention removed everything except the identity and the outcome.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'pruned_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'source_key', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Key of the source; see Source::key.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'source_key';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Key of the source; see Source::key.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'source_key';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'dedupe_key', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Readable form of the identity: system:name:type:id.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'dedupe_key';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Readable form of the identity: system:name:type:id.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'dedupe_key';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'dedupe_hash', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Hash of the identity, unique among all items.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'dedupe_hash';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Hash of the identity, unique among all items.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'dedupe_hash';
GO

-- ResourceVersion
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'One fetched version of a resource: the run and attempt that fetched it, and whether it differs from the previous one.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'One fetched version of a resource: the run and attempt that fetched it, and whether it differs from the previous one.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'work_item_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Work item of the resource.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'work_item_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Work item of the resource.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'work_item_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'version', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of the version, from 1.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'version';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of the version, from 1.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'version';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Run that fetched the version.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Run that fetched the version.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'attempt', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Attempt of the run that fetched the version.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'attempt';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Attempt of the run that fetched the version.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'attempt';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'content_hash', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'SHA-256 of the content.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'content_hash';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'SHA-256 of the content.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'content_hash';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'size', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Size of the content in bytes.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'size';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Size of the content in bytes.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'size';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'content_type', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Media type of the content: text/html.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'content_type';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Media type of the content: text/html.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'content_type';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'status_code', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Status code of the source''s response, such as an HTTP status.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'status_code';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Status code of the source''s response, such as an HTTP status.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'status_code';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'location', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Location where the content is stored.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'location';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Location where the content is stored.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'location';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'metadata', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Additional data of the application.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'metadata';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Additional data of the application.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'metadata';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'fetched_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when the content was fetched.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'fetched_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when the content was fetched.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'fetched_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'changed', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Whether the content differs from the previous version; true for the first version.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'changed';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Whether the content differs from the previous version; true for the first version.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'changed';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'superseded_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when a newer version was stored, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'superseded_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when a newer version was stored, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'superseded_at';
GO

-- DiscoveredLink
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[discovered_links]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'A link from a work item to a resource found in its content.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'A link from a work item to a resource found in its content.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[discovered_links]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[discovered_links]'), N'from_item', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Work item whose content has the link.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'from_item';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Work item whose content has the link.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'from_item';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[discovered_links]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[discovered_links]'), N'to_item', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Work item of the linked resource.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'to_item';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Work item of the linked resource.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'to_item';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[discovered_links]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[discovered_links]'), N'run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Run that last found the link; unchanged when the link is found outside of a run.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Run that last found the link; unchanged when the link is found outside of a run.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[discovered_links]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[discovered_links]'), N'first_seen_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when the link was first found.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'first_seen_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when the link was first found.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'first_seen_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[discovered_links]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[discovered_links]'), N'last_seen_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when the link was last found.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'last_seen_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when the link was last found.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'last_seen_at';
GO

-- LaterSightings
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[later_sightings]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The sightings of a resource after the first, which its work item records.', N'SCHEMA', N'ingest', N'TABLE', N'later_sightings';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The sightings of a resource after the first, which its work item records.', N'SCHEMA', N'ingest', N'TABLE', N'later_sightings';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[later_sightings]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[later_sightings]'), N'work_item_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Work item of the resource.', N'SCHEMA', N'ingest', N'TABLE', N'later_sightings', N'COLUMN', N'work_item_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Work item of the resource.', N'SCHEMA', N'ingest', N'TABLE', N'later_sightings', N'COLUMN', N'work_item_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[later_sightings]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[later_sightings]'), N'sightings', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of sightings after the first.', N'SCHEMA', N'ingest', N'TABLE', N'later_sightings', N'COLUMN', N'sightings';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of sightings after the first.', N'SCHEMA', N'ingest', N'TABLE', N'later_sightings', N'COLUMN', N'sightings';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[later_sightings]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[later_sightings]'), N'last_seen_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time of the last sighting.', N'SCHEMA', N'ingest', N'TABLE', N'later_sightings', N'COLUMN', N'last_seen_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time of the last sighting.', N'SCHEMA', N'ingest', N'TABLE', N'later_sightings', N'COLUMN', N'last_seen_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[later_sightings]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[later_sightings]'), N'last_run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Run of the last sighting in a run.', N'SCHEMA', N'ingest', N'TABLE', N'later_sightings', N'COLUMN', N'last_run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Run of the last sighting in a run.', N'SCHEMA', N'ingest', N'TABLE', N'later_sightings', N'COLUMN', N'last_run_id';
GO

-- Checkpoint
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'A position to resume from: a named JSON value of a source or a run.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'A position to resume from: a named JSON value of a source or a run.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[checkpoints]'), N'scope', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Kind of the owner.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'scope';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Kind of the owner.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'scope';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[checkpoints]'), N'owner', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Key of the source, or id of the run.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'owner';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Key of the source, or id of the run.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'owner';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[checkpoints]'), N'name', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Name of the checkpoint.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'name';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Name of the checkpoint.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'name';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[checkpoints]'), N'value', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Value of the checkpoint.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'value';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Value of the checkpoint.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'value';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[checkpoints]'), N'version', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of times that the checkpoint was written.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'version';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of times that the checkpoint was written.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'version';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[checkpoints]'), N'work_item_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Work item under whose lease the checkpoint was last written.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'work_item_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Work item under whose lease the checkpoint was last written.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'work_item_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[checkpoints]'), N'updated_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time when the checkpoint was last written.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'updated_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time when the checkpoint was last written.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'updated_at';
GO

-- WorkerHeartbeat
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'A worker and its last heartbeat.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'A worker and its last heartbeat.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'worker_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Id of the worker. A worker of a runner has the runner''s name and a number, such as crawler-1; items carry the runner''s name.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'worker_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Id of the worker. A worker of a runner has the runner''s name and a number, such as crawler-1; items carry the runner''s name.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'worker_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'host', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Host that the worker runs on.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'host';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Host that the worker runs on.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'host';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'pid', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Id of the process that the worker runs in.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'pid';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Id of the process that the worker runs in.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'pid';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Run that the worker works for.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Run that the worker works for.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'status', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Current status of the worker.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'status';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Current status of the worker.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'status';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'current_item', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Item that the worker is processing.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'current_item';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Item that the worker is processing.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'current_item';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'completed', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of items that the worker has completed.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'completed';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of items that the worker has completed.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'completed';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'failed', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of failures of the worker.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'failed';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of failures of the worker.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'failed';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'started_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time of the first heartbeat.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'started_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time of the first heartbeat.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'started_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'beat_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time of the last heartbeat, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'beat_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time of the last heartbeat, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'beat_at';
GO

-- SourceControl
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[source_controls]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The settings of one source, or of all sources: pause, drain, crawl delay and deferral.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The settings of one source, or of all sources: pause, drain, crawl delay and deferral.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[source_controls]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[source_controls]'), N'source_key', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Key of the source, see Source::key; * for all sources.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'source_key';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Key of the source, see Source::key; * for all sources.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'source_key';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[source_controls]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[source_controls]'), N'state', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Whether items of the source can be claimed.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'state';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Whether items of the source can be claimed.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'state';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[source_controls]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[source_controls]'), N'reason', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Reason for a pause or a drain.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'reason';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Reason for a pause or a drain.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'reason';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[source_controls]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[source_controls]'), N'min_delay_ms', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Shortest time between two claims, in milliseconds.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'min_delay_ms';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Shortest time between two claims, in milliseconds.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'min_delay_ms';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[source_controls]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[source_controls]'), N'not_before_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time before which no item is handed out, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'not_before_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time before which no item is handed out, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'not_before_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[source_controls]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[source_controls]'), N'updated_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Time of the last change.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'updated_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Time of the last change.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'updated_at';
GO

-- Counter
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'One shard of the counters of a source, in one run or over all runs. A counter is the sum of its shards.', N'SCHEMA', N'ingest', N'TABLE', N'counters';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'One shard of the counters of a source, in one run or over all runs. A counter is the sum of its shards.', N'SCHEMA', N'ingest', N'TABLE', N'counters';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[counters]'), N'run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Run whose items are counted; empty for the counters over all runs.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Run whose items are counted; empty for the counters over all runs.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[counters]'), N'source_key', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Key of the source whose items are counted; see Source::key.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'source_key';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Key of the source whose items are counted; see Source::key.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'source_key';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[counters]'), N'shard', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Number of the shard.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'shard';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Number of the shard.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'shard';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[counters]'), N'open_items', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Items that are pending or in progress.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'open_items';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Items that are pending or in progress.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'open_items';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[counters]'), N'completed', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Items that are completed.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'completed';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Items that are completed.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'completed';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[counters]'), N'failed', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Items that are failed.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'failed';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Items that are failed.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'failed';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[counters]'), N'skipped', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Items that are skipped.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'skipped';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Items that are skipped.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'skipped';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[counters]'), N'enqueued', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Items that were new to the queue.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'enqueued';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Items that were new to the queue.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'enqueued';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[counters]'), N'duplicates', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Enqueued resources that were already in the queue.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'duplicates';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Enqueued resources that were already in the queue.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'duplicates';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[counters]'), N'retries', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Failures that were followed by another attempt.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'retries';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Failures that were followed by another attempt.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'retries';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[counters]'), N'expiries', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Leases that expired.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'expiries';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Leases that expired.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'expiries';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[counters]'), N'changed', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Versions that differ from the previous one, or are the first.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'changed';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Versions that differ from the previous one, or are the first.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'changed';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[counters]'), N'unchanged', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Versions that equal the previous one.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'unchanged';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Versions that equal the previous one.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'unchanged';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[counters]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[counters]'), N'bytes', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Bytes of all versions.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'bytes';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Bytes of all versions.', N'SCHEMA', N'ingest', N'TABLE', N'counters', N'COLUMN', N'bytes';
GO

UPDATE [ingest].[store_meta]
SET [compatible_from] = 1, [checksum] = 0x4bc5bdc1e7918171f84850c33d1168909dd105f685e3e495cd1bce27620b23a8, [program_version] = N'0.1.0', [applied_at] = CAST(SYSUTCDATETIME() AS DATETIME2(6))
WHERE [schema_version] = 1 AND [script] = N'0004_descriptions.sql';
IF @@ROWCOUNT = 0
    INSERT INTO [ingest].[store_meta] ([schema_version], [script], [compatible_from], [checksum], [program_version])
    VALUES (1, N'0004_descriptions.sql', 1, 0x4bc5bdc1e7918171f84850c33d1168909dd105f685e3e495cd1bce27620b23a8, N'0.1.0');
GO

SET NOEXEC OFF;
GO
