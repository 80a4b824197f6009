-- Generated from the struct SourceControl (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

CREATE TABLE IF NOT EXISTS `main`.`ingest_source_controls` (
    `source_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_source_controls_source_key` CHECK (length(`source_key`) <= 301),
    `state` TEXT NOT NULL DEFAULT 'running' CONSTRAINT `ck_source_controls_state` CHECK (`state` IN ('running', 'paused', 'draining')),
    `reason` TEXT COLLATE RTRIM,
    `min_delay_ms` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_source_controls_min_delay_ms` CHECK (`min_delay_ms` BETWEEN -2147483648 AND 2147483647),
    `not_before_at` TEXT CONSTRAINT `ck_source_controls_not_before_at` CHECK (`not_before_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `updated_at` TEXT NOT NULL CONSTRAINT `ck_source_controls_updated_at` CHECK (`updated_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_source_controls` PRIMARY KEY (`source_key`)
) STRICT;
