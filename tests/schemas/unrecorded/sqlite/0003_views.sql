-- Creates views for monitors.
-- Generated from the structs in store/src/state/records; do not edit.
-- It may be run again: what is there already is written anew.

BEGIN IMMEDIATE;

DROP VIEW IF EXISTS `main`.`ingest_queue_health`;

-- Open items by source and status, by how long ago they came into the queue.
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

-- Items whose lease has run out, by source and worker, by how long ago: many old ones mean that no worker takes items.
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

-- Items whose wait after a failure is over, by source, by how long ago: many old ones mean that no worker takes items.
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

-- Items that failed for good, by source, by how long ago.
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

-- Workers that have not ended, by what they do, by how long ago they gave a sign of life: every 30 seconds is usual.
CREATE VIEW `main`.`ingest_worker_health` AS
SELECT `status`, COUNT(*) AS `items`, MIN(`beat_at`) AS `oldest`,
    SUM(CASE WHEN `beat_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-300) || ' seconds') THEN 1 ELSE 0 END) AS `under_5_minutes`,
    SUM(CASE WHEN `beat_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-300) || ' seconds') AND `beat_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-3600) || ' seconds') THEN 1 ELSE 0 END) AS `under_1_hour`,
    SUM(CASE WHEN `beat_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-3600) || ' seconds') AND `beat_at` > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-86400) || ' seconds') THEN 1 ELSE 0 END) AS `under_1_day`,
    SUM(CASE WHEN `beat_at` <= strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', (-86400) || ' seconds') THEN 1 ELSE 0 END) AS `over_1_day`
FROM `main`.`ingest_worker_heartbeats`
WHERE `status` IN ('running', 'draining')
GROUP BY `status`;

COMMIT;
