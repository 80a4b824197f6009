-- Describes tables and columns by the extended property MS_Description, which SSMS shows.
-- Generated from the structs in store/src/state/records; do not edit.
-- It may be run again: what is there already is written anew.

SET QUOTED_IDENTIFIER ON;
GO

-- WorkItem
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'One resource to fetch, and how that goes.', N'SCHEMA', N'ingest', N'TABLE', N'work_items';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'One resource to fetch, and how that goes.', N'SCHEMA', N'ingest', N'TABLE', N'work_items';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'work_item_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The id.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'work_item_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The id.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'work_item_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'source_system', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The kind of system it comes from: mediawiki, openalex, http.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'source_system';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The kind of system it comes from: mediawiki, openalex, http.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'source_system';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'source_name', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The system itself: wikipedia, wookieepedia.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'source_name';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The system itself: wikipedia, wookieepedia.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'source_name';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'resource_type', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'What kind of resource it is: page, category, work.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'resource_type';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'What kind of resource it is: page, category, work.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'resource_type';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'resource_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Its id in the source.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'resource_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Its id in the source.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'resource_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'variant', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Which form of the resource it is, where there are several: raw, html.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'variant';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Which form of the resource it is, where there are several: raw, html.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'variant';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'request_uri', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Where it is fetched from.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_uri';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Where it is fetched from.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_uri';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'request_method', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'How it is fetched.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_method';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'How it is fetched.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_method';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'request_headers', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The headers of the request, a JSON object.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_headers';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The headers of the request, a JSON object.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_headers';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'request_body', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The body of the request.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_body';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The body of the request.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'request_body';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'metadata', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'What else is known of it.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'metadata';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'What else is known of it.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'metadata';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'priority', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Lower goes first.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'priority';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Lower goes first.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'priority';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'rank', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Among items of one priority, lower goes first.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'rank';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Among items of one priority, lower goes first.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'rank';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'status', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Where it stands.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'status';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Where it stands.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'status';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'attempt', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'How often a worker took it in this run.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'attempt';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'How often a worker took it in this run.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'attempt';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'failures', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'How often a worker failed with it.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'failures';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'How often a worker failed with it.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'failures';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'expiries', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'How often a lease on it ran out, counted apart from failures.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'expiries';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'How often a lease on it ran out, counted apart from failures.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'expiries';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The run it is queued for, or that finished it.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The run it is queued for, or that finished it.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'discovered_from', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The work item that led to it.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'discovered_from';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The work item that led to it.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'discovered_from';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'created_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it was found.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'created_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it was found.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'created_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'updated_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it changed last.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'updated_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it changed last.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'updated_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'queued_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it was put in the queue last, by its discovery or for a re-crawl.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'queued_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it was put in the queue last, by its discovery or for a re-crawl.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'queued_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'finished_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it was completed, failed or skipped.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'finished_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it was completed, failed or skipped.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'finished_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'claimed_by', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Who took it last.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'claimed_by';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Who took it last.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'claimed_by';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'claimed_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it was taken last, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'claimed_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it was taken last, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'claimed_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'lease_token', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Rises with every claim, so that one who had the item before can be told from one who has it.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'lease_token';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Rises with every claim, so that one who had the item before can be told from one who has it.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'lease_token';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'lease_expires_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Until when it belongs to who took it, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'lease_expires_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Until when it belongs to who took it, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'lease_expires_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'next_retry_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Before when it is not to be taken again after a failure, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'next_retry_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Before when it is not to be taken again after a failure, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'next_retry_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'error_message', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Why it failed or was skipped last.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'error_message';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Why it failed or was skipped last.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'error_message';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'version', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The number of its newest version; 0 before the first.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'version';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The number of its newest version; 0 before the first.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'version';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'content_hash', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The SHA-256 of its newest version.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'content_hash';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The SHA-256 of its newest version.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'content_hash';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'pruned_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When all but its identity and its outcome was removed.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'pruned_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When all but its identity and its outcome was removed.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'pruned_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'source_key', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Its source in one text; see Source::key.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'source_key';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Its source in one text; see Source::key.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'source_key';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'dedupe_key', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The parts of its identity for people to read: system:name:type:id.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'dedupe_key';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The parts of its identity for people to read: system:name:type:id.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'dedupe_key';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[work_items]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[work_items]'), N'dedupe_hash', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The hash of its identity, by which it is told from all others.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'dedupe_hash';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The hash of its identity, by which it is told from all others.', N'SCHEMA', N'ingest', N'TABLE', N'work_items', N'COLUMN', N'dedupe_hash';
GO

