-- Creates unique keys and indexes.
-- Generated from the structs in store/src/state/records; do not edit.
-- It may be run again: what is there already stays.

BEGIN IMMEDIATE;

-- WorkItem
CREATE UNIQUE INDEX IF NOT EXISTS `main`.`ingest_ux_work_items_dedupe` ON `ingest_work_items` (`dedupe_hash`);

-- WorkItem
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_claim` ON `ingest_work_items` (`priority`, `rank`, `created_at`, `work_item_id`)
WHERE `status` = 'pending' AND `next_retry_at` IS NULL;

-- WorkItem
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_claim_source` ON `ingest_work_items` (`source_key`, `priority`, `rank`, `created_at`, `work_item_id`)
WHERE `status` = 'pending' AND `next_retry_at` IS NULL;

-- WorkItem
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_lease` ON `ingest_work_items` (`lease_expires_at`)
WHERE `status` = 'in_progress';

-- WorkItem
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_retry` ON `ingest_work_items` (`next_retry_at`)
WHERE `next_retry_at` IS NOT NULL;

-- WorkItem
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_queued` ON `ingest_work_items` (`queued_at`)
WHERE `status` = 'pending';

-- WorkItem
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_finished` ON `ingest_work_items` (`finished_at`)
WHERE `finished_at` IS NOT NULL AND `pruned_at` IS NULL;

-- WorkItem
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_source` ON `ingest_work_items` (`source_system`, `source_name`, `work_item_id`);

-- WorkItem
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_run_id` ON `ingest_work_items` (`run_id`);

-- IngestRun
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_ingest_runs_parent` ON `ingest_ingest_runs` (`parent_run_id`);

-- IngestRun
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_ingest_runs_started` ON `ingest_ingest_runs` (`started_at`, `run_id`);

-- ResourceVersion
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_resource_versions_run` ON `ingest_resource_versions` (`run_id`, `work_item_id`);

-- ResourceVersion
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_resource_versions_superseded` ON `ingest_resource_versions` (`superseded_at`)
WHERE `superseded_at` IS NOT NULL;

-- DiscoveredLink
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_discovered_links_to` ON `ingest_discovered_links` (`to_hash`);

-- DiscoveredLink
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_discovered_links_seen` ON `ingest_discovered_links` (`last_seen_at`);

-- WorkerHeartbeat
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_worker_heartbeats_beat` ON `ingest_worker_heartbeats` (`beat_at`);

COMMIT;
