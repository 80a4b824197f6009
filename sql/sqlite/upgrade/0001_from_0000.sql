.bail on
.timeout 60000
-- Run this script from a file (sqlite3 DATABASE < SCRIPT): at its prompt the shell does not stop at an error.

-- Upgrades to schema version 1 the tables of scripts that recorded no version. Review the script before it runs.
-- Generated from the structs in store/src/state and the scripts of the earlier version.
--
-- All changes are one transaction: where a tool stops at an error, nothing is changed, and the script can run again. No column, table or row is lost.
-- The script stops if the database does not record the earlier version. Run the other scripts of the new version after it.
-- Run the file with `sqlite3 DATABASE < 0001_from_0000.sql`. A tool that continues after an error loses rows: it must stop, and close the connection.
-- On a database of version 1 the script stops with an error that says so, and changes nothing.
--
-- Changes:
-- - ingest_runs: renames 9 indexes and constraints; the table is rebuilt with its rows
-- - run_batches: renames 9 indexes and constraints; the table is rebuilt with its rows
-- - work_items: adds column discovered_in; adds index ingest_ix_work_items_run; changes index ingest_ix_work_items_source; adds check ck_work_items__discovered_in; drops index ingest_ix_work_items_run_id; renames 32 indexes and constraints; the table is rebuilt with its rows
-- - resource_versions: changes the table; renames 12 indexes and constraints; the table is rebuilt with its rows
-- - discovered_links: changes the table; adds column to_item; changes key pk_discovered_links; changes index ingest_ix_discovered_links_to; adds check ck_discovered_links__to_item; drops index ingest_ix_discovered_links_seen; drops check ck_discovered_links_to_hash; renames 4 indexes and constraints; the table is rebuilt with its rows
-- - later_sightings: the table is created
-- - checkpoints: renames 7 indexes and constraints; the table is rebuilt with its rows
-- - worker_heartbeats: renames 7 indexes and constraints; the table is rebuilt with its rows
-- - source_controls: renames 5 indexes and constraints; the table is rebuilt with its rows
-- - counters: the table is created
-- Left as they are, although no struct declares them any more: column to_hash of discovered_links, table ingest_seen_resources, table ingest_tallies.

BEGIN IMMEDIATE;

CREATE TABLE IF NOT EXISTS `main`.`ingest_store_meta` ( -- ingest.store_meta
    `schema_version` INTEGER NOT NULL CONSTRAINT `ck_store_meta__schema_version` CHECK (`schema_version` BETWEEN -2147483648 AND 2147483647),
    `script` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_store_meta__script` CHECK (length(`script`) <= 200),
    `compatible_from` INTEGER NOT NULL CONSTRAINT `ck_store_meta__compatible_from` CHECK (`compatible_from` BETWEEN -2147483648 AND 2147483647),
    `checksum` BLOB CONSTRAINT `ck_store_meta__checksum` CHECK (length(`checksum`) = 32),
    `program_version` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_store_meta__program_version` CHECK (length(`program_version`) <= 50),
    `applied_at` TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')) CONSTRAINT `ck_store_meta__applied_at` CHECK (`applied_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_store_meta` PRIMARY KEY (`schema_version`, `script`)
) STRICT;

-- Stops the script at a NULL in a column whose name is the message.
CREATE TEMP TABLE `guard` (
    `the database already has schema version 1: nothing to do` INTEGER NOT NULL,
    `the database has a newer schema than version 1` INTEGER NOT NULL,
    `this script upgrades schema version 0 to 1 and the database has another version` INTEGER NOT NULL
);

INSERT OR ROLLBACK INTO `temp`.`guard` SELECT
    CASE WHEN (SELECT ifnull(max(`schema_version`), 0) FROM `main`.`ingest_store_meta`) = 1 THEN NULL ELSE 0 END,
    CASE WHEN (SELECT ifnull(max(`schema_version`), 0) FROM `main`.`ingest_store_meta`) > 1 THEN NULL ELSE 0 END,
    CASE WHEN (SELECT ifnull(max(`schema_version`), 0) FROM `main`.`ingest_store_meta`) <> 0 THEN NULL ELSE 0 END;

DROP TABLE `temp`.`guard`;

-- Stops the script at a NULL in a column whose name is the message.
CREATE TEMP TABLE `guard` (
    `ingest_ingest_runs is missing: this is not a database of the earlier scripts` INTEGER NOT NULL,
    `ingest_run_batches is missing: this is not a database of the earlier scripts` INTEGER NOT NULL,
    `ingest_work_items is missing: this is not a database of the earlier scripts` INTEGER NOT NULL,
    `ingest_resource_versions is missing: this is not a database of the earlier scripts` INTEGER NOT NULL,
    `ingest_discovered_links is missing: this is not a database of the earlier scripts` INTEGER NOT NULL,
    `ingest_checkpoints is missing: this is not a database of the earlier scripts` INTEGER NOT NULL,
    `ingest_worker_heartbeats is missing: this is not a database of the earlier scripts` INTEGER NOT NULL,
    `ingest_source_controls is missing: this is not a database of the earlier scripts` INTEGER NOT NULL
);

INSERT OR ROLLBACK INTO `temp`.`guard` SELECT
    CASE WHEN NOT EXISTS (SELECT 1 FROM `main`.`sqlite_schema` WHERE `type` = 'table' AND lower(`name`) = lower('ingest_ingest_runs')) THEN NULL ELSE 0 END,
    CASE WHEN NOT EXISTS (SELECT 1 FROM `main`.`sqlite_schema` WHERE `type` = 'table' AND lower(`name`) = lower('ingest_run_batches')) THEN NULL ELSE 0 END,
    CASE WHEN NOT EXISTS (SELECT 1 FROM `main`.`sqlite_schema` WHERE `type` = 'table' AND lower(`name`) = lower('ingest_work_items')) THEN NULL ELSE 0 END,
    CASE WHEN NOT EXISTS (SELECT 1 FROM `main`.`sqlite_schema` WHERE `type` = 'table' AND lower(`name`) = lower('ingest_resource_versions')) THEN NULL ELSE 0 END,
    CASE WHEN NOT EXISTS (SELECT 1 FROM `main`.`sqlite_schema` WHERE `type` = 'table' AND lower(`name`) = lower('ingest_discovered_links')) THEN NULL ELSE 0 END,
    CASE WHEN NOT EXISTS (SELECT 1 FROM `main`.`sqlite_schema` WHERE `type` = 'table' AND lower(`name`) = lower('ingest_checkpoints')) THEN NULL ELSE 0 END,
    CASE WHEN NOT EXISTS (SELECT 1 FROM `main`.`sqlite_schema` WHERE `type` = 'table' AND lower(`name`) = lower('ingest_worker_heartbeats')) THEN NULL ELSE 0 END,
    CASE WHEN NOT EXISTS (SELECT 1 FROM `main`.`sqlite_schema` WHERE `type` = 'table' AND lower(`name`) = lower('ingest_source_controls')) THEN NULL ELSE 0 END;

DROP TABLE `temp`.`guard`;

-- Stops the script at a NULL in a column whose name is the message.
CREATE TEMP TABLE `guard` (
    `ingest_later_sightings exists already: the script creates a table of this name` INTEGER NOT NULL
);

INSERT OR ROLLBACK INTO `temp`.`guard` SELECT
    CASE WHEN EXISTS (SELECT 1 FROM `main`.`sqlite_schema` WHERE lower(`name`) = lower('ingest_later_sightings')) THEN NULL ELSE 0 END;

DROP TABLE `temp`.`guard`;

-- Stops the script at a NULL in a column whose name is the message.
CREATE TEMP TABLE `guard` (
    `ingest_counters exists already: the script creates a table of this name` INTEGER NOT NULL
);

INSERT OR ROLLBACK INTO `temp`.`guard` SELECT
    CASE WHEN EXISTS (SELECT 1 FROM `main`.`sqlite_schema` WHERE lower(`name`) = lower('ingest_counters')) THEN NULL ELSE 0 END;

DROP TABLE `temp`.`guard`;

