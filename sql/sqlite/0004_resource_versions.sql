-- Generated from the struct ResourceVersion (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

CREATE TABLE IF NOT EXISTS `main`.`ingest_resource_versions` (
    `work_item_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_resource_versions_work_item_id` CHECK (length(`work_item_id`) <= 36),
    `version` INTEGER NOT NULL CONSTRAINT `ck_resource_versions_version` CHECK (`version` BETWEEN -2147483648 AND 2147483647),
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_resource_versions_run_id` CHECK (length(`run_id`) <= 36),
    `attempt` INTEGER NOT NULL CONSTRAINT `ck_resource_versions_attempt` CHECK (`attempt` BETWEEN -2147483648 AND 2147483647),
    `content_hash` BLOB NOT NULL CONSTRAINT `ck_resource_versions_content_hash` CHECK (length(`content_hash`) = 32),
    `size` INTEGER NOT NULL,
    `content_type` TEXT COLLATE RTRIM CONSTRAINT `ck_resource_versions_content_type` CHECK (length(`content_type`) <= 200),
    `status_code` INTEGER CONSTRAINT `ck_resource_versions_status_code` CHECK (`status_code` BETWEEN -2147483648 AND 2147483647),
    `location` TEXT COLLATE RTRIM CONSTRAINT `ck_resource_versions_location` CHECK (length(`location`) <= 2000),
    `metadata` TEXT CONSTRAINT `ck_resource_versions_metadata` CHECK (json_valid(`metadata`)),
    `fetched_at` TEXT NOT NULL CONSTRAINT `ck_resource_versions_fetched_at` CHECK (`fetched_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `changed` INTEGER NOT NULL CONSTRAINT `ck_resource_versions_changed` CHECK (`changed` IN (0, 1)),
    `superseded_at` TEXT CONSTRAINT `ck_resource_versions_superseded_at` CHECK (`superseded_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_resource_versions` PRIMARY KEY (`work_item_id`, `version`)
) STRICT;

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_resource_versions_run` ON `ingest_resource_versions` (`run_id`, `work_item_id`);

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_resource_versions_superseded` ON `ingest_resource_versions` (`superseded_at`)
WHERE `superseded_at` IS NOT NULL;
