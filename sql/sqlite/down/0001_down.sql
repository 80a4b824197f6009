-- Drops everything that the other scripts create, WITH ALL ROWS.
-- Generated from the structs in store/src/state; do not edit.
-- Safe to run again: missing objects are skipped.

BEGIN IMMEDIATE;

DROP VIEW IF EXISTS `main`.`ingest_queue_health`;

DROP VIEW IF EXISTS `main`.`ingest_lease_health`;

DROP VIEW IF EXISTS `main`.`ingest_retry_health`;

DROP VIEW IF EXISTS `main`.`ingest_failure_health`;

DROP VIEW IF EXISTS `main`.`ingest_worker_health`;

DROP TABLE IF EXISTS `main`.`ingest_counters`;

DROP TABLE IF EXISTS `main`.`ingest_source_controls`;

DROP TABLE IF EXISTS `main`.`ingest_worker_heartbeats`;

DROP TABLE IF EXISTS `main`.`ingest_checkpoints`;

DROP TABLE IF EXISTS `main`.`ingest_later_sightings`;

DROP TABLE IF EXISTS `main`.`ingest_discovered_links`;

DROP TABLE IF EXISTS `main`.`ingest_resource_versions`;

DROP TABLE IF EXISTS `main`.`ingest_work_items`;

DROP TABLE IF EXISTS `main`.`ingest_run_batches`;

DROP TABLE IF EXISTS `main`.`ingest_ingest_runs`;

DROP TABLE IF EXISTS `main`.`ingest_store_meta`;

COMMIT;
