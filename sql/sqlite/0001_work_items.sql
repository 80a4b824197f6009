-- Generated from the struct WorkItem (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

CREATE TABLE IF NOT EXISTS `main`.`ingest_work_items` (
    `work_item_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_work_item_id` CHECK (length(`work_item_id`) <= 36),
    `source_system` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_source_system` CHECK (length(`source_system`) <= 100),
    `source_name` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_source_name` CHECK (length(`source_name`) <= 100),
    `resource_type` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_resource_type` CHECK (length(`resource_type`) <= 100),
    `resource_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_resource_id` CHECK (length(`resource_id`) <= 500),
    `variant` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items_variant` CHECK (length(`variant`) <= 50),
    `request_uri` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_request_uri` CHECK (length(`request_uri`) <= 2000),
    `request_method` TEXT COLLATE RTRIM NOT NULL DEFAULT 'GET' CONSTRAINT `ck_work_items_request_method` CHECK (length(`request_method`) <= 10),
    `request_headers` TEXT CONSTRAINT `ck_work_items_request_headers` CHECK (json_valid(`request_headers`)),
    `request_body` TEXT COLLATE RTRIM,
    `metadata` TEXT CONSTRAINT `ck_work_items_metadata` CHECK (json_valid(`metadata`)),
    `priority` INTEGER NOT NULL DEFAULT 100 CONSTRAINT `ck_work_items_priority` CHECK (`priority` BETWEEN -2147483648 AND 2147483647),
    `rank` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items_rank` CHECK (`rank` BETWEEN -2147483648 AND 2147483647),
    `status` TEXT NOT NULL DEFAULT 'pending' CONSTRAINT `ck_work_items_status` CHECK (`status` IN ('pending', 'in_progress', 'completed', 'failed', 'skipped')),
    `attempt` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items_attempt` CHECK (`attempt` BETWEEN -2147483648 AND 2147483647),
    `failures` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items_failures` CHECK (`failures` BETWEEN -2147483648 AND 2147483647),
    `expiries` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items_expiries` CHECK (`expiries` BETWEEN -2147483648 AND 2147483647),
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items_run_id` CHECK (length(`run_id`) <= 36),
    `discovered_from` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items_discovered_from` CHECK (length(`discovered_from`) <= 36),
    `created_at` TEXT NOT NULL CONSTRAINT `ck_work_items_created_at` CHECK (`created_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `updated_at` TEXT NOT NULL CONSTRAINT `ck_work_items_updated_at` CHECK (`updated_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `queued_at` TEXT NOT NULL CONSTRAINT `ck_work_items_queued_at` CHECK (`queued_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `finished_at` TEXT CONSTRAINT `ck_work_items_finished_at` CHECK (`finished_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `claimed_by` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items_claimed_by` CHECK (length(`claimed_by`) <= 200),
    `claimed_at` TEXT CONSTRAINT `ck_work_items_claimed_at` CHECK (`claimed_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `lease_token` INTEGER NOT NULL DEFAULT 0,
    `lease_expires_at` TEXT CONSTRAINT `ck_work_items_lease_expires_at` CHECK (`lease_expires_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `next_retry_at` TEXT CONSTRAINT `ck_work_items_next_retry_at` CHECK (`next_retry_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `error_message` TEXT COLLATE RTRIM,
    `version` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items_version` CHECK (`version` BETWEEN -2147483648 AND 2147483647),
    `content_hash` BLOB CONSTRAINT `ck_work_items_content_hash` CHECK (length(`content_hash`) = 32),
    `pruned_at` TEXT CONSTRAINT `ck_work_items_pruned_at` CHECK (`pruned_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `source_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_source_key` CHECK (length(`source_key`) <= 301),
    `dedupe_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items_dedupe_key` CHECK (length(`dedupe_key`) <= 854),
    `dedupe_hash` BLOB NOT NULL CONSTRAINT `ck_work_items_dedupe_hash` CHECK (length(`dedupe_hash`) = 32),
    CONSTRAINT `pk_work_items` PRIMARY KEY (`work_item_id`)
) STRICT;

CREATE UNIQUE INDEX IF NOT EXISTS `main`.`ingest_ux_work_items_dedupe` ON `ingest_work_items` (`dedupe_hash`);

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_claim` ON `ingest_work_items` (`priority`, `rank`, `created_at`, `work_item_id`)
WHERE `status` = 'pending' AND `next_retry_at` IS NULL;

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_claim_source` ON `ingest_work_items` (`source_key`, `priority`, `rank`, `created_at`, `work_item_id`)
WHERE `status` = 'pending' AND `next_retry_at` IS NULL;

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_lease` ON `ingest_work_items` (`lease_expires_at`)
WHERE `status` = 'in_progress';

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_retry` ON `ingest_work_items` (`next_retry_at`)
WHERE `next_retry_at` IS NOT NULL;

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_queued` ON `ingest_work_items` (`queued_at`)
WHERE `status` = 'pending';

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_finished` ON `ingest_work_items` (`finished_at`)
WHERE `finished_at` IS NOT NULL AND `pruned_at` IS NULL;

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_source` ON `ingest_work_items` (`source_system`, `source_name`, `work_item_id`);

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_work_items_run_id` ON `ingest_work_items` (`run_id`);
