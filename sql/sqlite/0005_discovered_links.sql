-- Generated from the struct DiscoveredLink (store/src/state/records); do not edit.
-- It may be run again: what is there already stays as it is.

CREATE TABLE IF NOT EXISTS `main`.`ingest_discovered_links` (
    `from_item` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_discovered_links_from_item` CHECK (length(`from_item`) <= 36),
    `to_hash` BLOB NOT NULL CONSTRAINT `ck_discovered_links_to_hash` CHECK (length(`to_hash`) = 32),
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_discovered_links_run_id` CHECK (length(`run_id`) <= 36),
    `first_seen_at` TEXT NOT NULL CONSTRAINT `ck_discovered_links_first_seen_at` CHECK (`first_seen_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `last_seen_at` TEXT NOT NULL CONSTRAINT `ck_discovered_links_last_seen_at` CHECK (`last_seen_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_discovered_links` PRIMARY KEY (`from_item`, `to_hash`)
) STRICT;

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_discovered_links_to` ON `ingest_discovered_links` (`to_hash`);

CREATE INDEX IF NOT EXISTS `main`.`ingest_ix_discovered_links_seen` ON `ingest_discovered_links` (`last_seen_at`);