-- Stops the script if a table that it rebuilds has a part that the earlier scripts do not create.
CREATE TEMP VIEW `check_counts` AS
WITH RECURSIVE `lines` (`table`, `code`, `rest`) AS (
    SELECT `name`, '', replace(`sql`, char(9), ' ') || char(10) FROM `main`.`sqlite_schema` WHERE `type` = 'table'
    UNION ALL
    SELECT `table`, `code` || replace(substr(`rest`, 1, ifnull(nullif(instr(substr(`rest`, 1, instr(`rest`, char(10))), ' -- '), 0), instr(`rest`, char(10)) - 1)), ' ', ''),
        substr(`rest`, instr(`rest`, char(10)) + 1)
    FROM `lines` WHERE `rest` <> ''
)
SELECT `table`, (length(`code`) - length(replace(upper(`code`), 'CHECK(', ''))) / 6 AS `checks` FROM `lines` WHERE `rest` = '';

CREATE TEMP TABLE `unknown_parts` (`table` TEXT, `part` TEXT);

INSERT INTO `temp`.`unknown_parts`
SELECT 'ingest_ingest_runs', * FROM (
    SELECT 'column ' || lower(`name`) || ' ' || upper(replace(`type`, ' ', '')) || iif(`notnull` OR `pk`, ' not null', '') || iif(`pk`, ' key ' || `pk`, '')
        || iif(`hidden`, ' generated', '') || ifnull(' default ' || replace(`dflt_value`, ' ', ''), '') FROM pragma_table_xinfo('ingest_ingest_runs', 'main')
    UNION ALL SELECT `type` || ' ' || lower(`name`) FROM `main`.`sqlite_schema`
        WHERE lower(`tbl_name`) = lower('ingest_ingest_runs') AND `type` <> 'table' AND `sql` IS NOT NULL
    UNION ALL SELECT 'column ' || x.`seqno` || ' of index ' || lower(l.`name`) || ': ' || lower(ifnull(x.`name`, 'an expression')) || iif(x.`desc`, ' desc', '')
        || iif(l.`unique`, ' unique', '') || iif(l.`partial`, ' filtered', '')
        FROM pragma_index_list('ingest_ingest_runs', 'main') AS l, pragma_index_xinfo(l.`name`, 'main') AS x WHERE l.`origin` = 'c' AND x.`key`
    UNION ALL SELECT count(*) || ' unique constraints' FROM pragma_index_list('ingest_ingest_runs', 'main') WHERE `origin` = 'u'
    UNION ALL SELECT count(DISTINCT `id`) || ' foreign keys' FROM pragma_foreign_key_list('ingest_ingest_runs', 'main')
    UNION ALL SELECT 'foreign key ' || lower(`from`) || ' to ' || lower(`table`) || ' ' || lower(ifnull(`to`, ''))
        || iif(`on_delete` = 'NO ACTION', '', ' on delete ' || lower(`on_delete`)) || iif(`on_update` = 'NO ACTION', '', ' on update ' || lower(`on_update`))
        FROM pragma_foreign_key_list('ingest_ingest_runs', 'main')
    UNION ALL SELECT `checks` || ' checks' FROM `temp`.`check_counts` WHERE lower(`table`) = lower('ingest_ingest_runs')
    UNION ALL SELECT 'reference from ' || t.`name` FROM `main`.`sqlite_schema` AS t, pragma_foreign_key_list(t.`name`, 'main') AS k
        WHERE t.`type` = 'table' AND lower(k.`table`) = lower('ingest_ingest_runs') AND lower(t.`name`) <> lower('ingest_ingest_runs')
    EXCEPT VALUES ('column batches INTEGER not null default 0'), ('column config_hash BLOB'), ('column error_message TEXT'), ('column finished_at TEXT'), ('column metadata TEXT'), ('column name TEXT not null'), ('column parent_run_id TEXT'), ('column run_id TEXT not null key 1'), ('column started_at TEXT not null'), ('column status TEXT not null default ''running'''), ('column 0 of index ingest_ix_ingest_runs_parent: parent_run_id'), ('index ingest_ix_ingest_runs_parent'), ('column 0 of index ingest_ix_ingest_runs_started: started_at'), ('column 1 of index ingest_ix_ingest_runs_started: run_id'), ('index ingest_ix_ingest_runs_started'), ('0 unique constraints'), ('0 foreign keys'), ('9 checks')
);

INSERT INTO `temp`.`unknown_parts`
SELECT 'ingest_run_batches', * FROM (
    SELECT 'column ' || lower(`name`) || ' ' || upper(replace(`type`, ' ', '')) || iif(`notnull` OR `pk`, ' not null', '') || iif(`pk`, ' key ' || `pk`, '')
        || iif(`hidden`, ' generated', '') || ifnull(' default ' || replace(`dflt_value`, ' ', ''), '') FROM pragma_table_xinfo('ingest_run_batches', 'main')
    UNION ALL SELECT `type` || ' ' || lower(`name`) FROM `main`.`sqlite_schema`
        WHERE lower(`tbl_name`) = lower('ingest_run_batches') AND `type` <> 'table' AND `sql` IS NOT NULL
    UNION ALL SELECT 'column ' || x.`seqno` || ' of index ' || lower(l.`name`) || ': ' || lower(ifnull(x.`name`, 'an expression')) || iif(x.`desc`, ' desc', '')
        || iif(l.`unique`, ' unique', '') || iif(l.`partial`, ' filtered', '')
        FROM pragma_index_list('ingest_run_batches', 'main') AS l, pragma_index_xinfo(l.`name`, 'main') AS x WHERE l.`origin` = 'c' AND x.`key`
    UNION ALL SELECT count(*) || ' unique constraints' FROM pragma_index_list('ingest_run_batches', 'main') WHERE `origin` = 'u'
    UNION ALL SELECT count(DISTINCT `id`) || ' foreign keys' FROM pragma_foreign_key_list('ingest_run_batches', 'main')
    UNION ALL SELECT 'foreign key ' || lower(`from`) || ' to ' || lower(`table`) || ' ' || lower(ifnull(`to`, ''))
        || iif(`on_delete` = 'NO ACTION', '', ' on delete ' || lower(`on_delete`)) || iif(`on_update` = 'NO ACTION', '', ' on update ' || lower(`on_update`))
        FROM pragma_foreign_key_list('ingest_run_batches', 'main')
    UNION ALL SELECT `checks` || ' checks' FROM `temp`.`check_counts` WHERE lower(`table`) = lower('ingest_run_batches')
    UNION ALL SELECT 'reference from ' || t.`name` FROM `main`.`sqlite_schema` AS t, pragma_foreign_key_list(t.`name`, 'main') AS k
        WHERE t.`type` = 'table' AND lower(k.`table`) = lower('ingest_run_batches') AND lower(t.`name`) <> lower('ingest_run_batches')
    EXCEPT VALUES ('column batch INTEGER not null key 2'), ('column completed INTEGER not null default 0'), ('column failed INTEGER not null default 0'), ('column finished_at TEXT'), ('column items INTEGER not null'), ('column run_id TEXT not null key 1'), ('column started_at TEXT not null'), ('column status TEXT not null default ''running'''), ('column worker TEXT'), ('0 unique constraints'), ('0 foreign keys'), ('9 checks')
);

