-- Generated from the struct SeenResource (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

CREATE TABLE IF NOT EXISTS `main`.`ingest_seen_resources` (
    `dedupe_hash` BLOB NOT NULL CONSTRAINT `ck_seen_resources_dedupe_hash` CHECK (length(`dedupe_hash`) = 32),
    `dedupe_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_seen_resources_dedupe_key` CHECK (length(`dedupe_key`) <= 854),
    `first_seen_at` TEXT NOT NULL CONSTRAINT `ck_seen_resources_first_seen_at` CHECK (`first_seen_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `last_seen_at` TEXT NOT NULL CONSTRAINT `ck_seen_resources_last_seen_at` CHECK (`last_seen_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `seen_count` INTEGER NOT NULL,
    `last_run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_seen_resources_last_run_id` CHECK (length(`last_run_id`) <= 36),
    CONSTRAINT `pk_seen_resources` PRIMARY KEY (`dedupe_hash`)
) STRICT;
