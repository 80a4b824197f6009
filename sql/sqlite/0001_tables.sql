-- Creates the tables and their unique keys; the comment after each column names its field.
-- Generated from the structs in store/src/state; do not edit.
-- Safe to run again: existing objects are not changed.

BEGIN IMMEDIATE;

-- AppliedScript: A script that was applied to the schema of the store, or the creation of its tables by the program.
CREATE TABLE IF NOT EXISTS `main`.`ingest_store_meta` ( -- ingest.store_meta
    `schema_version` INTEGER NOT NULL CONSTRAINT `ck_store_meta__schema_version` CHECK (`schema_version` BETWEEN -2147483648 AND 2147483647), -- AppliedScript::schema_version: Version of the schema that the script creates.
    `script` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_store_meta__script` CHECK (length(`script`) <= 200), -- AppliedScript::script: Name of the script; program if the program created the tables.
    `compatible_from` INTEGER NOT NULL CONSTRAINT `ck_store_meta__compatible_from` CHECK (`compatible_from` BETWEEN -2147483648 AND 2147483647), -- AppliedScript::compatible_from: Oldest version of the schema whose programs can use the tables.
    `checksum` BLOB CONSTRAINT `ck_store_meta__checksum` CHECK (length(`checksum`) = 32), -- AppliedScript::checksum: SHA-256 of the statements of the script; NULL if the program created the tables.
    `program_version` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_store_meta__program_version` CHECK (length(`program_version`) <= 50), -- AppliedScript::program_version: Version of the program that wrote the script or created the tables.
    `applied_at` TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')) CONSTRAINT `ck_store_meta__applied_at` CHECK (`applied_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- AppliedScript::applied_at: Time when the script was applied for the last time, by the database's clock.
    CONSTRAINT `pk_store_meta` PRIMARY KEY (`schema_version`, `script`)
) STRICT;

-- Stops the script at a NULL in a column whose name is the message.
CREATE TEMP TABLE `guard` (
    `the schema is newer than this script` INTEGER NOT NULL,
    `the schema is older than this script: run the upgrade script first` INTEGER NOT NULL
);

INSERT OR ROLLBACK INTO `temp`.`guard` SELECT
    CASE WHEN (SELECT ifnull(max(`schema_version`), 1) > 1 FROM `main`.`ingest_store_meta`) THEN NULL ELSE 0 END,
    CASE WHEN (SELECT ifnull(max(`schema_version`), 1) < 1 FROM `main`.`ingest_store_meta`) THEN NULL ELSE 0 END;

DROP TABLE `temp`.`guard`;

