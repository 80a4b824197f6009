-- Generated from the struct Checkpoint (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

CREATE TABLE IF NOT EXISTS `main`.`ingest_checkpoints` (
    `scope` TEXT NOT NULL CONSTRAINT `ck_checkpoints_scope` CHECK (`scope` IN ('source', 'run')),
    `owner` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_checkpoints_owner` CHECK (length(`owner`) <= 301),
    `name` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_checkpoints_name` CHECK (length(`name`) <= 128),
    `value` TEXT NOT NULL CONSTRAINT `ck_checkpoints_value` CHECK (json_valid(`value`)),
    `version` INTEGER NOT NULL CONSTRAINT `ck_checkpoints_version` CHECK (`version` BETWEEN -2147483648 AND 2147483647),
    `work_item_id` TEXT COLLATE RTRIM CONSTRAINT `ck_checkpoints_work_item_id` CHECK (length(`work_item_id`) <= 36),
    `updated_at` TEXT NOT NULL CONSTRAINT `ck_checkpoints_updated_at` CHECK (`updated_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_checkpoints` PRIMARY KEY (`scope`, `owner`, `name`)
) STRICT;