INSERT INTO `temp`.`unknown_parts`
SELECT 'ingest_work_items', * FROM (
    SELECT 'column ' || lower(`name`) || ' ' || upper(replace(`type`, ' ', '')) || iif(`notnull` OR `pk`, ' not null', '') || iif(`pk`, ' key ' || `pk`, '')
        || iif(`hidden`, ' generated', '') || ifnull(' default ' || replace(`dflt_value`, ' ', ''), '') FROM pragma_table_xinfo('ingest_work_items', 'main')
    UNION ALL SELECT `type` || ' ' || lower(`name`) FROM `main`.`sqlite_schema`
        WHERE lower(`tbl_name`) = lower('ingest_work_items') AND `type` <> 'table' AND `sql` IS NOT NULL
    UNION ALL SELECT 'column ' || x.`seqno` || ' of index ' || lower(l.`name`) || ': ' || lower(ifnull(x.`name`, 'an expression')) || iif(x.`desc`, ' desc', '')
        || iif(l.`unique`, ' unique', '') || iif(l.`partial`, ' filtered', '')
        FROM pragma_index_list('ingest_work_items', 'main') AS l, pragma_index_xinfo(l.`name`, 'main') AS x WHERE l.`origin` = 'c' AND x.`key`
    UNION ALL SELECT count(*) || ' unique constraints' FROM pragma_index_list('ingest_work_items', 'main') WHERE `origin` = 'u'
    UNION ALL SELECT count(DISTINCT `id`) || ' foreign keys' FROM pragma_foreign_key_list('ingest_work_items', 'main')
    UNION ALL SELECT 'foreign key ' || lower(`from`) || ' to ' || lower(`table`) || ' ' || lower(ifnull(`to`, ''))
        || iif(`on_delete` = 'NO ACTION', '', ' on delete ' || lower(`on_delete`)) || iif(`on_update` = 'NO ACTION', '', ' on update ' || lower(`on_update`))
        FROM pragma_foreign_key_list('ingest_work_items', 'main')
    UNION ALL SELECT `checks` || ' checks' FROM `temp`.`check_counts` WHERE lower(`table`) = lower('ingest_work_items')
    UNION ALL SELECT 'reference from ' || t.`name` FROM `main`.`sqlite_schema` AS t, pragma_foreign_key_list(t.`name`, 'main') AS k
        WHERE t.`type` = 'table' AND lower(k.`table`) = lower('ingest_work_items') AND lower(t.`name`) <> lower('ingest_work_items')
    EXCEPT VALUES ('column attempt INTEGER not null default 0'), ('column claimed_at TEXT'), ('column claimed_by TEXT'), ('column content_hash BLOB'), ('column created_at TEXT not null'), ('column dedupe_hash BLOB not null'), ('column dedupe_key TEXT not null'), ('column discovered_from TEXT'), ('column error_message TEXT'), ('column expiries INTEGER not null default 0'), ('column failures INTEGER not null default 0'), ('column finished_at TEXT'), ('column lease_expires_at TEXT'), ('column lease_token INTEGER not null default 0'), ('column metadata TEXT'), ('column next_retry_at TEXT'), ('column priority INTEGER not null default 100'), ('column pruned_at TEXT'), ('column queued_at TEXT not null'), ('column rank INTEGER not null default 0'), ('column request_body TEXT'), ('column request_headers TEXT'), ('column request_method TEXT not null default ''GET'''), ('column request_uri TEXT not null'), ('column resource_id TEXT not null'), ('column resource_type TEXT not null'), ('column run_id TEXT'), ('column source_key TEXT not null'), ('column source_name TEXT not null'), ('column source_system TEXT not null'), ('column status TEXT not null default ''pending'''), ('column updated_at TEXT not null'), ('column variant TEXT'), ('column version INTEGER not null default 0'), ('column work_item_id TEXT not null key 1'), ('column 0 of index ingest_ux_work_items_dedupe: dedupe_hash unique'), ('index ingest_ux_work_items_dedupe'), ('column 0 of index ingest_ix_work_items_claim: priority filtered'), ('column 1 of index ingest_ix_work_items_claim: rank filtered'), ('column 2 of index ingest_ix_work_items_claim: created_at filtered'), ('column 3 of index ingest_ix_work_items_claim: work_item_id filtered'), ('index ingest_ix_work_items_claim'), ('column 0 of index ingest_ix_work_items_claim_source: source_key filtered'), ('column 1 of index ingest_ix_work_items_claim_source: priority filtered'), ('column 2 of index ingest_ix_work_items_claim_source: rank filtered'), ('column 3 of index ingest_ix_work_items_claim_source: created_at filtered'), ('column 4 of index ingest_ix_work_items_claim_source: work_item_id filtered'), ('index ingest_ix_work_items_claim_source'), ('column 0 of index ingest_ix_work_items_finished: finished_at filtered'), ('index ingest_ix_work_items_finished'), ('column 0 of index ingest_ix_work_items_lease: lease_expires_at filtered'), ('index ingest_ix_work_items_lease'), ('column 0 of index ingest_ix_work_items_queued: queued_at filtered'), ('index ingest_ix_work_items_queued'), ('column 0 of index ingest_ix_work_items_retry: next_retry_at filtered'), ('index ingest_ix_work_items_retry'), ('column 0 of index ingest_ix_work_items_run_id: run_id'), ('index ingest_ix_work_items_run_id'), ('column 0 of index ingest_ix_work_items_source: source_system'), ('column 1 of index ingest_ix_work_items_source: source_name'), ('column 2 of index ingest_ix_work_items_source: work_item_id'), ('index ingest_ix_work_items_source'), ('0 unique constraints'), ('0 foreign keys'), ('32 checks')
);

INSERT INTO `temp`.`unknown_parts`
SELECT 'ingest_resource_versions', * FROM (
    SELECT 'column ' || lower(`name`) || ' ' || upper(replace(`type`, ' ', '')) || iif(`notnull` OR `pk`, ' not null', '') || iif(`pk`, ' key ' || `pk`, '')
        || iif(`hidden`, ' generated', '') || ifnull(' default ' || replace(`dflt_value`, ' ', ''), '') FROM pragma_table_xinfo('ingest_resource_versions', 'main')
    UNION ALL SELECT `type` || ' ' || lower(`name`) FROM `main`.`sqlite_schema`
        WHERE lower(`tbl_name`) = lower('ingest_resource_versions') AND `type` <> 'table' AND `sql` IS NOT NULL
    UNION ALL SELECT 'column ' || x.`seqno` || ' of index ' || lower(l.`name`) || ': ' || lower(ifnull(x.`name`, 'an expression')) || iif(x.`desc`, ' desc', '')
        || iif(l.`unique`, ' unique', '') || iif(l.`partial`, ' filtered', '')
        FROM pragma_index_list('ingest_resource_versions', 'main') AS l, pragma_index_xinfo(l.`name`, 'main') AS x WHERE l.`origin` = 'c' AND x.`key`
    UNION ALL SELECT count(*) || ' unique constraints' FROM pragma_index_list('ingest_resource_versions', 'main') WHERE `origin` = 'u'
    UNION ALL SELECT count(DISTINCT `id`) || ' foreign keys' FROM pragma_foreign_key_list('ingest_resource_versions', 'main')
    UNION ALL SELECT 'foreign key ' || lower(`from`) || ' to ' || lower(`table`) || ' ' || lower(ifnull(`to`, ''))
        || iif(`on_delete` = 'NO ACTION', '', ' on delete ' || lower(`on_delete`)) || iif(`on_update` = 'NO ACTION', '', ' on update ' || lower(`on_update`))
        FROM pragma_foreign_key_list('ingest_resource_versions', 'main')
    UNION ALL SELECT `checks` || ' checks' FROM `temp`.`check_counts` WHERE lower(`table`) = lower('ingest_resource_versions')
    UNION ALL SELECT 'reference from ' || t.`name` FROM `main`.`sqlite_schema` AS t, pragma_foreign_key_list(t.`name`, 'main') AS k
        WHERE t.`type` = 'table' AND lower(k.`table`) = lower('ingest_resource_versions') AND lower(t.`name`) <> lower('ingest_resource_versions')
    EXCEPT VALUES ('column attempt INTEGER not null'), ('column changed INTEGER not null'), ('column content_hash BLOB not null'), ('column content_type TEXT'), ('column fetched_at TEXT not null'), ('column location TEXT'), ('column metadata TEXT'), ('column run_id TEXT'), ('column size INTEGER not null'), ('column status_code INTEGER'), ('column superseded_at TEXT'), ('column version INTEGER not null key 2'), ('column work_item_id TEXT not null key 1'), ('column 0 of index ingest_ix_resource_versions_run: run_id'), ('column 1 of index ingest_ix_resource_versions_run: work_item_id'), ('index ingest_ix_resource_versions_run'), ('column 0 of index ingest_ix_resource_versions_superseded: superseded_at filtered'), ('index ingest_ix_resource_versions_superseded'), ('0 unique constraints'), ('0 foreign keys'), ('12 checks')
);

