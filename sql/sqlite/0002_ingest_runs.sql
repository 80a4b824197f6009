-- Generated from the struct IngestRun (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

CREATE TABLE IF NOT EXISTS `main`.`ingest_ingest_runs` (
    `run_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_ingest_runs_run_id` CHECK (length(`run_id`) <= 36),
    `parent_run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_ingest_runs_parent_run_id` CHECK (length(`parent_run_id`) <= 36),
    `name` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_ingest_runs_name` CHECK (length(`name`) <= 200),
    `status` TEXT NOT NULL DEFAULT 'running' CONSTRAINT `ck_ingest_runs_status` CHECK (`status` IN ('running', 'completed', 'failed', 'cancelled')),
    `config_hash` BLOB CONSTRAINT `ck_ingest_runs_config_hash` CHECK (length(`config_hash`) = 32),
    `metadata` TEXT CONSTRAINT `ck_ingest_runs_metadata` CHECK (json_valid(`metadata`)),
    `error_message` TEXT COLLATE RTRIM,
    `batches` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_ingest_runs_batches` CHECK (`batches` BETWEEN -2147483648 AND 2147483647),
    `started_at` TEXT NOT NULL CONSTRAINT `ck_ingest_runs_started_at` CHECK (`started_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `finished_at` TEXT CONSTRAINT `ck_ingest_runs_finished_at` CHECK (`finished_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_ingest_runs` PRIMARY KEY (`run_id`)
) STRICT;

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_ingest_runs_parent` ON `ingest_ingest_runs` (`parent_run_id`);

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_ingest_runs_started` ON `ingest_ingest_runs` (`started_at`, `run_id`);
