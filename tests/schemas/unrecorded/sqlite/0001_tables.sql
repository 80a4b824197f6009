-- Creates the tables; behind each column stands the field that it comes from.
-- Generated from the structs in store/src/state/records; do not edit.
-- It may be run again: what is there already stays.

BEGIN IMMEDIATE;

-- WorkItem: One resource to fetch, and how that goes.
CREATE TABLE IF NOT EXISTS `main`.`ingest_work_items` (
    `work_item_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_work_item_id` CHECK (length(`work_item_id`) <= 36), -- WorkItem::work_item_id: The id.
    `source_system` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_source_system` CHECK (length(`source_system`) <= 100), -- WorkItem::source_system: The kind of system it comes from: mediawiki, openalex, http.
    `source_name` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_source_name` CHECK (length(`source_name`) <= 100), -- WorkItem::source_name: The system itself: wikipedia, wookieepedia.
    `resource_type` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_resource_type` CHECK (length(`resource_type`) <= 100), -- WorkItem::resource_type: What kind of resource it is: page, category, work.
    `resource_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_resource_id` CHECK (length(`resource_id`) <= 500), -- WorkItem::resource_id: Its id in the source.
    `variant` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items_variant` CHECK (length(`variant`) <= 50), -- WorkItem::variant: Which form of the resource it is, where there are several: raw, html.
    `request_uri` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_request_uri` CHECK (length(`request_uri`) <= 2000), -- WorkItem::request_uri: Where it is fetched from.
    `request_method` TEXT COLLATE RTRIM NOT NULL DEFAULT 'GET' CONSTRAINT `ck_work_items_request_method` CHECK (length(`request_method`) <= 10), -- WorkItem::request_method: How it is fetched.
    `request_headers` TEXT CONSTRAINT `ck_work_items_request_headers` CHECK (`request_headers` IS NULL OR json_valid(`request_headers`)), -- WorkItem::request_headers: The headers of the request, a JSON object.
    `request_body` TEXT COLLATE RTRIM, -- WorkItem::request_body: The body of the request.
    `metadata` TEXT CONSTRAINT `ck_work_items_metadata` CHECK (`metadata` IS NULL OR json_valid(`metadata`)), -- WorkItem::metadata: What else is known of it.
    `priority` INTEGER NOT NULL DEFAULT 100 CONSTRAINT `ck_work_items_priority` CHECK (`priority` BETWEEN -2147483648 AND 2147483647), -- WorkItem::priority: Lower goes first.
    `rank` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items_rank` CHECK (`rank` BETWEEN -2147483648 AND 2147483647), -- WorkItem::rank: Among items of one priority, lower goes first.
    `status` TEXT NOT NULL DEFAULT 'pending' CONSTRAINT `ck_work_items_status` CHECK (`status` IN ('pending', 'in_progress', 'completed', 'failed', 'skipped')), -- WorkItem::status: Where it stands.
    `attempt` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items_attempt` CHECK (`attempt` BETWEEN -2147483648 AND 2147483647), -- WorkItem::attempt: How often a worker took it in this run.
    `failures` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items_failures` CHECK (`failures` BETWEEN -2147483648 AND 2147483647), -- WorkItem::failures: How often a worker failed with it.
    `expiries` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items_expiries` CHECK (`expiries` BETWEEN -2147483648 AND 2147483647), -- WorkItem::expiries: How often a lease on it ran out, counted apart from failures.
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items_run_id` CHECK (length(`run_id`) <= 36), -- WorkItem::run_id: The run it is queued for, or that finished it.
    `discovered_from` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items_discovered_from` CHECK (length(`discovered_from`) <= 36), -- WorkItem::discovered_from: The work item that led to it.
    `created_at` TEXT NOT NULL CONSTRAINT `ck_work_items_created_at` CHECK (`created_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::created_at: When it was found.
    `updated_at` TEXT NOT NULL CONSTRAINT `ck_work_items_updated_at` CHECK (`updated_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::updated_at: When it changed last.
    `queued_at` TEXT NOT NULL CONSTRAINT `ck_work_items_queued_at` CHECK (`queued_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::queued_at: When it was put in the queue last, by its discovery or for a re-crawl.
    `finished_at` TEXT CONSTRAINT `ck_work_items_finished_at` CHECK (`finished_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::finished_at: When it was completed, failed or skipped.
    `claimed_by` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items_claimed_by` CHECK (length(`claimed_by`) <= 200), -- WorkItem::claimed_by: Who took it last.
    `claimed_at` TEXT CONSTRAINT `ck_work_items_claimed_at` CHECK (`claimed_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::claimed_at: When it was taken last, by the database's clock.
    `lease_token` INTEGER NOT NULL DEFAULT 0, -- WorkItem::lease_token: Rises with every claim, so that one who had the item before can be told from one who has it.
    `lease_expires_at` TEXT CONSTRAINT `ck_work_items_lease_expires_at` CHECK (`lease_expires_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::lease_expires_at: Until when it belongs to who took it, by the database's clock.
    `next_retry_at` TEXT CONSTRAINT `ck_work_items_next_retry_at` CHECK (`next_retry_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::next_retry_at: Before when it is not to be taken again after a failure, by the database's clock.
    `error_message` TEXT COLLATE RTRIM, -- WorkItem::error_message: Why it failed or was skipped last.
    `version` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items_version` CHECK (`version` BETWEEN -2147483648 AND 2147483647), -- WorkItem::version: The number of its newest version; 0 before the first.
    `content_hash` BLOB CONSTRAINT `ck_work_items_content_hash` CHECK (length(`content_hash`) = 32), -- WorkItem::content_hash: The SHA-256 of its newest version.
    `pruned_at` TEXT CONSTRAINT `ck_work_items_pruned_at` CHECK (`pruned_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::pruned_at: When all but its identity and its outcome was removed.
    `source_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_source_key` CHECK (length(`source_key`) <= 301), -- WorkItem::source_key: Its source in one text; see Source::key.
    `dedupe_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_dedupe_key` CHECK (length(`dedupe_key`) <= 854), -- WorkItem::dedupe_key: The parts of its identity for people to read: system:name:type:id.
    `dedupe_hash` BLOB NOT NULL CONSTRAINT `ck_work_items_dedupe_hash` CHECK (length(`dedupe_hash`) = 32), -- WorkItem::dedupe_hash: The hash of its identity, by which it is told from all others.
    CONSTRAINT `pk_work_items` PRIMARY KEY (`work_item_id`)
) STRICT;

-- IngestRun: One run of a crawl or an ingestion.
CREATE TABLE IF NOT EXISTS `main`.`ingest_ingest_runs` (
    `run_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_ingest_runs_run_id` CHECK (length(`run_id`) <= 36), -- IngestRun::run_id: The id.
    `parent_run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_ingest_runs_parent_run_id` CHECK (length(`parent_run_id`) <= 36), -- IngestRun::parent_run_id: The run that this one does again or goes on with.
    `name` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_ingest_runs_name` CHECK (length(`name`) <= 200), -- IngestRun::name: What is run, the same each time: nightly crawl.
    `status` TEXT NOT NULL DEFAULT 'running' CONSTRAINT `ck_ingest_runs_status` CHECK (`status` IN ('running', 'completed', 'failed', 'cancelled')), -- IngestRun::status: Where it stands.
    `config_hash` BLOB CONSTRAINT `ck_ingest_runs_config_hash` CHECK (length(`config_hash`) = 32), -- IngestRun::config_hash: The SHA-256 of the configuration, by which runs of different ones are told apart.
    `metadata` TEXT CONSTRAINT `ck_ingest_runs_metadata` CHECK (`metadata` IS NULL OR json_valid(`metadata`)), -- IngestRun::metadata: What else is known of it.
    `error_message` TEXT COLLATE RTRIM, -- IngestRun::error_message: Why it failed or was stopped.
    `batches` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_ingest_runs_batches` CHECK (`batches` BETWEEN -2147483648 AND 2147483647), -- IngestRun::batches: How many batches it has begun.
    `started_at` TEXT NOT NULL CONSTRAINT `ck_ingest_runs_started_at` CHECK (`started_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- IngestRun::started_at: When it began.
    `finished_at` TEXT CONSTRAINT `ck_ingest_runs_finished_at` CHECK (`finished_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- IngestRun::finished_at: When it ended, by the database's clock.
    CONSTRAINT `pk_ingest_runs` PRIMARY KEY (`run_id`)
) STRICT;

-- RunBatch: A part of a run that one worker does in one go.
CREATE TABLE IF NOT EXISTS `main`.`ingest_run_batches` (
    `run_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_run_batches_run_id` CHECK (length(`run_id`) <= 36), -- RunBatch::run_id: The run.
    `batch` INTEGER NOT NULL CONSTRAINT `ck_run_batches_batch` CHECK (`batch` BETWEEN -2147483648 AND 2147483647), -- RunBatch::batch: Its number in the run, from 1.
    `status` TEXT NOT NULL DEFAULT 'running' CONSTRAINT `ck_run_batches_status` CHECK (`status` IN ('running', 'completed', 'failed', 'cancelled')), -- RunBatch::status: Where it stands.
    `worker` TEXT COLLATE RTRIM CONSTRAINT `ck_run_batches_worker` CHECK (length(`worker`) <= 200), -- RunBatch::worker: Who does it.
    `items` INTEGER NOT NULL CONSTRAINT `ck_run_batches_items` CHECK (`items` BETWEEN -2147483648 AND 2147483647), -- RunBatch::items: How many items it has.
    `completed` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_run_batches_completed` CHECK (`completed` BETWEEN -2147483648 AND 2147483647), -- RunBatch::completed: How many of them were completed.
    `failed` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_run_batches_failed` CHECK (`failed` BETWEEN -2147483648 AND 2147483647), -- RunBatch::failed: How many of them failed.
    `started_at` TEXT NOT NULL CONSTRAINT `ck_run_batches_started_at` CHECK (`started_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- RunBatch::started_at: When it began.
    `finished_at` TEXT CONSTRAINT `ck_run_batches_finished_at` CHECK (`finished_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- RunBatch::finished_at: When it ended, by the database's clock.
    CONSTRAINT `pk_run_batches` PRIMARY KEY (`run_id`, `batch`)
) STRICT;

-- ResourceVersion: What was fetched of a resource once: which run and attempt gave it, and whether it differs from the one before.
CREATE TABLE IF NOT EXISTS `main`.`ingest_resource_versions` (
    `work_item_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_resource_versions_work_item_id` CHECK (length(`work_item_id`) <= 36), -- ResourceVersion::work_item_id: The work item whose resource it is.
    `version` INTEGER NOT NULL CONSTRAINT `ck_resource_versions_version` CHECK (`version` BETWEEN -2147483648 AND 2147483647), -- ResourceVersion::version: Its number, from 1.
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_resource_versions_run_id` CHECK (length(`run_id`) <= 36), -- ResourceVersion::run_id: The run that fetched it.
    `attempt` INTEGER NOT NULL CONSTRAINT `ck_resource_versions_attempt` CHECK (`attempt` BETWEEN -2147483648 AND 2147483647), -- ResourceVersion::attempt: Which attempt of the run.
    `content_hash` BLOB NOT NULL CONSTRAINT `ck_resource_versions_content_hash` CHECK (length(`content_hash`) = 32), -- ResourceVersion::content_hash: The SHA-256 of the content.
    `size` INTEGER NOT NULL, -- ResourceVersion::size: The bytes of the content.
    `content_type` TEXT COLLATE RTRIM CONSTRAINT `ck_resource_versions_content_type` CHECK (length(`content_type`) <= 200), -- ResourceVersion::content_type: The type of the content: text/html.
    `status_code` INTEGER CONSTRAINT `ck_resource_versions_status_code` CHECK (`status_code` BETWEEN -2147483648 AND 2147483647), -- ResourceVersion::status_code: The status that the source answered with, as that of HTTP.
    `location` TEXT COLLATE RTRIM CONSTRAINT `ck_resource_versions_location` CHECK (length(`location`) <= 2000), -- ResourceVersion::location: Where the content is kept.
    `metadata` TEXT CONSTRAINT `ck_resource_versions_metadata` CHECK (`metadata` IS NULL OR json_valid(`metadata`)), -- ResourceVersion::metadata: What else is known of it.
    `fetched_at` TEXT NOT NULL CONSTRAINT `ck_resource_versions_fetched_at` CHECK (`fetched_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- ResourceVersion::fetched_at: When it was fetched.
    `changed` INTEGER NOT NULL CONSTRAINT `ck_resource_versions_changed` CHECK (`changed` IN (0, 1)), -- ResourceVersion::changed: Whether the content differs from that of the version before; that of a first version does.
    `superseded_at` TEXT CONSTRAINT `ck_resource_versions_superseded_at` CHECK (`superseded_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- ResourceVersion::superseded_at: When a newer version came, by the database's clock.
    CONSTRAINT `pk_resource_versions` PRIMARY KEY (`work_item_id`, `version`)
) STRICT;

-- DiscoveredLink: A resource that was found in another.
CREATE TABLE IF NOT EXISTS `main`.`ingest_discovered_links` (
    `from_item` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_discovered_links_from_item` CHECK (length(`from_item`) <= 36), -- DiscoveredLink::from_item: The work item in whose content it was found.
    `to_hash` BLOB NOT NULL CONSTRAINT `ck_discovered_links_to_hash` CHECK (length(`to_hash`) = 32), -- DiscoveredLink::to_hash: The hash of the identity of what was found; see WorkItem::dedupe_hash.
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_discovered_links_run_id` CHECK (length(`run_id`) <= 36), -- DiscoveredLink::run_id: The run that found it last; stays when it is found outside of a run.
    `first_seen_at` TEXT NOT NULL CONSTRAINT `ck_discovered_links_first_seen_at` CHECK (`first_seen_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- DiscoveredLink::first_seen_at: When it was found first.
    `last_seen_at` TEXT NOT NULL CONSTRAINT `ck_discovered_links_last_seen_at` CHECK (`last_seen_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- DiscoveredLink::last_seen_at: When it was found last.
    CONSTRAINT `pk_discovered_links` PRIMARY KEY (`from_item`, `to_hash`)
) STRICT;

-- SeenResource: A resource that was seen, as a link or as an item for the queue, and how often.
CREATE TABLE IF NOT EXISTS `main`.`ingest_seen_resources` (
    `dedupe_hash` BLOB NOT NULL CONSTRAINT `ck_seen_resources_dedupe_hash` CHECK (length(`dedupe_hash`) = 32), -- SeenResource::dedupe_hash: The hash of its identity; see WorkItem::dedupe_hash.
    `dedupe_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_seen_resources_dedupe_key` CHECK (length(`dedupe_key`) <= 854), -- SeenResource::dedupe_key: The parts of its identity for people to read.
    `first_seen_at` TEXT NOT NULL CONSTRAINT `ck_seen_resources_first_seen_at` CHECK (`first_seen_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- SeenResource::first_seen_at: When it was seen first.
    `last_seen_at` TEXT NOT NULL CONSTRAINT `ck_seen_resources_last_seen_at` CHECK (`last_seen_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- SeenResource::last_seen_at: When it was seen last.
    `seen_count` INTEGER NOT NULL, -- SeenResource::seen_count: How often it was seen.
    `last_run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_seen_resources_last_run_id` CHECK (length(`last_run_id`) <= 36), -- SeenResource::last_run_id: The run that saw it last; stays when it is seen outside of a run.
    CONSTRAINT `pk_seen_resources` PRIMARY KEY (`dedupe_hash`)
) STRICT;

-- Checkpoint: How far something has come: a named JSON value of a source or a run.
CREATE TABLE IF NOT EXISTS `main`.`ingest_checkpoints` (
    `scope` TEXT NOT NULL CONSTRAINT `ck_checkpoints_scope` CHECK (`scope` IN ('source', 'run')), -- Checkpoint::scope: What it belongs to.
    `owner` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_checkpoints_owner` CHECK (length(`owner`) <= 301), -- Checkpoint::owner: The key of the source, or the id of the run.
    `name` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_checkpoints_name` CHECK (length(`name`) <= 128), -- Checkpoint::name: Its name.
    `value` TEXT NOT NULL CONSTRAINT `ck_checkpoints_value` CHECK (json_valid(`value`)), -- Checkpoint::value: The value.
    `version` INTEGER NOT NULL CONSTRAINT `ck_checkpoints_version` CHECK (`version` BETWEEN -2147483648 AND 2147483647), -- Checkpoint::version: How often it was written.
    `work_item_id` TEXT COLLATE RTRIM CONSTRAINT `ck_checkpoints_work_item_id` CHECK (length(`work_item_id`) <= 36), -- Checkpoint::work_item_id: The work item under whose lease it was written last.
    `updated_at` TEXT NOT NULL CONSTRAINT `ck_checkpoints_updated_at` CHECK (`updated_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- Checkpoint::updated_at: When it was written last.
    CONSTRAINT `pk_checkpoints` PRIMARY KEY (`scope`, `owner`, `name`)
) STRICT;

-- WorkerHeartbeat: A worker and its last sign of life.
CREATE TABLE IF NOT EXISTS `main`.`ingest_worker_heartbeats` (
    `worker_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_worker_heartbeats_worker_id` CHECK (length(`worker_id`) <= 200), -- WorkerHeartbeat::worker_id: The worker; of a runner its name and a number, as crawler-1, where items carry the runner's name.
    `host` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_worker_heartbeats_host` CHECK (length(`host`) <= 255), -- WorkerHeartbeat::host: The machine it runs on.
    `pid` INTEGER NOT NULL, -- WorkerHeartbeat::pid: The process it runs in.
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_worker_heartbeats_run_id` CHECK (length(`run_id`) <= 36), -- WorkerHeartbeat::run_id: The run it works for.
    `status` TEXT NOT NULL CONSTRAINT `ck_worker_heartbeats_status` CHECK (`status` IN ('running', 'draining', 'stopped')), -- WorkerHeartbeat::status: What it does.
    `current_item` TEXT COLLATE RTRIM CONSTRAINT `ck_worker_heartbeats_current_item` CHECK (length(`current_item`) <= 36), -- WorkerHeartbeat::current_item: The item it works on.
    `completed` INTEGER NOT NULL, -- WorkerHeartbeat::completed: How many items it has completed.
    `failed` INTEGER NOT NULL, -- WorkerHeartbeat::failed: How many times it has failed.
    `started_at` TEXT NOT NULL CONSTRAINT `ck_worker_heartbeats_started_at` CHECK (`started_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkerHeartbeat::started_at: When it was first seen.
    `beat_at` TEXT NOT NULL CONSTRAINT `ck_worker_heartbeats_beat_at` CHECK (`beat_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkerHeartbeat::beat_at: Its last sign of life, by the database's clock.
    CONSTRAINT `pk_worker_heartbeats` PRIMARY KEY (`worker_id`)
) STRICT;

-- SourceControl: What may be taken of a source, or of all, and how often.
CREATE TABLE IF NOT EXISTS `main`.`ingest_source_controls` (
    `source_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_source_controls_source_key` CHECK (length(`source_key`) <= 301), -- SourceControl::source_key: The source, see Source::key; * for all of them.
    `state` TEXT NOT NULL DEFAULT 'running' CONSTRAINT `ck_source_controls_state` CHECK (`state` IN ('running', 'paused', 'draining')), -- SourceControl::state: Whether its items are given to workers.
    `reason` TEXT COLLATE RTRIM, -- SourceControl::reason: Why they are not.
    `min_delay_ms` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_source_controls_min_delay_ms` CHECK (`min_delay_ms` BETWEEN -2147483648 AND 2147483647), -- SourceControl::min_delay_ms: The least time between two claims, in milliseconds.
    `not_before_at` TEXT CONSTRAINT `ck_source_controls_not_before_at` CHECK (`not_before_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- SourceControl::not_before_at: Before when no item is given, by the database's clock.
    `updated_at` TEXT NOT NULL CONSTRAINT `ck_source_controls_updated_at` CHECK (`updated_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- SourceControl::updated_at: When it was changed last.
    CONSTRAINT `pk_source_controls` PRIMARY KEY (`source_key`)
) STRICT;

-- Tally: A number that is kept, in several rows that different writers add to.
CREATE TABLE IF NOT EXISTS `main`.`ingest_tallies` (
    `run_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_tallies_run_id` CHECK (length(`run_id`) <= 36), -- Tally::run_id: The run whose items or doings are counted; empty for those of all runs.
    `source_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_tallies_source_key` CHECK (length(`source_key`) <= 301), -- Tally::source_key: The source whose items are counted; see Source::key.
    `measure` TEXT NOT NULL CONSTRAINT `ck_tallies_measure` CHECK (`measure` IN ('open', 'completed', 'failed', 'skipped', 'enqueued', 'duplicates', 'retries', 'expiries', 'changed', 'unchanged', 'bytes')), -- Tally::measure: What is counted.
    `shard` INTEGER NOT NULL CONSTRAINT `ck_tallies_shard` CHECK (`shard` BETWEEN -32768 AND 32767), -- Tally::shard: Which of the rows it is.
    `amount` INTEGER NOT NULL, -- Tally::amount: How many; what is added may be less than nothing.
    CONSTRAINT `pk_tallies` PRIMARY KEY (`run_id`, `source_key`, `measure`, `shard`)
) STRICT;

COMMIT;