INSERT INTO `temp`.`unknown_parts`
SELECT 'ingest_discovered_links', * FROM (
    SELECT 'column ' || lower(`name`) || ' ' || upper(replace(`type`, ' ', '')) || iif(`notnull` OR `pk`, ' not null', '') || iif(`pk`, ' key ' || `pk`, '')
        || iif(`hidden`, ' generated', '') || ifnull(' default ' || replace(`dflt_value`, ' ', ''), '') FROM pragma_table_xinfo('ingest_discovered_links', 'main')
    UNION ALL SELECT `type` || ' ' || lower(`name`) FROM `main`.`sqlite_schema`
        WHERE lower(`tbl_name`) = lower('ingest_discovered_links') AND `type` <> 'table' AND `sql` IS NOT NULL
    UNION ALL SELECT 'column ' || x.`seqno` || ' of index ' || lower(l.`name`) || ': ' || lower(ifnull(x.`name`, 'an expression')) || iif(x.`desc`, ' desc', '')
        || iif(l.`unique`, ' unique', '') || iif(l.`partial`, ' filtered', '')
        FROM pragma_index_list('ingest_discovered_links', 'main') AS l, pragma_index_xinfo(l.`name`, 'main') AS x WHERE l.`origin` = 'c' AND x.`key`
    UNION ALL SELECT count(*) || ' unique constraints' FROM pragma_index_list('ingest_discovered_links', 'main') WHERE `origin` = 'u'
    UNION ALL SELECT count(DISTINCT `id`) || ' foreign keys' FROM pragma_foreign_key_list('ingest_discovered_links', 'main')
    UNION ALL SELECT 'foreign key ' || lower(`from`) || ' to ' || lower(`table`) || ' ' || lower(ifnull(`to`, ''))
        || iif(`on_delete` = 'NO ACTION', '', ' on delete ' || lower(`on_delete`)) || iif(`on_update` = 'NO ACTION', '', ' on update ' || lower(`on_update`))
        FROM pragma_foreign_key_list('ingest_discovered_links', 'main')
    UNION ALL SELECT `checks` || ' checks' FROM `temp`.`check_counts` WHERE lower(`table`) = lower('ingest_discovered_links')
    UNION ALL SELECT 'reference from ' || t.`name` FROM `main`.`sqlite_schema` AS t, pragma_foreign_key_list(t.`name`, 'main') AS k
        WHERE t.`type` = 'table' AND lower(k.`table`) = lower('ingest_discovered_links') AND lower(t.`name`) <> lower('ingest_discovered_links')
    EXCEPT VALUES ('column first_seen_at TEXT not null'), ('column from_item TEXT not null key 1'), ('column last_seen_at TEXT not null'), ('column run_id TEXT'), ('column to_hash BLOB not null key 2'), ('column 0 of index ingest_ix_discovered_links_seen: last_seen_at'), ('index ingest_ix_discovered_links_seen'), ('column 0 of index ingest_ix_discovered_links_to: to_hash'), ('index ingest_ix_discovered_links_to'), ('0 unique constraints'), ('0 foreign keys'), ('5 checks')
);

INSERT INTO `temp`.`unknown_parts`
SELECT 'ingest_checkpoints', * FROM (
    SELECT 'column ' || lower(`name`) || ' ' || upper(replace(`type`, ' ', '')) || iif(`notnull` OR `pk`, ' not null', '') || iif(`pk`, ' key ' || `pk`, '')
        || iif(`hidden`, ' generated', '') || ifnull(' default ' || replace(`dflt_value`, ' ', ''), '') FROM pragma_table_xinfo('ingest_checkpoints', 'main')
    UNION ALL SELECT `type` || ' ' || lower(`name`) FROM `main`.`sqlite_schema`
        WHERE lower(`tbl_name`) = lower('ingest_checkpoints') AND `type` <> 'table' AND `sql` IS NOT NULL
    UNION ALL SELECT 'column ' || x.`seqno` || ' of index ' || lower(l.`name`) || ': ' || lower(ifnull(x.`name`, 'an expression')) || iif(x.`desc`, ' desc', '')
        || iif(l.`unique`, ' unique', '') || iif(l.`partial`, ' filtered', '')
        FROM pragma_index_list('ingest_checkpoints', 'main') AS l, pragma_index_xinfo(l.`name`, 'main') AS x WHERE l.`origin` = 'c' AND x.`key`
    UNION ALL SELECT count(*) || ' unique constraints' FROM pragma_index_list('ingest_checkpoints', 'main') WHERE `origin` = 'u'
    UNION ALL SELECT count(DISTINCT `id`) || ' foreign keys' FROM pragma_foreign_key_list('ingest_checkpoints', 'main')
    UNION ALL SELECT 'foreign key ' || lower(`from`) || ' to ' || lower(`table`) || ' ' || lower(ifnull(`to`, ''))
        || iif(`on_delete` = 'NO ACTION', '', ' on delete ' || lower(`on_delete`)) || iif(`on_update` = 'NO ACTION', '', ' on update ' || lower(`on_update`))
        FROM pragma_foreign_key_list('ingest_checkpoints', 'main')
    UNION ALL SELECT `checks` || ' checks' FROM `temp`.`check_counts` WHERE lower(`table`) = lower('ingest_checkpoints')
    UNION ALL SELECT 'reference from ' || t.`name` FROM `main`.`sqlite_schema` AS t, pragma_foreign_key_list(t.`name`, 'main') AS k
        WHERE t.`type` = 'table' AND lower(k.`table`) = lower('ingest_checkpoints') AND lower(t.`name`) <> lower('ingest_checkpoints')
    EXCEPT VALUES ('column name TEXT not null key 3'), ('column owner TEXT not null key 2'), ('column scope TEXT not null key 1'), ('column updated_at TEXT not null'), ('column value TEXT not null'), ('column version INTEGER not null'), ('column work_item_id TEXT'), ('0 unique constraints'), ('0 foreign keys'), ('7 checks')
);

INSERT INTO `temp`.`unknown_parts`
SELECT 'ingest_worker_heartbeats', * FROM (
    SELECT 'column ' || lower(`name`) || ' ' || upper(replace(`type`, ' ', '')) || iif(`notnull` OR `pk`, ' not null', '') || iif(`pk`, ' key ' || `pk`, '')
        || iif(`hidden`, ' generated', '') || ifnull(' default ' || replace(`dflt_value`, ' ', ''), '') FROM pragma_table_xinfo('ingest_worker_heartbeats', 'main')
    UNION ALL SELECT `type` || ' ' || lower(`name`) FROM `main`.`sqlite_schema`
        WHERE lower(`tbl_name`) = lower('ingest_worker_heartbeats') AND `type` <> 'table' AND `sql` IS NOT NULL
    UNION ALL SELECT 'column ' || x.`seqno` || ' of index ' || lower(l.`name`) || ': ' || lower(ifnull(x.`name`, 'an expression')) || iif(x.`desc`, ' desc', '')
        || iif(l.`unique`, ' unique', '') || iif(l.`partial`, ' filtered', '')
        FROM pragma_index_list('ingest_worker_heartbeats', 'main') AS l, pragma_index_xinfo(l.`name`, 'main') AS x WHERE l.`origin` = 'c' AND x.`key`
    UNION ALL SELECT count(*) || ' unique constraints' FROM pragma_index_list('ingest_worker_heartbeats', 'main') WHERE `origin` = 'u'
    UNION ALL SELECT count(DISTINCT `id`) || ' foreign keys' FROM pragma_foreign_key_list('ingest_worker_heartbeats', 'main')
    UNION ALL SELECT 'foreign key ' || lower(`from`) || ' to ' || lower(`table`) || ' ' || lower(ifnull(`to`, ''))
        || iif(`on_delete` = 'NO ACTION', '', ' on delete ' || lower(`on_delete`)) || iif(`on_update` = 'NO ACTION', '', ' on update ' || lower(`on_update`))
        FROM pragma_foreign_key_list('ingest_worker_heartbeats', 'main')
    UNION ALL SELECT `checks` || ' checks' FROM `temp`.`check_counts` WHERE lower(`table`) = lower('ingest_worker_heartbeats')
    UNION ALL SELECT 'reference from ' || t.`name` FROM `main`.`sqlite_schema` AS t, pragma_foreign_key_list(t.`name`, 'main') AS k
        WHERE t.`type` = 'table' AND lower(k.`table`) = lower('ingest_worker_heartbeats') AND lower(t.`name`) <> lower('ingest_worker_heartbeats')
    EXCEPT VALUES ('column beat_at TEXT not null'), ('column completed INTEGER not null'), ('column current_item TEXT'), ('column failed INTEGER not null'), ('column host TEXT not null'), ('column pid INTEGER not null'), ('column run_id TEXT'), ('column started_at TEXT not null'), ('column status TEXT not null'), ('column worker_id TEXT not null key 1'), ('column 0 of index ingest_ix_worker_heartbeats_beat: beat_at'), ('index ingest_ix_worker_heartbeats_beat'), ('0 unique constraints'), ('0 foreign keys'), ('7 checks')
);