-- IngestRun
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'One run of a crawl or an ingestion.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'One run of a crawl or an ingestion.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The id.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The id.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'parent_run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The run that this one does again or goes on with.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'parent_run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The run that this one does again or goes on with.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'parent_run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'name', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'What is run, the same each time: nightly crawl.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'name';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'What is run, the same each time: nightly crawl.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'name';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'status', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Where it stands.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'status';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Where it stands.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'status';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'config_hash', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The SHA-256 of the configuration, by which runs of different ones are told apart.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'config_hash';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The SHA-256 of the configuration, by which runs of different ones are told apart.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'config_hash';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'metadata', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'What else is known of it.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'metadata';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'What else is known of it.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'metadata';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'error_message', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Why it failed or was stopped.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'error_message';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Why it failed or was stopped.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'error_message';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'batches', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'How many batches it has begun.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'batches';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'How many batches it has begun.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'batches';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'started_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it began.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'started_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it began.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'started_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[ingest_runs]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[ingest_runs]'), N'finished_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it ended, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'finished_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it ended, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'ingest_runs', N'COLUMN', N'finished_at';
GO

-- RunBatch
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'A part of a run that one worker does in one go.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'A part of a run that one worker does in one go.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The run.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The run.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'batch', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Its number in the run, from 1.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'batch';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Its number in the run, from 1.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'batch';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'status', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Where it stands.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'status';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Where it stands.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'status';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'worker', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Who does it.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'worker';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Who does it.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'worker';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'items', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'How many items it has.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'items';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'How many items it has.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'items';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'completed', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'How many of them were completed.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'completed';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'How many of them were completed.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'completed';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'failed', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'How many of them failed.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'failed';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'How many of them failed.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'failed';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'started_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it began.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'started_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it began.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'started_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[run_batches]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[run_batches]'), N'finished_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it ended, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'finished_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it ended, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'run_batches', N'COLUMN', N'finished_at';
GO

-- ResourceVersion
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'What was fetched of a resource once: which run and attempt gave it, and whether it differs from the one before.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'What was fetched of a resource once: which run and attempt gave it, and whether it differs from the one before.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'work_item_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The work item whose resource it is.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'work_item_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The work item whose resource it is.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'work_item_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'version', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Its number, from 1.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'version';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Its number, from 1.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'version';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The run that fetched it.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The run that fetched it.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'attempt', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Which attempt of the run.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'attempt';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Which attempt of the run.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'attempt';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'content_hash', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The SHA-256 of the content.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'content_hash';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The SHA-256 of the content.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'content_hash';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'size', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The bytes of the content.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'size';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The bytes of the content.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'size';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'content_type', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The type of the content: text/html.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'content_type';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The type of the content: text/html.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'content_type';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'status_code', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The status that the source answered with, as that of HTTP.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'status_code';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The status that the source answered with, as that of HTTP.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'status_code';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'location', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Where the content is kept.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'location';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Where the content is kept.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'location';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'metadata', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'What else is known of it.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'metadata';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'What else is known of it.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'metadata';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'fetched_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it was fetched.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'fetched_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it was fetched.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'fetched_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'changed', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Whether the content differs from that of the version before; that of a first version does.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'changed';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Whether the content differs from that of the version before; that of a first version does.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'changed';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[resource_versions]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[resource_versions]'), N'superseded_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When a newer version came, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'superseded_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When a newer version came, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'resource_versions', N'COLUMN', N'superseded_at';
GO

