-- Generated from the struct Tally (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

CREATE TABLE IF NOT EXISTS `main`.`ingest_tallies` (
    `run_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_tallies_run_id` CHECK (length(`run_id`) <= 36),
    `source_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_tallies_source_key` CHECK (length(`source_key`) <= 301),
    `measure` TEXT NOT NULL CONSTRAINT `ck_tallies_measure` CHECK (`measure` IN ('open', 'completed', 'failed', 'skipped', 'enqueued', 'duplicates', 'retries', 'expiries', 'changed', 'unchanged', 'bytes')),
    `shard` INTEGER NOT NULL CONSTRAINT `ck_tallies_shard` CHECK (`shard` BETWEEN -32768 AND 32767),
    `amount` INTEGER NOT NULL,
    CONSTRAINT `pk_tallies` PRIMARY KEY (`run_id`, `source_key`, `measure`, `shard`)
) STRICT;
