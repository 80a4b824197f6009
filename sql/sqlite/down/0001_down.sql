-- Takes away all that the other scripts make, WITH ALL ROWS.
-- Generated from the structs in store/src/state; do not edit.
-- It may be run again: what is gone already is passed over.

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

DROP TABLE IF EXISTS `main`.`ingest_seen_resources`;

DROP TABLE IF EXISTS `main`.`ingest_discovered_links`;

DROP TABLE IF EXISTS `main`.`ingest_resource_versions`;

DROP TABLE IF EXISTS `main`.`ingest_work_items`;

DROP TABLE IF EXISTS `main`.`ingest_run_batches`;

DROP TABLE IF EXISTS `main`.`ingest_ingest_runs`;

COMMIT;