-- IngestRun: One run of a crawl or an ingestion job.
CREATE TABLE IF NOT EXISTS `main`.`ingest_ingest_runs` ( -- ingest.ingest_runs
    `run_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_ingest_runs__run_id` CHECK (length(`run_id`) <= 36), -- IngestRun::run_id: Id of the run.
    `parent_run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_ingest_runs__parent_run_id` CHECK (length(`parent_run_id`) <= 36), -- IngestRun::parent_run_id: Run that this run repeats or continues.
    `name` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_ingest_runs__name` CHECK (length(`name`) <= 200), -- IngestRun::name: Name of the job, the same for each run: nightly crawl.
    `status` TEXT NOT NULL DEFAULT 'running' CONSTRAINT `ck_ingest_runs__status` CHECK (`status` IN ('running', 'completed', 'failed', 'cancelled')), -- IngestRun::status: Current status of the run.
    `config_hash` BLOB CONSTRAINT `ck_ingest_runs__config_hash` CHECK (length(`config_hash`) = 32), -- IngestRun::config_hash: SHA-256 of the configuration; runs with different configurations have different hashes.
    `metadata` TEXT CONSTRAINT `ck_ingest_runs__metadata` CHECK (`metadata` IS NULL OR json_valid(`metadata`)), -- IngestRun::metadata: Additional data of the application.
    `error_message` TEXT COLLATE RTRIM, -- IngestRun::error_message: Reason of the failure or cancellation.
    `batches` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_ingest_runs__batches` CHECK (`batches` BETWEEN -2147483648 AND 2147483647), -- IngestRun::batches: Number of batches started.
    `started_at` TEXT NOT NULL CONSTRAINT `ck_ingest_runs__started_at` CHECK (`started_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- IngestRun::started_at: Time when the run started.
    `finished_at` TEXT CONSTRAINT `ck_ingest_runs__finished_at` CHECK (`finished_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- IngestRun::finished_at: Time when the run ended, by the database's clock.
    CONSTRAINT `pk_ingest_runs` PRIMARY KEY (`run_id`)
) STRICT;

-- RunBatch: A part of a run that one worker processes.
CREATE TABLE IF NOT EXISTS `main`.`ingest_run_batches` ( -- ingest.run_batches
    `run_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_run_batches__run_id` CHECK (length(`run_id`) <= 36), -- RunBatch::run_id: Run of the batch.
    `batch` INTEGER NOT NULL CONSTRAINT `ck_run_batches__batch` CHECK (`batch` BETWEEN -2147483648 AND 2147483647), -- RunBatch::batch: Number of the batch in its run, from 1.
    `status` TEXT NOT NULL DEFAULT 'running' CONSTRAINT `ck_run_batches__status` CHECK (`status` IN ('running', 'completed', 'failed', 'cancelled')), -- RunBatch::status: Current status of the batch.
    `worker` TEXT COLLATE RTRIM CONSTRAINT `ck_run_batches__worker` CHECK (length(`worker`) <= 200), -- RunBatch::worker: Worker that processes the batch.
    `items` INTEGER NOT NULL CONSTRAINT `ck_run_batches__items` CHECK (`items` BETWEEN -2147483648 AND 2147483647), -- RunBatch::items: Number of items.
    `completed` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_run_batches__completed` CHECK (`completed` BETWEEN -2147483648 AND 2147483647), -- RunBatch::completed: Number of completed items.
    `failed` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_run_batches__failed` CHECK (`failed` BETWEEN -2147483648 AND 2147483647), -- RunBatch::failed: Number of failed items.
    `started_at` TEXT NOT NULL CONSTRAINT `ck_run_batches__started_at` CHECK (`started_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- RunBatch::started_at: Time when the batch started.
    `finished_at` TEXT CONSTRAINT `ck_run_batches__finished_at` CHECK (`finished_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- RunBatch::finished_at: Time when the batch ended, by the database's clock.
    CONSTRAINT `pk_run_batches` PRIMARY KEY (`run_id`, `batch`)
) STRICT;

-- WorkItem: A resource to fetch, with its status.
CREATE TABLE IF NOT EXISTS `main`.`ingest_work_items` ( -- ingest.work_items
    `work_item_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__work_item_id` CHECK (length(`work_item_id`) <= 36), -- WorkItem::work_item_id: Id of the item.
    `source_system` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__source_system` CHECK (length(`source_system`) <= 100), -- WorkItem::source_system: Kind of the source system: mediawiki, openalex, http.
    `source_name` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__source_name` CHECK (length(`source_name`) <= 100), -- WorkItem::source_name: Name of the source system: wikipedia, wookieepedia.
    `resource_type` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__resource_type` CHECK (length(`resource_type`) <= 100), -- WorkItem::resource_type: Kind of the resource: page, category, work.
    `resource_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__resource_id` CHECK (length(`resource_id`) <= 500), -- WorkItem::resource_id: Id of the resource in its source.
    `variant` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items__variant` CHECK (length(`variant`) <= 50), -- WorkItem::variant: Form of the resource, if it has several: raw, html.
    `request_uri` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__request_uri` CHECK (length(`request_uri`) <= 2000), -- WorkItem::request_uri: URI of the request.
    `request_method` TEXT COLLATE RTRIM NOT NULL DEFAULT 'GET' CONSTRAINT `ck_work_items__request_method` CHECK (length(`request_method`) <= 10), -- WorkItem::request_method: Method of the request.
    `request_headers` TEXT CONSTRAINT `ck_work_items__request_headers` CHECK (`request_headers` IS NULL OR json_valid(`request_headers`)), -- WorkItem::request_headers: Headers of the request, a JSON object.
    `request_body` TEXT COLLATE RTRIM, -- WorkItem::request_body: Body of the request.
    `metadata` TEXT CONSTRAINT `ck_work_items__metadata` CHECK (`metadata` IS NULL OR json_valid(`metadata`)), -- WorkItem::metadata: Additional data of the application.
    `priority` INTEGER NOT NULL DEFAULT 100 CONSTRAINT `ck_work_items__priority` CHECK (`priority` BETWEEN -2147483648 AND 2147483647), -- WorkItem::priority: Priority; lower numbers are claimed first.
    `rank` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items__rank` CHECK (`rank` BETWEEN -2147483648 AND 2147483647), -- WorkItem::rank: Order among items of equal priority; lower numbers are claimed first.
    `status` TEXT NOT NULL DEFAULT 'pending' CONSTRAINT `ck_work_items__status` CHECK (`status` IN ('pending', 'in_progress', 'completed', 'failed', 'skipped')), -- WorkItem::status: Current status of the item.
    `attempt` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items__attempt` CHECK (`attempt` BETWEEN -2147483648 AND 2147483647), -- WorkItem::attempt: Number of claims of the item in its run.
    `failures` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items__failures` CHECK (`failures` BETWEEN -2147483648 AND 2147483647), -- WorkItem::failures: Number of failures.
    `expiries` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items__expiries` CHECK (`expiries` BETWEEN -2147483648 AND 2147483647), -- WorkItem::expiries: Number of leases that expired, counted apart from failures.
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items__run_id` CHECK (length(`run_id`) <= 36), -- WorkItem::run_id: Run that the item is queued for, or that finished it.
    `discovered_from` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items__discovered_from` CHECK (length(`discovered_from`) <= 36), -- WorkItem::discovered_from: Work item in which the resource was first found.
    `discovered_in` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items__discovered_in` CHECK (length(`discovered_in`) <= 36), -- WorkItem::discovered_in: Run in which the resource was first found.
    `created_at` TEXT NOT NULL CONSTRAINT `ck_work_items__created_at` CHECK (`created_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::created_at: Time when the item was created.
    `updated_at` TEXT NOT NULL CONSTRAINT `ck_work_items__updated_at` CHECK (`updated_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::updated_at: Time of the last change.
    `queued_at` TEXT NOT NULL CONSTRAINT `ck_work_items__queued_at` CHECK (`queued_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::queued_at: Time when the item last entered the queue, by its discovery or for a re-crawl.
    `finished_at` TEXT CONSTRAINT `ck_work_items__finished_at` CHECK (`finished_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::finished_at: Time when the item was completed, failed or skipped.
    `claimed_by` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items__claimed_by` CHECK (length(`claimed_by`) <= 200), -- WorkItem::claimed_by: Worker that last claimed the item.
    `claimed_at` TEXT CONSTRAINT `ck_work_items__claimed_at` CHECK (`claimed_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::claimed_at: Time of the last claim, by the database's clock.
    `lease_token` INTEGER NOT NULL DEFAULT 0, -- WorkItem::lease_token: Token of the lease. Increases with every claim, so that a call under an earlier lease is refused.
    `lease_expires_at` TEXT CONSTRAINT `ck_work_items__lease_expires_at` CHECK (`lease_expires_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::lease_expires_at: Time when the lease expires, by the database's clock; the next sweep then ends the lease.
    `next_retry_at` TEXT CONSTRAINT `ck_work_items__next_retry_at` CHECK (`next_retry_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::next_retry_at: Time of the retry after a failure, by the database's clock.
    `error_message` TEXT COLLATE RTRIM, -- WorkItem::error_message: Reason of the last failure or skip.
    `version` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items__version` CHECK (`version` BETWEEN -2147483648 AND 2147483647), -- WorkItem::version: Number of the newest version; 0 before the first.
    `content_hash` BLOB CONSTRAINT `ck_work_items__content_hash` CHECK (length(`content_hash`) = 32), -- WorkItem::content_hash: SHA-256 of the newest version.
    `pruned_at` TEXT CONSTRAINT `ck_work_items__pruned_at` CHECK (`pruned_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkItem::pruned_at: Time when retention removed everything except the identity and the outcome.
    `source_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__source_key` CHECK (length(`source_key`) <= 301), -- WorkItem::source_key: Key of the source; see Source::key.
    `dedupe_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__dedupe_key` CHECK (length(`dedupe_key`) <= 854), -- WorkItem::dedupe_key: Readable form of the identity: system:name:type:id.
    `dedupe_hash` BLOB NOT NULL CONSTRAINT `ck_work_items__dedupe_hash` CHECK (length(`dedupe_hash`) = 32), -- WorkItem::dedupe_hash: Hash of the identity, unique among all items.
    CONSTRAINT `pk_work_items` PRIMARY KEY (`work_item_id`)
) STRICT;

-- WorkItem
CREATE UNIQUE INDEX IF NOT EXISTS `main`.`ingest_ux_work_items_dedupe` ON `ingest_work_items` (`dedupe_hash`);

-- ResourceVersion: One fetched version of a resource: the run and attempt that fetched it, and whether it differs from the previous one.
CREATE TABLE IF NOT EXISTS `main`.`ingest_resource_versions` ( -- ingest.resource_versions
    `work_item_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_resource_versions__work_item_id` CHECK (length(`work_item_id`) <= 36), -- ResourceVersion::work_item_id: Work item of the resource.
    `version` INTEGER NOT NULL CONSTRAINT `ck_resource_versions__version` CHECK (`version` BETWEEN -2147483648 AND 2147483647), -- ResourceVersion::version: Number of the version, from 1.
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_resource_versions__run_id` CHECK (length(`run_id`) <= 36), -- ResourceVersion::run_id: Run that fetched the version.
    `attempt` INTEGER NOT NULL CONSTRAINT `ck_resource_versions__attempt` CHECK (`attempt` BETWEEN -2147483648 AND 2147483647), -- ResourceVersion::attempt: Attempt of the run that fetched the version.
    `content_hash` BLOB NOT NULL CONSTRAINT `ck_resource_versions__content_hash` CHECK (length(`content_hash`) = 32), -- ResourceVersion::content_hash: SHA-256 of the content.
    `size` INTEGER NOT NULL, -- ResourceVersion::size: Size of the content in bytes.
    `content_type` TEXT COLLATE RTRIM CONSTRAINT `ck_resource_versions__content_type` CHECK (length(`content_type`) <= 200), -- ResourceVersion::content_type: Media type of the content: text/html.
    `status_code` INTEGER CONSTRAINT `ck_resource_versions__status_code` CHECK (`status_code` BETWEEN -2147483648 AND 2147483647), -- ResourceVersion::status_code: Status code of the source's response, such as an HTTP status.
    `location` TEXT COLLATE RTRIM CONSTRAINT `ck_resource_versions__location` CHECK (length(`location`) <= 2000), -- ResourceVersion::location: Location where the content is stored.
    `metadata` TEXT CONSTRAINT `ck_resource_versions__metadata` CHECK (`metadata` IS NULL OR json_valid(`metadata`)), -- ResourceVersion::metadata: Additional data of the application.
    `fetched_at` TEXT NOT NULL CONSTRAINT `ck_resource_versions__fetched_at` CHECK (`fetched_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- ResourceVersion::fetched_at: Time when the content was fetched.
    `changed` INTEGER NOT NULL CONSTRAINT `ck_resource_versions__changed` CHECK (`changed` IN (0, 1)), -- ResourceVersion::changed: Whether the content differs from the previous version; true for the first version.
    `superseded_at` TEXT CONSTRAINT `ck_resource_versions__superseded_at` CHECK (`superseded_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- ResourceVersion::superseded_at: Time when a newer version was stored, by the database's clock.
    CONSTRAINT `pk_resource_versions` PRIMARY KEY (`work_item_id`, `version`)
) STRICT, WITHOUT ROWID;

-- DiscoveredLink: A link from a work item to a resource found in its content.
CREATE TABLE IF NOT EXISTS `main`.`ingest_discovered_links` ( -- ingest.discovered_links
    `from_item` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_discovered_links__from_item` CHECK (length(`from_item`) <= 36), -- DiscoveredLink::from_item: Work item whose content has the link.
    `to_item` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_discovered_links__to_item` CHECK (length(`to_item`) <= 36), -- DiscoveredLink::to_item: Work item of the linked resource.
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_discovered_links__run_id` CHECK (length(`run_id`) <= 36), -- DiscoveredLink::run_id: Run that last found the link; unchanged when the link is found outside of a run.
    `first_seen_at` TEXT NOT NULL CONSTRAINT `ck_discovered_links__first_seen_at` CHECK (`first_seen_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- DiscoveredLink::first_seen_at: Time when the link was first found.
    `last_seen_at` TEXT NOT NULL CONSTRAINT `ck_discovered_links__last_seen_at` CHECK (`last_seen_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- DiscoveredLink::last_seen_at: Time when the link was last found.
    CONSTRAINT `pk_discovered_links` PRIMARY KEY (`from_item`, `to_item`)
) STRICT, WITHOUT ROWID;

-- LaterSightings: The sightings of a resource after the first, which its work item records.
CREATE TABLE IF NOT EXISTS `main`.`ingest_later_sightings` ( -- ingest.later_sightings
    `work_item_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_later_sightings__work_item_id` CHECK (length(`work_item_id`) <= 36), -- LaterSightings::work_item_id: Work item of the resource.
    `sightings` INTEGER NOT NULL, -- LaterSightings::sightings: Number of sightings after the first.
    `last_seen_at` TEXT NOT NULL CONSTRAINT `ck_later_sightings__last_seen_at` CHECK (`last_seen_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- LaterSightings::last_seen_at: Time of the last sighting.
    `last_run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_later_sightings__last_run_id` CHECK (length(`last_run_id`) <= 36), -- LaterSightings::last_run_id: Run of the last sighting in a run.
    CONSTRAINT `pk_later_sightings` PRIMARY KEY (`work_item_id`)
) STRICT, WITHOUT ROWID;

-- Checkpoint: A position to resume from: a named JSON value of a source or a run.
CREATE TABLE IF NOT EXISTS `main`.`ingest_checkpoints` ( -- ingest.checkpoints
    `scope` TEXT NOT NULL CONSTRAINT `ck_checkpoints__scope` CHECK (`scope` IN ('source', 'run')), -- Checkpoint::scope: Kind of the owner.
    `owner` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_checkpoints__owner` CHECK (length(`owner`) <= 301), -- Checkpoint::owner: Key of the source, or id of the run.
    `name` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_checkpoints__name` CHECK (length(`name`) <= 128), -- Checkpoint::name: Name of the checkpoint.
    `value` TEXT NOT NULL CONSTRAINT `ck_checkpoints__value` CHECK (json_valid(`value`)), -- Checkpoint::value: Value of the checkpoint.
    `version` INTEGER NOT NULL CONSTRAINT `ck_checkpoints__version` CHECK (`version` BETWEEN -2147483648 AND 2147483647), -- Checkpoint::version: Number of times that the checkpoint was written.
    `work_item_id` TEXT COLLATE RTRIM CONSTRAINT `ck_checkpoints__work_item_id` CHECK (length(`work_item_id`) <= 36), -- Checkpoint::work_item_id: Work item under whose lease the checkpoint was last written.
    `updated_at` TEXT NOT NULL CONSTRAINT `ck_checkpoints__updated_at` CHECK (`updated_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- Checkpoint::updated_at: Time when the checkpoint was last written.
    CONSTRAINT `pk_checkpoints` PRIMARY KEY (`scope`, `owner`, `name`)
) STRICT;

-- WorkerHeartbeat: A worker and its last heartbeat.
CREATE TABLE IF NOT EXISTS `main`.`ingest_worker_heartbeats` ( -- ingest.worker_heartbeats
    `worker_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_worker_heartbeats__worker_id` CHECK (length(`worker_id`) <= 200), -- WorkerHeartbeat::worker_id: Id of the worker. A worker of a runner has the runner's name and a number, such as crawler-1; items carry the runner's name.
    `host` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_worker_heartbeats__host` CHECK (length(`host`) <= 255), -- WorkerHeartbeat::host: Host that the worker runs on.
    `pid` INTEGER NOT NULL, -- WorkerHeartbeat::pid: Id of the process that the worker runs in.
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_worker_heartbeats__run_id` CHECK (length(`run_id`) <= 36), -- WorkerHeartbeat::run_id: Run that the worker works for.
    `status` TEXT NOT NULL CONSTRAINT `ck_worker_heartbeats__status` CHECK (`status` IN ('running', 'draining', 'stopped')), -- WorkerHeartbeat::status: Current status of the worker.
    `current_item` TEXT COLLATE RTRIM CONSTRAINT `ck_worker_heartbeats__current_item` CHECK (length(`current_item`) <= 36), -- WorkerHeartbeat::current_item: Item that the worker is processing.
    `completed` INTEGER NOT NULL, -- WorkerHeartbeat::completed: Number of items that the worker has completed.
    `failed` INTEGER NOT NULL, -- WorkerHeartbeat::failed: Number of failures of the worker.
    `started_at` TEXT NOT NULL CONSTRAINT `ck_worker_heartbeats__started_at` CHECK (`started_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkerHeartbeat::started_at: Time of the first heartbeat.
    `beat_at` TEXT NOT NULL CONSTRAINT `ck_worker_heartbeats__beat_at` CHECK (`beat_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- WorkerHeartbeat::beat_at: Time of the last heartbeat, by the database's clock.
    CONSTRAINT `pk_worker_heartbeats` PRIMARY KEY (`worker_id`)
) STRICT;

-- SourceControl: The settings of one source, or of all sources: pause, drain, crawl delay and deferral.
CREATE TABLE IF NOT EXISTS `main`.`ingest_source_controls` ( -- ingest.source_controls
    `source_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_source_controls__source_key` CHECK (length(`source_key`) <= 301), -- SourceControl::source_key: Key of the source, see Source::key; * for all sources.
    `state` TEXT NOT NULL DEFAULT 'running' CONSTRAINT `ck_source_controls__state` CHECK (`state` IN ('running', 'paused', 'draining')), -- SourceControl::state: Whether items of the source can be claimed.
    `reason` TEXT COLLATE RTRIM, -- SourceControl::reason: Reason for a pause or a drain.
    `min_delay_ms` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_source_controls__min_delay_ms` CHECK (`min_delay_ms` BETWEEN -2147483648 AND 2147483647), -- SourceControl::min_delay_ms: Shortest time between two claims, in milliseconds.
    `not_before_at` TEXT CONSTRAINT `ck_source_controls__not_before_at` CHECK (`not_before_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- SourceControl::not_before_at: Time before which no item is handed out, by the database's clock.
    `updated_at` TEXT NOT NULL CONSTRAINT `ck_source_controls__updated_at` CHECK (`updated_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'), -- SourceControl::updated_at: Time of the last change.
    CONSTRAINT `pk_source_controls` PRIMARY KEY (`source_key`)
) STRICT;

-- Counter: One shard of the counters of a source, in one run or over all runs. A counter is the sum of its shards.
CREATE TABLE IF NOT EXISTS `main`.`ingest_counters` ( -- ingest.counters
    `run_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_counters__run_id` CHECK (length(`run_id`) <= 36), -- Counter::run_id: Run whose items are counted; empty for the counters over all runs.
    `source_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_counters__source_key` CHECK (length(`source_key`) <= 301), -- Counter::source_key: Key of the source whose items are counted; see Source::key.
    `shard` INTEGER NOT NULL CONSTRAINT `ck_counters__shard` CHECK (`shard` BETWEEN -32768 AND 32767), -- Counter::shard: Number of the shard.
    `open_items` INTEGER NOT NULL, -- Counter::open_items: Items that are pending or in progress.
    `completed` INTEGER NOT NULL, -- Counter::completed: Items that are completed.
    `failed` INTEGER NOT NULL, -- Counter::failed: Items that are failed.
    `skipped` INTEGER NOT NULL, -- Counter::skipped: Items that are skipped.
    `enqueued` INTEGER NOT NULL, -- Counter::enqueued: Items that were new to the queue.
    `duplicates` INTEGER NOT NULL, -- Counter::duplicates: Enqueued resources that were already in the queue.
    `retries` INTEGER NOT NULL, -- Counter::retries: Failures that were followed by another attempt.
    `expiries` INTEGER NOT NULL, -- Counter::expiries: Leases that expired.
    `changed` INTEGER NOT NULL, -- Counter::changed: Versions that differ from the previous one, or are the first.
    `unchanged` INTEGER NOT NULL, -- Counter::unchanged: Versions that equal the previous one.
    `bytes` INTEGER NOT NULL, -- Counter::bytes: Bytes of all versions.
    CONSTRAINT `pk_counters` PRIMARY KEY (`run_id`, `source_key`, `shard`)
) STRICT, WITHOUT ROWID;

INSERT INTO `main`.`ingest_store_meta` (`schema_version`, `script`, `compatible_from`, `checksum`, `program_version`)
VALUES (1, '0001_tables.sql', 1, x'ce29993ef795bc612f03cf0576afcc83b53db4d8aeecf20310c03376144c2dcb', '0.1.0')
ON CONFLICT (`schema_version`, `script`) DO UPDATE
SET `compatible_from` = excluded.`compatible_from`, `checksum` = excluded.`checksum`, `program_version` = excluded.`program_version`, `applied_at` = (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'));

COMMIT;
