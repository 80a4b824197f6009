-- Creates the views.
-- Generated from the structs in store/src/state; do not edit.
-- Safe to run again: existing objects are replaced.

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

DROP VIEW IF EXISTS `main`.`ingest_queue_health`;

-- Open items by source and status, by time in the queue.
CREATE VIEW `main`.`ingest_queue_health` AS
SELECT `source_key`, `status`, COUNT(*) AS `items`, MIN(`queued_at`) AS `oldest`,
    SUM(CASE WHEN `queued_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-300) || ' seconds') THEN 1 ELSE 0 END) AS `under_5_minutes`,
    SUM(CASE WHEN `queued_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-300) || ' seconds') AND `queued_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-3600) || ' seconds') THEN 1 ELSE 0 END) AS `under_1_hour`,
    SUM(CASE WHEN `queued_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-3600) || ' seconds') AND `queued_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-86400) || ' seconds') THEN 1 ELSE 0 END) AS `under_1_day`,
    SUM(CASE WHEN `queued_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-86400) || ' seconds') THEN 1 ELSE 0 END) AS `over_1_day`
FROM `main`.`ingest_work_items`
WHERE `status` IN ('pending', 'in_progress')
GROUP BY `source_key`, `status`;

DROP VIEW IF EXISTS `main`.`ingest_lease_health`;

-- Items with an expired lease by source and worker, by time since the expiry. Many old ones mean that no worker claims items.
CREATE VIEW `main`.`ingest_lease_health` AS
SELECT `source_key`, `claimed_by`, COUNT(*) AS `items`, MIN(`lease_expires_at`) AS `oldest`,
    SUM(CASE WHEN `lease_expires_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-300) || ' seconds') THEN 1 ELSE 0 END) AS `under_5_minutes`,
    SUM(CASE WHEN `lease_expires_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-300) || ' seconds') AND `lease_expires_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-3600) || ' seconds') THEN 1 ELSE 0 END) AS `under_1_hour`,
    SUM(CASE WHEN `lease_expires_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-3600) || ' seconds') AND `lease_expires_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-86400) || ' seconds') THEN 1 ELSE 0 END) AS `under_1_day`,
    SUM(CASE WHEN `lease_expires_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-86400) || ' seconds') THEN 1 ELSE 0 END) AS `over_1_day`
FROM `main`.`ingest_work_items`
WHERE `status` = 'in_progress' AND `lease_expires_at` < strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')
GROUP BY `source_key`, `claimed_by`;

DROP VIEW IF EXISTS `main`.`ingest_retry_health`;

-- Items with a due retry by source, by time since the retry was due. Many old ones mean that no worker claims items.
CREATE VIEW `main`.`ingest_retry_health` AS
SELECT `source_key`, COUNT(*) AS `items`, MIN(`next_retry_at`) AS `oldest`,
    SUM(CASE WHEN `next_retry_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-300) || ' seconds') THEN 1 ELSE 0 END) AS `under_5_minutes`,
    SUM(CASE WHEN `next_retry_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-300) || ' seconds') AND `next_retry_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-3600) || ' seconds') THEN 1 ELSE 0 END) AS `under_1_hour`,
    SUM(CASE WHEN `next_retry_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-3600) || ' seconds') AND `next_retry_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-86400) || ' seconds') THEN 1 ELSE 0 END) AS `under_1_day`,
    SUM(CASE WHEN `next_retry_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-86400) || ' seconds') THEN 1 ELSE 0 END) AS `over_1_day`
FROM `main`.`ingest_work_items`
WHERE `next_retry_at` < strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')
GROUP BY `source_key`;

DROP VIEW IF EXISTS `main`.`ingest_failure_health`;

-- Failed items by source, by time since the failure.
CREATE VIEW `main`.`ingest_failure_health` AS
SELECT `source_key`, COUNT(*) AS `items`, MIN(`finished_at`) AS `oldest`,
    SUM(CASE WHEN `finished_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-300) || ' seconds') THEN 1 ELSE 0 END) AS `under_5_minutes`,
    SUM(CASE WHEN `finished_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-300) || ' seconds') AND `finished_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-3600) || ' seconds') THEN 1 ELSE 0 END) AS `under_1_hour`,
    SUM(CASE WHEN `finished_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-3600) || ' seconds') AND `finished_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-86400) || ' seconds') THEN 1 ELSE 0 END) AS `under_1_day`,
    SUM(CASE WHEN `finished_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-86400) || ' seconds') THEN 1 ELSE 0 END) AS `over_1_day`
FROM `main`.`ingest_work_items`
WHERE `status` = 'failed'
GROUP BY `source_key`;

DROP VIEW IF EXISTS `main`.`ingest_worker_health`;

-- Workers that have not stopped by status, by time since the last heartbeat. Workers usually write a heartbeat every 30 seconds.
CREATE VIEW `main`.`ingest_worker_health` AS
SELECT `status`, COUNT(*) AS `items`, MIN(`beat_at`) AS `oldest`,
    SUM(CASE WHEN `beat_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-300) || ' seconds') THEN 1 ELSE 0 END) AS `under_5_minutes`,
    SUM(CASE WHEN `beat_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-300) || ' seconds') AND `beat_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-3600) || ' seconds') THEN 1 ELSE 0 END) AS `under_1_hour`,
    SUM(CASE WHEN `beat_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-3600) || ' seconds') AND `beat_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-86400) || ' seconds') THEN 1 ELSE 0 END) AS `under_1_day`,
    SUM(CASE WHEN `beat_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-86400) || ' seconds') THEN 1 ELSE 0 END) AS `over_1_day`
FROM `main`.`ingest_worker_heartbeats`
WHERE `status` IN ('running', 'draining')
GROUP BY `status`;

INSERT INTO `main`.`ingest_store_meta` (`schema_version`, `script`, `compatible_from`, `checksum`, `program_version`)
VALUES (1, '0003_views.sql', 1, x'aca742d13d89f6ab94f53fa9b4734cf759d04670a209a896102e41ee89434eba', '0.1.0')
ON CONFLICT (`schema_version`, `script`) DO UPDATE
SET `compatible_from` = excluded.`compatible_from`, `checksum` = excluded.`checksum`, `program_version` = excluded.`program_version`, `applied_at` = (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'));

COMMIT;
