-- Generated from the struct WorkerHeartbeat (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

CREATE TABLE IF NOT EXISTS `main`.`ingest_worker_heartbeats` (
    `worker_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_worker_heartbeats_worker_id` CHECK (length(`worker_id`) <= 200),
    `host` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_worker_heartbeats_host` CHECK (length(`host`) <= 255),
    `pid` INTEGER NOT NULL,
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_worker_heartbeats_run_id` CHECK (length(`run_id`) <= 36),
    `status` TEXT NOT NULL CONSTRAINT `ck_worker_heartbeats_status` CHECK (`status` IN ('running', 'draining', 'stopped')),
    `current_item` TEXT COLLATE RTRIM CONSTRAINT `ck_worker_heartbeats_current_item` CHECK (length(`current_item`) <= 36),
    `completed` INTEGER NOT NULL,
    `failed` INTEGER NOT NULL,
    `started_at` TEXT NOT NULL CONSTRAINT `ck_worker_heartbeats_started_at` CHECK (`started_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `beat_at` TEXT NOT NULL CONSTRAINT `ck_worker_heartbeats_beat_at` CHECK (`beat_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_worker_heartbeats` PRIMARY KEY (`worker_id`)
) STRICT;

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_worker_heartbeats_beat` ON `ingest_worker_heartbeats` (`beat_at`);
