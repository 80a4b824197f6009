-- Generated from the struct RunBatch (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

CREATE TABLE IF NOT EXISTS `main`.`ingest_run_batches` (
    `run_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_run_batches_run_id` CHECK (length(`run_id`) <= 36),
    `batch` INTEGER NOT NULL CONSTRAINT `ck_run_batches_batch` CHECK (`batch` BETWEEN -2147483648 AND 2147483647),
    `status` TEXT NOT NULL DEFAULT 'running' CONSTRAINT `ck_run_batches_status` CHECK (`status` IN ('running', 'completed', 'failed', 'cancelled')),
    `worker` TEXT COLLATE RTRIM CONSTRAINT `ck_run_batches_worker` CHECK (length(`worker`) <= 200),
    `items` INTEGER NOT NULL CONSTRAINT `ck_run_batches_items` CHECK (`items` BETWEEN -2147483648 AND 2147483647),
    `completed` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_run_batches_completed` CHECK (`completed` BETWEEN -2147483648 AND 2147483647),
    `failed` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_run_batches_failed` CHECK (`failed` BETWEEN -2147483648 AND 2147483647),
    `started_at` TEXT NOT NULL CONSTRAINT `ck_run_batches_started_at` CHECK (`started_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `finished_at` TEXT CONSTRAINT `ck_run_batches_finished_at` CHECK (`finished_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_run_batches` PRIMARY KEY (`run_id`, `batch`)
) STRICT;