INSERT INTO `temp`.`unknown_parts`
SELECT 'ingest_source_controls', * FROM (
    SELECT 'column ' || lower(`name`) || ' ' || upper(replace(`type`, ' ', '')) || iif(`notnull` OR `pk`, ' not null', '') || iif(`pk`, ' key ' || `pk`, '')
        || iif(`hidden`, ' generated', '') || ifnull(' default ' || replace(`dflt_value`, ' ', ''), '') FROM pragma_table_xinfo('ingest_source_controls', 'main')
    UNION ALL SELECT `type` || ' ' || lower(`name`) FROM `main`.`sqlite_schema`
        WHERE lower(`tbl_name`) = lower('ingest_source_controls') AND `type` <> 'table' AND `sql` IS NOT NULL
    UNION ALL SELECT 'column ' || x.`seqno` || ' of index ' || lower(l.`name`) || ': ' || lower(ifnull(x.`name`, 'an expression')) || iif(x.`desc`, ' desc', '')
        || iif(l.`unique`, ' unique', '') || iif(l.`partial`, ' filtered', '')
        FROM pragma_index_list('ingest_source_controls', 'main') AS l, pragma_index_xinfo(l.`name`, 'main') AS x WHERE l.`origin` = 'c' AND x.`key`
    UNION ALL SELECT count(*) || ' unique constraints' FROM pragma_index_list('ingest_source_controls', 'main') WHERE `origin` = 'u'
    UNION ALL SELECT count(DISTINCT `id`) || ' foreign keys' FROM pragma_foreign_key_list('ingest_source_controls', 'main')
    UNION ALL SELECT 'foreign key ' || lower(`from`) || ' to ' || lower(`table`) || ' ' || lower(ifnull(`to`, ''))
        || iif(`on_delete` = 'NO ACTION', '', ' on delete ' || lower(`on_delete`)) || iif(`on_update` = 'NO ACTION', '', ' on update ' || lower(`on_update`))
        FROM pragma_foreign_key_list('ingest_source_controls', 'main')
    UNION ALL SELECT `checks` || ' checks' FROM `temp`.`check_counts` WHERE lower(`table`) = lower('ingest_source_controls')
    UNION ALL SELECT 'reference from ' || t.`name` FROM `main`.`sqlite_schema` AS t, pragma_foreign_key_list(t.`name`, 'main') AS k
        WHERE t.`type` = 'table' AND lower(k.`table`) = lower('ingest_source_controls') AND lower(t.`name`) <> lower('ingest_source_controls')
    EXCEPT VALUES ('column min_delay_ms INTEGER not null default 0'), ('column not_before_at TEXT'), ('column reason TEXT'), ('column source_key TEXT not null key 1'), ('column state TEXT not null default ''running'''), ('column updated_at TEXT not null'), ('0 unique constraints'), ('0 foreign keys'), ('5 checks')
);

SELECT `table` || ' has a part that the earlier scripts do not create: ' || `part` FROM `temp`.`unknown_parts`;

-- Stops the script at a NULL in a column whose name is the message.
CREATE TEMP TABLE `guard` (
    `ingest_ingest_runs has parts that the earlier scripts do not create: a rebuild could lose them` INTEGER NOT NULL,
    `ingest_run_batches has parts that the earlier scripts do not create: a rebuild could lose them` INTEGER NOT NULL,
    `ingest_work_items has parts that the earlier scripts do not create: a rebuild could lose them` INTEGER NOT NULL,
    `ingest_resource_versions has parts that the earlier scripts do not create: a rebuild could lose them` INTEGER NOT NULL,
    `ingest_discovered_links has parts that the earlier scripts do not create: a rebuild could lose them` INTEGER NOT NULL,
    `ingest_checkpoints has parts that the earlier scripts do not create: a rebuild could lose them` INTEGER NOT NULL,
    `ingest_worker_heartbeats has parts that the earlier scripts do not create: a rebuild could lose them` INTEGER NOT NULL,
    `ingest_source_controls has parts that the earlier scripts do not create: a rebuild could lose them` INTEGER NOT NULL
);

INSERT OR ROLLBACK INTO `temp`.`guard` SELECT
    CASE WHEN EXISTS (SELECT 1 FROM `temp`.`unknown_parts` WHERE `table` = 'ingest_ingest_runs') THEN NULL ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM `temp`.`unknown_parts` WHERE `table` = 'ingest_run_batches') THEN NULL ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM `temp`.`unknown_parts` WHERE `table` = 'ingest_work_items') THEN NULL ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM `temp`.`unknown_parts` WHERE `table` = 'ingest_resource_versions') THEN NULL ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM `temp`.`unknown_parts` WHERE `table` = 'ingest_discovered_links') THEN NULL ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM `temp`.`unknown_parts` WHERE `table` = 'ingest_checkpoints') THEN NULL ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM `temp`.`unknown_parts` WHERE `table` = 'ingest_worker_heartbeats') THEN NULL ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM `temp`.`unknown_parts` WHERE `table` = 'ingest_source_controls') THEN NULL ELSE 0 END;

DROP TABLE `temp`.`guard`;

DROP TABLE `temp`.`unknown_parts`;

DROP VIEW `temp`.`check_counts`;

-- IngestRun
CREATE TABLE `main`.`#ingest_ingest_runs` AS
SELECT `batches`, `config_hash`, `error_message`, `finished_at`, `metadata`, `name`, `parent_run_id`, `run_id`, `started_at`, `status`
FROM `main`.`ingest_ingest_runs`;

-- IngestRun
DROP TABLE `main`.`ingest_ingest_runs`;