-- DiscoveredLink
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[discovered_links]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'A resource that was found in another.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'A resource that was found in another.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[discovered_links]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[discovered_links]'), N'from_item', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The work item in whose content it was found.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'from_item';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The work item in whose content it was found.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'from_item';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[discovered_links]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[discovered_links]'), N'to_hash', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The hash of the identity of what was found; see WorkItem::dedupe_hash.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'to_hash';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The hash of the identity of what was found; see WorkItem::dedupe_hash.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'to_hash';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[discovered_links]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[discovered_links]'), N'run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The run that found it last; stays when it is found outside of a run.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The run that found it last; stays when it is found outside of a run.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[discovered_links]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[discovered_links]'), N'first_seen_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it was found first.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'first_seen_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it was found first.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'first_seen_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[discovered_links]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[discovered_links]'), N'last_seen_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it was found last.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'last_seen_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it was found last.', N'SCHEMA', N'ingest', N'TABLE', N'discovered_links', N'COLUMN', N'last_seen_at';
GO

-- SeenResource
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[seen_resources]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'A resource that was seen, as a link or as an item for the queue, and how often.', N'SCHEMA', N'ingest', N'TABLE', N'seen_resources';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'A resource that was seen, as a link or as an item for the queue, and how often.', N'SCHEMA', N'ingest', N'TABLE', N'seen_resources';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[seen_resources]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[seen_resources]'), N'dedupe_hash', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The hash of its identity; see WorkItem::dedupe_hash.', N'SCHEMA', N'ingest', N'TABLE', N'seen_resources', N'COLUMN', N'dedupe_hash';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The hash of its identity; see WorkItem::dedupe_hash.', N'SCHEMA', N'ingest', N'TABLE', N'seen_resources', N'COLUMN', N'dedupe_hash';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[seen_resources]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[seen_resources]'), N'dedupe_key', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The parts of its identity for people to read.', N'SCHEMA', N'ingest', N'TABLE', N'seen_resources', N'COLUMN', N'dedupe_key';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The parts of its identity for people to read.', N'SCHEMA', N'ingest', N'TABLE', N'seen_resources', N'COLUMN', N'dedupe_key';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[seen_resources]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[seen_resources]'), N'first_seen_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it was seen first.', N'SCHEMA', N'ingest', N'TABLE', N'seen_resources', N'COLUMN', N'first_seen_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it was seen first.', N'SCHEMA', N'ingest', N'TABLE', N'seen_resources', N'COLUMN', N'first_seen_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[seen_resources]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[seen_resources]'), N'last_seen_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it was seen last.', N'SCHEMA', N'ingest', N'TABLE', N'seen_resources', N'COLUMN', N'last_seen_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it was seen last.', N'SCHEMA', N'ingest', N'TABLE', N'seen_resources', N'COLUMN', N'last_seen_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[seen_resources]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[seen_resources]'), N'seen_count', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'How often it was seen.', N'SCHEMA', N'ingest', N'TABLE', N'seen_resources', N'COLUMN', N'seen_count';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'How often it was seen.', N'SCHEMA', N'ingest', N'TABLE', N'seen_resources', N'COLUMN', N'seen_count';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[seen_resources]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[seen_resources]'), N'last_run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The run that saw it last; stays when it is seen outside of a run.', N'SCHEMA', N'ingest', N'TABLE', N'seen_resources', N'COLUMN', N'last_run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The run that saw it last; stays when it is seen outside of a run.', N'SCHEMA', N'ingest', N'TABLE', N'seen_resources', N'COLUMN', N'last_run_id';
GO

-- Checkpoint
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'How far something has come: a named JSON value of a source or a run.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'How far something has come: a named JSON value of a source or a run.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[checkpoints]'), N'scope', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'What it belongs to.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'scope';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'What it belongs to.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'scope';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[checkpoints]'), N'owner', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The key of the source, or the id of the run.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'owner';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The key of the source, or the id of the run.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'owner';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[checkpoints]'), N'name', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Its name.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'name';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Its name.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'name';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[checkpoints]'), N'value', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The value.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'value';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The value.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'value';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[checkpoints]'), N'version', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'How often it was written.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'version';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'How often it was written.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'version';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[checkpoints]'), N'work_item_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The work item under whose lease it was written last.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'work_item_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The work item under whose lease it was written last.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'work_item_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[checkpoints]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[checkpoints]'), N'updated_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it was written last.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'updated_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it was written last.', N'SCHEMA', N'ingest', N'TABLE', N'checkpoints', N'COLUMN', N'updated_at';
GO

