-- Creates the indexes that are not unique.
-- Generated from the structs in store/src/state; do not edit.
-- Safe to run again: existing objects are not changed.

BEGIN IMMEDIATE;

-- Stops the script at a NULL in a column whose name is the message.
CREATE TEMP TABLE `guard` (
    `the schema is newer than this script` INTEGER NOT NULL,
    `the schema is older than this script: run the upgrade script first` INTEGER NOT NULL
);

INSERT OR ROLLBACK INTO `temp`.`guard` SELECT
    CASE WHEN (SELECT ifnull(max(`schema_version`), 1) > 1 FROM `main`.`ingest_store_meta`) THEN NULL ELSE 0 END,
    CASE WHEN (SELECT ifnull(max(`schema_version`), 1) < 1 FROM `main`.`ingest_store_meta`) THEN NULL ELSE 0 END;

DROP TABLE `temp`.`guard`;

-- IngestRun
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_ingest_runs_parent` ON `ingest_ingest_runs` (`parent_run_id`);

-- IngestRun
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_ingest_runs_started` ON `ingest_ingest_runs` (`started_at`, `run_id`);

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
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_queued` ON `ingest_work_items` (`queued_at`)
WHERE `status` = 'pending';

-- WorkItem
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_retry` ON `ingest_work_items` (`next_retry_at`)
WHERE `next_retry_at` IS NOT NULL;

-- WorkItem
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_finished` ON `ingest_work_items` (`finished_at`)
WHERE `finished_at` IS NOT NULL AND `pruned_at` IS NULL;

-- WorkItem
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_source` ON `ingest_work_items` (`source_key`, `work_item_id`);

-- WorkItem
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_run` ON `ingest_work_items` (`run_id`, `work_item_id`);

-- ResourceVersion
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_resource_versions_run` ON `ingest_resource_versions` (`run_id`, `work_item_id`);

-- ResourceVersion
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_resource_versions_superseded` ON `ingest_resource_versions` (`superseded_at`)
WHERE `superseded_at` IS NOT NULL;

-- DiscoveredLink
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_discovered_links_to` ON `ingest_discovered_links` (`to_item`);

-- WorkerHeartbeat
CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_worker_heartbeats_beat` ON `ingest_worker_heartbeats` (`beat_at`);

INSERT INTO `main`.`ingest_store_meta` (`schema_version`, `script`, `compatible_from`, `checksum`, `program_version`)
VALUES (1, '0002_indexes.sql', 1, x'337ebb88cd90a8ecbaa7eaa59685bf01f6bc89ca830d3340d938794679a1face', '0.1.0')
ON CONFLICT (`schema_version`, `script`) DO UPDATE
SET `compatible_from` = excluded.`compatible_from`, `checksum` = excluded.`checksum`, `program_version` = excluded.`program_version`, `applied_at` = (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'));

COMMIT;