-- IngestRun
CREATE TABLE IF NOT EXISTS `main`.`ingest_ingest_runs` ( -- ingest.ingest_runs
    `run_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_ingest_runs__run_id` CHECK (length(`run_id`) <= 36),
    `parent_run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_ingest_runs__parent_run_id` CHECK (length(`parent_run_id`) <= 36),
    `name` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_ingest_runs__name` CHECK (length(`name`) <= 200),
    `status` TEXT NOT NULL DEFAULT 'running' CONSTRAINT `ck_ingest_runs__status` CHECK (`status` IN ('running', 'completed', 'failed', 'cancelled')),
    `config_hash` BLOB CONSTRAINT `ck_ingest_runs__config_hash` CHECK (length(`config_hash`) = 32),
    `metadata` TEXT CONSTRAINT `ck_ingest_runs__metadata` CHECK (`metadata` IS NULL OR json_valid(`metadata`)),
    `error_message` TEXT COLLATE RTRIM,
    `batches` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_ingest_runs__batches` CHECK (`batches` BETWEEN -2147483648 AND 2147483647),
    `started_at` TEXT NOT NULL CONSTRAINT `ck_ingest_runs__started_at` CHECK (`started_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `finished_at` TEXT CONSTRAINT `ck_ingest_runs__finished_at` CHECK (`finished_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_ingest_runs` PRIMARY KEY (`run_id`)
) STRICT;

-- IngestRun
INSERT OR ROLLBACK INTO `main`.`ingest_ingest_runs` (`batches`, `config_hash`, `error_message`, `finished_at`, `metadata`, `name`, `parent_run_id`, `run_id`, `started_at`, `status`)
SELECT `batches`, `config_hash`, `error_message`, `finished_at`, `metadata`, `name`, `parent_run_id`, `run_id`, `started_at`, `status`
FROM `main`.`#ingest_ingest_runs`;

-- IngestRun
DROP TABLE `main`.`#ingest_ingest_runs`;

-- IngestRun
CREATE INDEX `main`.`ingest_ix_ingest_runs_parent` ON `ingest_ingest_runs` (`parent_run_id`);

-- IngestRun
CREATE INDEX `main`.`ingest_ix_ingest_runs_started` ON `ingest_ingest_runs` (`started_at`, `run_id`);

-- RunBatch
CREATE TABLE `main`.`#ingest_run_batches` AS
SELECT `batch`, `completed`, `failed`, `finished_at`, `items`, `run_id`, `started_at`, `status`, `worker`
FROM `main`.`ingest_run_batches`;

-- RunBatch
DROP TABLE `main`.`ingest_run_batches`;

-- RunBatch
CREATE TABLE IF NOT EXISTS `main`.`ingest_run_batches` ( -- ingest.run_batches
    `run_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_run_batches__run_id` CHECK (length(`run_id`) <= 36),
    `batch` INTEGER NOT NULL CONSTRAINT `ck_run_batches__batch` CHECK (`batch` BETWEEN -2147483648 AND 2147483647),
    `status` TEXT NOT NULL DEFAULT 'running' CONSTRAINT `ck_run_batches__status` CHECK (`status` IN ('running', 'completed', 'failed', 'cancelled')),
    `worker` TEXT COLLATE RTRIM CONSTRAINT `ck_run_batches__worker` CHECK (length(`worker`) <= 200),
    `items` INTEGER NOT NULL CONSTRAINT `ck_run_batches__items` CHECK (`items` BETWEEN -2147483648 AND 2147483647),
    `completed` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_run_batches__completed` CHECK (`completed` BETWEEN -2147483648 AND 2147483647),
    `failed` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_run_batches__failed` CHECK (`failed` BETWEEN -2147483648 AND 2147483647),
    `started_at` TEXT NOT NULL CONSTRAINT `ck_run_batches__started_at` CHECK (`started_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `finished_at` TEXT CONSTRAINT `ck_run_batches__finished_at` CHECK (`finished_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_run_batches` PRIMARY KEY (`run_id`, `batch`)
) STRICT;

-- RunBatch
INSERT OR ROLLBACK INTO `main`.`ingest_run_batches` (`batch`, `completed`, `failed`, `finished_at`, `items`, `run_id`, `started_at`, `status`, `worker`)
SELECT `batch`, `completed`, `failed`, `finished_at`, `items`, `run_id`, `started_at`, `status`, `worker`
FROM `main`.`#ingest_run_batches`;

-- RunBatch
DROP TABLE `main`.`#ingest_run_batches`;

-- WorkItem
CREATE TABLE `main`.`#ingest_work_items` AS
SELECT `attempt`, `claimed_at`, `claimed_by`, `content_hash`, `created_at`, `dedupe_hash`, `dedupe_key`, `discovered_from`, `error_message`, `expiries`, `failures`, `finished_at`, `lease_expires_at`, `lease_token`, `metadata`, `next_retry_at`, `priority`, `pruned_at`, `queued_at`, `rank`, `request_body`, `request_headers`, `request_method`, `request_uri`, `resource_id`, `resource_type`, `run_id`, `source_key`, `source_name`, `source_system`, `status`, `updated_at`, `variant`, `version`, `work_item_id`
FROM `main`.`ingest_work_items`;

-- WorkItem
DROP TABLE `main`.`ingest_work_items`;

-- WorkItem
CREATE TABLE IF NOT EXISTS `main`.`ingest_work_items` ( -- ingest.work_items
    `work_item_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__work_item_id` CHECK (length(`work_item_id`) <= 36),
    `source_system` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__source_system` CHECK (length(`source_system`) <= 100),
    `source_name` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__source_name` CHECK (length(`source_name`) <= 100),
    `resource_type` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__resource_type` CHECK (length(`resource_type`) <= 100),
    `resource_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__resource_id` CHECK (length(`resource_id`) <= 500),
    `variant` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items__variant` CHECK (length(`variant`) <= 50),
    `request_uri` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__request_uri` CHECK (length(`request_uri`) <= 2000),
    `request_method` TEXT COLLATE RTRIM NOT NULL DEFAULT 'GET' CONSTRAINT `ck_work_items__request_method` CHECK (length(`request_method`) <= 10),
    `request_headers` TEXT CONSTRAINT `ck_work_items__request_headers` CHECK (`request_headers` IS NULL OR json_valid(`request_headers`)),
    `request_body` TEXT COLLATE RTRIM,
    `metadata` TEXT CONSTRAINT `ck_work_items__metadata` CHECK (`metadata` IS NULL OR json_valid(`metadata`)),
    `priority` INTEGER NOT NULL DEFAULT 100 CONSTRAINT `ck_work_items__priority` CHECK (`priority` BETWEEN -2147483648 AND 2147483647),
    `rank` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items__rank` CHECK (`rank` BETWEEN -2147483648 AND 2147483647),
    `status` TEXT NOT NULL DEFAULT 'pending' CONSTRAINT `ck_work_items__status` CHECK (`status` IN ('pending', 'in_progress', 'completed', 'failed', 'skipped')),
    `attempt` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items__attempt` CHECK (`attempt` BETWEEN -2147483648 AND 2147483647),
    `failures` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items__failures` CHECK (`failures` BETWEEN -2147483648 AND 2147483647),
    `expiries` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items__expiries` CHECK (`expiries` BETWEEN -2147483648 AND 2147483647),
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items__run_id` CHECK (length(`run_id`) <= 36),
    `discovered_from` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items__discovered_from` CHECK (length(`discovered_from`) <= 36),
    `discovered_in` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items__discovered_in` CHECK (length(`discovered_in`) <= 36),
    `created_at` TEXT NOT NULL CONSTRAINT `ck_work_items__created_at` CHECK (`created_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `updated_at` TEXT NOT NULL CONSTRAINT `ck_work_items__updated_at` CHECK (`updated_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `queued_at` TEXT NOT NULL CONSTRAINT `ck_work_items__queued_at` CHECK (`queued_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `finished_at` TEXT CONSTRAINT `ck_work_items__finished_at` CHECK (`finished_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `claimed_by` TEXT COLLATE RTRIM CONSTRAINT `ck_work_items__claimed_by` CHECK (length(`claimed_by`) <= 200),
    `claimed_at` TEXT CONSTRAINT `ck_work_items__claimed_at` CHECK (`claimed_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `lease_token` INTEGER NOT NULL DEFAULT 0,
    `lease_expires_at` TEXT CONSTRAINT `ck_work_items__lease_expires_at` CHECK (`lease_expires_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `next_retry_at` TEXT CONSTRAINT `ck_work_items__next_retry_at` CHECK (`next_retry_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `error_message` TEXT COLLATE RTRIM,
    `version` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_work_items__version` CHECK (`version` BETWEEN -2147483648 AND 2147483647),
    `content_hash` BLOB CONSTRAINT `ck_work_items__content_hash` CHECK (length(`content_hash`) = 32),
    `pruned_at` TEXT CONSTRAINT `ck_work_items__pruned_at` CHECK (`pruned_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `source_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__source_key` CHECK (length(`source_key`) <= 301),
    `dedupe_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_work_items__dedupe_key` CHECK (length(`dedupe_key`) <= 854),
    `dedupe_hash` BLOB NOT NULL CONSTRAINT `ck_work_items__dedupe_hash` CHECK (length(`dedupe_hash`) = 32),
    CONSTRAINT `pk_work_items` PRIMARY KEY (`work_item_id`)
) STRICT;

-- WorkItem
CREATE UNIQUE INDEX `main`.`ingest_ux_work_items_dedupe` ON `ingest_work_items` (`dedupe_hash`);

-- WorkItem
INSERT OR ROLLBACK INTO `main`.`ingest_work_items` (`attempt`, `claimed_at`, `claimed_by`, `content_hash`, `created_at`, `dedupe_hash`, `dedupe_key`, `discovered_from`, `error_message`, `expiries`, `failures`, `finished_at`, `lease_expires_at`, `lease_token`, `metadata`, `next_retry_at`, `priority`, `pruned_at`, `queued_at`, `rank`, `request_body`, `request_headers`, `request_method`, `request_uri`, `resource_id`, `resource_type`, `run_id`, `source_key`, `source_name`, `source_system`, `status`, `updated_at`, `variant`, `version`, `work_item_id`)
SELECT `attempt`, `claimed_at`, `claimed_by`, `content_hash`, `created_at`, `dedupe_hash`, `dedupe_key`, `discovered_from`, `error_message`, `expiries`, `failures`, `finished_at`, `lease_expires_at`, `lease_token`, `metadata`, `next_retry_at`, `priority`, `pruned_at`, `queued_at`, `rank`, `request_body`, `request_headers`, `request_method`, `request_uri`, `resource_id`, `resource_type`, `run_id`, `source_key`, `source_name`, `source_system`, `status`, `updated_at`, `variant`, `version`, `work_item_id`
FROM `main`.`#ingest_work_items`;

-- WorkItem
DROP TABLE `main`.`#ingest_work_items`;

-- WorkItem
CREATE INDEX `main`.`ingest_ix_work_items_claim` ON `ingest_work_items` (`priority`, `rank`, `created_at`, `work_item_id`)
WHERE `status` = 'pending' AND `next_retry_at` IS NULL;

-- WorkItem
CREATE INDEX `main`.`ingest_ix_work_items_claim_source` ON `ingest_work_items` (`source_key`, `priority`, `rank`, `created_at`, `work_item_id`)
WHERE `status` = 'pending' AND `next_retry_at` IS NULL;

-- WorkItem
CREATE INDEX `main`.`ingest_ix_work_items_lease` ON `ingest_work_items` (`lease_expires_at`)
WHERE `status` = 'in_progress';

-- WorkItem
CREATE INDEX `main`.`ingest_ix_work_items_queued` ON `ingest_work_items` (`queued_at`)
WHERE `status` = 'pending';

-- WorkItem
CREATE INDEX `main`.`ingest_ix_work_items_retry` ON `ingest_work_items` (`next_retry_at`)
WHERE `next_retry_at` IS NOT NULL;

-- WorkItem
CREATE INDEX `main`.`ingest_ix_work_items_finished` ON `ingest_work_items` (`finished_at`)
WHERE `finished_at` IS NOT NULL AND `pruned_at` IS NULL;

-- WorkItem
CREATE INDEX `main`.`ingest_ix_work_items_source` ON `ingest_work_items` (`source_key`, `work_item_id`);

-- WorkItem
CREATE INDEX `main`.`ingest_ix_work_items_run` ON `ingest_work_items` (`run_id`, `work_item_id`);

-- ResourceVersion
CREATE TABLE `main`.`#ingest_resource_versions` AS
SELECT `attempt`, `changed`, `content_hash`, `content_type`, `fetched_at`, `location`, `metadata`, `run_id`, `size`, `status_code`, `superseded_at`, `version`, `work_item_id`
FROM `main`.`ingest_resource_versions`;

-- ResourceVersion
DROP TABLE `main`.`ingest_resource_versions`;

-- ResourceVersion
CREATE TABLE IF NOT EXISTS `main`.`ingest_resource_versions` ( -- ingest.resource_versions
    `work_item_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_resource_versions__work_item_id` CHECK (length(`work_item_id`) <= 36),
    `version` INTEGER NOT NULL CONSTRAINT `ck_resource_versions__version` CHECK (`version` BETWEEN -2147483648 AND 2147483647),
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_resource_versions__run_id` CHECK (length(`run_id`) <= 36),
    `attempt` INTEGER NOT NULL CONSTRAINT `ck_resource_versions__attempt` CHECK (`attempt` BETWEEN -2147483648 AND 2147483647),
    `content_hash` BLOB NOT NULL CONSTRAINT `ck_resource_versions__content_hash` CHECK (length(`content_hash`) = 32),
    `size` INTEGER NOT NULL,
    `content_type` TEXT COLLATE RTRIM CONSTRAINT `ck_resource_versions__content_type` CHECK (length(`content_type`) <= 200),
    `status_code` INTEGER CONSTRAINT `ck_resource_versions__status_code` CHECK (`status_code` BETWEEN -2147483648 AND 2147483647),
    `location` TEXT COLLATE RTRIM CONSTRAINT `ck_resource_versions__location` CHECK (length(`location`) <= 2000),
    `metadata` TEXT CONSTRAINT `ck_resource_versions__metadata` CHECK (`metadata` IS NULL OR json_valid(`metadata`)),
    `fetched_at` TEXT NOT NULL CONSTRAINT `ck_resource_versions__fetched_at` CHECK (`fetched_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `changed` INTEGER NOT NULL CONSTRAINT `ck_resource_versions__changed` CHECK (`changed` IN (0, 1)),
    `superseded_at` TEXT CONSTRAINT `ck_resource_versions__superseded_at` CHECK (`superseded_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_resource_versions` PRIMARY KEY (`work_item_id`, `version`)
) STRICT, WITHOUT ROWID;

-- ResourceVersion
INSERT OR ROLLBACK INTO `main`.`ingest_resource_versions` (`attempt`, `changed`, `content_hash`, `content_type`, `fetched_at`, `location`, `metadata`, `run_id`, `size`, `status_code`, `superseded_at`, `version`, `work_item_id`)
SELECT `attempt`, `changed`, `content_hash`, `content_type`, `fetched_at`, `location`, `metadata`, `run_id`, `size`, `status_code`, `superseded_at`, `version`, `work_item_id`
FROM `main`.`#ingest_resource_versions`;

-- ResourceVersion
DROP TABLE `main`.`#ingest_resource_versions`;

-- ResourceVersion
CREATE INDEX `main`.`ingest_ix_resource_versions_run` ON `ingest_resource_versions` (`run_id`, `work_item_id`);

-- ResourceVersion
CREATE INDEX `main`.`ingest_ix_resource_versions_superseded` ON `ingest_resource_versions` (`superseded_at`)
WHERE `superseded_at` IS NOT NULL;

-- DiscoveredLink
CREATE TABLE `main`.`#ingest_discovered_links` AS
SELECT `first_seen_at`, `from_item`, `last_seen_at`, `run_id`, `to_hash`, ((SELECT i.work_item_id FROM `main`.`ingest_work_items` AS i WHERE i.dedupe_hash = to_hash)) AS `to_item`
FROM `main`.`ingest_discovered_links`;

-- DiscoveredLink
DROP TABLE `main`.`ingest_discovered_links`;

-- DiscoveredLink
CREATE TABLE IF NOT EXISTS `main`.`ingest_discovered_links` ( -- ingest.discovered_links
    `to_hash` BLOB,
    `from_item` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_discovered_links__from_item` CHECK (length(`from_item`) <= 36),
    `to_item` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_discovered_links__to_item` CHECK (length(`to_item`) <= 36),
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_discovered_links__run_id` CHECK (length(`run_id`) <= 36),
    `first_seen_at` TEXT NOT NULL CONSTRAINT `ck_discovered_links__first_seen_at` CHECK (`first_seen_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `last_seen_at` TEXT NOT NULL CONSTRAINT `ck_discovered_links__last_seen_at` CHECK (`last_seen_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_discovered_links` PRIMARY KEY (`from_item`, `to_item`)
) STRICT, WITHOUT ROWID;

-- DiscoveredLink
INSERT OR ROLLBACK INTO `main`.`ingest_discovered_links` (`first_seen_at`, `from_item`, `last_seen_at`, `run_id`, `to_hash`, `to_item`)
SELECT `first_seen_at`, `from_item`, `last_seen_at`, `run_id`, `to_hash`, `to_item`
FROM `main`.`#ingest_discovered_links`;

-- DiscoveredLink
DROP TABLE `main`.`#ingest_discovered_links`;

-- DiscoveredLink
CREATE INDEX `main`.`ingest_ix_discovered_links_to` ON `ingest_discovered_links` (`to_item`);

-- LaterSightings
CREATE TABLE IF NOT EXISTS `main`.`ingest_later_sightings` ( -- ingest.later_sightings
    `work_item_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_later_sightings__work_item_id` CHECK (length(`work_item_id`) <= 36),
    `sightings` INTEGER NOT NULL,
    `last_seen_at` TEXT NOT NULL CONSTRAINT `ck_later_sightings__last_seen_at` CHECK (`last_seen_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `last_run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_later_sightings__last_run_id` CHECK (length(`last_run_id`) <= 36),
    CONSTRAINT `pk_later_sightings` PRIMARY KEY (`work_item_id`)
) STRICT, WITHOUT ROWID;

-- Checkpoint
CREATE TABLE `main`.`#ingest_checkpoints` AS
SELECT `name`, `owner`, `scope`, `updated_at`, `value`, `version`, `work_item_id`
FROM `main`.`ingest_checkpoints`;

-- Checkpoint
DROP TABLE `main`.`ingest_checkpoints`;

-- Checkpoint
CREATE TABLE IF NOT EXISTS `main`.`ingest_checkpoints` ( -- ingest.checkpoints
    `scope` TEXT NOT NULL CONSTRAINT `ck_checkpoints__scope` CHECK (`scope` IN ('source', 'run')),
    `owner` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_checkpoints__owner` CHECK (length(`owner`) <= 301),
    `name` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_checkpoints__name` CHECK (length(`name`) <= 128),
    `value` TEXT NOT NULL CONSTRAINT `ck_checkpoints__value` CHECK (json_valid(`value`)),
    `version` INTEGER NOT NULL CONSTRAINT `ck_checkpoints__version` CHECK (`version` BETWEEN -2147483648 AND 2147483647),
    `work_item_id` TEXT COLLATE RTRIM CONSTRAINT `ck_checkpoints__work_item_id` CHECK (length(`work_item_id`) <= 36),
    `updated_at` TEXT NOT NULL CONSTRAINT `ck_checkpoints__updated_at` CHECK (`updated_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_checkpoints` PRIMARY KEY (`scope`, `owner`, `name`)
) STRICT;

-- Checkpoint
INSERT OR ROLLBACK INTO `main`.`ingest_checkpoints` (`name`, `owner`, `scope`, `updated_at`, `value`, `version`, `work_item_id`)
SELECT `name`, `owner`, `scope`, `updated_at`, `value`, `version`, `work_item_id`
FROM `main`.`#ingest_checkpoints`;

-- Checkpoint
DROP TABLE `main`.`#ingest_checkpoints`;

-- WorkerHeartbeat
CREATE TABLE `main`.`#ingest_worker_heartbeats` AS
SELECT `beat_at`, `completed`, `current_item`, `failed`, `host`, `pid`, `run_id`, `started_at`, `status`, `worker_id`
FROM `main`.`ingest_worker_heartbeats`;

-- WorkerHeartbeat
DROP TABLE `main`.`ingest_worker_heartbeats`;

-- WorkerHeartbeat
CREATE TABLE IF NOT EXISTS `main`.`ingest_worker_heartbeats` ( -- ingest.worker_heartbeats
    `worker_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_worker_heartbeats__worker_id` CHECK (length(`worker_id`) <= 200),
    `host` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_worker_heartbeats__host` CHECK (length(`host`) <= 255),
    `pid` INTEGER NOT NULL,
    `run_id` TEXT COLLATE RTRIM CONSTRAINT `ck_worker_heartbeats__run_id` CHECK (length(`run_id`) <= 36),
    `status` TEXT NOT NULL CONSTRAINT `ck_worker_heartbeats__status` CHECK (`status` IN ('running', 'draining', 'stopped')),
    `current_item` TEXT COLLATE RTRIM CONSTRAINT `ck_worker_heartbeats__current_item` CHECK (length(`current_item`) <= 36),
    `completed` INTEGER NOT NULL,
    `failed` INTEGER NOT NULL,
    `started_at` TEXT NOT NULL CONSTRAINT `ck_worker_heartbeats__started_at` CHECK (`started_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `beat_at` TEXT NOT NULL CONSTRAINT `ck_worker_heartbeats__beat_at` CHECK (`beat_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_worker_heartbeats` PRIMARY KEY (`worker_id`)
) STRICT;

-- WorkerHeartbeat
INSERT OR ROLLBACK INTO `main`.`ingest_worker_heartbeats` (`beat_at`, `completed`, `current_item`, `failed`, `host`, `pid`, `run_id`, `started_at`, `status`, `worker_id`)
SELECT `beat_at`, `completed`, `current_item`, `failed`, `host`, `pid`, `run_id`, `started_at`, `status`, `worker_id`
FROM `main`.`#ingest_worker_heartbeats`;

-- WorkerHeartbeat
DROP TABLE `main`.`#ingest_worker_heartbeats`;

-- WorkerHeartbeat
CREATE INDEX `main`.`ingest_ix_worker_heartbeats_beat` ON `ingest_worker_heartbeats` (`beat_at`);

-- SourceControl
CREATE TABLE `main`.`#ingest_source_controls` AS
SELECT `min_delay_ms`, `not_before_at`, `reason`, `source_key`, `state`, `updated_at`
FROM `main`.`ingest_source_controls`;

-- SourceControl
DROP TABLE `main`.`ingest_source_controls`;

-- SourceControl
CREATE TABLE IF NOT EXISTS `main`.`ingest_source_controls` ( -- ingest.source_controls
    `source_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_source_controls__source_key` CHECK (length(`source_key`) <= 301),
    `state` TEXT NOT NULL DEFAULT 'running' CONSTRAINT `ck_source_controls__state` CHECK (`state` IN ('running', 'paused', 'draining')),
    `reason` TEXT COLLATE RTRIM,
    `min_delay_ms` INTEGER NOT NULL DEFAULT 0 CONSTRAINT `ck_source_controls__min_delay_ms` CHECK (`min_delay_ms` BETWEEN -2147483648 AND 2147483647),
    `not_before_at` TEXT CONSTRAINT `ck_source_controls__not_before_at` CHECK (`not_before_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    `updated_at` TEXT NOT NULL CONSTRAINT `ck_source_controls__updated_at` CHECK (`updated_at` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    CONSTRAINT `pk_source_controls` PRIMARY KEY (`source_key`)
) STRICT;

-- SourceControl
INSERT OR ROLLBACK INTO `main`.`ingest_source_controls` (`min_delay_ms`, `not_before_at`, `reason`, `source_key`, `state`, `updated_at`)
SELECT `min_delay_ms`, `not_before_at`, `reason`, `source_key`, `state`, `updated_at`
FROM `main`.`#ingest_source_controls`;

-- SourceControl
DROP TABLE `main`.`#ingest_source_controls`;

-- Counter
CREATE TABLE IF NOT EXISTS `main`.`ingest_counters` ( -- ingest.counters
    `run_id` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_counters__run_id` CHECK (length(`run_id`) <= 36),
    `source_key` TEXT COLLATE RTRIM NOT NULL CONSTRAINT `ck_counters__source_key` CHECK (length(`source_key`) <= 301),
    `shard` INTEGER NOT NULL CONSTRAINT `ck_counters__shard` CHECK (`shard` BETWEEN -32768 AND 32767),
    `open_items` INTEGER NOT NULL,
    `completed` INTEGER NOT NULL,
    `failed` INTEGER NOT NULL,
    `skipped` INTEGER NOT NULL,
    `enqueued` INTEGER NOT NULL,
    `duplicates` INTEGER NOT NULL,
    `retries` INTEGER NOT NULL,
    `expiries` INTEGER NOT NULL,
    `changed` INTEGER NOT NULL,
    `unchanged` INTEGER NOT NULL,
    `bytes` INTEGER NOT NULL,
    CONSTRAINT `pk_counters` PRIMARY KEY (`run_id`, `source_key`, `shard`)
) STRICT, WITHOUT ROWID;

INSERT INTO `main`.`ingest_store_meta` (`schema_version`, `script`, `compatible_from`, `checksum`, `program_version`)
VALUES (1, '0001_from_0000.sql', 1, x'bfa74316609c4bb2368f64a87790d8ea01c11a7f03cc9a6bf6eb9f72b6ae3cd8', '0.1.0')
ON CONFLICT (`schema_version`, `script`) DO UPDATE
SET `compatible_from` = excluded.`compatible_from`, `checksum` = excluded.`checksum`, `program_version` = excluded.`program_version`, `applied_at` = (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'));

COMMIT;