-- WorkerHeartbeat
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'A worker and its last sign of life.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'A worker and its last sign of life.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'worker_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The worker; of a runner its name and a number, as crawler-1, where items carry the runner''s name.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'worker_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The worker; of a runner its name and a number, as crawler-1, where items carry the runner''s name.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'worker_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'host', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The machine it runs on.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'host';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The machine it runs on.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'host';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'pid', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The process it runs in.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'pid';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The process it runs in.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'pid';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The run it works for.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The run it works for.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'status', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'What it does.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'status';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'What it does.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'status';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'current_item', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The item it works on.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'current_item';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The item it works on.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'current_item';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'completed', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'How many items it has completed.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'completed';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'How many items it has completed.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'completed';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'failed', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'How many times it has failed.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'failed';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'How many times it has failed.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'failed';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'started_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it was first seen.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'started_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it was first seen.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'started_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[worker_heartbeats]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[worker_heartbeats]'), N'beat_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Its last sign of life, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'beat_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Its last sign of life, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'worker_heartbeats', N'COLUMN', N'beat_at';
GO

-- SourceControl
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[source_controls]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'What may be taken of a source, or of all, and how often.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'What may be taken of a source, or of all, and how often.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[source_controls]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[source_controls]'), N'source_key', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The source, see Source::key; * for all of them.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'source_key';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The source, see Source::key; * for all of them.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'source_key';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[source_controls]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[source_controls]'), N'state', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Whether its items are given to workers.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'state';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Whether its items are given to workers.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'state';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[source_controls]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[source_controls]'), N'reason', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Why they are not.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'reason';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Why they are not.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'reason';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[source_controls]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[source_controls]'), N'min_delay_ms', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The least time between two claims, in milliseconds.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'min_delay_ms';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The least time between two claims, in milliseconds.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'min_delay_ms';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[source_controls]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[source_controls]'), N'not_before_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Before when no item is given, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'not_before_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Before when no item is given, by the database''s clock.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'not_before_at';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[source_controls]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[source_controls]'), N'updated_at', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'When it was changed last.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'updated_at';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'When it was changed last.', N'SCHEMA', N'ingest', N'TABLE', N'source_controls', N'COLUMN', N'updated_at';
GO

-- Tally
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[tallies]') AND minor_id = 0 AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'A number that is kept, in several rows that different writers add to.', N'SCHEMA', N'ingest', N'TABLE', N'tallies';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'A number that is kept, in several rows that different writers add to.', N'SCHEMA', N'ingest', N'TABLE', N'tallies';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[tallies]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[tallies]'), N'run_id', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The run whose items or doings are counted; empty for those of all runs.', N'SCHEMA', N'ingest', N'TABLE', N'tallies', N'COLUMN', N'run_id';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The run whose items or doings are counted; empty for those of all runs.', N'SCHEMA', N'ingest', N'TABLE', N'tallies', N'COLUMN', N'run_id';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[tallies]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[tallies]'), N'source_key', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'The source whose items are counted; see Source::key.', N'SCHEMA', N'ingest', N'TABLE', N'tallies', N'COLUMN', N'source_key';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'The source whose items are counted; see Source::key.', N'SCHEMA', N'ingest', N'TABLE', N'tallies', N'COLUMN', N'source_key';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[tallies]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[tallies]'), N'measure', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'What is counted.', N'SCHEMA', N'ingest', N'TABLE', N'tallies', N'COLUMN', N'measure';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'What is counted.', N'SCHEMA', N'ingest', N'TABLE', N'tallies', N'COLUMN', N'measure';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[tallies]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[tallies]'), N'shard', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'Which of the rows it is.', N'SCHEMA', N'ingest', N'TABLE', N'tallies', N'COLUMN', N'shard';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'Which of the rows it is.', N'SCHEMA', N'ingest', N'TABLE', N'tallies', N'COLUMN', N'shard';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'[ingest].[tallies]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[ingest].[tallies]'), N'amount', 'ColumnId') AND [name] = N'MS_Description')
    EXEC sys.sp_updateextendedproperty N'MS_Description', N'How many; what is added may be less than nothing.', N'SCHEMA', N'ingest', N'TABLE', N'tallies', N'COLUMN', N'amount';
ELSE
    EXEC sys.sp_addextendedproperty N'MS_Description', N'How many; what is added may be less than nothing.', N'SCHEMA', N'ingest', N'TABLE', N'tallies', N'COLUMN', N'amount';
GO
